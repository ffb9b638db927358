import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from articles.importing.draft import Known, Raw
from articles.importing.naming.mentions import find_mentions
from articles.importing.pipeline import read_article
from articles.tests.importing.authority_cast import COUNTRIES, EVERYBODY, SHIPPED

CASES = sorted((Path(__file__).parent / "mention_cases").glob("*.txt"))
SEEDS = Path(__file__).parents[3] / "fixtures" / "articles"
AUTHORITIES = ["countries alone", "a small authority", "the shipped authority"]
TALKS = "000_bb6c597d04d040de.txt"
DENIAL = "004_32258a20053cc235.txt"


@dataclass
class Case:
    title: str = ""
    language: str = "en"
    body: str = ""
    expected: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path):
        body, _, expected = path.read_text(encoding="utf-8").partition("# expected\n")
        case = cls(body=body, expected=expected.splitlines())
        while head := re.match(r"(title|language): (.*)\n", case.body):
            setattr(case, head[1], head[2])
            case.body = case.body[head.end() :]
        return case

    def found(self):
        return find_mentions(self.title, self.body, self.language, EVERYBODY)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_it_finds_what_the_case_expects(path):
    case = Case.read(path)
    found = case.found()
    people = {each.name for each in found if each.kind == "person"}
    for line in case.expected:
        verb, _, name = line.partition(": ")
        name, times = re.fullmatch(r"(.*?)(?: \((\d+)\))?", name).groups()
        if verb.startswith("not "):
            assert (verb[4:], name) not in {(each.kind, each.name) for each in found}, line
        elif verb == "in title":
            assert name in {case.title[start:end] for each in found for start, end in each.title_spans}
        elif verb == "at most":
            sure, name = name.split(" ", 1)
            assert next(each for each in found if each.name == name).confidence <= float(sure)
        elif verb == "no other person":
            listed = {line[8:].split(" (")[0] for line in case.expected if line.startswith("person: ")}
            assert people <= listed
        else:
            each = next((each for each in found if (each.kind, each.name) == (verb, name)), None)
            assert each, f"{line}; found {[(each.kind, each.name) for each in found]}"
            assert times is None or len(each.spans) + len(each.title_spans) == int(times), each


def names(draft, kind):
    return {each.name for each in draft.mentions if each.kind == kind}


@pytest.mark.parametrize("known", [COUNTRIES, EVERYBODY, SHIPPED], ids=AUTHORITIES)
def test_it_finds_everybody_in_the_article_on_talks(known):
    draft = read_article(Raw(TALKS, (SEEDS / TALKS).read_bytes()), known)
    people = {"Ali Shamkhani", "Ali Khamenei", "Donald Trump", "Hassan Rouhani", "Bahram Qasemi"}
    assert names(draft, "person") == people
    assert names(draft, "country") == {"Iran", "United States", "Afghanistan"}
    khamenei = next(each for each in draft.mentions if each.name == "Ali Khamenei")
    assert [draft.title[start:end] for start, end in khamenei.title_spans] == ["Khamenei"]


@pytest.mark.parametrize("known", [EVERYBODY, SHIPPED], ids=AUTHORITIES[1:])
def test_it_finds_the_organisations_in_the_article_on_talks(known):
    draft = read_article(Raw(TALKS, (SEEDS / TALKS).read_bytes()), known)
    assert {"Taliban", "al-Qaeda", "United Nations"} <= names(draft, "organisation")


@pytest.mark.parametrize("known", [COUNTRIES, EVERYBODY, SHIPPED], ids=AUTHORITIES)
def test_it_finds_everybody_in_the_article_on_the_denial(known):
    draft = read_article(Raw(DENIAL, (SEEDS / DENIAL).read_bytes()), known)
    people = {"Mahmoud Ahmadinejad", "Mojtaba Samareh-Hashemi", "William J. Perry", "Barack Obama"}
    assert names(draft, "person") == people
    countries = "Iran, United States, Russia, Canada, United Kingdom, Netherlands, Austria"
    assert names(draft, "country") == set(countries.split(", "))


@pytest.mark.parametrize("seed", [TALKS, DENIAL])
def test_it_says_where_each_name_stands(seed):
    draft = read_article(Raw(seed, (SEEDS / seed).read_bytes()), EVERYBODY)
    for each in draft.mentions:
        printed = [draft.body[start:end] for start, end in each.spans]
        printed += [draft.title[start:end] for start, end in each.title_spans]
        assert printed
        assert all(word[:1].isalnum() and word[-1:] not in "’' " for word in printed), printed
        assert each.rule
        assert each.evidence
        assert 0 < each.confidence <= 1


def test_it_places_no_two_names_on_the_same_word():
    draft = read_article(Raw(DENIAL, (SEEDS / DENIAL).read_bytes()), EVERYBODY)
    places = [place for each in draft.mentions for start, end in each.spans for place in range(start, end)]
    assert len(places) == len(set(places))


def test_it_finds_people_where_nothing_is_known():
    found = find_mentions("", "President Hassan Rouhani spoke.", "en", Known())
    assert [(each.name, each.actor) for each in found] == [("Hassan Rouhani", None)]


def test_a_government_called_after_a_surname_of_several_means_who_governed():
    body = "The Clinton administration rejected it. The Gillen Administration, too, and the civil one."
    found = find_mentions("", body, "en", SHIPPED)
    names = {each.name: each.actor for each in found if each.kind == "person"}
    assert set(names) == {"Bill Clinton", "Gillen"}
    assert names["Bill Clinton"] is not None
    assert names["Gillen"] is None
