"""The tagger: what it weighs, and that learning it again gives the same bytes."""

import gzip
import json
import random
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from articles.importing.naming import tagger
from articles.importing.naming.labelled import FILES, Text, with_other_names
from articles.importing.naming.runs import runs

ROWS = [
    ("Anna Lindqvist said no. The port of Malmo is shut.", ["Anna Lindqvist"]),
    ("Reporters asked Karim Haddad, and Haddad left Tyre.", ["Karim Haddad", "Haddad"]),
    ("The Ministry of Health told Joan Peters nothing.", ["Joan Peters"]),
]
MEGABYTE = 1_000_000


@pytest.fixture
def folder(tmp_path):
    """Three files of few texts, in the form of the large ones."""
    for file in FILES:
        rows = [{"text": text, "entities": [labelled(text, name) for name in names]} for text, names in ROWS]
        (tmp_path / file).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def labelled(text, name):
    start = text.rindex(name)
    return {"start": start, "end": start + len(name), "label": "PER"}


def chances(text):
    found = list(runs(text))
    pairs = zip(found, tagger.chances(text, found), strict=True)
    return {word.text: chance for run, row in pairs for word, chance in zip(run.words, row, strict=False)}


def test_it_tells_people_from_places_and_firms():
    text = "Reporters asked Olabisi Adeyemi, who left for Gdansk. He ran Brightwater Holdings."
    found = chances(text)
    assert min(found["Olabisi"], found["Adeyemi"]) > 0.5
    assert max(found.get("Gdansk", 0), found["Brightwater"], found["Holdings"]) < 0.5


def test_chances_are_chances_however_long_the_run():
    long = " ".join(["Mohammed Ali Hassan"] * 400)
    assert all(0 <= chance <= 1 for row in tagger.chances(long, list(runs(long))) for chance in row)


def test_a_text_without_capitals_has_none():
    assert tagger.chances("nobody is named here", []) == []


def test_learning_again_gives_the_same_bytes(folder):
    pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed")
    for name in ("one", "two"):
        call_command("train_names", folder, output=folder / name, verbosity=0)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    weights = json.loads(gzip.decompress((folder / "one").read_bytes()))
    assert {"NN", "NO", "ON", "OO"} & set(weights)


def test_a_folder_without_texts_gives_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="holds no texts to learn from"):
        call_command("train_names", tmp_path)


def test_copies_call_people_by_other_names_everywhere():
    text = "Karim Haddad came; Haddad left. Nothing else changed."
    copy = with_other_names(Text(text, ((0, 12), (19, 25))), random.Random(3))
    first, second = (copy.text[start:end] for start, end in copy.people)
    assert first.endswith(second)
    assert "Haddad" not in copy.text
    assert copy.text.endswith(" left. Nothing else changed.")


def test_weights_and_word_lists_are_small():
    words = tagger.WEIGHTS.parents[1]
    assert sum(path.stat().st_size for path in words.rglob("*") if path.is_file()) < MEGABYTE
    assert tagger.WEIGHTS.stat().st_size < MEGABYTE / 10


def test_finding_needs_no_training():
    code = (
        "import sys, articles.importing.naming.mentions\n"
        "assert not {'pycrfsuite', 'spacy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
