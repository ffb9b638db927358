"""The pages one browses: people, countries, organisations, sources, and the archive by date."""

import unicodedata
from calendar import Calendar, day_name
from collections import Counter

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render

from articles import charts
from articles.actors.alike import called
from articles.models import Actor, Article, Source
from articles.names import key
from articles.periods import Period

NAMES_PER_PAGE = 200
HEADLINES_PER_PAGE = 20
NEWEST = 10
TOGETHER = 12


def actors(request, kind):
    """The people, countries or organisations of the archive, by letter, country or a part of the name."""
    everyone = Actor.objects.of_kind(kind)
    letters = by_letter(everyone.in_articles().initials())
    letter, name = request.GET.get("letter", ""), typed_name(request)
    countries = everyone.in_articles().countries()
    country = next((each for each in countries if each.slug == request.GET.get("country")), None)
    listed = everyone.mentioned()
    if name:
        listed = called(listed, name) if kind == Actor.Kind.PERSON else listed.called(key(name))
    if letter in letters:
        listed = listed.starting_with(letters[letter])
    if country:
        listed = listed.filter(country=country)
    context = {
        "kind": kind,
        "letters": letters,
        "letter": letter,
        "name": name,
        "countries": countries,
        "country": country,
        "page": Paginator(listed, NAMES_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "articles/actor_list.html", context)


def typed_name(request):
    """The part of a name that a reader typed, as short as names are."""
    return request.GET.get("name", "").replace("\0", "").strip()[:100]


def by_letter(initials):
    """A dict from each letter without diacritics to the initials it stands for, in order: É under E."""
    letters = {}
    for initial in sorted(filter(None, initials)):
        letters.setdefault(unicodedata.normalize("NFKD", initial)[0], []).append(initial)
    return dict(sorted(letters.items()))


def actor(request, kind, slug):
    """One person, country or organisation: its spellings, its years, with whom, and its newest articles."""
    known = Actor.objects.select_related("country", "merged_into")
    shown = get_object_or_404(known.seen() | known.exclude(merged_into=None), kind=kind, slug=slug)
    if shown.merged_into:
        return HttpResponseRedirect(shown.merged_into.get_absolute_url())
    articles = Article.objects.mentioning(shown)
    together = Actor.objects.mentioned_together_with(shown)
    asked = QueryDict(mutable=True)
    asked[kind] = slug
    context = {
        "actor": shown,
        "spellings": [spelling.name for spelling in shown.names.all() if spelling.name != shown.name],
        "together": by_kind(together.foremost_of_each_kind(TOGETHER, by="together")),
        **in_short(articles, asked),
    }
    return render(request, "articles/actor_detail.html", context)


def by_kind(actors):
    """Pairs of a kind and its actors, each with the number of articles it shares, in their order."""
    actors = list(actors)
    return [
        (kind, [(each, each.together) for each in actors if each.kind == kind]) for kind in Actor.Kind.values
    ]


def in_short(articles, asked):
    """What the page of an actor or a source says of its articles, found by the search `asked`."""
    total = articles.count()
    return {
        "article_count": total,
        "first_and_last": articles.first_and_last(),
        "chart": charts.by_year(articles, total, charts.search_link(asked)),
        "newest": articles.for_headlines()[:NEWEST],
        "search_query": asked.urlencode(),
    }


def sources(request):
    """Everyone who published or supplied an article."""
    listed = Source.objects.with_counts().select_related("country").order_by("-article_count", "name")
    page = Paginator(listed, NAMES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/source_list.html", {"page": page})


def source(request, slug):
    """One publisher or agency, its years and its newest articles."""
    shown = get_object_or_404(Source.objects.select_related("country"), slug=slug)
    asked = QueryDict(mutable=True)
    asked["source"] = slug
    context = {"source": shown, **in_short(Article.objects.out_of(shown), asked)}
    return render(request, "articles/source_detail.html", context)


def archive(request):
    """The years of the archive."""
    years = [(Period.of(row["year"]), row["articles"]) for row in Article.objects.by_year()]
    context = {
        "years": years,
        "chart": charts.timeline(years, charts.archive_link),
        "undated_count": Article.objects.undated().count(),
    }
    return render(request, "articles/archive.html", context)


def undated(request):
    """The articles of which not even the year is known."""
    articles = Article.objects.undated().for_headlines()
    page = Paginator(articles, HEADLINES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/undated.html", {"page": page})


def period(request, year, month=None, day=None):
    """The articles of a year, a month or a day, beside the year's months or the month's days."""
    shown = calendar_period(year, month, day)
    around = calendar_period(year, month)
    articles = Article.objects.within(shown)
    parts = parts_of(around, Article.objects.within(around))
    page = Paginator(articles.for_headlines(), HEADLINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "period": shown,
        "around": around,
        "parts": parts.items(),
        "weeks": weeks_of(around, parts) if month else None,
        "weekdays": [(name[0], name) for name in day_name],
        "vague": page.paginator.count - sum(parts.values()) if shown == around else 0,
        "chart": None if month else charts.timeline(parts.items(), charts.archive_link),
        "page": page,
    }
    return render(request, "articles/archive_period.html", context)


def weeks_of(month, parts):
    """The weeks of a month from Monday on: days as pairs of a period and its number of articles, or None."""
    weeks = Calendar().monthdayscalendar(month.first.year, month.first.month)
    days = {day: Period.of(month.first.year, month.first.month, day) for week in weeks for day in week if day}
    return [[(days[day], parts.get(days[day], 0)) if day else None for day in week] for week in weeks]


def calendar_period(*parts):
    """The period of an address; a 404 page where the calendar has none such, or ends with it."""
    try:
        period = Period.of(*parts)
        return period if period.after else None
    except (ValueError, OverflowError):
        raise Http404("The calendar has no such date.") from None


def parts_of(period, articles):
    """A dict from the months of a year, or the days of a month, to the number of their articles."""
    parts = Counter()
    for days, count in articles.by_period():
        dated = Period.from_range(days)
        if part := part_of(period, dated):
            parts[part] += count
    return dict(sorted(parts.items()))


def part_of(period, dated):
    """The month of the year, or the day of the month, in which a date lies; None when it is vaguer."""
    if period.precision == "year":
        month = Period.of(dated.first.year, dated.first.month)
        return month if dated.last <= month.last else None
    return dated if period.precision == "month" and dated.precision == "day" else None
