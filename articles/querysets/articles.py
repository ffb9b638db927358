"""Reading sources, articles, the links between them, and the notes of their changes."""

from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db import connections
from django.db.models import Count, Func, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Extract, Left

from articles.querysets.named import ByName

EARLIEST = (RangeEndsWith("published").asc(nulls_last=True), "pk")


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
