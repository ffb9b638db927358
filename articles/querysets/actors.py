"""Reading actors: the authority, and what its names begin with or sound like."""

from django.contrib.postgres.search import SearchVectorField
from django.db import connections
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Window
from django.db.models.functions import Left, RowNumber, Upper

from articles.querysets.mentions import SHOWN
from articles.querysets.named import ByName


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
