"""The cases that any search engine must pass: a small archive, what is asked, the ids expected.

Another engine is tried by another `made` below; the reference in plain Python answers the same cases, so that
none of them rests on what one engine happens to do.
"""

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from articles.periods import Period
from articles.search.checking import checked
from articles.search.engine import Request
from articles.search.fields import FACETS, TYPED, size_class
from articles.search.places import Text
from articles.search.query import parse
from articles.search.tree import Chosen
from articles.tests.search import reference
from articles.tests.search.test_engine import always_counted_ahead, made, plain

FOLDER = Path(__file__).parent / "cases"
TODAY = date(2019, 2, 15)


def read_archive(path):
    """The documents of an archive of the cases."""
    articles = tomllib.loads(path.read_text())["article"]
    families = Counter(known.get("family", known["id"]) for known in articles)
    for known in articles:
        known["published"] = Period.parse(known["published"]) if "published" in known else None
        known |= {name: tuple(known.get(name, ())) for name in ("people", "countries", "organisations")}
        known["copies"] = size_class(families[known.get("family", known["id"])])
        yield plain(known.pop("id"), **known)


ARCHIVES = {
    path.stem: {document.id: document for document in read_archive(path)} for path in FOLDER.glob("*.toml")
}


def read_cases():
    """(file:line, archive, typed, chosen, expected) of every case; a file may have an archive of its own."""
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line and not line.startswith("#"):
                asked, expected = line.split("=>")
                typed, _, chosen = asked.partition("? ")
                archive = path.stem if path.stem in ARCHIVES else "archive"
                name = f"{path.stem}:{number} {asked}"
                yield name, archive, typed.strip(), chosen.split(), expected.split()


CASES = list(read_cases())
CASE = pytest.mark.parametrize(
    ("archive", "typed", "chosen", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)


def request_for(typed, chosen):
    """What a case asks."""
    query = parse(typed, TODAY)
    assert query.notices == ()
    given = dict(each.split("=") for each in chosen)
    asked = {"sort": given.pop("sort", "relevance"), "families": given.pop("families", "") == "one"}
    asked["facets"] = tuple(filter(None, [given.pop("facet", "")]))
    choices = tuple(choice(name, values, given) for name, values in given.items() if ".mode" not in name)
    return Request(query.tree, choices, **asked)


def choice(name, values, given):
    """A choice as a case writes it: person=1,2, person.mode=all, not.person=3."""
    mode = "none" if name.startswith("not.") else given.get(f"{name}.mode", "any")
    ids = (int(value) if value.isdigit() else value for value in values.split(","))
    return Chosen(name.removeprefix("not."), tuple(ids), values, mode)


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """The engine under test for each archive of the cases, filled in two steps, one of them an update after
    some was counted ahead."""
    made_of = {}
    with always_counted_ahead():
        for name, archive in ARCHIVES.items():
            named = {id for each in archive.values() for id in each.people}
            often = {"people": sorted(named)[1::2]}
            made_of[name] = made(tmp_path_factory.mktemp("index"), list(archive.values())[:4], often)
            made_of[name].count_ahead()
            made_of[name].update(list(archive.values())[3:])
        yield made_of


def texts_of(archive):
    """The texts of an archive, for what is checked in them."""
    return lambda ids: (Text(id, archive[id].language, vars(archive[id])) for id in ids)


@CASE
def test_the_engine_passes(engines, archive, typed, chosen, expected):
    request, engine = request_for(typed, chosen), engines[archive]
    tree, notices = checked(request.tree, (), engine, texts_of(ARCHIVES[archive]))
    found = engine.find(replace(request, tree=tree), 0, 100)
    if request.facets:
        counted = {f"{value.value}:{value.count}" for value in found.facets[request.facets[0]]}
        assert (counted, notices) == (set(expected), ())
        return
    ids = [hit.id for hit in found.hits]
    ordered = any(each.startswith("sort=") for each in chosen)
    assert (ids if ordered else sorted(ids)) == [int(each) for each in expected]
    assert (found.total, notices) == (len(expected), ())


@CASE
def test_the_reference_agrees(archive, typed, chosen, expected):
    request, documents = request_for(typed, chosen), ARCHIVES[archive].values()
    if request.facets:
        counts = reference.facet(documents, request, request.facets[0])
        assert {f"{value}:{count}" for value, count in counts.items()} == set(expected)
        return
    documents = reference.found(documents, request)
    documents = reference.stories(documents) if request.families else documents
    assert sorted(document.id for document in documents) == sorted(map(int, expected))


def test_every_facet_has_a_case():
    assert set(FACETS) <= {each[len("facet=") :] for case in CASES for each in case[3] if "facet=" in each}


def test_every_field_has_a_case():
    asked = " ".join(typed.lower() for _, _, typed, _, _ in CASES)
    chosen = {each.split("=")[0] for case in CASES for each in case[3]}
    by_name = {"person", "country", "organisation", "source", "agency", "actor", "family"}  # resolved before
    assert [name for name in TYPED if f"{name}:" not in asked and name not in by_name] == []
    assert by_name - {"actor"} <= chosen
