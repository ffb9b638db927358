"""Copies become families and near copies versions, whatever order they come in; an editor's word stays."""

import random
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.importing import families
from articles.importing.duplicates import fingerprint
from articles.importing.store import import_paths
from articles.models import Article, Fingerprint, IndexChange, Version
from articles.periods import Period
from articles.search import changes
from articles.tests.importing.stories import Newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Newsroom(7)


@pytest.fixture
def event(room):
    return room.event()


@pytest.fixture
def story(room, event):
    return room.story(event, paragraphs=12)


def days(text):
    """The range of a day (2019-01-07), a month (2019-01) or a year."""
    period = text and Period.parse(text)
    return period and (period.first, period.after)


def stored(*tellings):
    """Articles with these texts, or pairs of a text and a date, joined as one batch."""
    pairs = [telling if isinstance(telling, tuple) else (telling, None) for telling in tellings]
    articles = [Article(title=told.title, body=told.text, published=days(day)) for told, day in pairs]
    Article.objects.bulk_create(articles)
    families.join({a.pk: fingerprint(a.title, a.body) for a in articles})
    return [article.pk for article in articles]


def heads(*articles):
    """The head of each article's family."""
    found = dict(Article.objects.filter(pk__in=articles).values_list("pk", "family"))
    return [found[pk] or pk for pk in articles]


def redo(pk, told):
    """The article, told anew in other words."""
    Article.objects.filter(pk=pk).update(title=told.title, body=told.text)
    families.join({pk: fingerprint(told.title, told.text)}, retold=[pk])


def test_copies_are_one_family_and_other_stories_are_not(room, event, story):
    first, copy, other, follow_up = stored(
        story, room.other_headline(story), room.other_story(story, event), room.follow_up(story, event)
    )
    assert heads(first, copy, other, follow_up) == [first, first, other, follow_up]
    later = stored(room.reordered(room.other_numbers(story)))
    assert heads(*later) == [first]


def test_the_head_has_no_family_itself(story):
    first, copy = stored(story, story)
    assert Article.objects.get(pk=first).family_id is None
    assert Article.objects.get(pk=copy).family_id == first


def test_the_earliest_leads_even_when_it_comes_last(story):
    undated, tenth = stored(story, (story, "2019-01-10"))
    assert heads(undated, tenth) == [tenth, tenth]
    ninth, year = stored((story, "2019-01-09"), (story, "2019"))
    assert heads(undated, tenth, ninth, year) == [ninth] * 4


def test_two_families_become_one_where_a_telling_joins_them(room, event):
    words = [f"{chr(97 + i // 26)}{chr(97 + i % 26)}word" for i in range(400)]

    def told(first, last):
        return type("Told", (), {"title": "", "text": " ".join(words[first:last])})

    left, right = stored(told(0, 360), told(32, 400))
    assert heads(left, right) == [left, right]
    assert Version.objects.get().likeness == pytest.approx(0.9, abs=0.01)
    middle = stored(told(16, 380))
    assert heads(left, right, *middle) == [left] * 3


def test_versions_are_linked_and_stay_apart(room, event, story):
    first, version = stored(story, room.new_lead(story, event))
    assert heads(first, version) == [first, version]
    link = Version.objects.get()
    assert (link.article_id, link.other_id) == (first, version)
    assert 0.8 <= link.likeness < 0.95


@pytest.mark.parametrize("size", [1, 7, 100])
def test_the_order_and_the_batches_do_not_matter(size):
    tellings = []
    for seed in range(12):
        room = Newsroom(seed)
        event = room.event()
        story = room.story(event)
        tellings += [story, room.other_headline(story), room.house_style(story), room.cut(story)]
        tellings += [room.new_lead(story, event), room.other_story(story, event)]
    articles = [Article(title=str(i), body=told.text) for i, told in enumerate(tellings)]
    Article.objects.bulk_create(articles)
    shuffled = random.Random(size).sample(articles, len(articles))
    for start in range(0, len(shuffled), size):
        families.join({a.pk: fingerprint(a.title, a.body) for a in shuffled[start : start + size]})
    before = as_stored()
    assert len(set(before[0].values())) < len(tellings)
    families.find_all()
    assert as_stored() == before


def as_stored():
    found = dict(Article.objects.values_list("pk", "family"))
    return found, set(Version.objects.values_list("article", "other", "likeness"))


def test_finding_all_again_writes_nothing(room, event, story):
    stored(story, room.other_headline(story), room.new_lead(story, event))
    Article.objects.update(family=None)
    families.find_all()
    before = as_stored()
    IndexChange.objects.all().delete()
    families.find_all()
    assert as_stored() == before
    assert not IndexChange.objects.exists()
    assert Article.objects.exclude(family=None).count() == 1


def test_a_telling_that_changed_leaves_its_family(room, event, story):
    first, second, third = stored(story, story, story)
    redo(first, room.story(event))
    assert heads(first, second, third) == [first, second, second]
    redo(first, story)
    assert heads(first, second, third) == [first] * 3
    redo(third, room.new_lead(story, event))
    assert heads(first, second, third) == [first, first, third]
    assert set(Version.objects.values_list("article", "other")) == {(first, third), (second, third)}


def test_a_family_outlives_its_head(story):
    first, second, third, fourth = stored(story, story, story, story)
    Article.objects.get(pk=first).delete()
    assert heads(second, third, fourth) == [second] * 3
    Article.objects.filter(pk__in=[second, third]).delete()
    assert heads(fourth) == [fourth]
    assert set(Fingerprint.objects.values_list("article", flat=True)) == {fourth}


def test_a_family_outlives_its_head_deleted_by_sql(story):
    first, second, third = stored(story, story, story)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_article WHERE id = %s", [first])
    assert heads(second, third) == [second] * 2


@pytest.mark.django_db(transaction=True)
def test_a_family_outlives_its_head_and_the_next_deleted_at_once(story):
    """Who deletes the head waits for whoever is deleting the copy that would come after it."""
    first, second, third = stored(story, story, story)
    with closing(connection.copy()) as elsewhere:
        elsewhere.ensure_connection()
        deleting = elsewhere.connection.pgconn
        with transaction.atomic():
            Article.objects.filter(pk=second).delete()
            deleting.send_query(f"DELETE FROM articles_article WHERE id = {first}".encode())
            assert waits(deleting.backend_pid)
        assert deleting.get_result().error_message == b""
    assert heads(third) == [third]


def waits(process: int) -> bool:
    """Whether a process of the database comes to wait for another."""
    asked = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"
    with connection.cursor() as cursor:
        return any(cursor.execute(asked, [process]).fetchone()[0] for _ in range(50_000))


def test_a_new_date_reheads_the_family(story):
    first, second = stored((story, "2019-01-09"), (story, "2019-01-10"))
    Article.objects.filter(pk=first).update(published=days("2019-01-11"))
    assert heads(first, second) == [second] * 2
    Article.objects.filter(pk=second).update(published=None)
    assert heads(first, second) == [first] * 2


def test_sql_and_python_agree_on_the_earliest(story):
    dates = ["2019-01-09", "2019-01", "2019", None, "2018-12-31", "2019-01-09", None]
    pks = stored(*((story, day) for day in dates))
    told = Article.objects.told_like(Article.objects.get(pk=pks[3]))
    assert [pk - pks[0] for pk in told.values_list("pk", flat=True)] == [4, 0, 5, 1, 2, 3, 6]
    assert heads(*pks) == [pks[4]] * 7


def test_the_index_learns_of_a_new_head(story, own_archive):
    first, second = stored((story, "2019-01-09"), (story, "2019-01-10"))
    changes.apply()
    stored((story, "2019-01-08"))
    assert set(IndexChange.objects.values_list("article_id", flat=True)) >= {first, second}
    changes.apply()
    assert not changes.compare()


def test_an_article_that_an_editor_took_out_stays_out(story):
    first, second, third = stored(story, story, story)
    Article.objects.filter(pk=second).update(family=None, edited_fields=["family"])
    stored(story)
    redo(second, story)
    families.find_all()
    assert heads(first, second, third) == [first, second, first]
    assert not Version.objects.exists()


def test_an_article_that_an_editor_put_in_stays_in(room, story):
    first, foreign = stored(story, room.story(room.event()))
    Article.objects.filter(pk=foreign).update(family=first, edited_fields=["family"])
    redo(foreign, room.story(room.event()))
    families.find_all()
    assert heads(first, foreign) == [first] * 2
    earlier = stored((story, "1999"))
    assert heads(first, foreign) == [*earlier] * 2


def test_this_months_report_is_not_last_months(room, story):
    numbered = room.other_numbers(story)
    counted = room.other_numbers(story)
    march, april = stored((numbered, "2019-03-07"), (counted, "2019-04-07"))
    assert heads(march, april) == [march, april]
    crawled = stored((counted, "2019-03-08"))
    assert heads(march, *crawled) == [march] * 2


def test_a_batch_costs_the_same_statements_whatever_its_size(room, event):
    def cost(count):
        tellings = [Newsroom(seed).story(event) for seed in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as few:
            stored(*tellings, *tellings, *(room.new_lead(told, event) for told in tellings))
        return len(few)

    assert cost(2) == cost(20)


def test_hot_passages_are_looked_at_in_few_articles(story, monkeypatch):
    monkeypatch.setattr(families, "LOOKED_AT", 3)
    pks = stored(*[story] * 9)
    assert heads(*pks) == [pks[0]] * 9


def test_an_import_joins_what_two_papers_print(tmp_path, room, story):
    (tmp_path / "courier.txt").write_text(f"{story.title}\n\n{story.text}\n")
    (tmp_path / "post.txt").write_text(f"Another headline here\n\n{room.reordered(story).text}\n")
    import_paths([tmp_path])
    first, second = Article.objects.order_by("pk")
    assert (first.family, second.family) == (None, first)
    (tmp_path / "post.txt").write_text(f"Another headline here\n\n{room.story(room.event()).text}\n")
    import_paths([tmp_path])
    assert not Article.objects.exclude(family=None).exists()


def test_the_command_says_what_it_found(story, room, event, capsys):
    stored(story, story, room.new_lead(story, event))
    call_command("find_families")
    assert "3 articles compared" in (told := capsys.readouterr().out)
    assert "1 copies of 1 stories, 2 links between versions" in told
