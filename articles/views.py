"""The pages one reads: each view asks the archive and hands the answer to a template.

The pages one browses, from people to dates, are in browse.py.
"""

from dataclasses import asdict, dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode

from articles import charts, evidence
from articles.exports import FORMATS
from articles.filters import ArticleFilter
from articles.listing import Listed, listed
from articles.models import Actor, Article, Original, Source
from articles.narrowing import MOST_VALUES
from articles.pieces import Mark, paragraphs, pieces, spans
from articles.search import highlights
from articles.search.certainty import count_possibly_in_dates, possibly_in_dates
from articles.search.engine import IndexUnavailable, Reason
from articles.search.fields import FACETS, FIELDS
from articles.search.highlights import Excerpt
from articles.search.search import PAGE, similar_to
from articles.suggestions import suggest

NEWEST = 8
FOREMOST = 10
SIMILAR = 5
LABELS = 6  # actors under a headline
VALUES = 100  # of a facet on one page

# What one may type beside the fields, and what it finds.
WAYS = (
    ("nuclear talks", "Both words, anywhere in the article, in any form."),
    ('"nuclear talks"', "The words side by side, exactly as written."),
    ("talks OR negotiations", "One of the words, or both."),
    ("talks -sanctions", "The first word, without the second."),
    ("sanction*", "Every word that begins so; * stands for any letters, ? for one."),
    ("shamkhany~", "Words spelled nearly like this one."),
    ("sanctions w/5 oil", "One word within five words of the other; pre/5 keeps the order."),
    ('"nuclear talks"~5', "The words in any order, with at most five others among them."),
    ("atleast3(sanctions)", "The word three times or more."),
)


@dataclass(frozen=True)
class Result:
    """An article in a list of results, what of it to show, and for an editor why it ranks here.

    `possibly`: it may lie in the dates asked for, but is not known to.
    """

    article: Listed
    excerpt: Excerpt | None
    reasons: tuple[Reason, ...] = ()
    possibly: bool = False

    @property
    def score(self):
        """What the reasons come to."""
        return sum(reason.score for reason in self.reasons)


def home(request):
    """What the archive holds, its newest articles, and who is most in them."""
    articles = Article.objects.all()
    total = articles.count()
    context = {
        "article_count": total,
        "source_count": Source.objects.count(),
        "actor_counts": Actor.objects.in_articles().by_kind(),
        "first_and_last": articles.first_and_last(),
        "newest": articles.for_headlines()[:NEWEST],
        "foremost": foremost(),
        "chart": charts.by_year(articles, total, charts.archive_link),
    }
    return render(request, "articles/home.html", context)


def foremost():
    """Pairs of a kind and its most mentioned actors with numbers of articles; nothing without an index."""
    try:
        counted = ArticleFilter().search.found.facets
    except IndexUnavailable:
        return []
    counts = {kind: counted.get(kind, ())[:FOREMOST] for kind in Actor.Kind.values}
    actors = Actor.objects.seen().in_bulk([each.value for values in counts.values() for each in values])
    return [
        (kind, [(actors[each.value], each.count) for each in values if each.value in actors])
        for kind, values in counts.items()
    ]


def needs_index(view):
    """The view, or a page that says what to do when the search index cannot be used."""

    def respond(request, **address):
        try:
            return view(request, **address)
        except IndexUnavailable as error:
            return render(request, "articles/index_unavailable.html", {"reason": error}, status=503)

    return respond


@needs_index
def articles(request):
    """One page of the articles that a search finds, with facets and a chart of when they appeared."""
    asked = ArticleFilter(request.GET)
    search = asked.search
    page = Paginator(search, PAGE).get_page(request.GET.get("page"))
    found = listed([hit.id for hit in page.object_list], LABELS)
    explain = wants_reasons(request)
    bars = [(bar.period, bar.count) for bar in search.found.histogram]
    context = {
        "asked": asked,
        "search": search,
        "page": page,
        "results": shown(search, found, explain == "shown"),
        "possibly": count_possibly_in_dates(search),
        "explain": explain,
        "chart": charts.timeline(bars, charts.search_link(request.GET), search.found.undated),
        "carried": carried(request.GET, but={"q", "page"}),
        "carried_by_dates": carried(request.GET, but={"after", "before", "page"}),
        "carry": words_asked(request),
        "formats": FORMATS.values(),
    }
    return render(request, "articles/article_list.html", context)


@needs_index
def facet(request, name):
    """Every value of one facet, counted under all other choices, to be searched and chosen from."""
    if name not in FACETS:
        raise Http404
    asked = ArticleFilter(request.GET)
    find = asked.written("find")
    shown = asked.facet(name, find)
    context = {
        "search": asked.search,
        "facet": shown,
        "find": find,
        "page": Paginator(shown.choices, VALUES).get_page(request.GET.get("page")),
        "cut": MOST_VALUES if len(shown.choices) >= MOST_VALUES else 0,
        "carried": carried(request.GET, but={"find", "page"}),
        "list_address": reverse("articles"),
    }
    return render(request, "articles/facet.html", context)


def shown(search, articles, explain):
    """The articles of a page as results; with the reasons for their rank if they are to be explained."""
    ids = [article.pk for article in articles]
    excerpts = highlights.excerpts(articles, search.tree)
    possibly = possibly_in_dates(search, ids)
    reasons = search.reasons(ids) if explain else {}
    return [
        Result(each, excerpts.get(each.pk), reasons.get(each.pk, ()), each.pk in possibly)
        for each in articles
    ]


def wants_reasons(request):
    """Whether the reasons for the order are asked for, with explain=1, and shown: to those who edit only."""
    asked = request.GET.get("explain") == "1"
    return ("shown" if request.user.is_staff else "hidden") if asked else ""


def carried(data, but):
    """The pairs of a query string that a form keeps in hidden fields, so that it changes only its own."""
    return [(name, value) for name, values in data.lists() for value in values if name not in but and value]


def words_asked(request):
    """The query string that carries the typed words on to another page; empty where none were typed."""
    typed = request.GET.get("q", "").strip()
    return "?" + urlencode({"q": typed}) if typed else ""


def article(request, pk):
    """One article, the words searched for and the actors marked in it, what is known of it and why."""
    current = Prefetch("originals", queryset=Original.objects.filter(current=True))
    shown = get_object_or_404(Article.objects.for_lists().prefetch_related(current), pk=pk)
    known = evidence.facts(shown)
    copies = evidence.copies(shown)
    actors = [
        Mark(*span, mention)
        for mention in shown.shown_mentions
        for span in spans(mention.spans, len(shown.body))
    ]
    context = {
        "article": shown,
        "title": pieces(str(shown), inner=hits(request, shown, "title")),
        "standfirst": pieces(shown.standfirst, inner=hits(request, shown, "standfirst")),
        "paragraphs": paragraphs(shown.body, actors, hits(request, shown, "body")),
        "actors": by_kind(evidence.parts(shown)),
        "unclear": shown.unclear_names.waiting().with_candidates(),
        "facts": [fact for fact in known if not fact.is_text],
        "texts": [fact for fact in known if fact.is_text],
        "left_out": evidence.left_out(shown.originals.all()),
        "copies": copies,
        "versions": evidence.versions(shown, copies),
        "carry": words_asked(request),
        "similar": Article.objects.select_related("source")
        .defer("body", "findings")
        .in_order(similar_to(shown, SIMILAR)),
    }
    return render(request, "articles/article_detail.html", context)


def by_kind(parts):
    """Pairs of a kind and the parts that its actors play, in their order; kinds without any are left out."""
    kinds = [(kind, [part for part in parts if part.mention.actor.kind == kind]) for kind in Actor.Kind]
    return [(kind.value, parts) for kind, parts in kinds if parts]


def hits(request, article, field):
    """Marks on the words of a field that were searched for on the page one comes from."""
    if not words_asked(request):
        return []
    tree = ArticleFilter(request.GET).search.tree
    found = highlights.marks(getattr(article, field), tree, article.language, field)
    return [Mark(start, end) for start, end in found]


def original(request, pk):
    """What an article was made from: the inputs, untouched, the latest first."""
    shown = get_object_or_404(Article, pk=pk)
    inputs = shown.originals.select_related("run")
    context = {
        "article": shown,
        "originals": [
            (each, evidence.marked(each, shown if n == 0 else None)) for n, each in enumerate(inputs)
        ],
        "carry": words_asked(request),
    }
    return render(request, "articles/original.html", context)


def suggestions(request):
    """What the reader may be about to type, for the script under the search box."""
    found = [asdict(each) for each in suggest(request.GET.get("q", ""))]
    return JsonResponse({"suggestions": found}, headers={"Cache-Control": "max-age=60"})


def about(request):
    """What the archive is, how articles come into it, and how sure it is of what it says."""
    return render(request, "articles/about.html")


def search_help(request):
    """How to ask the archive."""
    ways = [*WAYS, *((field.example, field.help) for field in FIELDS if field.typed)]
    return render(request, "articles/search_help.html", {"ways": ways})


def robots(request):
    """What crawlers may read: articles and actors, not every combination of choices."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


def favicon(request):
    """The address of the site's sign, for browsers that ask for it unprompted."""
    return HttpResponseRedirect(static("favicon.svg"))
