"""Names of several, told apart by who else the text names, and what it costs to ask."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import actors
from articles.actors import company, evidence
from articles.importing.refinding import refind
from articles.importing.store import import_paths
from articles.models import Actor, Article, Mention
from articles.tests.cast import make_actor
from articles.tests.namesakes import BODY, WITH_LIND, find, lived, name, story, told, written

pytestmark = pytest.mark.django_db


def test_whom_the_archive_names_with_the_others_is_meant(smiths, lind):
    name(smiths[0], lind, times=company.FEWEST)
    assert told(story(WITH_LIND)) == [(smiths[0], company.BY_COMPANY[0], "found")]


def test_fewer_stories_than_three_tell_nothing(smiths, lind):
    name(smiths[0], lind, times=company.FEWEST - 1)
    assert told(story(WITH_LIND)) == []


def test_copies_of_one_story_count_once(smiths, lind):
    name(smiths[0], lind, times=company.FEWEST)
    head, *copies = Article.objects.order_by("pk")
    Article.objects.filter(pk__in=[each.pk for each in copies]).update(family=head)
    assert told(story(WITH_LIND)) == []


def test_copies_of_the_story_itself_are_no_evidence(smiths, lind):
    name(smiths[0], lind, times=company.FEWEST)
    head = Article.objects.order_by("pk").first()
    assert told(story(WITH_LIND, head=head)) == []
    assert told(story(WITH_LIND)) == [(smiths[0], company.BY_COMPANY[0], "found")]


def test_a_lead_that_is_not_clear_tells_nothing(smiths, lind):
    name(smiths[0], lind, times=7)
    name(smiths[1], lind, times=2)
    assert told(story(WITH_LIND)) == []
    name(smiths[0], lind, times=1)
    name(smiths[1], times=10)
    assert told(story(WITH_LIND)) == [(smiths[0], company.BY_COMPANY[0], "found")]


def test_to_be_named_more_often_is_no_evidence(smiths, lind):
    name(smiths[0], lind, times=12)
    name(smiths[0], times=12)
    name(smiths[1], lind, times=1)
    assert told(story(WITH_LIND)) == []


def test_who_is_in_everybodys_company_is_in_nobodys(smiths, lind):
    name(smiths[0], lind, times=3)
    name(smiths[0], times=28)
    assert told(story(WITH_LIND)) == []


def test_countries_are_no_company(smiths):
    chad = make_actor("country", "Sweden", "SE")
    name(smiths[0], chad, times=5)
    assert told(story(BODY + " Boats from Sweden waited outside.")) == []


def test_whom_one_article_leaves_unclear_is_company_in_another_of_its_batch(smiths, lind):
    actors.add_name(smiths[0], "Johannes Smith")
    lees = [make_actor("person", "Ann Lee")]
    lees.append(Actor.objects.create(kind="person", name="Ann Lee", slug="ann-lee-2"))
    actors.add_name(lees[1], "Ann Lee")
    name(lees[0], smiths[0], times=3)
    clear = written("Johannes Smith told reporters that Ann Lee agreed.")
    find(written(WITH_LIND), clear)
    assert clear.mentions.get(actor__name="Ann Lee").actor == lees[0]


def test_rejected_mentions_are_no_evidence(smiths, lind):
    name(smiths[0], lind, times=5)
    Mention.objects.filter(actor=lind).update(status="rejected")
    assert told(story(WITH_LIND)) == []


def test_what_the_company_told_is_no_evidence_for_more(smiths, lind):
    make_actor("person", "Berit Dahl")
    name(smiths[0], lind, times=3)
    for _ in range(4):
        assert told(story(WITH_LIND + " Berit Dahl listened."))
    assert told(story(BODY + " Berit Dahl listened.")) == []


def test_found_again_nothing_changes_and_a_fuller_archive_tells_what_waited(smiths, lind):
    article = story(WITH_LIND)
    assert told(article) == []
    name(smiths[0], lind, times=3)
    assert find(article) == {article.pk}
    assert told(article) == [(smiths[0], company.BY_COMPANY[0], "found")]
    before = list(Mention.objects.values())
    assert find(article) == set()
    assert list(Mention.objects.values()) == before


def test_an_import_uses_the_date_it_found_and_what_waits_is_told_by_refind_metadata(smiths, lind, tmp_path):
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    records = [
        {"title": "An old harbour", "maintext": f"{BODY} {BODY}", "date_publish": "1985-03-02"},
        {"title": "A new harbour", "maintext": f"{WITH_LIND} Nobody else did.", "date_publish": "2019-03-02"},
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, records)))
    import_paths([tmp_path])
    old, new = Article.objects.order_by("published")
    assert (told(old), told(new)) == ([(smiths[0], evidence.BY_DATE[0], "found")], [])
    name(smiths[1], lind, times=3)
    report = refind(["actors"])
    assert (report.updated, report.unchanged) == (1, 1)
    assert told(new) == [(smiths[1], company.BY_COMPANY[0], "found")]
    assert refind(["actors"]).updated == 0


def test_the_text_itself_outweighs_the_company(smiths, lind):
    name(smiths[0], lind, times=9)
    assert told(story(WITH_LIND + " Boats from Iran waited.")) == [
        (smiths[1], evidence.BY_COUNTRY[0], "found")
    ]


def test_the_others_country_tells_where_two_are_of_it(smiths, lind):
    dahl = make_actor("person", "Berit Dahl")
    Actor.objects.filter(pk=lind.pk).update(country=smiths[0].country)
    assert told(story(WITH_LIND + " Berit Dahl listened.")) == []
    Actor.objects.filter(pk=dahl.pk).update(country=smiths[0].country)
    assert told(story(WITH_LIND + " Berit Dahl listened.")) == [
        (smiths[0], company.BY_COMPATRIOTS[0], "found")
    ]
    amiri = make_actor("person", "Hamid Amiri")
    Actor.objects.filter(pk=amiri.pk).update(country=smiths[1].country)
    assert told(story(WITH_LIND + " Berit Dahl and Hamid Amiri listened.")) == []


def test_the_company_of_a_batch_costs_the_same_for_few_and_for_many(smiths, lind):
    name(smiths[0], lind, times=3)
    articles = [written(WITH_LIND if number % 2 else BODY) for number in range(60)]
    costs = []
    for batch in (articles[:6], articles[6:]):
        with CaptureQueriesContext(connection) as queries:
            find(*batch)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert [len(told(article)) for article in articles] == [0, 1] * 30


def test_what_is_clear_costs_no_question_about_the_company(smiths, lind):
    def asked(article):
        with CaptureQueriesContext(connection) as queries:
            find(article)
        return any("array_agg(DISTINCT story)" in each["sql"] for each in queries)

    assert not asked(written("Karin Lind told reporters on Monday that all was well."))
    assert not asked(written(BODY))
    assert not asked(written(WITH_LIND + " Boats from Norway waited."))
    assert asked(written(WITH_LIND))


def test_a_candidate_of_very_many_articles_is_looked_at_in_the_latest(smiths, lind, monkeypatch):
    name(smiths[0], lind, times=3)
    name(smiths[0], times=4)
    assert told(story(WITH_LIND))
    monkeypatch.setattr(company, "SAMPLE", 4)
    assert told(story(WITH_LIND)) == []
