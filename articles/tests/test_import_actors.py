"""`manage.py import_actors`: a user's own authority, from the file to the actors."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from articles import actors
from articles.actors.imports import BATCH, import_list
from articles.actors.lists import read_list
from articles.actors.rows import Wishes
from articles.importing.draft import FoundMention
from articles.models import Actor, ActorName
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db

LIST = """kind,name,spellings,country,wikidata
person,Parisa Hafezi,P. Hafezi|پریسا حافظی,Iran,Q123
organisation,Harbour Watch,HW,NO,
"""


def run(*arguments):
    """The summary, and the exit code."""
    out = io.StringIO()
    try:
        call_command("import_actors", *map(str, arguments), "--json", stdout=out)
    except SystemExit as ended:
        return json.loads(out.getvalue()), ended.code
    return json.loads(out.getvalue()), 0


def counts(summary):
    return tuple(summary[name] for name in ("created", "updated", "unchanged", "refused"))


@pytest.fixture
def listed(tmp_path, cast):
    """Imports a list of that text, and tells what came of it."""
    number = iter(range(100))

    def give(text, *options):
        path = tmp_path / f"list{next(number)}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return run(path, *options)

    return give


def reasons(summary):
    return {each["line"]: each["reason"] for each in summary["refusals"]}


def test_a_list_is_imported_and_imported_again_changes_nothing(listed, cast):
    summary, code = listed(LIST)
    assert (counts(summary), code) == ((2, 0, 0, 0), 0)
    hafezi = Actor.objects.get(name="Parisa Hafezi")
    assert (hafezi.kind, hafezi.status, hafezi.wikidata_id) == ("person", "confirmed", "Q123")
    assert (hafezi.country, hafezi.slug) == (cast.iran, "parisa-hafezi")
    assert {each.name for each in hafezi.names.all()} == {"Parisa Hafezi", "P. Hafezi", "پریسا حافظی"}
    assert ActorName.objects.get(name="HW").use == "acronym"
    assert counts(listed(LIST)[0]) == (0, 0, 2, 0)


def test_it_says_so_in_sentences(tmp_path, cast, capsys):
    path = tmp_path / "list.csv"
    path.write_text(LIST + "ship,Harbour Queen,,,\n")
    with pytest.raises(SystemExit, match="1"):
        call_command("import_actors", str(path), "--dry-run")
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Would be: 2 created, 0 updated, 0 unchanged, 1 refused"
    assert told[1] == "  line 4: “ship” is no kind; write person, country or organisation."
    assert not Actor.objects.filter(name="Parisa Hafezi").exists()


def test_json_lines_are_read_and_a_broken_line_is_refused_alone(listed, cast):
    rows = [
        '{"kind": "person", "name": "Parisa Hafezi", "spellings": ["P. Hafezi"], '
        '"country": "Islamic Republic of Iran"}',
        '{"kind": "person", "name": ',
        "[1]",
        '{"kind": "person", "name": {"first": "Ann"}}',
        '{"kind": "person", "name": "Ann\\u0000 \\ud800Lee", "born": 1960}',
        "[" * 100_000,
    ]
    summary, code = listed("\n\n".join(rows))
    assert (counts(summary), code) == ((2, 0, 0, 4), 1)
    assert reasons(summary) == {
        3: "The line is no JSON.",
        5: "The line is no JSON object.",
        7: "“name” is neither a text nor a list of texts.",
        11: "The line is no JSON.",
    }
    assert Actor.objects.filter(name="Ann Lee").exists()
    assert Actor.objects.get(name="Parisa Hafezi").country == cast.iran


def test_an_export_of_wikidata_is_read_as_it_is(listed, cast):
    text = """item,itemLabel,itemAltLabel,itemDescription,country,countryLabel
http://www.wikidata.org/entity/Q77,Parisa Hafezi,"P. Hafezi, Hafezi P.",journalist,http://www.wikidata.org/entity/Q794,Iran
http://www.wikidata.org/entity/Q77,Parisa Hafezi,Parissa Hafezi,journalist,http://www.wikidata.org/entity/Q20,Norway
http://www.wikidata.org/entity/Q78,Q78,,,,
Q-79,Ann Lee,,,,
"""
    summary, _ = listed(text, "--kind", "person")
    assert counts(summary) == (1, 1, 0, 2)
    assert "no name but its Wikidata id, Q78" in reasons(summary)[4]
    assert "“Q-79” is no Wikidata id" in reasons(summary)[5]
    hafezi = Actor.objects.get(wikidata_id="Q77")
    assert hafezi.country == cast.iran
    assert {"P. Hafezi", "Hafezi P.", "Parissa Hafezi"} < {each.name for each in hafezi.names.all()}
    assert counts(listed(text, "--kind", "person")[0]) == (0, 0, 2, 2)


def test_columns_of_ones_own_are_named_by_a_map(listed):
    text = "sort;wer;land\nperson;Ann Lee;Iran\n"
    summary, _ = listed(text, "--map", "kind=sort,name=wer,country=land")
    assert counts(summary) == (1, 0, 0, 0)
    assert Actor.objects.get(name="Ann Lee").country.code == "IR"


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", [], "The list is empty."),
        ("\n \n", [], "The list is empty."),
        ("kind,who\nperson,x\n", [], "No column of the list holds names; it has kind, who"),
        ("name\nAnn Lee\n", [], "No column says what the rows are"),
        ("name\nAnn Lee\n", ["--map", "kind=sort"], "has no column “sort”; it has name"),
        ("name\nAnn Lee\n", ["--map", "colour=x"], "“colour=x” maps nothing"),
        ("[{}]", [], "one JSON object a line"),
        (b"\x89PNG\0\0", [], "The list is no text"),
        (b"PK\x03\x04xlsx", [], "The list is no text"),
        ("name\nAnn".encode("utf-16"), [], "UTF-16; save it as UTF-8"),
        (b"n\xe4me\nAnn", [], "No column of the list holds names; it has n?me"),
        (",".join(["name"] * 300), [], "The list has 300 columns"),
        ("kind,name\rperson,Ann Lee\r", [], "it has none that can be read"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(listed, text, options, said):
    before = Actor.objects.count()
    with pytest.raises(CommandError) as refused:
        listed(text, *options)
    assert said in str(refused.value)
    assert refused.value.returncode == 2
    assert Actor.objects.count() == before


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file") as refused:
        run(tmp_path / "none.csv")
    assert refused.value.returncode == 2


def test_standard_input_is_read(cast, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LIST.encode())))
    assert counts(run("-")[0]) == (2, 0, 0, 0)


def test_bad_rows_are_refused_with_their_line_and_the_rest_goes_on(listed):
    text = b"""kind,name,country
person,Ann Lee,Atlantis
person,,Iran
person,Fran\xe7oise Lee,Iran
person,Ann Lee,Iran,more,and more

person,"Bo
Lee",Iran
,Cay Lee,Iran
"""
    summary, code = listed(text)
    assert (counts(summary), code) == ((1, 0, 0, 5), 1)
    assert reasons(summary) == {
        2: "“Atlantis” is no country that the archive knows for sure.",
        3: "The row has no name.",
        4: "The row is not UTF-8.",
        5: "The row has 5 cells, the header 3.",
        9: "The row does not say what it is; write a kind, or say --kind person.",
    }
    assert Actor.objects.filter(name="Bo Lee").exists()


def test_an_endless_row_costs_itself_only(listed):
    text = "kind,name\nperson," + "x" * 3_000_000 + "\nperson,Ann Lee\n"
    summary, _ = listed(text)
    assert Actor.objects.filter(name="Ann Lee").exists()
    assert summary["created"] + summary["refused"] == 2


def test_a_proposed_actor_is_taken_in_and_an_unclear_name_refused(listed):
    proposed = make_actor("person", "Ann Lee", status="proposed")
    make_actor("person", "Bo Lee")
    Actor.objects.create(kind="person", name="Bo Lee", slug="bo-lee-2")
    actors.add_name(Actor.objects.get(slug="bo-lee-2"), "Bo Lee")
    summary, _ = listed("kind,name,wikidata\nperson,ANN LEE,Q5\nperson,Bo Lee,\n")
    assert counts(summary) == (0, 1, 0, 1)
    proposed.refresh_from_db()
    assert (proposed.status, proposed.wikidata_id, proposed.name) == ("confirmed", "Q5", "Ann Lee")
    assert reasons(summary)[3].startswith(
        "“Bo Lee” may be any of several: Bo Lee (bo-lee), Bo Lee (bo-lee-2)."
    )


def test_namesakes_are_told_by_their_wikidata_ids(listed):
    text = "kind,name,wikidata\nperson,Ann Lee,Q5\nperson,Ann Lee,Q6\n"
    assert counts(listed(text)[0]) == (2, 0, 0, 0)
    assert counts(listed(text)[0]) == (0, 0, 2, 0)
    assert counts(listed("kind,name\nperson,Ann Lee\n")[0]) == (0, 0, 0, 1)


def test_a_wikidata_id_of_another_kind_is_refused(listed):
    listed(LIST)
    summary, _ = listed("kind,name,wikidata\norganisation,Hafezi,Q123\n")
    assert reasons(summary)[2] == "Q123 is the person Parisa Hafezi here, no organisation."


def test_the_wikidata_id_tells_who_it_is_and_the_list_how_to_call_him(listed, cast):
    Actor.objects.filter(pk=cast.amiri.pk).update(wikidata_id="Q9")
    assert counts(listed("kind,name,wikidata\nperson,Hamid Amiry,Q9\n")[0]) == (0, 1, 0, 0)
    cast.amiri.refresh_from_db()
    assert cast.amiri.name == "Hamid Amiry"
    assert cast.amiri.names.filter(name="Hamid Amiri").exists()


def test_a_row_whose_spelling_is_somebody_elses_is_refused_unless_the_name_sounds_alike(listed, cast):
    summary, _ = listed(
        'kind,name,spellings\nperson,"Amiri, Hameid",Hamid Amiri\nperson,Ann Lee,Hamid Amiri\n'
    )
    assert counts(summary) == (0, 0, 0, 2)
    summary, _ = listed("kind,name,spellings\nperson,Hammid Amiry,Hamid Amiri\n")
    assert counts(summary) == (0, 1, 0, 0)
    assert cast.amiri.names.filter(name="Hammid Amiry").exists()


def test_what_an_editor_set_stays(listed, cast):
    amiri = cast.amiri
    amiri.wikidata_id, amiri.edited_fields = "Q9", ["country", "name", "names", "status"]
    amiri.status = "rejected"
    amiri.save()
    before = set(amiri.names.values_list("name", flat=True))
    text = "kind,name,spellings,country,wikidata,status\nperson,Another,Name,NO,Q9,{}\n"
    assert counts(listed(text.format(""))[0]) == (0, 0, 0, 1)
    assert counts(listed(text.format("rejected"))[0]) == (0, 0, 1, 0)
    amiri.refresh_from_db()
    assert (amiri.name, amiri.country, amiri.status) == ("Hamid Amiri", None, "rejected")
    assert set(amiri.names.values_list("name", flat=True)) == before


def test_a_name_that_an_editor_rejected_is_not_made_anew(listed):
    make_actor("person", "Supreme Leader", status="rejected")
    summary, _ = listed("kind,name\nperson,Supreme Leader\n")
    assert "was rejected here" in reasons(summary)[2]
    assert Actor.objects.filter(name="Supreme Leader").count() == 1


def test_a_country_is_met_by_any_name_and_a_new_one_may_have_people(listed, cast):
    text = "kind,name,spellings,country\nperson,Ann Lee,,Northland\n"
    text += "country,Kingdom of Norway,Norge,\ncountry,Northland,,\n"
    assert counts(listed(text)[0]) == (2, 1, 0, 0)
    assert cast.norway.names.filter(name="Norge").exists()
    assert Actor.objects.get(name="Ann Lee").country.name == "Northland"
    assert counts(listed(text)[0]) == (0, 0, 3, 0)


def test_the_finder_knows_them_and_a_new_setup_leaves_them(listed, tmp_path):
    (tmp_path / "people.csv").write_text(
        "id,name,spellings,country,wikidata\nhafezi,Parisa Hafezi,Hafezi,IR,Q1\n"
    )
    actors.load_authority(tmp_path)
    before = Actor.objects.get(authority_id="person/hafezi")
    summary, _ = listed(
        "kind,name,spellings,country,slug\nperson,Parisa Hafezi,P. Hafezi,Norway,\nperson,Ann Lee,,,\n"
    )
    assert counts(summary) == (1, 1, 0, 0)
    known = {each.name: each.actor for each in actors.known().names}
    assert known["P. Hafezi"] == before.pk
    mention = FoundMention("Ann Lee", "person", None, ((0, 7),), (), "title", 0.9)
    assert actors.resolve([mention])[mention] == known["Ann Lee"]
    report = actors.load_authority(tmp_path)
    assert (report.created, report.updated) == (0, 0)
    before.refresh_from_db()
    assert (before.country.code, before.names.filter(name="P. Hafezi").exists()) == ("NO", True)


def test_an_imported_actor_keeps_its_spellings_when_the_shipped_list_takes_it_in(listed, tmp_path):
    listed(LIST)
    (tmp_path / "people.csv").write_text(
        "id,name,spellings,country,wikidata\nhafezi,Parisa Hafezi,Hafezi,NO,Q1\n"
    )
    actors.load_authority(tmp_path)
    taken = Actor.objects.get(authority_id="person/hafezi")
    assert (taken.wikidata_id, taken.country.code) == ("Q123", "IR")
    assert taken.names.filter(name="P. Hafezi").exists()


def test_a_batch_costs_the_same_number_of_questions_for_any_number_of_rows(
    cast, django_assert_max_num_queries
):
    def rows(count):
        text = "name,spellings,country\n" + "".join(f"Ann Lee{n},A. Lee{n},IR\n" for n in range(count))
        return read_list(io.BytesIO(text.encode()), Wishes({}, "person"))

    for count in (3, 700):
        with django_assert_max_num_queries(16):
            import_list(rows(count))
    with django_assert_max_num_queries(30):
        assert import_list(rows(BATCH + 5)).unchanged == 700
