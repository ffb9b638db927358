"""What a reader may be about to type."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actors import add_name
from articles.models import Actor
from articles.suggestions import MOST, suggest
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db


def queries(typed):
    return [suggestion.query for suggestion in suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("hamid", 'person:"Hamid Amiri" '),
        ("HAMID AM", 'person:"Hamid Amiri" '),
        ("amiri ham", 'person:"Hamid Amiri" '),
        ("hameed", 'person:"Hamid Amiri" '),
        ("امیر", 'person:"Hamid Amiri" '),
        ("talks amir", 'talks person:"Hamid Amiri" '),
        ("nuclear talks hamid am", 'nuclear talks person:"Hamid Amiri" '),
        ("talks -ami", 'talks -person:"Hamid Amiri" '),
        ("(oil OR ira", "(oil OR country:Iran "),
        ("islamic rep", "country:Iran "),
        ("nordic", 'organisation:"Nordic Council" '),
        ("harb", 'source:"Harbour Post" '),
        ("post", 'source:"Harbour Post" '),
        ("talks harbour po", 'talks source:"Harbour Post" '),
        ("harbour p", 'source:"Harbour Post" '),
        ("person:ami", 'person:"Hamid Amiri" '),
        ('person:"hamid a', 'person:"Hamid Amiri" '),
        ("talks person:hamid a", 'talks person:"Hamid Amiri" '),
        ("source:daily", 'source:"Daily Courier" '),
    ],
)
def test_it_knows_what_may_be_meant(cast, typed, query):
    assert query in queries(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "h",
        "hamid ",
        '"hamid am',
        "country:ami",
        "title:ami",
        "person:",
        "zzz",
        "\x00",
        "\ud800",
        "'",
        "é",
    ],
)
def test_it_is_quiet_where_nothing_can_be_meant(cast, typed):
    assert suggest(typed) == ()


def test_a_field_is_offered_by_its_beginning(cast):
    (field,) = [each for each in suggest("talks tit") if each.kind == "field"]
    assert (field.label, field.query, field.detail) == ("title:", "talks title:", "Words in the headline.")


def test_it_says_which_spelling_was_typed(cast):
    assert [each.detail for each in suggest("hameed")] == ["Person, also written Hameed Amiri"]


def test_what_is_suggested_is_understood(cast):
    from articles.search.search import Search

    make_actor("person", "O'Neill-Smith Jr.")
    (query,) = queries("oneill")
    assert Search().matching(query).notices == ()


def test_the_well_known_come_first_and_nobody_who_was_rejected(cast):
    for number in range(20):
        make_actor("person", f"Ami Brown {number}", status="proposed")
    make_actor("person", "Amir Wrong", status="rejected")
    labels = [each.label for each in suggest("ami")]
    assert labels[0] == "Hamid Amiri"
    assert "Amir Wrong" not in labels
    assert len(labels) == MOST


def test_a_new_spelling_is_suggested_at_once(cast):
    add_name(Actor.objects.get(name="Karin Lind"), "Madame Ministre")
    assert queries("minist") == ['person:"Karin Lind" ']


def test_the_script_is_given_them_as_json(client, cast):
    response = client.get("/suggestions/", {"q": "hamid"})
    assert response.json() == {
        "suggestions": [
            {"kind": "person", "label": "Hamid Amiri", "detail": "Person", "query": 'person:"Hamid Amiri" '}
        ]
    }


@pytest.mark.parametrize(
    ("typed", "most"),
    [("hamid", 2), ("one two three", 4), ("one daily cour", 6), ("person:ham", 1), ("a", 0)],
)
def test_it_costs_few_queries(client, cast, typed, most):
    with CaptureQueriesContext(connection) as asked:
        client.get("/suggestions/", {"q": typed})
    assert len(asked) <= most


def test_the_box_works_without_the_script_and_carries_it(client, searchable):
    page = client.get("/articles/?q=talks").content.decode()
    assert '<search-suggestions src="/suggestions/"><input type="search"' in page
    assert "<script src=" in page
