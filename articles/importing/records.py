"""A record, as crawlers, databases and feeds write them, → a reading."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from articles.importing import cleaning, fragments, shapes, stated
from articles.importing.draft import Cut, Finding, Known, Raw, Reading, Unreadable
from articles.importing.plain import read_text
from articles.importing.shapes import Said
from articles.importing.stated import Stated

Place = TypeVar("Place", Finding, Cut)
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.S)
ESCAPE = re.compile(r"\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\u\w{4}|\\.", re.S)
LEAST_KEPT = 0.7  # of a text; where more would go, the rules for pages misread it, and all of it stays


def read_record(raw: Raw, known: Known) -> Reading:
    """What a record says of its article; raises Unreadable where it is broken or holds no text."""
    text, encoding = cleaning.decode(raw.content)
    said = shapes.read(_object(text), raw.mapping)
    body = _first_text(said["body"])
    if not body or fragments.is_page(body):
        return _read_page(raw, text, body or _first_text(said["html"]), said, known)
    shown = fragments.shown(body)
    facts = stated.find(Stated(said, shown, known.latest))
    title = next((finding.value for finding in facts.get("title", ())), "")
    reading, front = _read_titled(title, shown, _addressed(raw, facts), known)
    reading = _placed(_with_lead(reading, facts), Places(text, shown, front))
    return stated.together(facts, reading, text, encoding)


def _with_lead(reading: Reading, facts: Mapping[str, Sequence[Finding]]) -> Reading:
    """The reading with the first line back in the story that was taken for the summary, which is another."""
    summary = next(iter(reading.findings.get("standfirst", ())), None)
    if summary is None or "standfirst" not in facts or summary.value == facts["standfirst"][0].value:
        return reading
    findings = {name: ladder for name, ladder in reading.findings.items() if name != "standfirst"}
    return replace(reading, body=f"{summary.value}\n\n{reading.body}", findings=findings)


def _first_text(said: Sequence[Said]) -> str:
    """The first value that holds words, paragraphs an empty line apart."""
    texts = ("\n\n".join(shapes.words(each.value)) for each in said)
    return next((text for text in texts if any(map(str.isalnum, text))), "")


def _addressed(raw: Raw, facts: Mapping[str, Sequence[Finding]]) -> Raw:
    """The raw input with the address that the record states, for the rules that look at it."""
    url = next((finding.value for finding in facts.get("url", ())), "")
    return replace(raw, stated={**raw.stated, **({"url": url} if url else {})})


def _read_page(raw: Raw, text: str, page: str, said: Mapping[str, Sequence[Said]], known: Known) -> Reading:
    """The reading of a record that holds a whole page; what the record states stands above it."""
    from articles.importing.pipeline import KINDS  # which knows this reader as well

    if not page:
        has = ", ".join(shapes.shown(name) for name in list(_object(text))[:12])
        raise Unreadable(f"The record holds no text, only {has}. Name its field with --map body=FIELD.")
    facts = stated.find(Stated(said, "", known.latest))
    known = replace(known, fronts=known.fronts or "title" in facts)
    content = page.encode("utf-8", "replace")
    reading = KINDS["page"](replace(_addressed(raw, facts), kind="page", content=content), known)
    return stated.together(facts, reading, reading.text, reading.encoding)


def _read_titled(title: str, body: str, raw: Raw, known: Known) -> tuple[Reading, int]:
    """The reading of a text under its headline, and how many characters stand in front of the text.

    Where too much of the text would go, all of it stays.
    """
    front = f"{title}\n\n" if title else ""
    content = (front + body.lstrip("\ufeff").replace("\0", "\ufffd")).encode("utf-8", "replace")
    reading = read_text(replace(raw, kind="text", content=content), known)
    story = reading.body.removeprefix(title).lstrip()
    if len(story) < LEAST_KEPT * len(body):
        whole = "\n\n".join(line.text for line in cleaning.clean(body))
        if len(story) < LEAST_KEPT * len(whole):
            return replace(reading, body=whole, cuts=()), len(front)
    return replace(reading, body=story), len(front)


def _placed(reading: Reading, places: Places) -> Reading:
    """The reading with its offsets in the record, and without what was found in front of its text."""
    findings = {
        name: tuple(places.of(finding) for finding in ladder if not places.is_before(finding))
        for name, ladder in reading.findings.items()
    }
    cuts = (places.of(cut) for cut in reading.cuts if not places.is_before(cut)) if places else ()
    return replace(reading, findings=findings, cuts=tuple(cuts))


class Places:
    """Where the characters of a text stand in a record, whose JSON writes some of them as escapes.

    `front` characters stood in front of the text where the offsets were taken. False where the text does
    not stand in the record letter for letter, because it was HTML there.
    """

    def __init__(self, record: str, text: str, front: int):
        self.front = front
        self.start, end = _string(record, text)
        self.after, self.shifts = [0], [0]
        if self:
            for escape in ESCAPE.finditer(record, self.start, end):
                self.shifts.append(self.shifts[-1] + len(escape[0]) - 1)
                self.after.append(escape.end() - self.start - self.shifts[-1])

    def __bool__(self) -> bool:
        return self.start >= 0

    def is_before(self, place: Finding | Cut) -> bool:
        """Whether something stands in front of the text and so not in it."""
        return place.start is not None and place.start < self.front

    def of(self, place: Place) -> Place:
        """The same with offsets in the record, or without any."""
        if place.start is None:
            return place
        if not self:
            return place.at(None, None)
        return place.at(self._at(place.start), self._at(place.end))

    def _at(self, offset: int) -> int:
        offset -= self.front
        return self.start + offset + self.shifts[bisect_right(self.after, offset) - 1]


def _string(record: str, text: str) -> tuple[int, int]:
    """Where the text begins and ends in the record, between its quotation marks, or -1 twice."""
    for match in STRING.finditer(record):
        if match.end() - match.start() >= len(text) + 2 and json.loads(match[0], strict=False) == text:
            return match.start() + 1, match.end() - 1
    return -1, -1


def _object(text: str) -> Mapping:
    try:
        value = json.loads(text, strict=False, parse_int=str, parse_float=str)
    except RecursionError:
        raise Unreadable("The record is nested too deep.") from None
    except ValueError as problem:
        begins = text[:60].strip()
        raise Unreadable(f"The record is not valid JSON ({problem}). It begins: {begins}") from None
    if not isinstance(value, Mapping):
        raise Unreadable("The record is no JSON object.")
    return value


def address(raw: Raw) -> str:
    """The address that a record states, or an empty text."""
    try:
        said = shapes.read(_object(cleaning.decode(raw.content)[0]), raw.mapping)
    except Unreadable:
        return ""
    return next((finding.value for finding in stated.find(Stated(said)).get("url", ())), "")
