"""The API: what it answers, what it costs, how it refuses."""

import doctest

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from articles.api import cursors
from articles.filters import ArticleFilter
from articles.models import Article
from articles.search import changes
from articles.tests.cast import PARTS, make_actor, make_article, make_source

pytestmark = pytest.mark.django_db


def ask(client, address, status=200):
    response = client.get(f"/api/{address}")
    assert response.status_code == status, response.content[:300]
    assert response["Content-Type"].startswith("application/json")
    return response.json()


def every(client, address, name):
    """The items of all pages, one after the other."""
    items, cursor = [], ""
    while cursor is not None:
        page = ask(client, f"{address}&cursor={cursor}")
        assert len(page[name]) or not items
        items, cursor = items + page[name], page["next"]
    return items


def test_articles_of_a_search(client, searchable):
    found = ask(client, "articles?q=talks&country=norway&colour=blue")
    assert found["words"] == "“talks”, Norway"
    assert (found["count"], found["next"], found["notices"]) == (2, None, [])
    first = found["articles"][0]
    assert (first["id"], first["published"]) == (searchable.talks.pk, "2019-01-07")
    assert first["actors"][0]["spellings"]
    assert "body" not in first


def test_what_cannot_be_read_is_noticed_as_on_the_page(client, searchable):
    assert ask(client, "articles?after=soon&sort=odd")["notices"] == list(
        ArticleFilter({"after": "soon", "sort": "odd"}).search.notices
    )


@pytest.mark.parametrize(
    "query", ["sort=newest", "sort=oldest", "q=talks+OR+oil+OR+norway", "q=iran&sort=oldest"]
)
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_follow_each_other_without_gap_or_repetition(client, searchable, query, limit):
    expected = list(ArticleFilter(QueryDict(query)).search.ids())
    assert [each["id"] for each in every(client, f"articles?{query}&limit={limit}", "articles")] == expected


def test_an_article_that_comes_or_goes_shifts_nothing(client, searchable):
    first = ask(client, "articles?sort=oldest&limit=2")
    Article.objects.get(pk=first["articles"][1]["id"]).delete()
    make_article(PARTS["fishing"], vars(searchable), "late")
    changes.apply()
    rest = every(client, f"articles?sort=oldest&limit=2&cursor={first['next']}", "articles")[2:]
    assert ask(client, f"articles?sort=oldest&limit=2&cursor={first['next']}")["count"] == 6
    known = [each["id"] for each in first["articles"] + rest]
    assert len(known) == len(set(known))


def test_one_article_is_whole(client, searchable):
    found = ask(client, f"articles/{searchable.talks.pk}")
    assert found["body"] == searchable.talks.body
    assert found["findings"]["title"]


def test_where_an_input_lay_is_not_told(client, searchable):
    assert ask(client, f"articles/{searchable.talks.pk}")["path"] == "talks.txt"
    assert b"cast/" not in b"".join(client.get("/articles.jsonl"))


@pytest.mark.parametrize(
    "address",
    [
        "articles/999999",
        "articles/99999999999999999999999999",
        "actors/nobody",
        "actors/%00",
        "sources/x",
        "nothing/here",
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(client, searchable, address):
    assert ask(client, address, 404)["error"].endswith(".")


@pytest.mark.parametrize(
    "address",
    [
        "articles?limit=0",
        "articles?limit=many",
        "articles/x",
        "actors?kind=ship",
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(client, searchable, address):
    assert ask(client, address, 422)["error"].endswith(".")


@pytest.mark.parametrize(
    "address",
    [
        "articles?cursor=x",
        "articles?cursor=W10",
        "articles?cursor=" + cursors.write("oldest", "2019", 1),
        "articles?cursor=" + cursors.write("newest", "soon", 1),
        "articles?cursor=" + cursors.write("newest", 2019, 1),
        "articles?cursor=" + cursors.write("newest", None, 2**70),
        "articles?q=oil&cursor=" + cursors.write("relevance", -1),
        "articles?q=oil&cursor=" + cursors.write("relevance", 10**12),
        "actors?cursor=" + cursors.write(1, "x"),
        "sources?cursor=" + cursors.write("x\0", 1),
    ],
)
def test_a_page_that_never_was_is_not_there(client, searchable, address):
    assert "ursor" in ask(client, address, 404)["error"]


def test_without_an_index_it_says_what_to_do(client, cast):
    for address in ("articles", "facets", "histogram"):
        assert "manage.py rebuild_index" in ask(client, address, 503)["error"]


def test_facets_are_those_of_the_page(client, searchable):
    found = ask(client, "facets?q=talks&country=iran")
    countries = next(facet for facet in found["facets"] if facet["name"] == "country")
    assert {"value": "iran", "label": "Iran", "count": 2, "selected": True} in countries["values"]


def test_the_histogram_counts_every_article(client, searchable):
    found = ask(client, "histogram")
    assert sum(bar["count"] for bar in found["bars"]) + found["undated"] + found["without_month"] == 6


def test_actors_by_name_kind_and_page(client, searchable):
    names = [each["name"] for each in every(client, "actors?limit=2", "actors")]
    assert names == ["Hamid Amiri", "Iran", "Karin Lind", "Nordic Council", "Norway"]
    assert [a["name"] for a in ask(client, "actors?name=hameed")["actors"]] == ["Hamid Amiri"]
    assert ask(client, "actors?kind=country")["count"] == 2


def test_one_actor_has_every_spelling(client, searchable):
    found = ask(client, "actors/hamid-amiri")
    assert [each["name"] for each in found["spellings"]] == ["Hamid Amiri", "Hameed Amiri", "حمید امیری"]
    assert found["article_count"] == 3


def test_a_rejected_actor_is_not_there(client, searchable):
    make_actor("person", "Amir Wrong", status="rejected")
    assert ask(client, "actors/amir-wrong", 404)


def test_sources_and_suggestions(client, searchable):
    make_source("Zeit")
    sources = every(client, "sources?limit=1", "sources")
    assert [each["name"] for each in sources] == ["Daily Courier", "Harbour Post", "Wire Service", "Zeit"]
    assert sources[0]["article_count"] == 2
    assert ask(client, "suggestions?q=hamid")["suggestions"][0]["kind"] == "person"


COSTS = {
    "articles?q=talks": 4,
    "articles?q=talks&country=iran&person=hamid-amiri": 5,
    "articles/{talks}": 3,
    "facets?q=talks": 2,
    "histogram?q=talks": 1,
    "actors": 3,
    "actors/hamid-amiri": 2,
    "sources": 2,
}


@pytest.mark.parametrize("address", COSTS)
def test_it_costs_few_queries_however_many_articles(client, searchable, address):
    actors = {name: getattr(searchable, name) for name in ("amiri", "lind", "iran", "norway", "council")}
    costs, address_of = [], address.format(talks=searchable.talks.pk)
    for turn in range(2):
        ask(client, address_of)
        with CaptureQueriesContext(connection) as queries:
            ask(client, address_of)
        costs.append(len(queries))
        for number in range(15):
            make_article(PARTS["talks"], actors, f"talks-{turn}-{number}")
        changes.apply()
    assert costs == [COSTS[address]] * 2


def test_openapi_lists_every_filter_of_the_page(client):
    described = ask(client, "openapi.json")
    for path in ("/api/articles", "/api/facets", "/api/histogram"):
        named = {each["name"] for each in described["paths"][path]["get"]["parameters"]}
        assert named >= set(ArticleFilter.base_filters)


def test_the_page_for_people_lists_every_address_and_loads_nothing_from_elsewhere(client):
    page = client.get("/api/").content.decode()
    assert all(path in page for path in ask(client, "openapi.json")["paths"])
    assert 'src="http' not in page


def test_the_examples_hold():
    assert doctest.testmod(cursors).failed == 0
