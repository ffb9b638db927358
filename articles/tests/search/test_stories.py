"""One of each story where families and values are more than the library counts in one question."""

import pytest
from tantivy import Query

from articles.search.engine import Request
from articles.search.query import parse
from articles.tests.search.test_engine import made, plain

LIMIT = 65_000  # values that the library counts in one question, those of every family together
FAMILIES, PEOPLE = 500, 140
EVERYBODY = 1
ASKED = Request(parse("oil").tree, facets=("person",), families=True)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Families of two copies, each with people of its own and one who is in all."""
    return made(
        tmp_path_factory.mktemp("index"),
        [
            plain(2 * number + copy, family=2 * number, body="oil", people=(EVERYBODY, *people(number)))
            for number in range(1, FAMILIES + 1)
            for copy in (0, 1)
        ],
    )


def people(family):
    """The people of one family, who are in no other."""
    return range(family * PEOPLE, (family + 1) * PEOPLE)


def test_more_values_than_one_question_may_have_are_counted(engine):
    assert FAMILIES * PEOPLE > LIMIT
    found = engine.find(ASKED, 0, 5)
    assert found.total == FAMILIES
    counts = [value.count for value in found.facets["person"]]
    assert (found.facets["person"][0].value, counts) == (EVERYBODY, [FAMILIES] + 11 * [1])


@pytest.mark.parametrize("often", [(), (9, 7)])
def test_copies_in_two_segments_are_one_story(tmp_path, often):
    engine = made(tmp_path, [plain(1, body="oil", people=(7, 8))], {"people": often})
    engine.update([plain(2, family=1, body="oil", people=(7, 9))])
    assert engine._searcher().num_segments == 2
    found = engine.find(ASKED, 0, 5)
    assert found.total == 1
    assert [(value.value, value.count) for value in found.facets["person"]] == [(7, 1), (8, 1), (9, 1)]


def test_the_library_refuses_so_many_in_one_question(engine):
    wanted = {"families": terms("family") | {"aggs": {"values": terms("people_seldom")}}}
    with pytest.raises(ValueError, match=str(LIMIT)):
        engine._searcher().aggregate(Query.all_query(), wanted)


def terms(field):
    """What asks for the values of a field."""
    return {"terms": {"field": field, "size": FAMILIES * PEOPLE, "segment_size": FAMILIES * PEOPLE}}
