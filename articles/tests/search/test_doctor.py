"""A search that finds nothing says why, and what near it finds something."""

import pytest

from articles.filters import ArticleFilter
from articles.search.doctor import diagnosed
from articles.search.search import Search


def diagnosis_of(typed):
    return diagnosed(Search().matching(typed))


def test_it_says_what_each_clause_finds_and_which_one_empties_the_search(searchable):
    clauses = diagnosis_of("talks country:iran zugzwang").clauses
    assert [(clause.words, clause.alone, clause.others) for clause in clauses] == [
        ("“talks”", 3, 0),
        ("with Iran", 4, 0),
        ("“zugzwang”", 0, 2),
    ]
    assert [clause.empties for clause in clauses] == [False, False, True]
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
    from django.http import QueryDict

    asked = ArticleFilter(QueryDict(query))
    assert asked.search.count() == 0
    clauses, remedies = asked.diagnosis
    assert clauses
    for remedy, address in remedies:
        assert ArticleFilter(QueryDict(address)).search.count() == remedy.count > 0
    for clause, address in clauses:
        if clause.empties:
            assert ArticleFilter(QueryDict(address)).search.count() == clause.others > 0


def test_the_results_page_shows_it(client, searchable):
    page = client.get("/articles/?q=sanctoins&person=hamid-amiri").content.decode()
    assert "No article in the archive fits all of this" in page
    assert 'href="?q=sanctions&amp;person=hamid-amiri"' in page
    assert "part by part" in page
