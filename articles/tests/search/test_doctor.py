"""A search that finds nothing or little says why, and what near it finds something."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from articles.actors import add_name
from articles.filters import ArticleFilter
from articles.search import changes
from articles.search.doctor import diagnosed, renamed
from articles.search.respelling import called_nearly
from articles.search.search import Search
from articles.tests.cast import make_actor, make_mention


def diagnosis_of(typed):
    return diagnosed(Search().matching(typed))


def test_it_says_what_each_clause_finds_and_which_one_empties_the_search(searchable):
    clauses = diagnosis_of("talks country:iran zugzwang").clauses
    assert [(clause.words, clause.alone, clause.others) for clause in clauses] == [
        ("“talks”", 3, 0),
        ("with Iran", 4, 0),
        ("“zugzwang”", 0, 2),
    ]
    assert [clause.narrows for clause in clauses] == [False, False, True]
    assert clauses[2].typed == "talks country:iran"


def test_it_suggests_spellings_from_the_archives_own_words(searchable):
    spellings = diagnosis_of("sanctoins -whales").spellings
    assert [(remedy.typed, remedy.count) for remedy in spellings] == [("sanctions NOT whales", 2)]
    assert [remedy.typed for remedy in diagnosis_of("Hamid Amirri").spellings] == ["Hamid amiri"]


def test_it_suggests_only_what_finds_something(searchable):
    assert diagnosis_of("sanctoins festival").spellings == ()


def test_one_of_the_words_may_be_enough(searchable):
    looser = diagnosis_of("festival fleet").looser
    assert [(remedy.typed, remedy.count) for remedy in looser] == [("festival OR fleet", 2)]


def test_what_no_article_has_can_be_left_out_at_once(searchable):
    looser = diagnosis_of("talks zugzwang zwischenzug").looser
    assert (looser[0].typed, looser[0].count) == ("talks", 3)


@pytest.mark.parametrize(
    "query",
    [
        "q=zugzwang",
        "q=festival&person=karin-lind&after=2019",
        "q=sanctoins+country:norway&not.country=iran",
        "q=festival+fleet+-talks+atleast3(oil)&families=one",
        "person=karin-lind&country=iran&after=2019&before=2019",
        "q=festival+during:2018+surely:yes",
        "q=" + "+".join(f"word{n}" for n in range(40)),
    ],
)
def test_every_remedy_and_every_link_finds_what_it_says(searchable, query):
    asked = ArticleFilter(QueryDict(query))
    assert asked.search.count() == 0
    clauses, remedies = asked.diagnosis
    assert clauses
    for remedy, address in remedies:
        assert ArticleFilter(QueryDict(address)).search.count() == remedy.count > 0
    for clause, address in clauses:
        if clause.narrows:
            assert ArticleFilter(QueryDict(address)).search.count() == clause.others > 0


@pytest.mark.parametrize(
    ("typed", "looser"),
    [
        ('"talks nuclear"', {"talks nuclear": 1}),
        ("talks w/1 Amiri", {"talks Amiri": 1}),
        ('"end talks sanctions"~0 -whales', {"end talks sanctions NOT whales": 1}),
        ("atleast9(talks)", {"talks": 3}),
        ('title:"talks norway"', {"title:talks title:norway": 1}),
    ],
)
def test_words_may_stand_anywhere(searchable, typed, looser):
    found = {remedy.typed: remedy.count for remedy in diagnosis_of(typed).looser}
    assert found.items() >= looser.items()


def test_few_hits_are_looked_at_too(searchable):
    found = diagnosis_of('"nuclear talks" country:norway talks')
    assert [(clause.words, clause.alone, clause.others, clause.narrows) for clause in found.clauses] == [
        ("the phrase “nuclear talks”", 1, 2, True),
        ("with Norway", 3, 1, False),
        ("“talks”", 3, 1, False),
    ]
    assert all(remedy.count > 1 for remedy in (*found.spellings, *found.looser))
    assert [remedy.count for remedy in found.looser] == [4]


def test_a_search_that_finds_enough_is_left_alone(searchable):
    assert not ArticleFilter(QueryDict("q=")).finds_few
    assert ArticleFilter(QueryDict("q=talks")).finds_few


def meant(typed):
    return [(remedy.words, remedy.typed, remedy.count) for remedy in renamed(Search().matching(typed))]


@pytest.mark.parametrize(
    ("typed", "other", "count"),
    [
        ('person:"Hamid Amini"', 'person:"Hamid Amiri"', 3),
        ('person:"Hamit Amini" talks', 'person:"Hamid Amiri" talks', 1),
        ("person:Amini", 'person:"Hamid Amiri"', 3),
        ('-person:"Karin Linde"', 'NOT person:"Karin Lind"', 4),
        ("country:Irann OR whales", 'country:"Iran" OR whales', 4),
        ("actor:Norwey", 'actor:"Norway"', 3),
        ('organisation:"Nordik Council"', 'organisation:"Nordic Council"', 1),
        ("person:امیرى", 'person:"Hamid Amiri"', 3),
    ],
)
def test_a_name_that_nobody_has_is_suggested_in_another_spelling(searchable, typed, other, count):
    assert [(typed, found) for _, typed, found in meant(typed)] == [(other, count)]


@pytest.mark.parametrize(
    "typed", ["person:Norwey", 'person:"Hamid Zwischen"', "person:zz", 'person:"Hamid Amiri"']
)
def test_no_name_is_suggested_that_is_of_another_kind_too_far_or_right_already(searchable, typed):
    assert meant(typed) == []


def test_a_name_whose_articles_do_not_fit_the_rest_is_not_suggested(searchable):
    assert meant('festival person:"Hamid Amini"') == []


def test_the_likeliest_spelling_comes_first(searchable):
    rare = make_actor("person", "Hamid Ameri")
    make_mention(searchable.talks, rare, ["Amiri told"])
    changes.apply()
    assert [actor.name for actor in called_nearly(["person"], "Hamid Amri")] == [
        "Hamid Amiri",
        "Hamid Ameri",
    ]
    add_name(rare, "H. Amirj")
    assert called_nearly(["person"], "Amirj")[0] == rare


def test_names_are_looked_up_once_however_many_questions_are_asked(searchable):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        diagnosed(Search().matching('person:"Hamid Amiri" country:norway festival'))
    names = [each for each in asked.captured_queries if "articles_actorname" in each["sql"]]
    assert len(names) == 2


def test_the_page_asks_whether_another_name_was_meant(client, searchable):
    page = client.get("/articles/?q=person:Amini").content.decode()
    assert "Did you mean" in page
    assert 'href="?q=person%3A%22Hamid+Amiri%22"' in page
    assert "Did you mean" not in client.get("/articles/?q=person:%22Hamid+Amiri%22").content.decode()


def test_the_results_page_shows_what_narrows_few_hits(client, searchable):
    page = client.get("/articles/?q=nuclear+talks&country=norway").content.decode()
    assert "Only 1 article fits all of this" in page
    assert "part by part" in page
    assert "part by part" not in client.get("/articles/?q=talks").content.decode()


def test_the_results_page_shows_it(client, searchable):
    page = client.get("/articles/?q=sanctoins&person=hamid-amiri").content.decode()
    assert "No article in the archive fits all of this" in page
    assert 'href="?q=sanctions&amp;person=hamid-amiri"' in page
    assert "part by part" in page
