"""How alike two texts are, and a labelled test of it: rewritten stories, other stories on the same event."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.duplicates import (
    KEYS,
    SAME,
    VERSION,
    Telling,
    fingerprint,
    likeness,
    may_be_alike,
    numbers_differ,
)
from articles.tests.importing.stories import Newsroom

LONG = " ".join(
    f"{word}a {word}b {word}c {word}d {word}e" for word in "one two three four five six seven".split()
)
LONG += " and so it went on until nobody could say any more who had begun it all"


def like(one, other):
    return likeness(Telling("", one), Telling("", other))


def shared(one, other):
    """Whether the fingerprints would have the texts compared."""
    one, other = (fingerprint("", text) for text in (one, other))
    return may_be_alike(len({*one} & {*other}), len(one))


def test_a_text_is_like_itself_whatever_its_case_numbers_blanks_and_quotes():
    told = "At 12:45 the “Harbour Post” counted 1,200 ships. " + LONG
    again = 'at 9:05 p.m. the "Harbour Post"  counted\n17 SHIPS. ' + LONG
    assert like(told, told) == 1
    assert like(told, again.replace(" p.m.", "")) == 1
    assert fingerprint("", told) == fingerprint("Other headline", again.replace(" p.m.", ""))


def test_the_share_is_counted_in_words():
    words = [f"w{chr(97 + i // 26)}{chr(97 + i % 26)}x" for i in range(100)]
    changed = [*words[:50], "other", *words[51:]]
    assert like(" ".join(words), " ".join(changed)) == pytest.approx(0.99)
    assert like(" ".join(words), " ".join(words[:80])) == pytest.approx(160 / 180)
    assert like(" ".join(words), " ".join(words[50:] + words[:50])) == 1


def test_a_cut_copy_is_a_version_down_to_half_the_length():
    words = [f"w{chr(97 + i // 26)}{chr(97 + i % 26)}x" for i in range(200)]
    assert like(" ".join(words), " ".join(words[:110])) == VERSION
    assert like(" ".join(words), " ".join(words[:90])) < VERSION


def test_short_texts_are_alike_only_when_equal_with_headline_and_numbers():
    brief = Telling("Quake", "A quake of magnitude 5.1 shook the coast.")
    assert likeness(brief, Telling("QUAKE", "A quake of  magnitude 5.1 shook the coast.")) == 1
    assert likeness(brief, Telling("Quake", "A quake of magnitude 6.2 shook the coast.")) == 0
    assert likeness(brief, Telling("Tremor", brief.body)) == 0
    assert likeness(brief, Telling("Quake", brief.body + " " + LONG)) == 0
    assert len(fingerprint(brief.title, brief.body)) == 1


def test_nothing_is_like_nothing():
    assert fingerprint("Headline", " \n ") == ()
    assert fingerprint("", "") == ()


@pytest.mark.parametrize(
    "text",
    [
        "北京的大学生今天上午在广场上唱歌" * 6,
        "میدان شهر امروز آرام بود و کسی سخن نگفت " * 8,
        "ขบวนรถไฟ" * 20,
        "𐐀𐐁 " * 60,
    ],
)
def test_every_script_has_words(text):
    assert len(Telling("", text).words) >= 40
    assert like(text, text) == 1


def test_last_months_report_has_other_numbers():
    march = Telling("", "Sales rose 4.2 percent to 120 million, and 17 shops opened. " + LONG)
    april = Telling("", "Sales rose 3.9 percent to 131 million, and 12 shops opened. " + LONG)
    assert numbers_differ(march, april)
    assert not numbers_differ(march, march)
    assert not numbers_differ(march, Telling("", LONG))


def test_fingerprints_are_the_same_in_every_process():
    code = f"from articles.importing.duplicates import fingerprint; print(fingerprint('', {LONG!r}))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert printed == {str(fingerprint("", LONG))}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_have_a_likeness(one, other):
    assert 0 <= like(one, other) <= 1
    assert like(one, other) == like(other, one)
    numbers = fingerprint("", one)
    assert len(numbers) <= KEYS
    assert all(-(2**63) <= number < 2**63 for number in numbers)


# The labelled test. Each row: a story, what became of it, and what that is: copy, version or other.


def rewritten(rooms=range(150)):
    for seed in rooms:
        room = Newsroom(seed)
        event = room.event()
        story = room.story(event)
        yield from (("copy", story, copy) for copy in copies(room, story))
        versions = room.new_lead(story, event), room.cut(story), room.longer(story, event)
        yield from (("version", story, room.other_headline(version)) for version in versions)
        yield from (("version", story, room.other_numbers(room.reordered(version))) for version in versions)
        others = room.other_story(story, event), room.follow_up(story, event), room.story(event)
        yield from (("other", story, other) for other in others)
        yield "other", story, room.story(room.event())


def copies(room, story):
    ways = [room.other_headline, room.other_numbers, room.reordered, room.house_style]
    ways += [room.other_dateline_and_credit, room.without_last_sentence]
    for way in ways:
        yield way(story)
    for _ in range(2):
        copy = story
        for way in room.dice.sample(ways, 3):
            copy = way(copy)
        yield copy


@pytest.fixture(scope="module")
def judged():
    """Of every pair its label and its likeness: 0 where the fingerprints share too little to compare."""
    return [
        (label, like(one.text, other.text) if shared(one.text, other.text) else 0.0)
        for label, one, other in rewritten()
    ]


def precision_and_recall(judged, threshold, wanted):
    taken = [label in wanted for label, found in judged if found >= threshold]
    return sum(taken) / len(taken), sum(taken) / sum(label in wanted for label, _ in judged)


def test_no_other_story_is_taken_for_a_copy(judged):
    assert max(found for label, found in judged if label == "other") < VERSION


@pytest.mark.parametrize(
    ("threshold", "wanted", "precision", "recall"),
    [(SAME, {"copy"}, 0.95, 0.98), (VERSION, {"copy", "version"}, 0.99, 0.98)],
    ids=["copies join", "versions are linked"],
)
def test_rewritten_stories_are_told_from_other_stories(judged, threshold, wanted, precision, recall, capsys):
    found = precision_and_recall(judged, threshold, wanted)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(judged)} pairs, {threshold} alike: precision %.3f, recall %.3f\n" % found)
    assert found[0] >= precision
    assert found[1] >= recall
