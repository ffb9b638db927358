"""Tantivy alone: a title and a text field, its own parser, the same hits, counts, facets and histogram."""

from __future__ import annotations

from pathlib import Path

import tantivy
from tantivy import Occur, Query

from searching import TOP, VALUES, date_parts, folder_size

EVERY = 2**31 - 1  # with less, counts over several segments are not exact


class Bare:
    """The least that can be done with the library."""

    name = "bare Tantivy"

    def __init__(self, folder: Path):
        self.folder = folder / "bare"
        self.schema = _schema()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(self.schema, str(self.folder), reuse=True)

    def done(self) -> int:
        return self.index.searcher().num_docs

    def build(self, articles, expected) -> None:
        writer = self.index.writer(256_000_000, 2)
        for each in articles:
            writer.add_document(tantivy.Document.from_dict(_fields(each), self.schema))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def ask(self, question, counting) -> int:
        searcher = self.index.searcher()
        query = self.index.parse_query(question.typed, ["title", "body"], conjunction_by_default=True)
        if question.country is not None:
            country = Query.term_query(self.schema, "countries", question.country)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, country)])
        found = searcher.search(query, TOP, True)
        searcher.fast_field_values("id", [address for _, address in found.hits])
        if counting:
            searcher.aggregate(query, {name: _terms(name, size) for name, size in COUNTED.items()})
        return found.count

    def size(self) -> int:
        return folder_size(self.folder)

    def close(self) -> None:
        pass


COUNTED = {"source": 1_000, "year": 1_000, "people": VALUES, "countries": VALUES, "month": 12_000}


def _terms(name, size):
    return {"terms": {"field": name, "size": size, "segment_size": EVERY}}


def _schema():
    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    for name in ("id", "source", "year", "month", "people", "countries"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def _fields(each):
    year, month = date_parts(each)
    fields = {"id": each.id, "title": each.title, "body": each.body, "source": each.source}
    fields |= {"people": list(each.people), "countries": list(each.countries), "year": year, "month": month}
    return {name: value for name, value in fields.items() if value is not None}
