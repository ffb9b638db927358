"""The commands that make, check and ask the index."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from articles.search import changes
from articles.search.engine import engine


def run(*arguments):
    """What the command printed to its two streams, and its exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return out.getvalue(), err.getvalue(), ended.code
    except CommandError as error:
        return out.getvalue(), str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_rebuild_index_says_how_many(cast):
    out, _, code = run("rebuild_index")
    assert out.startswith("The search index was made anew: 6 articles in ")
    assert code == 0
    assert engine().count() == 6


def test_check_archive_agrees(searchable):
    assert run("check_archive") == ("Database and search index agree.\n", "", 0)
    out, _, code = run("check_archive", "--json")
    assert json.loads(out) == {"agrees": True, "missing": [], "surplus": [], "stale": [], "waiting": []}
    assert code == 0


def test_check_archive_says_what_differs_and_how_to_mend_it(searchable):
    engine().update([], removed=[searchable.oil.pk])
    out, _, code = run("check_archive")
    assert f"1 article missing from the index: {searchable.oil.pk}" in out
    assert "manage.py rebuild_index" in out
    assert code == 1
    assert json.loads(run("check_archive", "--json")[0])["missing"] == [searchable.oil.pk]
    run("rebuild_index")
    assert run("check_archive")[2] == 0


def test_check_archive_names_a_few_and_counts_the_rest(searchable):
    Article.objects.bulk_create([Article(title=f"Article {n}") for n in range(30)])
    out, _, code = run("check_archive")
    assert "30 articles changed, waiting to be carried to the index" in out
    assert "and 20 more" in out
    assert "manage.py setup_archive" in out
    assert code == 1


def test_check_archive_without_an_index_says_so(cast):
    out, _, code = run("check_archive")
    assert "no search index yet; run manage.py rebuild_index" in out
    assert code == 1
    assert json.loads(run("check_archive", "--json")[0])["agrees"] is False


def test_search_articles_prints_for_people(searchable):
    out, err, code = run("search_articles", "talks -whales", "--country", "Norway", "--sort", "newest")
    assert out.startswith("2 articles: “talks” without “whales”, Norway\n\n1. Norway offers")
    assert "Daily Courier, 7 January 2019" in out
    assert "nuclear talks in Oslo" in out
    assert (err, code) == ("", 0)


def test_search_articles_prints_json(searchable):
    out, _, code = run("search_articles", "talks", "--limit", "2", "--json")
    printed = json.loads(out)
    assert printed["total"] == 3
    assert [hit["id"] for hit in printed["hits"]] == [searchable.talks.pk, searchable.festival.pk]
    hit = printed["hits"][0]
    assert set(hit) == set(
        "id path title standfirst byline dateline source publisher agency language url published actors "
        "family changed findings score excerpt".split()
    )
    assert hit["published"] == "2019-01-07"
    assert hit["score"] > 0
    assert "<" not in hit["excerpt"]
    assert {"value": "norway", "label": "Norway", "count": 2} in printed["facets"]["country"]
    assert code == 0


def test_search_articles_says_when_nothing_is_found(searchable):
    assert run("search_articles", "whales") == ("Nothing found: “whales”.\n", "", 0)
    printed = json.loads(run("search_articles", "whales", "--json")[0])
    assert (printed["total"], printed["hits"]) == (0, [])


def test_search_articles_of_an_empty_archive_says_so(db):
    changes.apply()
    assert run("search_articles")[0] == "The archive holds no articles yet.\n"


def test_search_articles_tells_what_it_could_not_read(searchable):
    out, err, code = run("search_articles", "(talks")
    assert out.startswith("3 articles")
    assert "not closed" in err
    assert code == 0


@pytest.mark.parametrize(
    "option",
    [("--person", "nobody"), ("--after", "soon"), ("--year", "x"), ("--limit", "-1"), ("--source", "x")],
)
def test_search_articles_refuses_options_it_cannot_read(searchable, option):
    _, err, code = run("search_articles", "talks", *option)
    assert err.endswith(".")
    assert code == 2


def test_search_articles_without_an_index_says_what_to_do(cast):
    _, err, code = run("search_articles", "talks")
    assert "manage.py rebuild_index" in err
    assert code == 1


def test_a_limit_of_nothing_only_counts(searchable):
    assert run("search_articles", "talks", "--limit", "0")[0] == "3 articles: “talks”\n"
