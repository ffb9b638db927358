"""Who published an article, and which agency supplied it: two things, found by rules from the surest on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from articles.importing.draft import Finding
from articles.importing.prose.passages import Passage, fold
from articles.importing.wordlists import pairs

SOURCE_LINE = re.compile(
    r"^\W{0,3}(?:source|sources|quelle|fuente|fonte|bron|источник)\s*:\s*(?P<names>.{2,120})$", re.I
)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?:\s*(?:©|\(c\)|by|,))*\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d)?)?[\s,.]*(?:by\s+)?"
    r"|by\s+|(?=[^.]{3,60}?(?:19|20)\d\d))"
    r"(?P<name>[A-ZÀ-ÞА-Я][^.|,;:(©]{1,60}?)\s*(?=[.|,;:(©]|all rights|$|\d{4})",
    re.I,
)
NOT_NAMES = frozenset(
    "rights reserved author getty images notice policy information terms privacy expired law".split()
)
GENERIC = re.compile(
    r"^(?:and|news|the|other|various|several|wire|press)?\s*(?:news\s+)?(?:agenc(?:y|ies)|services?|media|wires?|reports)$",
    re.I,
)
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
TITLE_END = re.compile(r"^(?P<title>.{15,}?)\s+(?:[|–—·»]|-{1,2}|::)\s+(?P<site>[^|–—»]{2,40})$")
CONTRIBUTED = re.compile(
    r"\b(?P<name>(?:The )?[A-Z][\w. ]{1,30}?) contributed to this (?:report|story|article)", re.I
)


@dataclass(frozen=True)
class Page:
    """What the rules look at; `suppliers` are agencies and publishers as printed in datelines."""

    header: Sequence[Passage]
    body: Sequence[Passage]
    tail: Sequence[Passage]
    suppliers: Sequence[tuple[str, Passage]] = ()
    url: str = ""


def publisher(page: Page) -> tuple[Finding, ...]:
    """The candidates for who published the article, surest first."""
    return _ordered(finding for rule in PUBLISHER_RULES for finding in rule(page))


def agency(page: Page) -> tuple[Finding, ...]:
    """The candidates for the agency that supplied the article, surest first."""
    return _ordered(finding for rule in AGENCY_RULES for finding in rule(page))


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    best: dict[str, Finding] = {}
    for finding in findings:
        if finding.value not in best or best[finding.value].confidence < finding.confidence:
            best[finding.value] = finding
    return tuple(sorted(best.values(), key=lambda finding: -finding.confidence))


def agency_name(printed: str) -> str | None:
    """The agency's usual name for what is printed, or None: "AP" is the Associated Press."""
    bare = printed.strip(" .,")
    return pairs("agencies").get(bare) or _agencies_in_small_letters().get(
        bare.casefold() if len(bare) > 4 else ""
    )


@cache
def _agencies_in_small_letters() -> dict[str, str]:
    return {printed.casefold(): name for printed, name in pairs("agencies").items()}


@cache
def _publishers() -> dict[str, str]:
    return {fold(name).removeprefix("the "): name for name in pairs("hosts").values()}


def publisher_name(printed: str) -> str | None:
    """The publisher's usual name for what is printed, or None where it is not one of the known."""
    return _publishers().get(fold(printed).removeprefix("the "))


def of_address(url: str) -> tuple[str, bool] | None:
    """The publisher whose page this is, and whether the host is known; for others the host itself."""
    named = host(url)
    parts = named.split(".")
    for start in range(len(parts) - 1):
        name = pairs("hosts").get(".".join(parts[start:]))
        if name:
            return name, True
    return (named, False) if len(parts) > 1 else None


def publisher_of(name: str) -> str:
    """The publisher's usual name where a source is named by its host, or an empty text.

    >>> publisher_of("edition.cnn.com"), publisher_of("CNN"), publisher_of("valley.example")
    ('CNN', '', '')
    """
    found = of_address(f"https://{name}") if HOST.fullmatch(name) else None
    return found[0] if found and found[1] else ""


def host(url: str) -> str:
    """The host of an address without www., or an empty text."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def site_name(line: str) -> tuple[str, str] | None:
    """A page's title line parted into headline and site, "Talks resume | The Daily", or None."""
    match = TITLE_END.match(line)
    if not match or len(match["site"].split()) > 5:
        return None
    return match["title"], match["site"].strip()


def _names(printed: str) -> list[str]:
    parts = re.split(r"\s*(?:,|/|;|\band\b|&|\+)\s*", printed.strip(" ."))
    return [part for part in parts if part and not GENERIC.match(part)]


def _source_lines(page: Page) -> Iterator[tuple[str, Passage]]:
    for passage in (*page.header, *page.body, *page.tail):
        match = SOURCE_LINE.match(passage.text)
        if match:
            yield from ((name, passage) for name in _names(match["names"]))


def _said_publisher(page: Page) -> Iterator[Finding]:
    for name, passage in _source_lines(page):
        if not agency_name(name):
            known = publisher_name(name)
            yield Finding(known or name, "source line", 0.9, passage.text, passage.start, passage.end)


def _said_agency(page: Page) -> Iterator[Finding]:
    for printed, passage in _source_lines(page):
        name = agency_name(printed)
        if name:
            yield Finding(name, "source line", 0.85, passage.text, passage.start, passage.end)


def _host(page: Page) -> Iterator[Finding]:
    found = of_address(page.url) if page.url else None
    if found:
        name, known = found
        yield Finding(name, "host of the address", 0.92 if known else 0.4, page.url)


def _bracketed_publisher(page: Page) -> Iterator[Finding]:
    for printed, passage in page.suppliers:
        name = None if agency_name(printed) else publisher_name(printed)
        if name:
            yield Finding(name, "dateline", 0.85, printed, passage.start, passage.end)


def _bracketed_agency(page: Page) -> Iterator[Finding]:
    for printed, passage in page.suppliers:
        for part in re.split(r"\s*[/,&]\s*|\s+and\s+|\s+-\s+", printed):
            name = agency_name(part)
            if name:
                yield Finding(name, "dateline", 0.95, printed, passage.start, passage.end)


def _copyright(page: Page) -> Iterator[tuple[str, Passage]]:
    for passage in (*page.header, *page.body[-3:], *page.tail):
        if len(passage.text) > 600:
            continue
        for match in COPYRIGHT.finditer(passage.text):
            name = re.sub(
                r"\s+(?:inc|ltd|llc|corp|plc|limited|all rights reserved)\b.*$", "", match["name"], flags=re.I
            )
            if (
                len(name.split()) <= 6
                and not NOT_NAMES.intersection(fold(name).split())
                and not name.isdigit()
            ):
                yield name.strip(" -–"), passage


def _copyright_publisher(page: Page) -> Iterator[Finding]:
    for name, passage in _copyright(page):
        if not agency_name(name):
            known = publisher_name(name)
            evidence = passage.text[:200]
            yield Finding(
                known or name, "copyright line", 0.8 if known else 0.55, evidence, passage.start, passage.end
            )


def _copyright_agency(page: Page) -> Iterator[Finding]:
    for printed, passage in _copyright(page):
        name = agency_name(printed)
        if name:
            yield Finding(name, "copyright line", 0.85, passage.text[:200], passage.start, passage.end)


def _page_title(page: Page) -> Iterator[Finding]:
    """The site named behind the headline on the first line of a page."""
    first = next(iter(page.header), None)
    parted = site_name(first.text) if first else None
    if parted:
        known = publisher_name(parted[1])
        repeated = any(parted[0] == other.text for other in page.header[1:])
        confidence = 0.75 if known else 0.65 if repeated else 0.4
        yield Finding(
            known or parted[1], "end of the page's title", confidence, first.text, first.start, first.end
        )


def _contributed(page: Page) -> Iterator[Finding]:
    for passage in (*page.body[-4:], *page.tail[:3]):
        match = CONTRIBUTED.search(passage.text) if " contributed to this " in passage.text else None
        name = agency_name(match["name"]) if match else None
        if name:
            yield Finding(
                name, "said to have contributed", 0.5, passage.text[:200], passage.start, passage.end
            )


def _agency_alone(page: Page) -> Iterator[Finding]:
    """Pure agency copy that names no other publisher is taken for the agency's own publication."""
    for finding in (*_bracketed_agency(page), *_said_agency(page), *_copyright_agency(page)):
        yield Finding(
            finding.value, "agency, no publisher named", 0.35, finding.evidence, finding.start, finding.end
        )


PUBLISHER_RULES: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    _host,
    _said_publisher,
    _bracketed_publisher,
    _copyright_publisher,
    _page_title,
    _agency_alone,
)
AGENCY_RULES: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    _bracketed_agency,
    _said_agency,
    _copyright_agency,
    _contributed,
)
