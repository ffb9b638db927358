"""The actors that stand under each headline of a list of results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Func, IntegerField
from django.urls import reverse

from articles.models import Mention


@dataclass(frozen=True, slots=True)
class Label:
    """What a list of results shows of an actor."""

    kind: str
    slug: str
    status: str
    name: str

    def get_absolute_url(self) -> str:
        """The actor's page."""
        return reverse(self.kind, args=[self.slug])


def label(articles: Iterable, number: int) -> None:
    """Gives each article its `labels`: the actors that it is most about, at most `number`.

    One question for all, for plain columns: whole actors and mentions of twenty articles take as long to make
    as everything else of a page together.
    """
    rows = {article.pk: [] for article in articles}
    for article, salience, count, *actor in _rows(rows):
        rows[article].append((-salience, -count, actor[-1], actor))
    known: dict[str, Label] = {}
    for article in articles:
        main = sorted(rows[article.pk])[:number]
        article.labels = [known.setdefault(actor[1], Label(*actor)) for *_, actor in main]


def _rows(articles: Iterable[int]):
    in_body, in_title = (_length(name) for name in ("spans", "title_spans"))
    shown = Mention.objects.shown().filter(article__in=articles).order_by("pk")
    return shown.values_list("article_id", "salience", in_body + in_title, *ACTOR)


def _length(name: str) -> Func:
    return Func(name, function="jsonb_array_length", output_field=IntegerField())


ACTOR = ("actor__kind", "actor__slug", "actor__status", "actor__name")
