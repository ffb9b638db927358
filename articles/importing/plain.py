"""A plain text → a reading: the story in it, what stands around the story, and what both say."""

from __future__ import annotations

from collections.abc import Sequence

from articles.importing import cleaning, dates, languages, sources
from articles.importing.draft import Cut, Finding, Known, Raw, Reading, Unreadable
from articles.importing.prose import credits, passages, story, titles
from articles.importing.prose.passages import Passage
from articles.importing.prose.story import Story


def read_text(raw: Raw, known: Known) -> Reading:
    """What a plain text says of itself; raises Unreadable where there are no words."""
    text, encoding = cleaning.decode(raw.content)
    lines = cleaning.clean(text)
    if not any(character.isalnum() for line in lines for character in line.text):
        raise Unreadable("The file holds no words.")
    page = story.find(passages.join(lines), text)
    found = findings(page, raw.address, known)
    kept = story.doubtful(page, [finding for ladder in found.values() for finding in ladder[:2]])
    return Reading(
        text=text,
        encoding=encoding,
        body=together((*kept, *page.body)),
        findings={name: tuple(_placed(f, text) for f in ladder) for name, ladder in found.items()},
        cuts=story.cuts(page, kept, found) + _replaced(raw, text, encoding),
    )


def _replaced(raw: Raw, text: str, encoding: str) -> tuple[Cut, ...]:
    """A note where the first NUL of the input was replaced, which the database cannot hold."""
    if 0 not in raw.content or encoding.startswith(("utf-16", "utf-32")):
        return ()
    start = text.index("\ufffd")
    return (Cut(start, start + 1, "NUL replaced by U+FFFD"),)


def _placed(finding: Finding, text: str) -> Finding:
    """The finding with the offsets of its value alone, where that stands word for word in the original."""
    if finding.start is None:
        return finding
    start = text.find(finding.value, finding.start, finding.end)
    return finding if start < 0 else finding.at(start, start + len(finding.value))


def together(kept: Sequence[Passage]) -> str:
    """The body: paragraphs an empty line apart, lines as they are otherwise."""
    parts = [("\n\n" if passage.gap else "\n") + passage.text for passage in kept if passage.text]
    return "".join(parts).strip()


def findings(page: Story, address: str, known: Known) -> dict[str, tuple[Finding, ...]]:
    """What was found for each field, surest first."""
    title = titles.find(page)
    origin = sources.Page(page.header, page.body, page.tail + page.credits, page.supplied_by, address)
    found = {
        "title": title,
        "standfirst": titles.standfirst(page, title[0] if title else None),
        "byline": credits.find(page.header, page.body, page.credits),
        "dateline": _dateline(page),
        "source": sources.publisher(origin),
        "agency": sources.agency(origin),
        "language": languages.find(together(page.body)),
        "published": dates.find(dates.Page(page.header, page.body, page.tail, address, known.latest)),
    }
    return {name: ladder for name, ladder in found.items() if ladder}


def _dateline(page: Story) -> tuple[Finding, ...]:
    passage = page.dateline_passage
    if not page.dateline or passage is None:
        return ()
    return (Finding(page.dateline, "dateline", 0.9, passage.text[:100], passage.start, passage.end),)
