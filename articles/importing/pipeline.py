"""From one raw input to a draft: clean the text, find the story, its source, its date and who is named."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from articles.importing import cleaning, credits, dates, languages, passages, sources, story, titles, written
from articles.importing.draft import Cut, Draft, Finding, Known, Raw, Unreadable
from articles.importing.mentions import find_mentions
from articles.importing.passages import Passage
from articles.importing.story import Story
from articles.periods import Period

FIELDS = "title standfirst byline dateline source agency language url published".split()
RULES = 1  # the version of the rules: with a new one, unchanged inputs are read again on the next import
UNSURE = 0.15  # a finding below this confidence is kept as evidence only


def read_article(raw: Raw, known: Known) -> Draft:
    """The article found in one input; raises Unreadable where there is none."""
    text, encoding = cleaning.decode(raw.content)
    lines = cleaning.clean(text)
    if not any(character.isalnum() for line in lines for character in line.text):
        raise Unreadable("The file holds no words.")
    page = story.find(passages.join(lines), text)
    findings = _findings(page, raw.given, known)
    chosen = {field: _chosen(findings.get(field, ())) for field in FIELDS}
    published = chosen.pop("published")
    kept = story.doubtful(page, [finding for found in findings.values() for finding in found[:2]])
    body = _together((*kept, *page.body))
    return Draft(
        path=raw.path,
        text=text,
        encoding=encoding,
        sha256=hashlib.sha256(raw.content).hexdigest(),
        body=body,
        published=Period.parse(published) if published else None,
        findings={field: tuple(_placed(f, text) for f in found) for field, found in findings.items()},
        cuts=story.cuts(page, kept, findings) + _replaced(raw, text, encoding),
        mentions=find_mentions(chosen["title"], body, chosen["language"], known),
        **chosen,
    )


def _replaced(raw: Raw, text: str, encoding: str) -> tuple[Cut, ...]:
    """A note where the first NUL of the input was replaced, which the database cannot hold."""
    if 0 not in raw.content or encoding.startswith(("utf-16", "utf-32")):
        return ()
    start = text.index("\ufffd")
    return (Cut(start, start + 1, "NUL replaced by U+FFFD"),)


def _chosen(found: tuple[Finding, ...]) -> str:
    """The value of the surest finding, or an empty text where none is sure enough."""
    return next((finding.value for finding in found if finding.confidence >= UNSURE), "")


def _placed(finding: Finding, text: str) -> Finding:
    """The finding with the offsets of its value alone, where that stands word for word in the original."""
    if finding.start is None:
        return finding
    start = text.find(finding.value, finding.start, finding.end)
    return finding if start < 0 else replace(finding, start=start, end=start + len(finding.value))


def _together(kept: Sequence[Passage]) -> str:
    """The body: paragraphs an empty line apart, lines as they are otherwise."""
    parts = [("\n\n" if passage.gap else "\n") + passage.text for passage in kept if passage.text]
    return "".join(parts).strip()


def _findings(page: Story, given: Mapping[str, str], known: Known) -> dict[str, tuple[Finding, ...]]:
    """What was given and then what was found for each field, surest first; no field without any."""
    address = str(given.get("url") or "").strip()
    title = titles.find(page)
    origin = sources.Page(page.header, page.body, page.tail + page.credits, page.supplied_by, address)
    body = _together(page.body)
    found = {
        "title": title,
        "standfirst": titles.standfirst(page, title[0] if title else None),
        "byline": credits.find(page.header, page.body, page.credits),
        "dateline": _dateline(page),
        "source": sources.publisher(origin),
        "agency": sources.agency(origin),
        "language": _language(body),
        "published": dates.find(dates.Page(page.header, page.body, page.tail, address, known.latest)),
    }
    fields = {field: _given(field, given) + found.get(field, ()) for field in FIELDS}
    return {field: findings for field, findings in fields.items() if findings}


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


def _dateline(page: Story) -> tuple[Finding, ...]:
    passage = page.dateline_passage
    if not page.dateline or passage is None:
        return ()
    return (Finding(page.dateline, "dateline", 0.9, passage.text[:100], passage.start, passage.end),)


def _language(body: str) -> tuple[Finding, ...]:
    language = languages.find(body)
    return (Finding(language, "common words", 0.8),) if language else ()
