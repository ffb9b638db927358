"""Reading the tables: querysets whose names chain into sentences."""

from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet
from django.db.models.functions import Extract


class SourceQuerySet(QuerySet):
    """Publishers and agencies."""

    def with_counts(self):
        """Each source with `article_count`: the articles it published or supplied."""
        return self.annotate(
            article_count=Count("articles", distinct=True)
            + Count("agency_articles", distinct=True, filter=~Q(agency_articles__source=F("pk")))
        )


class ArticleQuerySet(QuerySet):
    """Articles in the database; what readers search for goes through the index instead."""

    def for_lists(self):
        """Articles with what a list of results shows: source, agency and actors, in three queries."""
        mentions = self.model.mentions.rel.related_model.objects
        shown = mentions.shown().select_related("actor")
        return self.select_related("source", "agency").prefetch_related(
            Prefetch("mentions", queryset=shown, to_attr="shown_mentions")
        )

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

    def in_order(self, ids):
        """A list of the articles with these ids, in that order; missing ones are left out."""
        found = self.in_bulk(list(ids))
        return [found[pk] for pk in ids if pk in found]


class ActorQuerySet(QuerySet):
    """People, countries and organisations."""

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
        return self.seen().with_counts().filter(article_count__gt=0).order_by("-article_count", "name")

    def mentioned_together_with(self, actor):
        """Actors in the same articles, the most frequent first, with `together`."""
        articles = actor.mentions.shown().values("article")
        shared = Q(mentions__article__in=articles) & ~Q(mentions__status="rejected")
        others = self.seen().exclude(pk=actor.pk).annotate(together=Count("mentions", filter=shared))
        return others.filter(together__gt=0).order_by("-together", "name")


class MentionQuerySet(QuerySet):
    """Actors in articles."""

    def shown(self):
        """Mentions that readers may see: neither the mention nor its actor was rejected."""
        return self.exclude(status="rejected").exclude(actor__status="rejected")

    def span_of_days(self):
        """A dict with `first` and `last`: the days between which the mentioning articles appeared."""
        return self.aggregate(
            first=Min(RangeStartsWith("article__published")), last=Max(RangeStartsWith("article__published"))
        )
