"""A search is lazy, can be sliced and counted, and asks the engine once for a page."""

import pytest
from django.core.paginator import Paginator

from articles.models import Article, Source
from articles.periods import Period
from articles.search import changes
from articles.search.engine import Hit, engine
from articles.search.fields import ASIDE
from articles.search.search import Search
from articles.search.tree import Chosen
from articles.tests.cast import make_actor, make_mention


@pytest.fixture
def asked(searchable, monkeypatch):
    """The slices that the engine was asked for."""
    slices, find = [], engine().find
    monkeypatch.setattr(
        engine(),
        "find",
        lambda request, offset, limit: slices.append((offset, limit)) or find(request, offset, limit),
    )
    return slices


def found(search):
    return [hit.id for hit in search[:100]]


def test_it_asks_nothing_before_it_must(searchable, asked, django_assert_num_queries):
    with django_assert_num_queries(0):
        search = Search().matching("talks").choosing("person", (1,), "A").dated("after", Period.of(2019))
        search.sorted_by("newest").all().for_page(3).noting("Well.")
    assert asked == []


def test_a_page_costs_one_question(searchable, asked):
    page = Paginator(Search().matching("talks"), 20).get_page(1)
    assert len(page.object_list) == page.paginator.count == 3
    assert asked == [(0, 20)]


def test_a_later_page_costs_one_question_too(searchable, asked):
    search = Search().for_page(3, 2)
    page = Paginator(search, 2).get_page(3)
    assert [hit.id for hit in page] == found(Search())[4:6]
    assert asked[:1] == [(4, 2)]
    assert search.found.total == 6
    assert len(asked) == 2  # the other one is the comparison above


def test_a_page_past_the_end_is_the_last_one(searchable):
    page = Paginator(Search().for_page(99, 4), 4).get_page(99)
    assert page.number == 2
    assert [hit.id for hit in page] == found(Search())[4:]


def test_it_can_be_sliced_like_a_list(searchable):
    search, whole = Search(), found(Search())
    assert [hit.id for hit in search[2:4]] == whole[2:4]
    assert [hit.id for hit in search[4:]] == whole[4:]
    assert search[5] == Hit(whole[5])
    assert [hit.id for hit in search] == whole == list(search.ids())
    assert search[100:120] == []
    assert len(search) == 6
    for impossible in (slice(-1, 2), slice(0, 9, 2)):
        with pytest.raises(ValueError, match="sliced"):
            search[impossible]


def test_it_has_what_a_filter_set_wants():
    search = Search()
    assert search.model is Article
    assert search.all() is search


def test_names_mean_the_actors_of_the_archive(searchable):
    search = Search().matching('person:"Hameed Amiri" country:ir -country:Norwegian')
    assert found(search) == [searchable.persian.pk, searchable.sanctions.pk]
    assert search.in_words() == "with Hamid Amiri, with Iran without Norway"
    assert search.notices == ()


def test_a_name_may_be_written_in_another_alphabet(searchable):
    assert len(found(Search().matching('person:"حمید امیری"'))) == 3


def test_sources_are_found_by_name_slug_and_host(searchable):
    Source.objects.filter(name="Harbour Post").update(homepage="https://www.harbourpost.example/")
    for typed in ('"Harbour Post"', '"harbour post"', "harbour-post", "harbourpost.example"):
        search = Search().matching(f"source:{typed}")
        assert set(found(search)) == {searchable.oil.pk, searchable.fishing.pk}, typed


def test_an_agency_is_a_source_too(searchable):
    assert found(Search().matching('source:"Wire Service"')) == [searchable.talks.pk]
    assert found(Search().matching('agency:"Wire Service"')) == [searchable.talks.pk]
    assert found(Search().matching('agency:"Daily Courier"')) == []


def test_an_unknown_name_is_searched_for_as_words(searchable):
    search = Search().matching('person:"Nordic Council"')
    assert found(search) == [searchable.talks.pk]
    assert search.notices == (
        "No person called “Nordic Council” is known here; the words were searched for instead.",
    )


def test_a_name_of_two_means_either(searchable):
    other = make_actor("person", "Knut Lind", spellings=["K. Lind"])
    make_mention(searchable.oil, other, ["minister"])
    changes.apply()
    search = Search().matching('person:"K. Lind"')
    assert set(found(search)) == {searchable.talks.pk, searchable.fishing.pk, searchable.oil.pk}
    assert search.in_words() == "with Karin Lind or Knut Lind"


def test_an_actor_may_be_of_any_kind(searchable):
    assert set(found(Search().matching("actor:Norway"))) == set(found(Search().matching("country:Norway")))
    assert found(Search().matching('actor:"Nordic Council"')) == [searchable.talks.pk]
    assert Search().matching('actor:"Nordic Council"').in_words() == "with Nordic Council"


def test_a_family_is_found_by_any_of_its_articles(searchable):
    Article.objects.filter(pk=searchable.oil.pk).update(family=searchable.talks)
    changes.apply()
    both = {searchable.talks.pk, searchable.oil.pk}
    for pk in both:
        assert set(found(Search().matching(f"family:{pk}"))) == both
    assert found(Search().matching("is:copy")) == [searchable.oil.pk]
    assert "No family called “999”" in Search().matching("family:999").notices[0]


def test_what_the_index_cannot_say_is_checked_in_the_texts(searchable, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert found(Search().matching("atleast3(talks)")) == [searchable.talks.pk]
    assert found(Search().matching('"Iran Amiri Sanctions"~9')) == [searchable.sanctions.pk]
    assert found(Search().matching('"Iran Amiri Sanctions"~3')) == []
    assert searchable.talks.pk not in found(Search().matching("-atleast3(talks)"))
    assert len(found(Search().matching("-atleast3(talks)"))) == 5


def test_what_is_too_much_to_check_is_said(searchable, monkeypatch):
    monkeypatch.setattr("articles.search.checking.MAX_CHECKED", 1)
    search = Search().matching("atleast3(talks)")
    assert len(found(search)) == 3
    assert "“talks” at least 3 times would have to be checked in more than 1 articles" in search.notices[0]
    assert found(search.dated("on", Period.of(2019, 1, 7)).matching("atleast3(talks)")) == [
        searchable.talks.pk
    ]


def test_surely_leaves_out_what_only_possibly_lies_in_the_dates(searchable):
    assert searchable.sanctions.pk in found(Search().matching("during:2019-01-05"))
    assert found(Search().matching("during:2019-01-05 surely:yes")) == []
    search = Search().matching("surely:yes").dated("on", Period.of(2019, 1, 5))
    assert found(search) == []
    assert search.in_words() == "surely on 5 January 2019"


def test_it_looks_up_only_so_many_names(searchable, django_assert_max_num_queries):
    search = Search().matching(" OR ".join(f"person:n{n}" for n in range(150)))
    with django_assert_max_num_queries(45):
        assert any("names were looked up" in notice for notice in search.notices)


def test_it_says_what_was_asked(searchable):
    search = Search().matching("talks -sanctions").choosing("person", (1,), "Ali Shamkhani")
    search = search.choosing("country", (2,), "Iran").dated("after", Period.of(2019))
    assert search.in_words() == "“talks” without “sanctions”, Ali Shamkhani, Iran, since 2019"


def test_it_orders_by_relevance_only_where_a_word_ranks(searchable):
    assert Search().matching("talks").order == "relevance"
    assert Search().matching("-talks country:Iran").order == "newest"
    assert Search().sorted_by("relevance").order == "newest"
    assert Search().matching("talks").sorted_by("oldest").order == "oldest"


def test_unknown_days_come_last_in_both_orders(searchable):
    dated = [searchable.fishing, searchable.oil, searchable.sanctions, searchable.talks, searchable.persian]
    ids = [article.pk for article in dated]
    assert found(Search().sorted_by("oldest")) == [*ids, searchable.festival.pk]
    assert found(Search().sorted_by("newest"))[-1] == searchable.festival.pk


def test_without_facets_it_counts_none(searchable):
    assert Search().without_facets().found.facets == {}
    assert Search().without_facets().count() == 6
    assert set(Search().found.facets) == set(ASIDE)


def test_searches_of_the_same_are_equal():
    one = Search().matching("talks").choosing("year", (2019,), "2019")
    assert one == Search().matching("talks").choosing("year", (2019,), "2019")
    assert one.choices == (Chosen("year", (2019,), "2019"),)
