"""The actors that stand under each headline of a list of results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.addresses import address
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
        return address(self.kind, self.slug)


def label(articles: Iterable, number: int) -> None:
    """Gives each article its `labels`: the actors that it is most about, at most `number`.

    One question for all, for plain columns: whole actors and mentions of twenty articles take as long to make
    as everything else of a page together.
    """
    made = {article.pk: [] for article in articles}
    for article, *actor in Mention.objects.main_actors(list(made), number):
        made[article].append(Label(*actor))
    for article in articles:
        article.labels = made[article.pk]
