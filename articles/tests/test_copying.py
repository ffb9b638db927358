"""COPY writes what INSERT would write, in one statement, and is refused as INSERT would be."""

from datetime import date

import pytest
from django.db import DataError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.forms.models import model_to_dict

from articles.copying import copy_in, copy_rows, reserve
from articles.models import Article, IndexChange, Mention, Original
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db

HARD = 'tab\there, line\nhere, \\N and \\. and {braces, "quotes"} – ½ 漢'


def article(**fields):
    return Article(**({"title": HARD, "body": HARD, "edited_fields": ["title", 'a "b", c']} | fields))


def test_it_writes_what_bulk_create_writes():
    said = {
        "published": DateRange(date(2019, 1, 1), date(2019, 2, 1)),
        "findings": {"title": [{"value": HARD}]},
    }
    copied, inserted = article(**said), article(**said)
    copy_in([copied])
    Article.objects.bulk_create([inserted])
    stored, expected = (model_to_dict(Article.objects.get(pk=each.pk)) for each in (copied, inserted))
    assert {**stored, "id": None} == {**expected, "id": None}
    assert stored["title"] == HARD
    assert Article.objects.get(pk=copied.pk).findings == said["findings"]


def test_instances_have_their_keys_and_can_be_saved_again():
    copied = [article(title=str(number)) for number in range(3)]
    copy_in(copied)
    copied[1].title = "changed"
    copied[1].save()
    assert sorted(Article.objects.values_list("pk", "title")) == sorted(
        (each.pk, title) for each, title in zip(copied, ["0", "changed", "2"], strict=True)
    )


def test_a_reserved_key_is_given_to_nobody_else():
    first = reserve(Article, 2)
    assert Article.objects.create(title="next").pk not in first
    assert not set(first) & set(reserve(Article, 2))


def test_nothing_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        copy_in([])


def test_many_rows_are_one_statement(django_assert_num_queries):
    copied, actor = article(), make_actor("person", "Hamid Amiri")
    copy_in([copied])
    row = {
        "article_id": copied.pk,
        "actor_id": actor.pk,
        "spans": [[1, 2]],
        "title_spans": [],
        "quoted": [1],
        "salience": 0.5,
        "rule": "rule",
        "confidence": 0.5,
        "evidence": HARD,
        "status": "found",
    }
    with django_assert_num_queries(1):
        copy_rows(Mention, list(row), [list(row.values())])
    mention = Mention.objects.get()
    assert (mention.spans, mention.quoted, mention.evidence) == ([[1, 2]], [1], HARD)


def test_the_triggers_note_the_change_for_the_index():
    copied = article()
    copy_in([copied])
    assert list(IndexChange.objects.values_list("article_id", flat=True)) == [copied.pk]


def test_a_broken_constraint_is_django_s_error_and_nothing_is_written():
    first = article(url="https://example.org/1")
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_in([first, article(url="https://example.org/1")])
    assert not Article.objects.exists()


def test_a_character_that_the_database_cannot_hold_is_django_s_error():
    with pytest.raises(DataError), transaction.atomic():
        copy_in([article(title="a\0b")])


def test_json_with_half_a_character_is_django_s_error():
    copied = article()
    copy_in([copied])
    with pytest.raises(DataError), transaction.atomic():
        copy_in([Original(article=copied, path="a", sha256="b", text="", given={"title": "\ud800"})])
