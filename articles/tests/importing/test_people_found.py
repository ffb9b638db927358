"""How well people are found in short news texts of our own: floors for any change; namesakes stay two."""

from itertools import combinations
from pathlib import Path

import pytest

from articles.importing.draft import Known, KnownName
from articles.importing.naming.mentions import find_mentions
from articles.names import key

HERE = Path(__file__).parent
PRECISION, RECALL = 0.95, 0.95


def read(file):
    """The lines of a case file without its comment."""
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def news():
    """(text, names) of every text."""
    text = []
    for line in read("people_cases.txt"):
        if line.startswith("people: "):
            yield "\n".join(text).strip(), {name.strip() for name in line[8:].split("|")}
            text = []
        else:
            text.append(line)


def namesakes():
    """(text, the two names) of every case."""
    for block in "\n".join(read("surname_cases.txt")).strip().split("\n\n"):
        text, names = block.split("\n")
        yield text, [name.strip() for name in names.split("|")]


def people(text):
    return [each for each in find_mentions("", text, "en", Known()) if each.kind == "person"]


def test_it_finds_the_people_of_the_news_and_nobody_else():
    found = known = right = 0
    missed = []
    for text, names in news():
        ours = {key(each.name) for each in people(text)}
        theirs = {key(name) for name in names}
        found, known, right = found + len(ours), known + len(theirs), right + len(ours & theirs)
        missed += [(theirs - ours, ours - theirs)] if ours != theirs else []
    assert right / found >= PRECISION, missed
    assert right / known >= RECALL, missed


@pytest.mark.parametrize(("text", "names"), list(namesakes()), ids=[names[0] for _, names in namesakes()])
def test_two_people_of_one_surname_are_never_joined(text, names):
    found = {each.name: each for each in people(text)}
    assert set(names) <= set(found)
    for one, other in combinations([found[name] for name in names], 2):
        assert not set(one.spans) & set(other.spans)
    assert all(" " in text[start:end] for name in names for start, end in found[name].spans)


def test_there_are_cases_enough():
    assert len(list(namesakes())) == 20
    assert len(list(news())) >= 25


def test_with_nobody_asked_people_of_the_authority_are_found_and_no_others():
    known = Known((KnownName(7, "person", "Hamid Amiri"),), names_model="none")
    text = "Mayor Hamid Amiri met Karin Lind, a minister. Amiri smiled, and Lind did not."
    found = [each for each in find_mentions("Talks in Oslo", text, "en", known) if each.kind == "person"]
    assert [(each.name, each.actor, len(each.spans)) for each in found] == [("Hamid Amiri", 7, 2)]
    assert not find_mentions("Talks", "Mayor Karin Lind spoke.", "en", known)
