"""Names of several, told apart by the date or waiting by their sound; never past an editor."""

import pytest

from articles import actors
from articles.actors import company, evidence, moving, unclear
from articles.actors.candidates import Candidate
from articles.actors.evidence import Text
from articles.models import Actor, Mention, NameRuling, UnclearName
from articles.periods import Period
from articles.tests.cast import make_actor
from articles.tests.namesakes import BODY, WITH_LIND, find, lived, name, story, told, written

pytestmark = pytest.mark.django_db


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
