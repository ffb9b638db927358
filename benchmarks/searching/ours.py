"""The archive's own engine, asked through its protocol with the schema's real fields."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from pathlib import Path

from articles.search import tree as t
from articles.search.embedded import TantivyEngine
from articles.search.embedded.columns import SPLIT
from articles.search.engine import MOST_OFTEN, IndexUnavailable, Request
from articles.search.query import parse
from searching import TOP, VALUES, folder_size

FACETS = ("source", "year", "person", "country")
SAMPLE = 20_000  # articles that tell who is named often; the archive asks its database


class Ours:
    """`TantivyEngine` behind the Engine protocol; parsing what was typed counts as well."""

    name = "the archive's engine"

    def __init__(self, folder: Path):
        self.folder = folder / "ours"
        self.engine = TantivyEngine(self.folder)

    def done(self) -> int:
        try:
            return self.engine.count()
        except IndexUnavailable:
            return 0

    def build(self, articles, expected) -> None:
        articles = iter(articles)
        sample = list(islice(articles, SAMPLE))
        with self.engine.building(_named_often(sample), expected) as new:
            new.add(chain(sample, articles))
            new.take_over()
        self.engine.count_ahead()

    def request(self, question, counting, facets=FACETS):
        """What the engine is asked."""
        choices = () if question.country is None else (t.Chosen("country", (question.country,), ""),)
        asked = {"facets": facets, "values": VALUES, "histogram": True} if counting else {}
        return Request(parse(question.typed).tree, choices, **asked)

    def ask(self, question, counting) -> int:
        return self.engine.find(self.request(question, counting), 0, TOP).total

    def size(self) -> int:
        return folder_size(self.folder)

    def close(self) -> None:
        pass


def _named_often(articles) -> dict[str, list[int]]:
    """The ids of people and organisations, of those in most articles first."""
    named = {name: Counter(id for each in articles for id in getattr(each, name)) for name in SPLIT}
    return {name: [id for id, _ in counts.most_common(MOST_OFTEN)] for name, counts in named.items()}
