"""Names of several, told apart by the date, by the other actors, by sound; never past an editor."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import actors
from articles.actors import company, evidence, moving, unclear
from articles.actors.candidates import Candidate
from articles.actors.evidence import Text
from articles.actors.mentions import store_mentions
from articles.importing.refinding import refind
from articles.importing.store import import_paths
from articles.models import Actor, Article, Mention, NameRuling, UnclearName
from articles.periods import Period
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db

BODY = "John Smith told reporters on Monday that the harbour was closed. Smith gave no reason."
WITH_LIND = BODY + " Karin Lind, who stood beside him, agreed."


@pytest.fixture
def smiths(db):
    """Two people of one name, of two countries."""
    found = [make_actor("person", "John Smith")]
    found.append(Actor.objects.create(kind="person", name="John Smith", slug="john-smith-2"))
    actors.add_name(found[1], "John Smith")
    for actor, country in zip(found, (("Norway", "NO"), ("Iran", "IR")), strict=True):
        actor.country = make_actor("country", *country)
        actor.save()
    return found


@pytest.fixture
def lind(db):
    return make_actor("person", "Karin Lind")


def lived(actor, since=None, until=None):
    Actor.objects.filter(pk=actor.pk).update(since=since, until=until)


def written(body=BODY, day=None, title="A harbour", head=None):
    period = day and Period.parse(day)
    article = Article.objects.create(
        title=title, body=body, language="en", published=period and (period.first, period.after), family=head
    )
    article.refresh_from_db()
    return article


def story(*told, **more):
    article = written(*told, **more)
    find(article)
    return article


def find(*articles):
    return store_mentions([(article, None) for article in articles], actors.known())


def told(article):
    """The person whom the mentions of the name mean, and by which rule; None where it waits."""
    found = article.mentions.filter(actor__name="John Smith").select_related("actor")
    return [(each.actor, each.rule, each.status) for each in found]


def name(actor, *others, times):
    """Tells of the actor and the others together in this many stories."""
    for number in range(times):
        article = Article.objects.create(title=f"Story {number}", body="They met.", language="en")
        for each in (actor, *others):
            Mention.objects.create(article=article, actor=each, status="found", rule="known name")


# --- the date ---


def test_who_was_born_after_the_article_is_not_meant(smiths):
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    assert told(story(BODY, "1985-03-02")) == [(smiths[0], evidence.BY_DATE[0], "found")]


def test_who_was_a_child_is_not_meant(smiths):
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    assert told(story(BODY, "2003")) == [(smiths[0], evidence.BY_DATE[0], "found")]
    assert told(story(BODY, "2006")) == []


def test_who_has_been_dead_for_long_is_not_meant_and_who_died_lately_may_be(smiths):
    lived(smiths[0], 1900, 1960)
    lived(smiths[1], 1950)
    assert told(story(BODY, "1989")) == []
    assert told(story(BODY, "1991")) == [(smiths[1], evidence.BY_DATE[0], "found")]


def test_of_somebody_without_years_the_date_tells_nothing(smiths):
    lived(smiths[0], 1900, 1930)
    article = story(BODY, "2019")
    assert told(article) == []
    assert article.unclear_names.get().candidates.count() == 2


def test_the_unborn_is_no_candidate_even_where_nothing_is_known_of_the_other(smiths):
    lived(smiths[1], 1990)
    article = story(BODY, "1985")
    assert told(article) == []
    assert list(article.unclear_names.get().candidates.all()) == smiths[:1]
    spoken = story(BODY + " Boats from Norway waited outside.", "1985")
    assert told(spoken) == [(smiths[0], evidence.BY_COUNTRY[0], "found")]


def test_the_page_names_years_and_says_that_the_others_are_ruled_out(client, smiths):
    lived(smiths[1], 1990)
    page = " ".join(client.get(story(BODY, "2019").get_absolute_url()).text.split())
    assert "</a> (Norway) or <a" in page
    assert "</a> (Iran, born 1990)</span>" in page
    assert "have this name or sound like it, and the article does not say which of them" in page
    page = client.get(story(BODY, "1985").get_absolute_url()).text
    assert "born 1990" not in page
    assert "the others are ruled out, but whether the article means this one it does not say." in page


def test_the_country_of_the_unborn_tells_nothing(smiths):
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    article = story(BODY + " Boats from Iran waited outside.", "1985")
    assert told(article) == [(smiths[0], evidence.BY_DATE[0], "found")]


def test_it_waits_where_date_and_country_speak_for_different_ones(smiths):
    lived(smiths[0], 1850, 1900)
    lived(smiths[1], 1950)
    article = story(BODY + " Boats from Norway waited outside.", "2019")
    assert told(article) == []
    assert article.unclear_names.get().candidates.count() == 2


def test_an_undated_article_tells_nothing(smiths):
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    assert told(story(BODY)) == []


def test_where_nobody_was_born_it_waits_with_all(smiths):
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    assert story(BODY, "1885").unclear_names.get().candidates.count() == 2


def test_organisations_begin_when_they_were_founded(db):
    made = [make_actor("organisation", f"{name} of the Deep Forest") for name in ("Army", "Friends")]
    for each, years in zip(made, ((1960, 1970), (2001, None)), strict=True):
        actors.add_name(each, "ADF")
        lived(each, *years)
    body = "The ADF burned a boat. Nobody knows why the ADF did it."
    assert [each.actor for each in story(body, "2000").mentions.all()] == made[:1]
    assert [each.actor for each in story(body, "2001-05").mentions.all()] == made[1:]
    lived(made[0], 1960, 1980)
    assert [each.actor for each in story(body, "2001-05").mentions.all()] == []


@pytest.mark.parametrize(
    ("published", "actor"),
    [("1989", 1), ("1990", 1), ("2004", 1), ("2004-12-31", 1), ("2005-01-01", None), ("2005", None)],
)
def test_a_year_is_respected_as_exactly_as_it_is_known(published, actor):
    text = Text("person", frozenset(), Period.parse(published))
    both = (Candidate(1, since=1930, until=2004), Candidate(2, since=1990))
    meant = evidence.possible(both, text)
    assert len(meant) == (1 if published == "1989" else 2)
    verdict = evidence.agreed(evidence.verdicts(meant, text))
    assert (verdict and verdict[0]) == actor


def test_a_span_of_years_tells_only_what_is_true_of_all_of_it():
    text = Text("person", frozenset(), Period(Period.of(1985).first, Period.of(1995).last))
    both = (Candidate(1, since=1930), Candidate(2, since=1990))
    assert evidence.possible(both, text) == both
    assert evidence.verdicts((Candidate(1, since=1930), Candidate(2, since=1975)), text) == []
    assert evidence.verdicts((Candidate(1, since=1930), Candidate(2, until=1960)), text) == []
    assert evidence.verdicts(both, text) == [(1, evidence.BY_DATE)]


def test_somebody_born_very_long_ago_is_taken_for_dead():
    text = Text("person", frozenset(), Period.parse("2019"))
    verdict = evidence.agreed(evidence.verdicts((Candidate(1, since=1850), Candidate(2, since=1960)), text))
    assert verdict == (2, evidence.BY_DATE)
    assert evidence.verdicts((Candidate(1, since=1910), Candidate(2, since=1960)), text) == []


def test_a_corrected_date_decides_when_the_names_are_found_again(smiths):
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    article = story(BODY)
    article.published = Period.parse("1985")
    article.published = (article.published.first, article.published.after)
    article.save()
    article.refresh_from_db()
    assert find(article) == {article.pk}
    assert told(article) == [(smiths[0], evidence.BY_DATE[0], "found")]
    assert not UnclearName.objects.exists()


# --- the company ---


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


# --- the editor ---


def test_a_choice_outlives_every_evidence(smiths, lind):
    article = story(WITH_LIND, "1985")
    unclear.choose(article.unclear_names.get(), smiths[1])
    name(smiths[0], lind, times=9)
    lived(smiths[0], 1930)
    lived(smiths[1], 1990)
    find(article)
    assert told(article) == [(smiths[1], unclear.CHOSEN[0], "confirmed")]
    NameRuling.objects.create(kind="person", key="john smith", actor=smiths[1])
    assert told(story(WITH_LIND, "1985")) == [(smiths[1], unclear.RULED[0], "found")]


def test_whom_an_editor_confirmed_in_the_article_is_meant(smiths, lind):
    name(smiths[0], lind, times=9)
    article = written(WITH_LIND)
    Mention.objects.create(article=article, actor=smiths[1], status="confirmed")
    find(article)
    assert told(article) == [(smiths[1], unclear.RULED[0], "confirmed")]
    assert [article.body[slice(*span)] for span in article.mentions.get(actor=smiths[1]).spans] == [
        "John Smith",
        "Smith",
    ]


def test_whom_an_editor_rejected_in_the_article_is_no_candidate(smiths, lind):
    name(smiths[0], lind, times=9)
    article = story(WITH_LIND)
    article.mentions.filter(actor=smiths[0]).update(status="rejected")
    find(article)
    assert [status for *_, status in told(article)] == ["rejected"]
    assert list(article.unclear_names.get().candidates.all()) == smiths[1:]
    Mention.objects.create(article=article, actor=smiths[1], status="rejected")
    find(article)
    assert not UnclearName.objects.exists()


def test_two_that_become_one_and_two_again_are_told_as_before(smiths, lind):
    name(smiths[0], lind, times=3)
    article = story(WITH_LIND)
    before = list(Mention.objects.order_by("pk").values())
    [record] = moving.merge(smiths[1], smiths[:1])
    find(article)
    assert [actor for actor, *_ in told(article)] == smiths[1:]
    moving.undo(record)
    find(article)
    assert told(article) == [(smiths[0], company.BY_COMPANY[0], "found")]
    unchanged = "article_id", "actor_id", "spans", "rule", "status"
    now = Mention.objects.order_by("article_id", "actor_id").values_list(*unchanged)
    assert list(now) == sorted([tuple(each[name] for name in unchanged) for each in before])


# --- names that only sound so ---


@pytest.fixture
def rouhanis(db):
    """Two people whose names sound alike, of two countries."""
    found = [make_actor("person", name) for name in ("Hassan Rouhani", "Hasan Rohani")]
    for actor, country in zip(found, (("Norway", "NO"), ("Iran", "IR")), strict=True):
        actor.country = make_actor("country", *country)
        actor.save()
    return found


SOUND = "Foreign Minister Hassan Rowhani told reporters that the harbour was closed."


def test_a_name_that_sounds_like_several_waits_with_them(rouhanis):
    article = story(SOUND)
    row = article.unclear_names.get()
    assert (row.name, row.key) == ("Hassan Rowhani", "hassan rowhani")
    assert list(row.candidates.order_by("pk")) == rouhanis
    assert not article.mentions.filter(actor__kind="person").exists()
    assert not Actor.objects.filter(status="proposed").exists()


def test_the_evidence_tells_them_apart_and_an_editor_sees_it(rouhanis):
    mention = story(SOUND + " Boats from Iran waited.").mentions.get(actor__kind="person")
    assert (mention.actor, mention.status, mention.rule) == (rouhanis[1], "proposed", evidence.BY_COUNTRY[0])


def test_an_editors_word_on_a_sound_is_a_word_on_the_name(rouhanis):
    article = story(SOUND)
    unclear.choose(article.unclear_names.get(), rouhanis[0], everywhere=True)
    mention = story(SOUND).mentions.get(actor__kind="person")
    assert (mention.actor, mention.status, mention.rule) == (rouhanis[0], "found", unclear.RULED[0])


def test_it_means_the_one_who_is_left(rouhanis):
    article = story(SOUND)
    Actor.objects.filter(pk=rouhanis[1].pk).update(status="rejected")
    find(article)
    assert article.mentions.get(actor__kind="person").actor == rouhanis[0]
    assert not UnclearName.objects.exists()


def test_a_rejected_name_waits_for_nobody_however_it_sounds(rouhanis):
    make_actor("person", "Hassan Rowhani", status="rejected")
    assert not story(SOUND).unclear_names.exists()


# --- what it costs ---


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
