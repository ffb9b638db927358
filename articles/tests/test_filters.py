"""Every query string is a search; what cannot be read becomes a notice."""

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.filters import ArticleFilter
from articles.models import Actor, Article
from articles.search import changes, highlights
from articles.search.engine import engine
from articles.tests.cast import make_actor


def asked(query=""):
    return ArticleFilter(QueryDict(query))


def found(query):
    return [hit.id for hit in asked(query).search[:100]]


def facet(query, name):
    return next(facet for facet in asked(query).facets() if facet.name == name)


def test_it_reads_the_whole_query_string(searchable):
    search = asked("q=talks+-whales&person=hamid-amiri&country=iran&after=2019&sort=oldest").search
    assert [hit.id for hit in search[:20]] == [searchable.talks.pk]
    assert search.in_words() == "“talks” without “whales”, Hamid Amiri, Iran, since 2019"
    assert search.order == "oldest"
    assert search.notices == ()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "persian talks sanctions oil fishing festival"),
        ("q=talks&sort=newest", "talks oil festival"),
        ("person=karin-lind", "talks fishing"),
        ("person=karin-lind&person=hamid-amiri", "persian talks sanctions fishing"),
        ("person=karin-lind&country=iran", "talks"),
        ("organisation=nordic-council", "talks"),
        ("source=harbour-post", "oil fishing"),
        ("source=wire-service", "talks"),
        ("year=2019", "persian talks sanctions"),
        ("year=2019&year=2012", "persian talks sanctions fishing"),
        ("after=2019-01-08", "persian sanctions"),
        ("before=2019", "oil fishing"),
        ("after=2012-06&before=2012-07", "fishing"),
        ("q=country:norway&country=iran", "talks oil"),
        ("country=IR", "persian talks sanctions oil"),
        ("person=Hameed+Amiri", "persian talks sanctions"),
    ],
)
def test_it_narrows(searchable, query, names):
    assert found(query) == [getattr(searchable, name).pk for name in names.split()]
    assert asked(query).search.notices == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("person=nobody", "No person “nobody” is in the archive"),
        ("country=hamid-amiri", "No country “hamid-amiri” is in the archive"),
        ("source=x", "No source “x”"),
        ("after=soon", "“soon” is not a date"),
        ("before=2019-02-30", "“2019-02-30” is not a date"),
        ("year=abc", "“abc” is not a year"),
        ("year=0000", "“0000” is not a year"),
        ("month=2019", "“2019” is not a month"),
        ("lang=english", "“english” is not a language"),
        ("copies=3", "“3” is not a number of copies"),
        ("not.person=nobody", "No person “nobody” is in the archive"),
        ("sort=bad", "“bad” is not an order"),
        ("q=(oil", "not closed"),
        ("&".join(f"person=p{n}" for n in range(60)), "Only the first 50"),
    ],
)
def test_what_cannot_be_read_becomes_a_notice(searchable, query, said):
    filter = asked(query)
    assert any(said in notice for notice in filter.search.notices)
    assert filter.search.count() == (1 if "oil" in query else 6)
    assert filter.chips == ()


@pytest.mark.parametrize(
    "query",
    ["page=x", "page=0", "page=-1", "page=99999999999", "page=²", "q=%00", "person=%00", "sort=", "x=y"],
)
def test_what_says_nothing_is_passed_over(searchable, query):
    filter = asked(query)
    assert Paginator(filter.search, 20).get_page(filter.data.get("page")).paginator.count == 6


def test_a_rejected_actor_cannot_be_chosen(searchable):
    Actor.objects.filter(slug="hamid-amiri").update(status="rejected")
    assert asked("person=hamid-amiri").search.notices
    assert "Hamid Amiri" not in [choice.label for choice in facet("", "person").choices]


def test_chips_lead_back(searchable):
    filter = asked("q=talks&person=hamid-amiri&person=karin-lind&year=2019&after=2019-01&page=2&source=x")
    chips = {(chip.field_label, chip.label): chip.query for chip in filter.chips}
    assert chips == {
        ("Person", "Hamid Amiri"): "q=talks&person=karin-lind&year=2019&after=2019-01",
        ("Person", "Karin Lind"): "q=talks&person=hamid-amiri&year=2019&after=2019-01",
        ("Year", "2019"): "q=talks&person=hamid-amiri&person=karin-lind&after=2019-01",
        ("Since", "January 2019"): "q=talks&person=hamid-amiri&person=karin-lind&year=2019",
    }


def test_facets_are_counted_without_their_own_choice(searchable):
    people = facet("person=karin-lind&country=norway", "person").choices
    assert [(each.label, each.count, each.selected) for each in people] == [
        ("Karin Lind", 2, True),
        ("Hamid Amiri", 1, False),
    ]
    assert people[0].query == "country=norway"
    assert people[1].query == "person=karin-lind&person=hamid-amiri&country=norway"
    countries = facet("person=karin-lind&country=norway", "country").choices
    assert [(each.value, each.count, each.selected) for each in countries] == [
        ("norway", 2, True),
        ("iran", 1, False),
    ]


def test_a_chosen_value_without_articles_stays(searchable):
    choices = facet("q=festival&person=karin-lind", "person").choices
    assert [(choice.value, choice.count, choice.selected) for choice in choices] == [("karin-lind", 0, True)]
    assert choices[0].query == "q=festival"


def test_every_facet_count_is_what_choosing_it_finds(searchable):
    for query in ("", "q=talks", "after=2019", "country=norway", "person=karin-lind&year=2012"):
        for each in asked(query).facets():
            for choice in each.choices:
                if f"{each.name}=" not in query:
                    assert len(found(choice.query)) == choice.count


@pytest.mark.parametrize(
    "query", ["", "q=talks", "person=nobody&person.mode=all&q=talks", "lang=xx&city=&after=2018"]
)
def test_the_short_way_to_an_address_leads_where_the_long_one_does(searchable, query):
    filter = asked(query)
    for name in ("person", "city", "year"):
        for value in ("ali-shamkhani", "são paulo & co"):
            pairs = zip(filter._adding(name)(value), filter._toggling(name)(value), strict=True)
            for short, long in pairs:
                assert sorted(short.split("&")) == sorted(long.split("&"))


def test_values_can_be_wanted_all_together(searchable):
    assert len(found("country=iran&country=norway")) == 5
    assert len(found("country=iran&country=norway&country.mode=all")) == 2
    filter = asked("country=iran&country=norway&country.mode=all")
    assert filter.search.in_words() == "Iran and Norway"
    switch = facet("country=iran&country=norway&country.mode=all", "country").switch
    assert switch == (
        ("any", False, "country=iran&country=norway"),
        ("all", True, "country=iran&country=norway&country.mode=all"),
    )
    assert facet("country=iran", "country").switch == ()


def test_taking_away_all_but_one_forgets_that_all_were_wanted(searchable):
    choices = facet("country=iran&country=norway&country.mode=all", "country").choices
    assert [choice.query for choice in choices if choice.value == "iran"] == ["country=norway"]


def test_values_can_be_excluded(searchable):
    filter = asked("q=talks&not.country=iran")
    assert found("q=talks&not.country=iran") == [searchable.festival.pk]
    assert filter.search.in_words() == "“talks”, without Iran"
    assert [(chip.label, chip.query) for chip in filter.chips] == [("not Iran", "q=talks")]
    iran = next(choice for choice in facet("q=talks&not.country=iran", "country").choices)
    assert (iran.value, iran.count, iran.excluded, iran.selected) == ("iran", 2, True, False)
    assert (iran.without, iran.query) == ("q=talks", "q=talks&country=iran")
    norway = facet("q=talks", "country").choices[1]
    assert norway.without == "q=talks&not.country=norway"


def test_an_excluded_value_stays_to_be_undone(searchable):
    choices = facet("q=festival&not.person=karin-lind", "person").choices
    assert [(choice.value, choice.count, choice.excluded) for choice in choices] == [("karin-lind", 0, True)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("agency=wire-service", "talks"),
        ("lang=fa", "persian"),
        ("city=OSLO", "talks"),
        ("month=2019-01", "talks sanctions"),
        ("not.lang=en", "persian"),
        ("not.year=2019&lang=en&sort=oldest", "fishing oil festival"),
    ],
)
def test_every_facet_narrows(searchable, query, names):
    assert found(query) == [getattr(searchable, name).pk for name in names.split()]
    assert asked(query).search.notices == ()


def test_values_are_labelled_as_people_write_them(searchable):
    assert [choice.label for choice in facet("", "lang").choices] == ["English", "Persian"]
    assert [choice.label for choice in facet("", "city").choices] == ["Oslo"]
    months = asked("").facet("month").choices
    assert [choice.label for choice in months] == ["February 2019", "January 2019", "November 2018"]


def test_every_value_of_a_facet_can_be_listed_and_searched(searchable):
    assert [choice.label for choice in asked("country=norway").facet("person").choices] == [
        "Karin Lind",
        "Hamid Amiri",
    ]
    assert [choice.label for choice in asked("").facet("person", "AMIRI").choices] == ["Hamid Amiri"]
    assert asked("find=x&page=2").facet("person").choices[0].query == "person=hamid-amiri"


def test_one_of_each_family_is_kept_and_counted(searchable):
    Article.objects.filter(pk=searchable.talks.pk).update(family=searchable.oil)
    changes.apply()
    assert set(found("families=one")) == set(found("")) - {searchable.talks.pk}
    assert found("q=talks&families=one&sort=newest")[0] == searchable.oil.pk
    assert found("q=mediators&families=one") == [searchable.talks.pk]
    filter = asked("families=one")
    assert sum(bar.count for bar in filter.search.found.histogram) + filter.search.found.undated == 5
    assert [(c.label, c.count) for c in facet("families=one", "country").choices] == [
        ("Iran", 3),
        ("Norway", 2),
    ]
    assert filter.search.in_words() == "one article of each story"
    assert ("Stories", "") in {(chip.field_label, chip.query) for chip in filter.chips}
    for each in filter.facets():
        for choice in each.choices:
            assert len(found(choice.query)) == choice.count


def test_years_come_newest_first(searchable):
    assert [choice.label for choice in facet("", "year").choices] == ["2019", "2018", "2012"]


def test_sorts_say_which_one_is_used(searchable):
    assert asked("q=talks").sort == "relevance"
    assert asked("year=2019").sort == "newest"
    assert asked("q=talks&sort=oldest&page=3").sorts == (
        ("relevance", "Most relevant", False, "q=talks&sort=relevance"),
        ("newest", "Newest first", False, "q=talks&sort=newest"),
        ("oldest", "Oldest first", True, "q=talks&sort=oldest"),
    )


def test_the_form_shows_what_was_asked(searchable):
    html = asked("q=oil&after=2019&person=hamid-amiri").form.as_p()
    for value in ("oil", "2019", "hamid-amiri"):
        assert f'value="{value}"' in html


def test_without_data_it_is_everything(searchable):
    assert ArticleFilter().search.count() == 6
    assert ArticleFilter({"q": "talks", "country": "norway"}).search.count() == 2


def test_a_page_costs_few_queries_and_one_question(searchable, django_assert_max_num_queries, monkeypatch):
    for number in range(30):
        make_actor("person", f"Person {number}")
    questions, find = [], engine().find
    monkeypatch.setattr(engine(), "find", lambda *args: questions.append(args) or find(*args))
    with django_assert_max_num_queries(5):
        filter = asked("q=talks+OR+oil&person=hamid-amiri&source=daily-courier&year=2019&page=1")
        page = Paginator(filter.search, 20).get_page(filter.data["page"])
        articles = Article.objects.for_lists().in_order([hit.id for hit in page])
        highlights.excerpts(articles, filter.search.tree)
        assert filter.facets()
        assert filter.chips
    assert len(questions) == 1


KEYS = st.sampled_from(
    (
        "q person country organisation source year after before sort page x "
        "agency lang city month not.person not.city person.mode families"
    ).split()
)
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["oil", "iran", "hamid-amiri", "2019", "2019-13", "\x00", "²", "a" * 10_000, "-", "(", '"']
    ),
)


@given(st.lists(st.tuples(KEYS, VALUES), max_size=8))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_string_raises(searchable, pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    filter = ArticleFilter(data)
    page = Paginator(filter.search, 20).get_page(filter.data.get("page"))
    assert len(page.object_list) <= 20
    assert filter.search.in_words() is not None
    for each in (*filter.facets(), *filter.chips, *filter.sorts):
        assert each


def test_stories_are_narrowed_by_how_often_they_were_told(searchable):
    for number in range(3):
        Article.objects.create(title=f"Oil prices {number}", family=searchable.oil)
    changes.apply()
    shown = facet("q=oil&copies=1", "copies")
    assert [(choice.label, choice.count, choice.selected) for choice in shown.choices] == [
        ("No other copy", 0, True),
        ("2 to 4 copies", 4, False),
    ]
    assert facet("q=oil&copies=1&copies=2-4", "copies").switch == ()
    assert asked("copies=2-4").search.in_words() == "2 to 4 copies"
    assert len(found("copies=2-4&q=prices")) == 4
    assert found("copies=2-4&families=one") == [searchable.oil.pk]
    assert len(found("not.copies=2-4")) == 5
