"""The archive's own engine, asked through its protocol with the schema's real fields."""

from __future__ import annotations

from pathlib import Path

from articles.search import tree as t
from articles.search.embedded import TantivyEngine
from articles.search.engine import IndexUnavailable, Request
from articles.search.query import parse
from searching import TOP, VALUES, folder_size

FACETS = ("source", "year", "person", "country")


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

    def build(self, articles) -> None:
        with self.engine.building() as new:
            new.add(articles)
            new.take_over()

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
