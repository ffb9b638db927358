"""The years of an actor: from lists and the shipped authority to pages, API and exports."""

import io
import json
from contextlib import suppress

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles import actors
from articles.actors import moving
from articles.actors.years import NoYear, read_year
from articles.models import Actor
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db


def listed(tmp_path, text, *options):
    """The summary of an import of that text."""
    path, out = tmp_path / "list.csv", io.StringIO()
    path.write_text(text)
    with suppress(SystemExit):  # some rows refused
        call_command("import_actors", str(path), *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def years(name):
    return Actor.objects.values_list("since", "until").get(name=name)


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("1946", 1946),
        (" 1946-07-06T00:00:00Z".strip(), 1946),
        ("+1946-07-06T00:00:00Z", 1946),
        ("1946-00-00", 1946),
        ("1946-07", 1946),
        ("0570-01-01", 570),
        ("", None),
        ("http://www.wikidata.org/.well-known/genid/8bd7d4d7c1e2", None),
        ("t1494820512", None),
    ],
)
def test_a_year_is_read_from_years_and_wikidatas_dates(said, year):
    assert read_year(said) == year


@pytest.mark.parametrize(
    "said", ["c. 1946", "06/07/1946", "1946-13-01", "1946-07-66", "-0044-03-15", "19466"]
)
def test_what_is_no_year_is_refused(said):
    with pytest.raises(NoYear, match="is no year; write 1946, or a date as 1946-07-06"):
        read_year(said)


@pytest.mark.parametrize("said", ["0", "0000", "9999"])
def test_a_year_that_stands_for_something_else_is_refused(said):
    with pytest.raises(NoYear, match="lies outside of 1 to 2100"):
        read_year(said)


def test_an_export_of_wikidata_tells_the_years(tmp_path, cast):
    text = """item,itemLabel,dateOfBirth,date_of_death,start
http://www.wikidata.org/entity/Q77,Parisa Hafezi,1901-05-02T00:00:00Z,1999-01-01T00:00:00Z,1950
http://www.wikidata.org/entity/Q78,Ann Lee,,,2010-01-01
"""
    assert listed(tmp_path, text, "--kind", "person")["created"] == 2
    assert years("Parisa Hafezi") == (1901, 1999)
    assert years("Ann Lee") == (None, None)  # 2010 is when she took office
    assert listed(tmp_path, text, "--kind", "person")["unchanged"] == 2


def test_an_organisation_begins_and_ends(tmp_path, cast):
    text = "item,itemLabel,inception,end\nQ5,Harbour Watch,1950-01-01T00:00:00Z,1990\n"
    listed(tmp_path, text, "--kind", "organisation")
    assert years("Harbour Watch") == (1950, 1990)


def test_a_column_of_ones_own_is_believed_for_people_too(tmp_path, cast):
    listed(tmp_path, "name,start\nAnn Lee,1950\n", "--kind", "person", "--map", "born=start")
    assert years("Ann Lee") == (1950, None)


def test_bad_years_are_refused_with_a_sentence(tmp_path, cast):
    Actor.objects.filter(pk=cast.lind.pk).update(until=1950)
    text = "kind,name,born,died\nperson,Ann Lee,around 1900,\nperson,Bo Lee,1950,1900\n"
    summary = listed(tmp_path, text + "person,Karin Lind,1960,\nperson,Cay Lee,1950,1950\n")
    assert [each["reason"] for each in summary["refusals"]] == [
        "“around 1900” is no year; write 1946, or a date as 1946-07-06.",
        "The row ends in 1900, before it begins in 1950.",
        "Karin Lind would end in 1950, before beginning in 1960: give both years.",
    ]
    assert (summary["created"], years("Karin Lind"), years("Cay Lee")) == (1, (None, 1950), (1950, 1950))


def test_an_empty_cell_changes_nothing_and_an_editors_year_stays(tmp_path, cast):
    Actor.objects.filter(pk=cast.lind.pk).update(since=1970, edited_fields=["since"])
    listed(tmp_path, "kind,name,born,died\nperson,Karin Lind,1980,2001\nperson,Hamid Amiri,1950,\n")
    listed(tmp_path, "kind,name,born,died\nperson,Hamid Amiri,,\n")
    assert (years("Karin Lind"), years("Hamid Amiri")) == ((1970, 2001), (1950, None))


def test_the_shipped_authority_knows_years_and_leaves_those_of_a_list(tmp_path, db):
    header = "id,name,spellings,country,wikidata,born,died\n"
    (tmp_path / "people.csv").write_text(header + "lee,Ann Lee,,,,1901,1950\nbo,Bo Lee,,,,1902,\n")
    actors.load_authority(tmp_path)
    assert (years("Ann Lee"), years("Bo Lee")) == ((1901, 1950), (1902, None))
    assert years("Zaire") == (1971, 1997)
    listed(tmp_path, "kind,name,born\nperson,Bo Lee,1903\n")
    Actor.objects.filter(name="Ann Lee").update(since=1960, until=None, edited_fields=["since"])
    assert actors.load_authority(tmp_path).updated == 0
    assert (years("Ann Lee"), years("Bo Lee")) == ((1960, None), (1903, None))


def test_the_database_keeps_an_end_from_coming_before_the_beginning(db):
    with pytest.raises(IntegrityError, match="actor_ends_after_its_beginning"), transaction.atomic():
        Actor.objects.create(kind="person", name="Ann Lee", slug="ann-lee", since=1950, until=1949)


@pytest.mark.parametrize(
    ("kind", "since", "until", "said"),
    [
        ("person", 1924, 2018, "1924–2018"),
        ("person", 1946, None, "born 1946"),
        ("person", None, 2011, "died 2011"),
        ("organisation", 1949, None, "since 1949"),
        ("country", None, 1991, "until 1991"),
        ("person", None, None, ""),
    ],
)
def test_years_are_said_in_words(kind, since, until, said):
    assert Actor(kind=kind, since=since, until=until).years == said


def test_they_are_shown_on_the_page_and_in_the_api(client, cast):
    assert "<dt>Years</dt>" not in client.get(cast.amiri.get_absolute_url()).text
    Actor.objects.filter(pk=cast.amiri.pk).update(since=1951)
    assert "<dt>Years</dt><dd>Born 1951</dd>" in client.get(cast.amiri.get_absolute_url()).text
    told = client.get("/api/actors/hamid-amiri").json()
    assert (told["since"], told["until"]) == (1951, None)


def test_an_editor_sets_them_and_the_form_refuses_nonsense(admin_client, cast):
    address = reverse("admin:articles_actor_change", args=[cast.amiri.pk])
    names = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    form = {"name": "Hamid Amiri", "kind": "person", "status": "confirmed", **names}
    refused = admin_client.post(address, {**form, "since": 1951, "until": 1950})
    assert "Nobody ends before beginning" in refused.text
    assert admin_client.post(address, {**form, "since": 1951, "until": 2001}).status_code == 302
    cast.amiri.refresh_from_db()
    assert (cast.amiri.since, cast.amiri.until) == (1951, 2001)
    assert {"since", "until"} <= set(cast.amiri.edited_fields)


def test_a_merge_takes_both_years_or_none_and_gives_them_back(cast):
    first, second = make_actor("person", "Ann Lee"), make_actor("person", "Anne Lee")
    Actor.objects.filter(pk=first.pk).update(since=1960)
    Actor.objects.filter(pk=second.pk).update(since=1901, until=1950)
    [record] = moving.merge(first, [second])
    assert years("Ann Lee") == (1960, None)
    moving.undo(record)
    [record] = moving.merge(second, [first])
    moving.undo(record)
    assert (years("Ann Lee"), years("Anne Lee")) == ((1960, None), (1901, 1950))


def test_a_merge_made_before_years_were_known_is_undone(cast):
    first, second = make_actor("person", "Ann Lee"), make_actor("person", "Anne Lee")
    Actor.objects.filter(pk=second.pk).update(since=1901)
    [record] = moving.merge(first, [second])
    for told in ("survivor", "gone", "after"):
        del record.moved[told]["since"], record.moved[told]["until"]
    record.save()
    moving.undo(record)
    assert (years("Ann Lee"), years("Anne Lee")) == ((1901, None), (1901, None))
