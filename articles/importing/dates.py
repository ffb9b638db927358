"""When an article appeared: rules from the surest to the weakest, and one judge of plausibility."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.importing.draft import Finding
from articles.importing.prose.passages import Passage
from articles.importing.written import (
    CHANGED,
    COMMENT,
    ELSEWHERE,
    NEAR,
    TIME,
    ZONE,
    Written,
    period,
    written_dates,
)
from articles.periods import Period

EARLIEST = date(1600, 1, 1)  # the first newspaper was printed in 1605
HEADER = 1500  # letters at the beginning of a text in which a date and time are taken for the article's own
STAMP_LINE = 90  # a line longer than this says more than a date


PUBLISHED = re.compile(
    r"(?:\b(?:first\s+)?(?:published|posted|released|issued|publication date|date published|pubdate)"
    r"(?:\s+on|\s+at)?|^(?:date|dated|aired)|\b(?:publié|veröffentlicht|erstellt|publicado|pubblicato|gepubliceerd"
    r"|geplaatst|opublikowano|опубликовано|입력|기사입력))[\s:|,–-]*(?:le|am|el|il|em|op)?[\s:\[]*$",
    re.I,
)
APPEARED = re.compile(
    r"\b(?:appeared|published|printed)\b(?:[^.]|\.\d){0,80}\b(?:on|in)\b(?:[^.]|\.\d){0,60}$", re.I
)
FEWEST_COMMENTS = 3
URL_DATES = (
    re.compile(
        r"[/_-](?P<year>1[6-9]\d\d|20\d\d)[/_-](?P<month>\d\d?|[a-z]{3,9})[/_-](?P<day>[0-3]?\d)(?=\D|$)",
        re.I,
    ),
    re.compile(
        r"/(?P<year>19\d\d|20\d\d)/(?:[a-z][\w.-]{0,40}/){1,3}(?P<month>[01]?\d)/(?P<day>[0-3]?\d)/", re.I
    ),
    re.compile(r"(?<!\d)(?P<year>19\d\d|20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=\D|$)"),
    re.compile(r"/(?P<year>19\d\d|20\d\d)[/-](?P<month>[01]?\d|[a-z]{3,9})(?=/|$)", re.I),
)


@dataclass(frozen=True)
class Page:
    """What the rules look at: the passages before and around the story, the address, the latest day."""

    header: Sequence[Passage]
    body: Sequence[Passage]
    tail: Sequence[Passage]
    url: str = ""
    latest: date | None = None


def plausible(period: Period, latest: date | None = None) -> bool:
    """Whether an article can have appeared then: not before newspapers did, nor after `latest` and a day."""
    return period.first >= EARLIEST and (latest is None or period.first <= latest + timedelta(days=1))


def find(page: Page) -> tuple[Finding, ...]:
    """The dates on which the article may have appeared, surest first; none where nothing tells."""
    found = [finding for rule in RULES for finding in rule(page)]
    found.sort(key=lambda finding: -finding.confidence)
    unique = {finding.value: finding for finding in reversed(found)}
    return tuple(finding for finding in found if unique[finding.value] is finding)


def _finding(
    page: Page, written: Written, passage: Passage, rule: str, confidence: float
) -> Iterator[Finding]:
    if plausible(written.period, page.latest):
        evidence = written.text[max(0, written.start - 40) : written.end + NEAR].strip()
        yield Finding(str(written.period), rule, confidence, evidence, passage.start, passage.end)


def _labelled(page: Page) -> Iterator[Finding]:
    """A date behind a word that says it is the day of publication."""
    near = [passage for passage in page.body if passage.start < HEADER]
    for passage in (*page.header, *near, *page.tail[:5]):
        for written in written_dates(passage.text[:HEADER]):
            label = TIME.sub("", ZONE.sub("", written.before))
            if PUBLISHED.search(label) and not CHANGED.search(label[-30:]):
                yield from _finding(page, written, passage, "labelled as published", 0.95)


def _label_above(page: Page) -> Iterator[Finding]:
    """A date on the line below a word that says it is the day of publication."""
    for label, passage in zip(page.header, page.header[1:], strict=False):
        if len(label.text) < 30 and PUBLISHED.search(label.text):
            for written in written_dates(passage.text[:STAMP_LINE]):
                yield from _finding(page, written, passage, "labelled as published", 0.95)


def in_address(page: Page) -> Iterator[Finding]:
    """The date in the address of the page, if it holds one."""
    for form in URL_DATES:
        match = form.search(page.url)
        day = period(match) if match else None
        if day is not None and plausible(day, page.latest):
            confidence = 0.93 if day.precision == "day" else 0.7
            yield Finding(str(day), "in the address", confidence, match[0])
            return


def _own_line(page: Page) -> Iterator[Finding]:
    """A line of the header that holds a date and little else; the nearest to the story counts most."""
    for distance, passage in enumerate(reversed(page.header)):
        if len(passage.text) > STAMP_LINE:
            continue
        for written in written_dates(passage.text):
            if not CHANGED.search(written.before) and not ELSEWHERE.search(written.before[-40:]):
                confidence = max(0.6, 0.9 - 0.01 * distance + 0.02 * written.has_time)
                yield from _finding(page, written, passage, "date line of the header", confidence)


def _stamp(page: Page) -> Iterator[Finding]:
    """A date with a time of day near the beginning of the text."""
    for passage, written in _near_beginning(page):
        if written.has_time and not written.is_elsewhere:
            yield from _finding(page, written, passage, "date and time near the beginning", 0.85)


def _leading(page: Page) -> Iterator[Finding]:
    """A date with which the text begins, before a mark that sets it off: "26 August 2010 Last updated at"."""
    for passage, written in _near_beginning(page):
        if written.start == 0 and passage is _first(page) and _set_off(written.after):
            yield from _finding(page, written, passage, "at the very beginning", 0.8)


def _set_off(after: str) -> bool:
    return bool(re.match(r"\s*(?:[|–—]|-\s|last updated|$)", after, re.I))


def _dateline(page: Page) -> Iterator[Finding]:
    """A full date in the dateline: "TEHRAN, Jan. 7, 2019 (Xinhua) --"."""
    for passage in page.body[:2]:
        for written in written_dates(passage.text[:120]):
            after = re.match(r",?\s*(?:\(|/\w+/|--|–|—|-\s)", written.after)
            if (
                after
                and len(written.before) < 50
                and re.match(r"[A-Z\W]{3,}|[A-Z]\w+", written.before or "-")
            ):
                yield from _finding(page, written, passage, "in the dateline", 0.88)


def _printed(page: Page) -> Iterator[Finding]:
    """A sentence of the tail that says when a version appeared in print."""
    for passage in (*page.body[-3:], *page.tail[:3]):
        for written in written_dates(passage.text[-600:]):
            if APPEARED.search(written.before):
                yield from _finding(page, written, passage, "said to have appeared", 0.5)


def _closing(page: Page) -> Iterator[Finding]:
    """A line with a date and little else at the end of the text."""
    for passage in (*page.body[-2:], *page.tail[:2]):
        if len(passage.text) > STAMP_LINE or not page.body:
            continue
        for written in written_dates(passage.text):
            if written.has_time and not written.is_elsewhere:
                yield from _finding(page, written, passage, "date line at the end", 0.7)


def _last_updated(page: Page) -> Iterator[Finding]:
    """The day of the last change, at the head of a page: kept as evidence, never chosen."""
    for passage, written in _near_beginning(page):
        at_head = passage in page.header or passage is _first(page)
        if at_head and written.start < STAMP_LINE and CHANGED.search(written.before[-60:]):
            yield from _finding(page, written, passage, "last updated", 0.1)


def _near_beginning(page: Page) -> Iterator[tuple[Passage, Written]]:
    for passage in (*page.header, *page.body[:3]):
        if passage.start < HEADER:
            for written in written_dates(passage.text[:HEADER]):
                yield passage, written


def _first(page: Page) -> Passage | None:
    return next(iter((*page.header, *page.body)), None)


def _comments(page: Page) -> Iterator[Finding]:
    """The day of the earliest of several comments: readers write on the day a story appears, or later."""
    stamps = [
        (written.period, written, passage)
        for passage in (*page.header, *page.body, *page.tail)
        if "|" in passage.text and COMMENT.search(passage.text)
        for written in written_dates(passage.text)
        if written.is_of_comment
    ]
    if len(stamps) >= FEWEST_COMMENTS:
        _, written, passage = min(stamps, key=lambda stamp: stamp[0])
        yield from _finding(page, written, passage, "earliest of the comments", 0.4)


RULES: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    _labelled,
    _label_above,
    in_address,
    _own_line,
    _dateline,
    _stamp,
    _leading,
    _printed,
    _closing,
    _comments,
    _last_updated,
)
