"""A common word beside something rare: looked up in the few articles that have that, with the same scores."""

import pytest

from articles.search.embedded.among import Among, narrowed
from articles.search.embedded.asking import Asked
from articles.search.embedded.compiling import matching
from articles.search.engine import Request
from articles.search.query import parse
from articles.search.tree import And, Chosen
from articles.tests.search.test_engine import made, plain

ARTICLES = [
    plain(
        n,
        title="Oil talks" if n % 7 == 0 else "News",
        standfirst="On oil." if n % 5 == 0 else "",
        body="oil " * (n % 4) + ("A tanker, and oils." if n % 40 == 0 else "Gas."),
        byline="Oil Reporter" if n == 80 else "",
        language="de" if n % 9 == 0 else "en",
        countries=(1,) if n % 20 == 0 else (2,),
    )
    for n in range(1, 401)
]
COUNTRY = Chosen("country", (1,), "")


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An index in which oil is in most articles, a tanker and one country in few."""
    return made(tmp_path_factory.mktemp("index"), ARTICLES)


def hits(searcher, query):
    found = searcher.search(query, 400, True)
    return found.count, [(score, address.segment_ord, address.doc) for score, address in found.hits]


@pytest.mark.parametrize(
    ("typed", "choices", "looked_up"),
    [
        ("oil", (COUNTRY,), 1),
        ("oil tanker", (), 1),
        ("oil gas tanker", (), 2),
        ("oil news", (COUNTRY,), 2),
        ("oil -tanker", (COUNTRY,), 1),
        ("oil “and oils”", (COUNTRY,), 1),
        ("oil OR gas", (COUNTRY,), 0),
        ("title:oil", (COUNTRY,), 0),
        ("oil gas", (), 0),
        ("oil", (Chosen("country", (2,), ""),), 0),
        ("oil", (Chosen("country", (1, 2), ""),), 0),
        ("oil", (Chosen("country", (1,), "", "none"),), 0),
        ("oil nowhere", (), 1),
        ("oil", (), 0),
    ],
)
def test_the_hits_and_their_scores_are_the_same(engine, typed, choices, looked_up):
    searcher = engine._current().index.searcher()
    asked = Asked(searcher, Request(parse(typed).tree, choices))
    tree = narrowed(asked.tree, searcher)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    assert sum(isinstance(part, Among) for part in parts) == looked_up
    assert hits(searcher, asked.query) == hits(searcher, matching(asked.tree))
