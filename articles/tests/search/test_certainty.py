"""What is known only to the month is possibly in its days, and the page says so."""

import pytest
from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.models import Article
from articles.search import changes
from articles.search.certainty import count_possibly_in_dates, possibly_in_dates
from articles.search.search import Search

# The cast knows talks to the day (2019-01-07), sanctions to the month (2019-01), fishing to the year (2012).


def possibly(typed):
    search = Search().matching(typed)
    found = possibly_in_dates(search, list(search.ids()))
    assert len(found) == count_possibly_in_dates(search)
    return set(Article.objects.filter(pk__in=found).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("on:2019-01-07", {"Sanctions tightened"}),
        ("after:2019-01-05 before:2019-02", {"Sanctions tightened"}),
        ("during:2019-01", set()),
        ("during:2012-05", {"A good year for the fleet"}),
        ("on:2019-01-07 OR during:2019-01", set()),
        ("on:2019-01-07 OR during:2012-05", {"Sanctions tightened", "A good year for the fleet"}),
        ("on:2019-01-07 surely:yes", set()),
        ("talks", set()),
        ("atleast2(sanctions) on:2019-01-07", {"Sanctions tightened"}),
        ("country:iran on:2019-01-07", {"Sanctions tightened"}),
    ],
)
def test_it_knows_what_lies_only_possibly_in_the_dates(searchable, typed, titles):
    assert possibly(typed) == titles


def test_a_search_without_dates_asks_nothing_more(searchable, monkeypatch):
    search = Search().matching("talks")
    monkeypatch.setattr("articles.search.certainty.engine", None)
    assert possibly_in_dates(search, [1]) == frozenset()
    assert count_possibly_in_dates(search) == 0


def test_with_one_of_each_story_they_are_marked_but_not_counted(searchable):
    Article.objects.filter(pk=searchable.talks.pk).update(family=searchable.sanctions)
    changes.apply()
    search = Search().matching("on:2019-01-07").one_of_each_family()
    assert count_possibly_in_dates(search) == 0
    assert possibly_in_dates(search, [searchable.sanctions.pk]) == {searchable.sanctions.pk}


def test_the_page_marks_and_counts_them_and_can_leave_them_out(client, searchable):
    page = client.get("/articles/?after=2019-01-05&before=2019-01-10").content.decode()
    assert page.count("Possibly in these dates: known only to the month.") == 1
    assert "1 of them lies only possibly in these dates" in page
    assert 'href="?after=2019-01-05&amp;before=2019-01-10&amp;q=surely%3Ayes"' in page
    sure = client.get("/articles/?after=2019-01-05&before=2019-01-10&q=surely:yes").content.decode()
    assert "ossibly in these dates" not in sure


def test_the_link_to_sure_ones_keeps_what_was_typed(searchable):
    asked = ArticleFilter(QueryDict("q=sanctions+on:2019-01-07+OR+talks+on:2019-01-07&country=iran"))
    sure = ArticleFilter(QueryDict(asked.surely_query))
    assert [hit.id for hit in sure.search[:9]] == [searchable.talks.pk]
    assert (asked.search.count(), count_possibly_in_dates(asked.search)) == (2, 1)
