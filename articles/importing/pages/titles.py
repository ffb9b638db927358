"""The headline of a page: what its places for one agree on, without the site's and the section's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement
from articles.importing.prose.passages import WIDE, fold

LONGEST = 350  # letters of a headline
MOST_HEADINGS = 12
SEPARATOR = re.compile(
    r"\s*(?:[|｜ㅣ¦‖•»›«‹：]|::)\s*|\s+(?:[-–—·:/~]|&raquo;)\s+|(?<=[\"”’…」』)?!])-(?=[^-]{1,24}$)"
    # Where words stand without blanks, so do marks: 标题_频道_报纸-网站
    rf"|(?<={WIDE.pattern})(?:_+|--?)(?=\w)|(?<=\S)(?:_+|--?)(?={WIDE.pattern})"
)
SITE_END = re.compile(r"(?:[网網]|[网網]站|日[报報]|[晚早]报|新[闻聞]|在线|ニュース|뉴스)$")
LONGEST_SITE = 45  # letters of a site's or a section's name behind a headline
SHORTEST = 12  # letters that must stay of a headline when a name is taken away
DATE = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{2,4}$")
HEADLINE_CLASS = re.compile(r"head(?:line|er)?|title|titel|titulo|titre", re.I)
NOT_OF_STORY = ("header", "nav", "footer", "aside")
AGREEMENT = 0.03  # how much surer a headline is for each further place that has it
USUAL_LIMIT = (
    100  # letters; software cuts headlines at 110 without a mark, because a search engine asked for it
)
CUT_OFF = ("…", "...")


@dataclass(frozen=True)
class Names:
    """The names of the site and of its sections, folded: what may stand behind a headline."""

    sites: frozenset[str]
    sections: frozenset[str]


def find(page: Markup, said: Metadata, names: Names) -> list[Statement]:
    """The headlines that the page states, each without names that are not part of it."""
    printed = [*_linked(page, said), *_metas(said), *_headings(page), *_title_element(page)]
    printed = [statement for statement in printed if 1 < len(statement.value) <= LONGEST]
    bare = [without_names(statement, printed, names) for statement in printed]
    return _agreed([one for one in bare if fold(one.value) not in names.sites])


def _linked(page: Markup, said: Metadata) -> Iterator[Statement]:
    for node in said.articles:
        for value in texts(node.get("headline"))[:1] or texts(node.get("name"))[:1]:
            yield Statement(page.tidy(value), "headline in the linked data", 0.95, value)


def _metas(said: Metadata) -> Iterator[Statement]:
    rungs = {"og:title": 0.8, "twitter:title": 0.74, "headline": 0.8, "dc.title": 0.7, "parsely-title": 0.75}
    rungs |= {"sailthru.title": 0.75, "cxenseparse:title": 0.75, "title": 0.6}
    for name, value in said.metas(*rungs):
        yield Statement(value, f"meta {name}", rungs[name])


def _headings(page: Markup) -> Iterator[Statement]:
    headings = list(page.tree.iter("h1"))[:MOST_HEADINGS]
    if not headings and page.tree.find(".//title") is None:  # a piece of a page
        headings = list(page.tree.iter("h2", "h3"))[:1]
    for index, heading in enumerate(headings):
        inner = any(parent.tag in ("article", "main") for parent in heading.iterancestors())
        named = bool(HEADLINE_CLASS.search(f"{heading.get('class')} {heading.get('itemprop')}"))
        outside = any(parent.tag in NOT_OF_STORY for parent in heading.iterancestors()) and not inner
        confidence = 0.72 + 0.06 * inner + 0.05 * named - 0.25 * outside - 0.15 * bool(index)
        words = page.words(heading)
        yield Statement(words, "first heading" if not index else "heading", confidence)


def _title_element(page: Markup) -> Iterator[Statement]:
    for element in list(page.tree.iter("title"))[:1]:
        yield Statement(page.tidy(element.text), "title of the page", 0.62)


def without_names(statement: Statement, others: Sequence[Statement], names: Names) -> Statement:
    """The statement without what stands behind its last marks, where evidence says that it is a name."""
    value = statement.value
    while True:
        parts = _parted(value)
        if parts is None or not _is_name(*parts, value, others, names):
            break
        value = parts[0]
    value = _without_label(value, others, names)
    return (
        statement if value == statement.value else replace(statement, value=value, evidence=statement.value)
    )


def _parted(value: str) -> tuple[str, str] | None:
    """What stands before the last mark of separation and what behind it, or None."""
    marks = list(SEPARATOR.finditer(value))
    if not marks or marks[-1].start() < min(SHORTEST, len(value) // 3):
        return None
    name = value[marks[-1].end() :].strip()
    return (value[: marks[-1].start()].strip(), name) if 0 < len(name) <= LONGEST_SITE else None


def _is_name(before: str, name: str, value: str, others: Sequence[Statement], names: Names) -> bool:
    key = fold(name)
    if not key or is_site(key, names.sites) or DATE.match(name) or _is_parted_as_name(before, name, value):
        return True
    shorter, whole = fold(before), fold(value)
    alone = sum(fold(other.value) == shorter for other in others)
    together = sum(fold(other.value) == whole for other in others)
    if alone and alone >= together - 1:
        return True
    if key in names.sections and together <= 2:
        return True
    deeper = _parted(before)  # the section's name before the site's
    return deeper is not None and fold(deeper[0]) in {fold(other.value) for other in others}


def _is_parted_as_name(before: str, name: str, value: str) -> bool:
    """Whether the mark is one that no headline has, or the name ends as the names of sites do."""
    mark = value[len(before) : len(value) - len(name)]
    return "_" in mark or ("-" in mark and bool(SITE_END.search(name)))


def is_site(key: str, sites: frozenset[str]) -> bool:
    """Whether folded words are a site's name, however it is written: "Globalnews.ca" is "Global News"."""
    close = key.replace(" ", "")
    return any(
        close == (other := site.replace(" ", ""))
        or (len(close) > 3 and len(other) > 3 and (close.startswith(other) or other.startswith(close)))
        or (len(other) > 4 and close.endswith(other))
        for site in sites
    )


def _without_label(value: str, others: Sequence[Statement], names: Names) -> str:
    """The headline without a section's or the site's name before it."""
    match = re.match(r"^(?P<label>[^|:]{2,30}?)\s*(?:[|:»›]|\s[-–—]\s)\s*(?P<rest>.{12,})$", value)
    if not match:
        return value
    label, rest = fold(match["label"]), fold(match["rest"])
    agreed = sum(fold(other.value) == rest for other in others)
    known = label in names.sections or label in {site for site in names.sites if len(site) > 3}
    return match["rest"] if known and agreed else value


def _agreed(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, surer where others say the same; one that breaks off yields to the whole."""
    keys = [fold(statement.value) for statement in statements]
    found = []
    for statement, key in zip(statements, keys, strict=True):
        same = sum(other == key for other in keys) - 1
        broken = (statement.value.endswith(CUT_OFF) or len(statement.value) >= USUAL_LIMIT) and any(
            len(other) > len(key) and other.startswith(key) for other in keys
        )
        found.append(statement.surer(AGREEMENT * min(same, 3) - 0.3 * broken))
    return found
