"""Articles that share the rarer words of one, without the tellings of its own story."""

from __future__ import annotations

from tantivy import Occur, Query, Searcher

from articles.search.embedded.schema import SCHEMA
from articles.search.embedded.stemming import ENGLISH, stemmer_for
from articles.search.engine import Document, Hit
from articles.search.letters import normalise

MOST_WORDS = 25  # of the article, the most telling ones
FEWEST = 10  # articles in an archive of which some can be called similar
ONE_IN = 20  # a word in more than so many of the articles tells nothing
FEW = 5  # articles that may share a word in a small archive
NEXT_TO_THEM = 16  # hits read beyond those wanted, to put equal scores in order


def similar(searcher: Searcher, document: Document, limit: int) -> tuple[Hit, ...]:
    """The most similar articles of other families, the most similar first."""
    if searcher.num_docs < FEWEST:
        return ()
    query = Query.boolean_query([(Occur.Must, _like(searcher, document)), *_not_of(document)])
    hits = searcher.search(query, min(limit + NEXT_TO_THEM, searcher.num_docs), False).hits
    addresses = [address for _, address in hits]
    columns = (searcher.fast_field_values(name, addresses) for name in ("newest", "id"))
    rows = sorted((-score, -newest, id) for (score, _), newest, id in zip(hits, *columns, strict=True))
    return tuple(Hit(id, -score) for score, _, id in rows[:limit])


def _like(searcher: Searcher, document: Document) -> Query:
    field = "body_stem" if stemmer_for(document.language) == ENGLISH else "body_exact"
    return Query.more_like_this_document_fields_query(
        SCHEMA,
        {field: [normalise(f"{document.title}\n{document.standfirst}\n{document.body}")]},
        min_doc_frequency=2,
        max_doc_frequency=max(searcher.num_docs // ONE_IN, FEW),
        min_term_frequency=1,
        max_query_terms=MOST_WORDS,
    )


def _not_of(document: Document):
    for name, value in (("id", document.id), ("family", document.family)):
        yield Occur.MustNot, Query.term_query(SCHEMA, name, value)
