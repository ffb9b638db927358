"""The figures: how they are counted, and the floors under the pages and texts that the project owns."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.importing import evaluation
from articles.importing.evaluation import Figure
from articles.management.commands import evaluate_import

OWNED = Path(__file__).parent / "owned"
FLOORS = json.loads(evaluate_import.FLOORS.read_text(encoding="utf-8"))
WANTED = "Bridge to be rebuilt"
BODY = "The council decided to rebuild the bridge over the stream."
TEXT = f"{WANTED}\nBy Ann Lee\n\n{BODY}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    golds = [
        {
            "path": "a.txt",
            "title": "Bridge to be rebuilt",
            "author": "Bo Ek",
            "date": "",
            "source": None,
            "agency": False,
        },
        {"path": "b.txt", "title": "Nothing"},
    ]
    (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(gold) + "\n" for gold in golds))
    return tmp_path


@pytest.fixture
def floors(tmp_path, monkeypatch):
    path = tmp_path / "floors.json"
    monkeypatch.setattr(evaluate_import, "FLOORS", path)
    return path


def test_no_figure_of_the_owned_set_lies_below_its_floor():
    assert evaluation.below(evaluation.evaluate(OWNED).figures, FLOORS["owned"]) == []


def test_it_counts_what_is_known_answered_and_right(folder):
    result = evaluation.evaluate(folder)
    assert result.figures == {
        "read": Figure(2, 1, 1),
        "title": Figure(2, 1, 1),
        "author": Figure(1, 1, 0, 1),
        "agency": Figure(1, 0, 1),
    }
    assert [(miss.field, miss.path) for miss in result.misses] == [
        ("author", "a.txt"),
        ("read", "b.txt"),
        ("title", "b.txt"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("page.txt", f"<!DOCTYPE html><html><body><article><h1>{WANTED}</h1><p>{BODY}</p></article>"),
        ("page", f"<html><head><title>{WANTED}</title></head><body><p>{BODY}</p></body></html>"),
        ("record.txt", json.dumps({"headline": WANTED, "articleBody": BODY})),
        ("rows.html", f"headline,text\n{WANTED},{BODY}\n"),
        ("front", f"---\ntitle: {WANTED}\n---\n{BODY}\n"),
    ],
)
def test_a_file_is_what_an_import_takes_it_for_whatever_it_is_called(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    (tmp_path / "manifest.jsonl").write_text(json.dumps({"path": name, "title": WANTED, "body": BODY}))
    result = evaluation.evaluate(tmp_path)
    assert result.misses == []
    assert result.figures["body"].share == 1.0


def test_a_file_that_the_manifest_names_but_is_not_there_is_told(folder):
    (folder / "a.txt").unlink()
    with pytest.raises(CommandError, match=r"There is no .*a\.txt; the folder needs"):
        call_command("evaluate_import", folder)


def test_it_prints_figures_and_misses(folder, capsys):
    call_command("evaluate_import", folder, misses=1)
    printed = capsys.readouterr().out
    assert "title         known    2  answered    1  right    1  precision 1.000  recall 0.500" in printed
    assert "known: 'Bo Ek'  found: 'Ann Lee'" in printed


def test_floors_rise_but_sink_only_when_told(folder, floors):
    floors.write_text(json.dumps({"mine": {"title": 0.9, "read": 0.1}}))
    with pytest.raises(CommandError, match=r"title is 0\.500, below its floor of 0\.900\."):
        call_command("evaluate_import", folder, floors="mine", write=True)
    assert json.loads(floors.read_text())["mine"]["read"] == 0.5
    call_command("evaluate_import", folder, floors="mine", lower=True)
    assert json.loads(floors.read_text())["mine"]["title"] == 0.5


def test_a_folder_without_answers_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"the folder needs a manifest\.jsonl"):
        call_command("evaluate_import", tmp_path)


def test_writing_floors_needs_the_name_of_a_set(folder):
    with pytest.raises(CommandError, match="--floors NAME"):
        call_command("evaluate_import", folder, lower=True)


@pytest.mark.parametrize(
    ("found", "wanted", "url", "same"),
    [
        ("The Daily", "Daily News", "", True),
        ("Daily", "X", "https://www.daily.example.org/a", True),
        ("", "X", "", False),
        ("Other", "Daily", "https://a.org/b", False),
    ],
)
def test_names_of_one_publisher_are_the_same(found, wanted, url, same):
    assert evaluation.MEASURES["source"][1](found, wanted, {"url": url}) is same
