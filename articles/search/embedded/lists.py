"""Lists of articles that the index holds as such: of a word, a person, a year, all; and how long they are."""

from __future__ import annotations

from tantivy import Query, Searcher

from articles.search.embedded.schema import SCHEMA

List = tuple[str, int | str]  # a field of the index and the value that its articles have there
ALL: List = ("", "")


def query_of(asked: List) -> Query:
    """Finds the articles of the list."""
    return Query.all_query() if asked == ALL else Query.term_query(SCHEMA, *asked, "basic")


def length(searcher: Searcher, asked: List) -> int:
    """How many articles are in the list, those counted too that were taken out of it lately."""
    return searcher.num_docs if asked == ALL else searcher.doc_freq(*asked)


def count(searcher: Searcher, query: Query) -> int:
    """How many articles the query finds."""
    return searcher.search(query, 1, True).count if searcher.num_docs else 0
