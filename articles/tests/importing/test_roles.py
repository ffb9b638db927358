"""Who is quoted in short texts of our own, with floors for any change; and how much a text is about whom."""

import re
from pathlib import Path

import pytest

from articles.importing.naming.mentions import find_mentions
from articles.importing.naming.roles import salience
from articles.tests.importing.test_mentions import EVERYBODY

CASES = Path(__file__).parent / "quoted_cases.txt"
PRECISION, RECALL = 0.98, 0.95


def cases():
    """(text, {name: how often}) of every case."""
    blocks = CASES.read_text(encoding="utf-8").split("\n\n")[1:]
    for block in blocks:
        text, _, quoted = block.strip().rpartition("\nquoted:")
        named = (re.fullmatch(r"(.+) \((\d)\)", each.strip()) for each in quoted.split("|") if each.strip())
        yield text, {each[1]: int(each[2]) for each in named}


def found(title, body, language="en"):
    return {each.name: each for each in find_mentions(title, body, language, EVERYBODY)}


def speeches(text):
    return {name: len(each.quoted) for name, each in found("", text).items() if each.quoted}


def test_it_finds_who_is_quoted_how_often_and_nobody_else():
    ours = known = right = 0
    missed = []
    for text, quoted in cases():
        said = speeches(text)
        ours, known = ours + sum(said.values()), known + sum(quoted.values())
        right += sum(min(count, quoted.get(name, 0)) for name, count in said.items())
        missed += [(text, said, quoted)] if said != quoted else []
    assert right / ours >= PRECISION, missed
    assert right / known >= RECALL, missed


def test_there_are_cases_enough():
    assert len(list(cases())) >= 40
    assert sum(not quoted for _, quoted in cases()) >= 10


def test_it_says_at_which_name_or_pronoun_somebody_is_quoted():
    body = 'Mayor Karin Lind said so. "Twice," she said.'
    lind = found("Lind speaks", body)["Karin Lind"]
    assert [body[start:].split()[0] for start in lind.quoted] == ["Karin", "she"]


@pytest.mark.parametrize("language", ["de", "fa"])
def test_it_quotes_nobody_in_other_languages(language):
    assert not any(each.quoted for each in found("", "Hassan Rouhani said so.", language).values())


def test_the_main_actors_come_first():
    body = (
        "Hassan Rouhani will not resign. Rouhani said on Monday that he had been elected, and Rouhani's "
        "party agrees.\n\nBarack Obama and Donald Trump were in office when the deal was made and ended."
    )
    named = found("Rouhani stays", body)
    order = sorted(named, key=lambda name: -named[name].salience)
    assert order[0] == "Hassan Rouhani"
    assert named["Hassan Rouhani"].salience > 0.9
    assert named["Donald Trump"].salience < named["Barack Obama"].salience < 0.5


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ([[(90, 95)], [], []], [[(90, 95), (96, 99)], [], []]),
        ([[(90, 95)], [], []], [[(10, 15)], [], []]),
        ([[(90, 95)], [], []], [[(90, 95)], [(0, 5)], []]),
        ([[(90, 95)], [], []], [[(90, 95)], [], [90]]),
        ([[(90, 95)], [], [90]], [[(90, 95)], [], [90, 99]]),
    ],
)
def test_every_sign_makes_an_actor_more_salient(less, more):
    assert 0 < salience(*less, length=100, most=3) < salience(*more, length=100, most=3) <= 1


def test_who_stands_in_the_headline_alone_counts_too():
    assert found("Iran waits", "Nothing happened today.")["Iran"].salience == 0.85
