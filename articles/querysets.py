"""Reading the tables: querysets whose names chain into sentences."""

from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.contrib.postgres.search import SearchVectorField
from django.db import connections
from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.functions import Extract, Left, RowNumber, Upper
from django.utils.text import slugify

EARLIEST = (RangeEndsWith("published").asc(nulls_last=True), "pk")
ROOM_FOR_A_NUMBER = 20  # characters of a slug
SHOWN = ("found", "proposed", "confirmed")  # mentions that no editor rejected


class WordsOf(Func):
    """The words of a key as a set that PostgreSQL can search by their beginnings."""

    template = "array_to_tsvector(array_remove(string_to_array(%(expressions)s, ' '), ''))"
    output_field = SearchVectorField()


# Of very many that begin so, the first known are looked at, which are those of the authority, and of these
# the shortest; of how many articles each is in, two hundred are counted: enough to put the well known first.
BEGINNING = """
WITH spelled AS MATERIALIZED (
    SELECT id, actor_id, name FROM articles_actorname
    WHERE array_to_tsvector(array_remove(string_to_array(key, ' '), '')) @@ %(words)s::tsquery
    LIMIT 500
), likely AS MATERIALIZED (
    SELECT DISTINCT ON (actor.id) actor.*, spelled.name AS spelling
    FROM spelled JOIN articles_actor actor ON actor.id = spelled.actor_id
    WHERE actor.status <> 'rejected' AND actor.kind = ANY(%(kinds)s)
    ORDER BY actor.id, spelled.name <> actor.name, spelled.id
), fewer AS MATERIALIZED (
    SELECT * FROM likely ORDER BY status, length(name), id LIMIT 100
)
SELECT fewer.*, (
    SELECT count(*) FROM (SELECT 1 FROM articles_mention WHERE actor_id = fewer.id LIMIT 200) AS first_ones
) AS seen
FROM fewer ORDER BY seen DESC, name, id LIMIT %(most)s
"""


# Spellings that may have been meant, the well known first among very many; for each the number of articles
# of its actor, two hundred at most.
LIKE = """
SELECT name.actor_id, name.key, (
    SELECT count(*) FROM (SELECT 1 FROM articles_mention WHERE actor_id = actor.id LIMIT 200) AS first_ones
) AS seen
FROM (
    SELECT actor_id, key FROM articles_actorname
    WHERE array_to_tsvector(array_remove(string_to_array(key, ' '), '')) @@ %(words)s::tsquery
    LIMIT 3000
) AS name JOIN articles_actor actor ON actor.id = name.actor_id
WHERE actor.status <> 'rejected' AND actor.kind = ANY(%(kinds)s)
"""


class ByName(QuerySet):
    """Rows that have a name."""

    def after_name(self, name, pk):
        """Rows that come after a name and its row's key, in the order of both."""
        return self.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))

    def free_slugs(self, names):
        """A list of unused slugs, one for each name, in order: its words, a number where taken."""
        longest = self.model._meta.get_field("slug").max_length - ROOM_FOR_A_NUMBER
        slugs = [slugify(name, allow_unicode=True)[:longest].strip("-") for name in names]
        bases = [slug or self.model._meta.model_name for slug in slugs]
        taken, free = self._slugs_like(set(bases)), []
        for base in bases:
            slug, number = base, 2
            while slug in taken:
                slug, number = f"{base}-{number}", number + 1
            taken.add(slug)
            free.append(slug)
        return free

    def _slugs_like(self, bases):
        """Every slug in use that is one of the bases, or one of them with a number."""
        crowded = set(self.filter(slug__in=bases).values_list("slug", flat=True))
        numbered = (
            self.filter(slug__startswith=f"{base}-").values_list("slug", flat=True) for base in crowded
        )
        return crowded.union(*numbered)


class SourceQuerySet(ByName):
    """Publishers and agencies."""

    def beginning(self, typed):
        """Sources with a word in their name, or their publisher's, that begins as typed; by name."""
        named = Q(name__istartswith=typed) | Q(name__icontains=f" {typed}") | Q(name__icontains=f".{typed}")
        published = Q(publisher__istartswith=typed) | Q(publisher__icontains=f" {typed}")
        return self.filter(named | published).order_by("name")

    def with_counts(self):
        """Each source with `article_count`: the articles it published or supplied."""
        articles = self.model.articles.rel.related_model.objects.out_of(OuterRef("pk")).order_by()
        return self.annotate(article_count=Subquery(articles.values(number=Func("pk", function="COUNT"))))


class ArticleQuerySet(QuerySet):
    """Articles in the database; what readers search for goes through the index instead."""

    def for_lists(self):
        """Articles with what a list of results shows: source, agency and actors, in three queries."""
        mentions = self.model.mentions.rel.related_model.objects
        shown = mentions.shown().select_related("actor")
        return self.select_related("source", "agency").prefetch_related(
            Prefetch("mentions", queryset=shown, to_attr="shown_mentions")
        )

    def for_results(self):
        """Articles with what a page of results shows, but for the actors: in one query."""
        return self.select_related("source", "agency").with_openings().defer("findings")

    def for_exports(self):
        """Articles with all that a record holds, in three queries; the inputs' texts are left behind."""
        originals = self.model.originals.rel.related_model.objects.only("article", "path")
        return self.for_lists().prefetch_related(Prefetch("originals", queryset=originals))

    def told_like(self, article):
        """Every copy of the article's story, itself among them, the earliest first."""
        head = article.family_id or article.pk
        return self.filter(Q(pk=head) | Q(family=head)).order_by(*EARLIEST)

    def later_copies(self, heads):
        """A dict from the heads of families to the number of their other copies, without those of no copy."""
        others = self.filter(family__in=heads).order_by().values_list("family")
        return dict(others.annotate(number=Count("pk")))

    def dated(self):
        """Articles whose day, month or year is known."""
        return self.filter(published__isnull=False)

    def undated(self):
        """Articles of which not even the year is known."""
        return self.filter(published=None)

    def within(self, period):
        """Articles that appeared, as far as is known, inside the period."""
        return self.filter(published__contained_by=(period.first, period.after))

    def by_year(self):
        """Rows of `year` and `articles`, newest first."""
        return (
            self.dated()
            .annotate(year=Extract(RangeStartsWith("published"), "year"))
            .values("year")
            .annotate(articles=Count("pk"))
            .order_by("-year")
        )

    def mentioning(self, actor):
        """Articles in which readers see the actor."""
        return self.filter(pk__in=actor.mentions.shown().values("article"))

    def out_of(self, source):
        """Articles that the source published or supplied."""
        return self.filter(Q(source=source) | Q(agency=source))

    def with_openings(self):
        """Articles with `opening`, the first words of the text."""
        return self.annotate(opening=Left("body", 300))

    def for_headlines(self):
        """Articles for a list of headlines: as `for_lists`, of the text only its `opening`."""
        return self.for_lists().with_openings().defer("body", "findings")

    def first_and_last(self):
        """When the oldest and the newest dated article appeared, as date ranges; an empty list for none."""
        days = self.dated().order_by("published").values_list("published", flat=True)
        return [day for day in (days.first(), days.last()) if day]

    def by_period(self):
        """Pairs of a date range and the number of articles dated exactly so."""
        return self.dated().order_by().values_list("published").annotate(articles=Count("pk"))

    def in_order(self, ids):
        """A list of the articles with these ids, in that order; missing ones are left out."""
        found = self.in_bulk(list(ids))
        return [found[pk] for pk in ids if pk in found]


class ActorQuerySet(ByName):
    """People, countries and organisations."""

    def of_kind(self, kind):
        """Only people, only countries or only organisations."""
        return self.filter(kind=kind)

    def in_articles(self):
        """Actors that readers see in at least one article."""
        return self.seen().filter(Exists(self._mentions()))

    def _mentions(self):
        mentions = self.model.mentions.rel.related_model.objects
        return mentions.filter(actor=OuterRef("pk")).exclude(status="rejected").order_by()

    def called(self, key):
        """Actors one of whose spellings holds the key of a name."""
        spellings = self.model.names.rel.related_model.objects
        return self.filter(pk__in=spellings.filter(key__contains=key).values("actor"))

    def sounding(self, sound):
        """People one of whose spellings sounds so; nobody for no sound."""
        spellings = self.model.names.rel.related_model.objects.filter(sound=sound).exclude(sound="")
        return self.people().filter(pk__in=spellings.values("actor"))

    def beginning(self, words, kinds, most):
        """Actors, each with a `spelling` that holds all the words of a key, the last perhaps only begun."""
        *whole, begun = [f"'{word}'" for word in words]
        wanted = " & ".join([*whole, f"{begun}:*"])
        return self.raw(BEGINNING, {"words": wanted, "kinds": list(kinds), "most": most})

    def spelled_like(self, words, kinds):
        """(actor's id, key of a spelling, articles) of spellings that a text search for `words` finds."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(LIKE, {"words": words, "kinds": list(kinds)})
            return cursor.fetchall()

    def countries(self):
        """The countries that these actors are of, by name."""
        return self.model.objects.filter(pk__in=self.order_by().values("country")).order_by("name")

    def initials(self):
        """The first characters of the actors' names, in capitals."""
        return (
            self.order_by()
            .annotate(initial=Upper(Left("name", 1)))
            .values_list("initial", flat=True)
            .distinct()
        )

    def starting_with(self, initials):
        """Actors whose names begin with one of the characters, in the order of their names."""
        return self.annotate(initial=Upper(Left("name", 1))).filter(initial__in=initials).order_by("name")

    def by_kind(self):
        """A dict from kind to the number of actors."""
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def people(self):
        """Only people."""
        return self.filter(kind="person")

    def known(self):
        """Only actors of the authority."""
        return self.filter(status="confirmed")

    def seen(self):
        """Actors that readers may see: all but rejected ones."""
        return self.exclude(status="rejected")

    def with_counts(self):
        """Each actor with `article_count`, the articles that mention it, rejected mentions left out."""
        return self.annotate(article_count=Count("mentions", filter=~Q(mentions__status="rejected")))

    def mentioned(self):
        """Actors with at least one article, most mentioned first, with `article_count`."""
        seen = self.seen().filter(mentions__status__in=SHOWN)
        return seen.annotate(article_count=Count("mentions")).order_by("-article_count", "name")

    def mentioned_together_with(self, actor):
        """Actors in the same articles, the most frequent first, with `together`."""
        articles = actor.mentions.shown().values("article")
        others = self.seen().exclude(pk=actor.pk)
        shared = others.filter(mentions__article__in=articles, mentions__status__in=SHOWN)
        return shared.annotate(together=Count("mentions")).order_by("-together", "name")

    def foremost_of_each_kind(self, number, by):
        """The first people, countries and organisations by the annotation `by`, at most `number` of each."""
        rank = Window(RowNumber(), partition_by="kind", order_by=[F(by).desc(), "name"])
        return self.annotate(rank=rank).filter(rank__lte=number)


class MentionQuerySet(QuerySet):
    """Actors in articles."""

    def shown(self):
        """Mentions that readers may see: neither the mention nor its actor was rejected."""
        return self.exclude(status="rejected").exclude(actor__status="rejected")

    def numbers_by_actor(self):
        """Pairs of an actor's id and the number of its articles, rejected mentions left out."""
        counted = self.exclude(status="rejected").order_by().values_list("actor_id")
        return counted.annotate(articles=Count("pk"))


class UnclearNameQuerySet(QuerySet):
    """Names that several actors share, in articles."""

    def waiting(self):
        """Names that no editor has decided yet."""
        return self.filter(decided=False)

    def with_candidates(self):
        """Names with `could_be`, the actors that readers may see among the candidates; in two queries."""
        actors = self.model._meta.get_field("candidates").related_model.objects
        shown = actors.seen().select_related("country")
        return self.prefetch_related(Prefetch("candidates", queryset=shown, to_attr="could_be"))


class VersionQuerySet(QuerySet):
    """Links between articles that tell one story in partly other words."""

    def linking(self, articles):
        """Links of which one end or the other is among the articles."""
        return self.filter(Q(article__in=articles) | Q(other__in=articles))

    def for_headlines(self):
        """Links with both articles and their sources, in one query, without the texts."""
        ends = ("article", "other")
        sources = [f"{end}__{source}" for end in ends for source in ("source", "agency")]
        long = [f"{end}__{text}" for end in ends for text in ("body", "findings")]
        return self.select_related(*ends, *sources).defer(*long)


class IndexChangeQuerySet(QuerySet):
    """Notes of changed articles that wait for the index."""

    def version(self):
        """How many changes of articles were ever noted: a number that grows with every edit and import.

        The notes themselves are deleted once they are carried over, so their sequence is asked. It may also
        count a change that was rolled back, which does no harm.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT last_value FROM articles_indexchange_id_seq")
            return cursor.fetchone()[0]
