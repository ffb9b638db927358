"""From one raw input to a draft: read it as its kind, weigh what was found, find who is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from articles.importing import cleaning, written
from articles.importing.draft import Draft, Finding, Known, Raw, Reading
from articles.importing.duplicates import fingerprint
from articles.importing.markdown import read_markdown
from articles.importing.naming.mentions import find_mentions
from articles.importing.pages import read_page
from articles.importing.plain import read_text
from articles.importing.records import read_record
from articles.periods import Period

FIELDS = "title standfirst byline dateline source agency language url published".split()
RULES = 6  # the version of the rules: with a new one, unchanged inputs are read again on the next import
UNSURE = 0.15  # a finding below this confidence is kept as evidence only
# Letters that a value may have; a longer one is kept as evidence too, and the article with it.
LONGEST = {"source": 200, "agency": 200, "language": 16, "url": 2_000}

KINDS: Mapping[str, Callable[[Raw, Known], Reading]] = {
    "text": read_text,
    "page": read_page,
    "record": read_record,
    "markdown": read_markdown,
}


def read_article(raw: Raw, known: Known) -> Draft:
    """The article found in one input; raises Unreadable where there is none."""
    reached: Raw | Draft = raw
    for step in STEPS:
        reached = step(reached, known)
    return reached


def read(raw: Raw, known: Known) -> Draft:
    """The article by what is found in one input, as yet without likes and names; raises Unreadable."""
    reading = KINDS[raw.kind](raw, known)
    findings = _with_given(reading.findings, raw.given)
    chosen = {field: _chosen(field, findings.get(field, ())) for field in FIELDS}
    published = chosen.pop("published")
    return Draft(
        path=raw.path,
        text=reading.text,
        encoding=reading.encoding,
        sha256=hashlib.sha256(raw.content).hexdigest(),
        body=reading.body,
        published=Period.parse(published) if published else None,
        findings=findings,
        cuts=reading.cuts,
        **chosen,
    )


def with_fingerprint(draft: Draft, known: Known) -> Draft:
    """The draft with what its near copies are found by."""
    return replace(draft, fingerprint=fingerprint(draft.title, draft.body))


def with_mentions(draft: Draft, known: Known) -> Draft:
    """The draft with all whom it names."""
    return replace(draft, mentions=find_mentions(draft.title, draft.body, draft.language, known))


STEPS: Sequence[Callable[[Raw | Draft, Known], Draft]] = (read, with_fingerprint, with_mentions)


def _with_given(found: Mapping[str, tuple[Finding, ...]], given: Mapping[str, str]):
    """What was given and then what was found for each field, surest first; no field without any."""
    fields = {field: _given(field, given) + found.get(field, ()) for field in FIELDS}
    return {field: findings for field, findings in fields.items() if findings}


def _chosen(field: str, found: tuple[Finding, ...]) -> str:
    """The value of the surest finding that can be one, or an empty text where none is sure enough."""
    values = (finding.value for finding in found if finding.confidence >= UNSURE)
    return next((value for value in values if len(value) <= LONGEST.get(field, len(value))), "")


def _given(field: str, given: Mapping[str, str]) -> tuple[Finding, ...]:
    """The given value; one that cannot be read is kept with confidence 0 and so decides nothing."""
    value = cleaning.tidy(str(given.get(field) or ""))
    if not value:
        return ()
    if field != "published":
        return (Finding(value, "given", 1.0),)
    try:
        return (Finding(str(written.parse(value)), "given", 1.0, value),)
    except ValueError as problem:
        return (Finding(value, "given, unreadable", 0.0, str(problem)),)
