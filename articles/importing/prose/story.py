"""A story and its parts: the header above it, its paragraphs, the tail behind it, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from articles.importing.draft import Cut, Finding
from articles.importing.prose import captions, credits, datelines, stretches
from articles.importing.prose.furniture import is_advertisement, is_button, is_reference, is_rights_note
from articles.importing.prose.passages import Passage, fold
from articles.importing.prose.stretches import is_header_line
from articles.importing.sources import SOURCE_LINE

NEAR_STORY = 6  # lines before the story of a page among which its place is looked for
END = 80  # letters at the end of a paragraph that show at once that it is another
SAME_END = 60  # letters that two paragraphs must share at their ends to be one paragraph printed twice
FULL_PARAGRAPH = 120  # letters
FAR = 200  # passages behind a credit line among which the story may go on
CLOSING = 2  # paragraphs at the end of a story that may be a note on rights
IN_HEADER = frozenset("title standfirst byline dateline".split())


@dataclass(frozen=True)
class Story:
    """The passages of a page by their part; `credits` are credit and source lines, `cuts` what was left out.

    `supplied_by` are agencies and publishers as printed before the first sentence.
    """

    header: tuple[Passage, ...]
    body: tuple[Passage, ...]
    tail: tuple[Passage, ...]
    credits: tuple[Passage, ...] = ()
    dateline: str = ""
    dateline_passage: Passage | None = None
    supplied_by: tuple[tuple[str, Passage], ...] = ()
    cuts: tuple[Cut, ...] = ()
    is_page: bool = False
    original: str = ""


def find(passages: Sequence[Passage], original: str) -> Story:
    """The story with its parts told apart; `original` is the text that the passages were made from."""
    first, last, page = stretches.find(passages)
    parts = (tuple(passages[:first]), tuple(passages[first:last]), tuple(passages[last:]))
    story = Story(*parts, is_page=page, original=original)
    for step in STEPS:
        story = step(story)
    return story


def within(passages: Sequence[Passage], original: str) -> Story:
    """The story with its parts in a text that was already cut out of a page and has no menus around it."""
    story = Story((), tuple(passages), (), original=original)
    for step in STEPS:
        story = step(story)
    return story


def cut(passages: Sequence[Passage], rule: str) -> tuple[Cut, ...]:
    """What is said of passages that a rule leaves out."""
    return tuple(Cut(passage.start, passage.end, rule) for passage in passages)


def _without_credits(story: Story) -> Story:
    """The story up to its credit or source line, unless several full paragraphs follow it."""
    for index, passage in enumerate(story.body):
        found = credits.credit(passage.text)
        source = SOURCE_LINE.match(passage.text)
        if not (found or source) or _goes_on(story.body[index + 1 : index + FAR]):
            continue
        after = story.body[index + 1 :]
        line = replace(passage, text=found.text) if found else passage
        kept = passage.text[: found.start].rstrip() if found else ""
        body = story.body[:index] + ((replace(passage, text=kept),) if kept else ())
        part = passage.text[found.start :] if found else passage.text
        cuts = Cut(_place(passage, part, story.original), passage.end, "credit or source line")
        return replace(
            story,
            body=body,
            tail=after + story.tail,
            credits=(*story.credits, line, *_more_credits(after + story.tail)),
            cuts=(*story.cuts, cuts),
        )
    return replace(story, credits=_more_credits(story.tail[:3]))


def _more_credits(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(p for p in passages[:4] if credits.credit(p.text) or SOURCE_LINE.match(p.text))


def _place(passage: Passage, part: str, original: str) -> int:
    """Where the last `part` of a passage begins in the original, whose blanks had not been tidied."""
    letters = len(part.replace(" ", ""))
    for index in range(passage.end - 1, passage.start, -1):
        letters -= not original[index].isspace()
        if letters <= 0:
            return index
    return passage.start


def _goes_on(after: Sequence[Passage]) -> bool:
    """Whether the story goes on after what looks like its end: several full paragraphs in a row."""
    row = 0
    for passage in after:
        row = row + 1 if passage.is_prose and passage.weight > FULL_PARAGRAPH else 0
        if row == 3:
            return True
    return False


def _without_header(story: Story) -> Story:
    """The story without the captions, places and buttons between the headline and its first sentence."""
    body, moved = list(story.body), []
    while len(body) > 1 and (is_header_line(body[0])):
        moved.append(body.pop(0))
    header = (*story.header, *moved)
    near = header[-NEAR_STORY:] if story.is_page else header[1:]
    place = next((passage for passage in reversed(near) if datelines.is_place(passage.text)), None)
    if place and story.is_page and "," not in place.text:
        place = None  # a section of the page: World, U.S., Africa
    dateline = place.text.strip(" .–—-") if place else ""
    return replace(story, header=header, body=tuple(body), dateline=dateline, dateline_passage=place)


def _without_repeated_lead(story: Story) -> Story:
    """The story with its first paragraph once, where a page printed it as a summary too."""
    if len(story.body) < 2:
        return story
    summary, lead = story.body[0], story.body[1]
    if not (_end(summary) == _end(lead) and _same_end(summary.key, lead.key)):
        return story
    label = datelines.label(datelines.GLUED.sub("", summary.text))
    supplied = ((label.agency, summary),) if label else ()
    return replace(
        story,
        body=story.body[1:],
        supplied_by=story.supplied_by + supplied,
        cuts=story.cuts + cut([summary], "lead printed twice"),
    )


def _end(passage: Passage) -> str:
    """The last letters of a passage's key, for a first look at long paragraphs."""
    return fold(passage.text[-END:])[-END // 4 :]


def _same_end(one: str, other: str) -> bool:
    """Whether two paragraphs are the same but for a few words before their first sentence."""
    shared = min(len(one), len(other)) - 40
    return shared >= SAME_END and one[-shared:] == other[-shared:] and abs(len(one) - len(other)) <= 60


def _without_dateline(story: Story) -> Story:
    """The story without the place and agency before its first sentence, which are kept beside it."""
    for index, passage in enumerate(story.body[:3]):
        text = datelines.GLUED.sub("", passage.text)
        by = credits.GLUED.match(text)
        offset = by.end() if by else 0
        rest = re.sub(r"^,[^(]*?(?=[A-Z]{3,})", "", text[offset:]).lstrip() if by else text
        found = datelines.find(rest) or (datelines.label(rest) if index == 0 else None)
        if found:
            lead = replace(passage, text=rest[found.end :].lstrip())
            supplied = ((found.agency, passage),) if found.agency else ()
            body = (*story.body[:index], lead, *story.body[index + 1 :])
            return replace(
                story,
                body=body,
                dateline=found.place or story.dateline,
                dateline_passage=passage if found.place else story.dateline_passage,
                supplied_by=supplied + story.supplied_by,
            )
    return _with_inner_dateline(story)


def _with_inner_dateline(story: Story) -> Story:
    """The story with the place and agency that stand behind a headline glued to its first sentence."""
    for passage in story.body[:3]:
        found = datelines.within(passage.text)
        if found:
            supplied = (*story.supplied_by, (found.agency, passage))
            if story.dateline:
                return replace(story, supplied_by=supplied)
            return replace(story, dateline=found.place, dateline_passage=passage, supplied_by=supplied)
    return story


def _without_furniture(story: Story) -> Story:
    """The story without buttons, captions and references to other stories between its paragraphs."""
    outside = {passage.key for passage in (*story.header, *story.tail)} if story.is_page else frozenset()
    kept, cuts = [], list(story.cuts)
    for index, passage in enumerate(story.body):
        closing = is_rights_note(passage) and index >= len(story.body) - CLOSING
        rule = "note on rights" if closing else _foreign(passage, story.is_page, outside)
        if rule:
            cuts += cut([passage], rule)
        else:
            kept.append(passage)
    return replace(story, body=tuple(kept), cuts=tuple(cuts)) if kept else story


def _foreign(passage: Passage, page: bool, outside: frozenset[str] | set[str]) -> str:
    """Why a passage within a story is not the story's, or an empty text; one word alone is no evidence."""
    if is_button(passage) and (page or len(passage.words) > 1 or is_advertisement(passage)):
        return "button or label"
    if captions.is_caption(passage.text):
        return "caption"
    if is_reference(passage):
        return "reference to another story"
    if not passage.is_prose and passage.key in outside:
        return "line of the page's menus"
    return ""


STEPS = (_without_credits, _without_header, _without_repeated_lead, _without_dateline, _without_furniture)


def doubtful(story: Story, findings: Sequence[Finding]) -> tuple[Passage, ...]:
    """The lines between headline and story of which nothing tells what they are: they stay with it."""
    used = {finding.start for finding in findings if finding.start is not None}
    after = [index for index, passage in enumerate(story.header) if passage.start in used]
    unknown = [
        passage
        for passage in story.header[after[0] + 1 if after else 0 :]
        if passage.start not in used and not is_header_line(passage) and not is_button(passage)
    ]
    return () if story.is_page else tuple(unknown)


def cuts(story: Story, kept: Sequence[Passage], findings: Mapping[str, Sequence[Finding]]) -> tuple[Cut, ...]:
    """Every passage that is neither in the body nor a field of the article, with the reason."""
    used = {found[0].start for field, found in findings.items() if field in IN_HEADER}
    used.update(passage.start for passage in kept)
    before = [passage for passage in story.header if passage.start not in used]
    credited = [passage for passage in story.tail if passage in story.credits]
    after = [passage for passage in story.tail if passage not in story.credits]
    all_cuts = (
        *cut(before, "before the story"),
        *story.cuts,
        *cut(credited, "credit or source line"),
        *cut(after, "after the story"),
    )
    return tuple(sorted(all_cuts, key=lambda cut: cut.start))
