"""When a page was published: what it states to machines, its time elements, its address, its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from articles.importing import dates, written
from articles.importing.draft import Finding
from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement
from articles.periods import Period

METAS = {
    "article:published_time": 0.93,
    "og:article:published_time": 0.92,
    "article:published": 0.9,
    "og:published_time": 0.9,
    "datepublished": 0.92,
    "rnews:datepublished": 0.9,
    "published_time": 0.88,
    "parsely-pub-date": 0.9,
    "dc.date.issued": 0.9,
    "dcterms.issued": 0.88,
    "dc.date.created": 0.8,
    "dcterms.created": 0.78,
    "dcterms.date": 0.75,
    "dc.date": 0.78,
    "cxenseparse:recs:publishtime": 0.88,
    "cxenseparse:publishtime": 0.88,
    "article.published": 0.88,
    "sailthru.date": 0.85,
    "mrf:published": 0.85,
    "iso-8601-publish-date": 0.88,
    "publish-date": 0.86,
    "publish_date": 0.86,
    "publishdate": 0.86,
    "pubdate": 0.86,
    "ptime": 0.8,
    "displaydate": 0.75,
    "citation_publication_date": 0.85,
    "citation_date": 0.8,
    "created": 0.65,
    "datecreated": 0.7,
    "date": 0.72,
    "article_date_original": 0.85,
    "article.created": 0.7,
    "shareaholic:article_published_time": 0.88,
    "vr:published_time": 0.85,
}
CHANGES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)
TIMES = './/time | .//*[@itemprop="datePublished"] | .//abbr[contains(@class, "published")]'
EVIDENCE = 0.1  # a date that is shown with the article and not believed
UNSURE = 0.15  # below it a date is another's
LINKED = {"datePublished": 0.95, "dateCreated": 0.72, "uploadDate": 0.5}
PUBLISHED = re.compile(r"publi|posted|created|erschien|erstellt|pubdate|issued", re.I)
CHANGED = re.compile(r"modif|updat|chang|aktualis|edited|mis-a-jour|actualiz", re.I)
COMMENTS = re.compile(r"comment|related|teaser|sidebar|recommend|most-?read|popular", re.I)
DATE_CLASS = re.compile(
    r"(?:\b|[_-])(?:date|time|published|pubdate|timestamp|datum|fecha|data|posted)(?:\b|[_-])|meta\b", re.I
)
LONGEST_STAMP = 120  # letters of a line that says when and by whom
MOST_TIMES = 12
DIGITS = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?\d{4,6}Z?)?")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
FIRST_SECOND = date(1970, 1, 1)  # what software writes for "none"
DOUBT = 0.12  # how much less sure a date is when another rung nearly as sure names another day
SURE = 0.6  # from here on a rung can cast doubt on another, and htmldate is not asked
OF_TEXT = 0.8  # how far the dates in the text of a page are believed, which may be of anything on it


def find(page: Markup, said: Metadata, url: str, in_text: Sequence[Finding], latest: date | None):
    """The days on which the page says it was published, surest first, doubted where they differ."""
    found = [*_linked(said), *_metas(said), *_times(page), *_address(url, latest), *_changed(said)]
    found += [Statement(one.value, one.rule, one.confidence * OF_TEXT, one.evidence) for one in in_text]
    found = [one for one in found if _plausible(one.value, latest)]
    if not any(one.confidence >= SURE for one in found):
        refused = {one.value for one in found if one.confidence < UNSURE}
        found += [
            one for one in (*_printed(page), *_searched(page, url, refused)) if _plausible(one.value, latest)
        ]
    return _weighed(sorted(found, key=lambda one: -one.confidence))


def _plausible(value: str, latest: date | None) -> bool:
    period = Period.parse(value)
    return dates.plausible(period, latest) and period.first != FIRST_SECOND


def _read(value: str) -> str:
    """The day that a machine's stamp names, as ISO, or an empty text."""
    value = value.strip()
    if EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).date().isoformat()
    digits = DIGITS.fullmatch(value)
    try:
        return str(written.period(digits) if digits else written.parse(value))
    except ValueError:
        return ""


def day_of(value: str) -> date | None:
    """The day that a stamp names, or None where it names none or only a month."""
    read = _read(value) if value else ""
    return date.fromisoformat(read) if len(read) == 10 else None


def _stated(value: str, rule: str, confidence: float) -> Iterator[Statement]:
    day = _read(value)
    if day and day != "None":
        yield Statement(day, rule, confidence, value)


def _linked(said: Metadata) -> Iterator[Statement]:
    for node in said.articles:
        for field, confidence in LINKED.items():
            for value in texts(node.get(field))[:1]:
                yield from _stated(value, f"{field} in the linked data", confidence)
    for node in said.by_type("WebPage"):
        for value in texts(node.get("datePublished"))[:1]:
            yield from _stated(value, "datePublished of the page in the linked data", 0.85)


def _metas(said: Metadata) -> Iterator[Statement]:
    for name, value in said.metas(*METAS):
        yield from _stated(value, f"meta {name}", METAS[name])


def _changed(said: Metadata) -> Iterator[Statement]:
    """The days of the last change: kept as evidence, never chosen."""
    stated = [
        *said.metas(*CHANGES),
        *(("dateModified", text) for node in said.articles for text in texts(node.get("dateModified"))),
    ]
    for name, value in stated:
        yield from _stated(value, f"last changed, {name}", EVIDENCE)


def _times(page: Markup) -> Iterator[Statement]:
    """The dates in time elements and in elements marked as the day of publication."""
    for index, element in enumerate(page.tree.xpath(TIMES)[:MOST_TIMES]):
        rule, sure = _judged(element, first=index == 0)
        value = element.get("datetime") or element.get("content") or element.get("title")
        yield from _stated(value or page.words(element), rule, sure)


def _judged(element, *, first: bool) -> tuple[str, float]:
    """The rule and how likely such an element says when the story itself appeared, and not another."""
    own = " ".join(filter(None, (element.get("class"), element.get("itemprop"))))
    parent = element.getparent()
    around = own if parent is None else f"{own} {parent.get('class')} {_text_before(element)[-40:]}"
    if CHANGED.search(own) or (CHANGED.search(around) and not PUBLISHED.search(around)):
        return "last changed, time element", EVIDENCE
    if _is_aside(element):
        return "time element", EVIDENCE
    if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
        return "time element", 0.88
    return "time element", 0.8 if PUBLISHED.search(around) else 0.65 if first else 0.3


def _text_before(element) -> str:
    before = element.getprevious()
    return (element.getparent().text if before is None else before.tail) or ""


def _address(url: str, latest: date | None) -> Iterator[Statement]:
    for one in dates.in_address(dates.Page((), (), (), url, latest)):
        yield Statement(one.value, one.rule, one.confidence - 0.05, one.evidence)


def _printed(page: Markup) -> Iterator[Statement]:
    """The dates printed in short elements that are called date, time or published."""
    found = 0
    for element in page.tree.iterfind(".//*[@class]"):
        if not DATE_CLASS.search(element.get("class")) or found == MOST_TIMES:
            continue
        words = page.words(element)
        stamps = written.written_dates(words) if len(words) < LONGEST_STAMP else ()
        if len(stamps) == 1 and not written.CHANGED.search(stamps[0].before[-40:]) and not _is_aside(element):
            labelled = dates.PUBLISHED.search(stamps[0].before)
            yield Statement(
                str(stamps[0].period), "printed date", 0.75 if labelled else 0.55 - 0.05 * found, words
            )
            found += 1


def _is_aside(element) -> bool:
    """Whether an element stands in a list of other stories or among comments."""
    return any(
        up.tag in ("aside", "footer", "nav") or COMMENTS.search(f"{up.get('class')} {up.get('id')}")
        for up in (element, *element.iterancestors())
    )


def _searched(page: Markup, url: str, refused: set[str]) -> Iterator[Statement]:
    """What htmldate finds, which looks at every date of a page, but no day known to be another's."""
    from htmldate import find_date  # slow to load, seldom needed

    found = find_date(page.tree, original_date=True, url=url or None, extensive_search=False)
    if found and found not in refused:
        yield Statement(found, "date search (htmldate)", 0.4)


def _weighed(found: list[Statement]) -> list[Statement]:
    """The statements, less sure where a rung nearly as sure as the first names another day."""
    first = found[0] if found else None
    against = next(
        (one for one in found if one.confidence >= SURE and not _alike(first.value, one.value)), None
    )
    if first is None or against is None:
        return found
    evidence = f"{first.evidence}; but {against.rule}: {against.value}"
    doubted = Statement(first.value, first.rule, first.confidence - DOUBT, evidence)
    return [doubted, *(one.surer(-DOUBT) for one in found if one.value != first.value)]


def _alike(one: str, other: str) -> bool:
    """Whether two periods are one day, neighbouring days, or one within the other."""
    first, second = Period.parse(one), Period.parse(other)
    if one.startswith(other) or other.startswith(one):
        return True
    return abs((first.first - second.first).days) <= 1
