"""What a record, a feed or front matter states of an article → findings, each weighed and made plausible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from articles.importing import addresses, cleaning, sources, written
from articles.importing.dates import plausible
from articles.importing.draft import Finding, Reading
from articles.importing.prose import credits
from articles.importing.prose.passages import fold
from articles.importing.shapes import Said, words
from articles.periods import Period

EVIDENCE = 200  # letters
LONGEST = 5_000  # letters of a value; what is longer is no headline, summary or day
DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
COMPACT = re.compile(r"\s*((?:1[6-9]|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?\s*")
SECONDS = re.compile(
    r"\s*(-?\d{8,10}|\d{11,13})(?:\.\d*)?\s*"
)  # since 1970; eleven digits and more are thousandths
AMERICAN = re.compile(r"\w{3} (\w{3}) +(\d\d?) [\d:]+ \S+ (\d{4})\s*")  # "Mon Feb 05 20:00:00 +0000 2018"
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9-_]+)?", re.I)
ADDRESS = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+", re.I)
NO_PERSON = re.compile(
    r"https?:|www\.|^@|@\w+\.|[\d/\\|<>{}]|^(?:admin|editor|staff|none|null|unknown|n/?a)$", re.I
)
LONGEST_PERSON = 60  # letters
UNREADABLE = 0.0  # kept as evidence, never chosen
SAME_DAY = 1  # day by which two dates may differ: the day depends on where on earth one stands


@dataclass(frozen=True)
class Stated:
    """What was said for every field, of which text, and the last day on which that can have appeared."""

    said: Mapping[str, Sequence[Said]]
    body: str = ""
    latest: date | None = None

    @cached_property
    def publishers(self) -> tuple[Finding, ...]:
        """Who may have published it, surest first."""
        return tuple(_publishers(self))

    def texts(self, field: str) -> Iterator[tuple[str, str]]:
        """Each tidy value that was said for a field, with its rule."""
        for said in self.said.get(field, ()):
            for text in words(said.value)[:1]:
                if len(text) <= LONGEST and (tidied := cleaning.tidy(text)):
                    yield tidied, said.rule


def find(stated: Stated) -> dict[str, tuple[Finding, ...]]:
    """The findings for every field of which something was stated, surest first."""
    found = {field: tuple(finder(stated)) for field, finder in FINDERS.items()}
    return {field: ladder for field, ladder in found.items() if ladder}


def _title(stated: Stated) -> Iterator[Finding]:
    """The headline, without the name of the site where the record itself names that."""
    sites = {fold(finding.value).removeprefix("the ") for finding in stated.publishers}
    for text, rule in stated.texts("title"):
        parted = sources.site_name(text)
        if parted and fold(parted[1]).removeprefix("the ") in sites:
            yield Finding(parted[0], f"{rule}, without the site's name", 0.95, text[:EVIDENCE])
        else:
            yield Finding(text, rule, 0.95)


def _standfirst(stated: Stated) -> Iterator[Finding]:
    """The summary, unless it is the beginning of the text once more."""
    said = list(stated.texts("standfirst"))
    lead = fold(stated.body[:3000]) if said else ""
    for text, rule in said:
        summary = fold(text)
        if len(summary.split()) > 3 and summary[: max(20, len(summary) - 20)] not in lead:
            yield Finding(text, rule, 0.8)


def _byline(stated: Stated) -> Iterator[Finding]:
    publishers = {fold(finding.value) for finding in stated.publishers}
    for said in stated.said.get("byline", ()):
        named = dict.fromkeys(person for text in words(said.value) for person in _people(text))
        names = [name for name in named if fold(name) not in publishers]
        if names:
            yield Finding(", ".join(names), said.rule, 0.9)


def _people(text: str) -> Iterator[str]:
    """The names in one value: "By Ann Lee and Bo Ray"."""
    tidied = cleaning.tidy(text)
    read = credits.byline(tidied) or tidied
    for part in re.split(r"\s*[;|]\s*", read):
        longest = LONGEST_PERSON * (1 + part.count(","))
        if 3 < len(part) <= longest and not NO_PERSON.search(part):
            yield part


def _dateline(stated: Stated) -> Iterator[Finding]:
    return (Finding(text, rule, 0.9) for text, rule in stated.texts("dateline"))


def _source(stated: Stated) -> Iterator[Finding]:
    yield from stated.publishers


def _publishers(stated: Stated) -> Iterator[Finding]:
    """The publisher: as named, the host that is named, or the one whose host the address has."""
    hosts = [*_named_hosts(stated), *_address_hosts(stated)]
    named = [finding for text, rule in stated.texts("source") for finding in _named(text, rule)]
    yield from sorted([*named, *hosts], key=lambda finding: -finding.confidence)


def _named(text: str, rule: str) -> Iterator[Finding]:
    if ADDRESS.match(text) or sources.HOST.fullmatch(text):
        yield from _of_named_host(text, rule)
    elif not text.isdigit():
        usual = sources.publisher_name(text) or sources.agency_name(text)
        yield Finding(usual or text, rule, 0.95, text[:EVIDENCE])


def _named_hosts(stated: Stated) -> Iterator[Finding]:
    for text, rule in stated.texts("host"):
        yield from _of_named_host(text, rule)


def _address_hosts(stated: Stated) -> Iterator[Finding]:
    for text, rule in stated.texts("url"):
        if ADDRESS.match(text):
            yield from _of_host(text, rule)


def _of_named_host(text: str, rule: str) -> Iterator[Finding]:
    """The host, to the letter, since what a record says outranks what a table knows of it; then that."""
    named = sources.host(text if "://" in text else f"https://{text}")
    if "." in named:
        yield Finding(named, rule, 0.94, text[:EVIDENCE])
        yield from (known for known in _of_host(text, rule) if known.value != named)


def _of_host(text: str, rule: str) -> Iterator[Finding]:
    found = sources.of_address(text if "://" in text else f"https://{text}")
    if found:
        name, known = found
        yield Finding(name, rule, 0.93 if known else 0.91, text[:EVIDENCE])


def _agency(stated: Stated) -> Iterator[Finding]:
    """The agency: as named, or the publisher that is one."""
    for field, confidence in (("agency", 0.95), ("source", 0.85)):
        for text, rule in stated.texts(field):
            name = sources.agency_name(text)
            if name or field == "agency":
                yield Finding(name or text, rule, confidence, text[:EVIDENCE])


def _language(stated: Stated) -> Iterator[Finding]:
    for text, rule in stated.texts("language"):
        match = LANGUAGE.fullmatch(text)
        if match:
            yield Finding(match[1].lower(), rule, 0.9, text)


def _url(stated: Stated) -> Iterator[Finding]:
    """The address as the archive knows pages; a site's first page is none of an article."""
    for text, rule in stated.texts("url"):
        address = addresses.canonical(text) if ADDRESS.fullmatch(text) else ""
        if address and not addresses.is_home(address):
            yield Finding(address, rule, 0.95, text[:EVIDENCE] if text != address else "")


def _published(stated: Stated) -> Iterator[Finding]:
    """The day as it is printed, in the zone of whoever printed it; one that cannot be is kept as evidence."""
    for text, rule in stated.texts("published"):
        try:
            period, confidence = _day(text)
        except (ValueError, OverflowError, OSError):
            yield Finding(text[:EVIDENCE], f"{rule}, unreadable", UNREADABLE)
            continue
        if plausible(period, stated.latest):
            yield Finding(str(period), rule, confidence, text[:EVIDENCE])
        else:
            yield Finding(str(period), f"{rule}, implausible", UNREADABLE, text[:EVIDENCE])
    for text, rule in stated.texts("changed"):
        yield Finding(text[:EVIDENCE], f"{rule}, the day of a change", UNREADABLE)


def _day(text: str) -> tuple[Period, float]:
    """The day, month or year that is written, and how sure that is; ValueError where it is none."""
    if match := DAY.match(text):
        return Period.parse(match[1]), 0.96
    if match := COMPACT.fullmatch(text):
        return Period.of(*(int(part) for part in match.groups())), 0.93
    if match := SECONDS.fullmatch(text):
        seconds = int(match[1]) / (1000 if len(match[1]) > 10 else 1)
        day = datetime.fromtimestamp(seconds, UTC).date()  # in its own zone it may be the day beside
        return Period(day, day), 0.85
    if match := AMERICAN.fullmatch(text):
        text = "{1} {0} {2}".format(*match.groups())
    return written.parse(text), 0.95


def together(facts: Mapping[str, Sequence[Finding]], reading: Reading, text: str, encoding: str) -> Reading:
    """The reading with what was stated above what was found; its offsets are those in `text`."""
    ladders = {}
    for field in dict.fromkeys((*facts, *reading.findings)):
        told = tuple(facts.get(field, ()))
        values = {finding.value for finding in told if finding.confidence > UNREADABLE}
        found = tuple(finding for finding in reading.findings.get(field, ()) if finding.value not in values)
        ladders[field] = _weighed(told, found) if field == "published" else (*told, *found)
    for field in ("source", "agency"):
        if field in ladders:
            ladders[field] = tuple(sorted(ladders[field], key=lambda finding: -finding.confidence))
    return replace(reading, text=text, encoding=encoding, findings=ladders)


def _weighed(told: tuple[Finding, ...], found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The days that were stated, then those found; less sure where a sure one contradicts the first."""
    sure = [finding for finding in told if finding.confidence > UNREADABLE]
    rivals = [finding for finding in found if finding.confidence >= 0.9]
    if sure and any(_apart(sure[0].value, rival.value) for rival in rivals):
        sure[0] = replace(sure[0], confidence=min(sure[0].confidence, 0.8))
    unread = [finding for finding in told if finding.confidence <= UNREADABLE]
    return (*sure, *found, *unread)


def _apart(one: str, other: str) -> bool:
    """Whether two periods cannot be the same day told twice."""
    one, other = Period.parse(one), Period.parse(other)
    return max((other.first - one.last).days, (one.first - other.last).days) > SAME_DAY


FINDERS: Mapping[str, Callable[[Stated], Iterator[Finding]]] = {
    "title": _title,
    "standfirst": _standfirst,
    "byline": _byline,
    "dateline": _dateline,
    "source": _source,
    "agency": _agency,
    "language": _language,
    "url": _url,
    "published": _published,
}
