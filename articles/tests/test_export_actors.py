"""`manage.py export_actors`: the authority as a list, which import_actors reads again."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles import actors
from articles.exports.actors import COLUMNS, actor_rows
from articles.models import Actor
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db


def export(*arguments):
    out = io.StringIO()
    call_command("export_actors", *arguments, stdout=out)
    return out.getvalue()


def table(*arguments):
    return {row["slug"]: row for row in csv.DictReader(export(*arguments).splitlines())}


def imported(path):
    out = io.StringIO()
    call_command("import_actors", str(path), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_it_writes_every_actor_with_what_is_known_of_it(cast):
    Actor.objects.filter(pk=cast.amiri.pk).update(country=cast.iran, wikidata_id="Q9", since=1951)
    assert table()["hamid-amiri"] == {
        "kind": "person",
        "name": "Hamid Amiri",
        "spellings": "Hameed Amiri|حمید امیری",
        "country": "IR",
        "wikidata": "Q9",
        "born": "1951",
        "died": "",
        "status": "confirmed",
        "slug": "hamid-amiri",
        "articles": "3",
    }
    assert export().splitlines()[0] == ",".join(COLUMNS)
    assert table()["iran"]["country"] == "IR"
    assert table()["karin-lind"]["articles"] == "2"  # an editor rejected the third


def test_it_writes_what_was_asked_for_only(cast):
    make_actor("person", "Ann Lee", status="proposed")
    assert set(table("--kind", "person")) == {"hamid-amiri", "karin-lind", "ann-lee"}
    assert set(table("--status", "proposed")) == {"ann-lee"}
    rows = [json.loads(line) for line in export("--kind", "organisation", "--format", "jsonl").splitlines()]
    assert [(row["name"], row["articles"], row["spellings"]) for row in rows] == [("Nordic Council", 1, [])]


def test_an_empty_archive_has_a_header_only(db):
    assert export() == ",".join(COLUMNS) + "\r\n"
    assert export("--format", "jsonl") == ""


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_what_was_exported_is_imported_again_unchanged(cast, tmp_path, format):
    actors.load_authority()
    make_actor("person", "Ann Lee", spellings=["A. Lee"], status="proposed")
    make_actor("person", "Supreme Leader", status="rejected")
    Actor.objects.filter(name="Ann Lee").update(since=1901, until=1999)
    make_actor("organisation", "+972 Magazine", spellings=["@972mag", "=972"])
    make_actor("organisation", "Ministry of Trade, Iran", spellings=["Trade, Ministry of"])
    for slug in ("john-smith", "john-smith-2"):
        actors.add_name(Actor.objects.create(kind="person", name="John Smith", slug=slug), "John Smith")
    Actor.objects.filter(slug="john-smith").update(edited_fields=["name", "names", "country"])
    path = tmp_path / f"actors.{format}"
    export("--format", format, "--output", str(path))
    summary = imported(path)
    assert summary["refusals"] == []
    assert (summary["created"], summary["updated"]) == (0, 0)
    assert summary["unchanged"] == Actor.objects.count() > 1_500


def test_an_export_makes_another_archive_as_it_was(cast, tmp_path):
    make_actor("person", "Ann Lee", spellings=["A. Lee"], status="proposed")
    Actor.objects.filter(name="Ann Lee").update(since=1901, until=1999)
    Actor.objects.filter(name="Nordic Council").update(since=1952)
    path = tmp_path / "actors.csv"
    export("--output", str(path))
    before = export()
    Actor.objects.exclude(kind="country").delete()
    assert imported(path)["created"] == 4
    assert [row.split(",")[:9] for row in export().splitlines()] == [
        row.split(",")[:9] for row in before.splitlines()
    ]


def test_a_spreadsheet_finds_no_formula(cast):
    make_actor("person", "=cmd()", spellings=["@sum"])
    row = table()["'=cmd()"]
    assert (row["name"], row["spellings"]) == ("'=cmd()", "'@sum")


def test_a_place_that_cannot_be_written_is_told(cast, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        export("--output", str(tmp_path / "none" / "a.csv"))


def test_it_asks_few_questions_for_a_thousand_actors(cast, django_assert_num_queries):
    for number in range(30):
        make_actor("person", f"Ann Lee{number}")
    with django_assert_num_queries(4):
        assert len(list(actor_rows(Actor.objects.all()))) == 35
