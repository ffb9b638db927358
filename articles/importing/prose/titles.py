"""Headlines and standfirsts: what the lines before the story are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.importing.dates import PUBLISHED
from articles.importing.draft import Finding
from articles.importing.prose import credits, datelines
from articles.importing.prose.furniture import is_button, is_small_print
from articles.importing.prose.passages import SENTENCE_STOPS, Passage, fold
from articles.importing.prose.story import Story
from articles.importing.prose.stretches import is_header_line
from articles.importing.sources import site_name
from articles.importing.written import TIME, ZONE, Written, written_dates

LONGEST = 300  # letters of a headline
SHORTEST = 20  # letters of a headline made of the first words
FIRST_STOP = re.compile(r"(?<=[^\W\d_]{3})[”\"’]?[.!?。！？](?=[\s”\"]|$)|[。！？]")
STAMP_END = re.compile(rf"^(?:[\s,|–-]|at\b|last updated|{TIME.pattern}|{ZONE.pattern})*", re.I)
UPDATED = re.compile(r"(?:last )?updated|\d[:.h]\d\d", re.I)
BUTTON = re.compile(r"^(?:Help|Share|Print|E-?mail) (?=[A-Z])")  # of a page, run into its first line
SMALL_IN_BYLINES = frozenset("the and to for in of at".split())
STAFF = frozenset("News News, Wire Staff Writer Writers Correspondent Reporter".split())
BYLINE_WORDS = 18
LONGEST_STAMP = 60  # letters of a place, a day and a time before a first sentence
GLUE = 1500  # letters of the first paragraph in which a date ends the headline glued to it
SHORTENED = 90  # letters of a headline made of the story's first words
SHORTEST_STANDFIRST = 40
LONGEST_STANDFIRST = 450
NEAR_TITLE = 3  # lines below the headline of a page among which a summary is looked for


def find(story: Story) -> tuple[Finding, ...]:
    """The headlines found, surest first: the repeated one, the first line, the story's first words."""
    lines = [passage for passage in story.header if _can_be_title(passage)]
    found = [*_repeated(lines), *_above_story(story, lines), *_first_line(story, lines)] or _beginning(story)
    best: dict[str, Finding] = {}
    for finding in found:
        best.setdefault(finding.value, finding)
    return tuple(sorted(best.values(), key=lambda finding: -finding.confidence))


def _can_be_title(passage: Passage) -> bool:
    return len(passage.text) <= LONGEST and not is_header_line(passage) and not passage.breaks_off


def _finding(passage: Passage, value: str, rule: str, confidence: float) -> Finding:
    return Finding(value, rule, confidence, passage.text, passage.start, passage.end)


def _repeated(lines: Sequence[Passage]) -> Iterator[Finding]:
    """A headline that stands twice, the second time glued to a section's or the site's name or not."""
    for passage in lines[:3]:
        for other in reversed(lines):
            if other is passage or len(other.words) < 3 or len(other.text) < 15:
                continue
            if other.key == passage.key or (
                len(other.key) < len(passage.key) and _holds(passage.key, other.key)
            ):
                yield _finding(other, other.text, "headline printed twice", 0.95)
                return


def _holds(glued: str, alone: str) -> bool:
    """Whether a line begins or ends with another: "World NewsTalks resume" ends with "Talks resume"."""
    return len(glued) - len(alone) < 60 and (glued.endswith(alone) or glued.startswith(alone + " "))


def _above_story(story: Story, lines: Sequence[Passage]) -> Iterator[Finding]:
    """The last long line before the story of a page that begins with menus."""
    if not story.is_page or len(lines) < 2:
        return
    for passage in reversed(lines):
        if len(passage.words) >= 5 and not passage.ends_sentence and not _is_stamp(passage):
            yield _finding(passage, passage.text, "last long line before the story", 0.5)
            return


def _is_stamp(passage: Passage) -> bool:
    """Whether a line says when the story appeared, and little else: "Posted on 11 April 2013 at 9:40 am"."""
    stamps = written_dates(passage.text) if len(passage.text) < LONGEST_STAMP else ()
    return any(PUBLISHED.search(stamp.before) or stamp.has_time for stamp in stamps)


def _first_line(story: Story, lines: Sequence[Passage]) -> Iterator[Finding]:
    if not lines or lines[0] is not story.header[0]:
        return
    parted = site_name(lines[0].text)
    if parted and (story.is_page or (len(parted[1].split()) < 4 and "|" in lines[0].text)):
        yield _finding(lines[0], parted[0], "first line without the site's name", 0.7)
    else:
        yield _finding(lines[0], lines[0].text, "first line", 0.85 if not story.is_page else 0.6)


def _beginning(story: Story) -> Iterator[Finding]:
    """The first words of a text that has no headline: better than none for telling it from others."""
    if not story.body:
        return
    lead = story.body[0]
    text = _without_byline(_without_stamp(lead.text[:GLUE]))
    stop = FIRST_STOP.search(text, SHORTEST)
    words = shortened(text[: stop.end()].rstrip(".") if stop else text)
    yield _finding(lead, words, "first words of the text", 0.2)


def _without_stamp(text: str) -> str:
    """The words before the date and time in a glued first line, or after them where it begins with them."""
    stamps = written_dates(text)
    stamp = next((each for each in stamps if each.has_time or _is_updated(text, each)), None)
    if stamp is None:
        return text
    if stamp.start > LONGEST_STAMP:
        return text[: stamp.start]
    dateline = datelines.within(text)
    rest = text[dateline.end :] if dateline else STAMP_END.sub("", text[stamp.end :])
    return BUTTON.sub("", rest) or text


def _is_updated(text: str, stamp: Written) -> bool:
    """Whether a text begins with a date that "last updated" or a time follows."""
    return stamp.start == 0 and UPDATED.search(STAMP_END.match(text[stamp.end :])[0]) is not None


def _without_byline(text: str) -> str:
    """The words after a byline that runs into them: "By Ann Hale Science reporter, BBC News Ice melts …"."""
    words = text.split(" ", BYLINE_WORDS)
    if words[0] != "By":
        return text
    for at, word in enumerate(words[1:BYLINE_WORDS], 1):
        if _names_a_supplier(words[: at + 1]):
            end = next((n for n in range(at + 1, len(words)) if words[n] not in STAFF), len(words))
            rest = " ".join(words[end:])
            return rest if len(rest) >= SHORTEST and not rest[0].islower() else text
        if word.islower() and word not in SMALL_IN_BYLINES and not credits.ROLES.search(word):
            break
    return text


def _names_a_supplier(words: Sequence[str]) -> bool:
    """Whether the last one, two or three of the words are a paper's or an agency's name."""
    return any(datelines.is_supplier(" ".join(words[-size:]).rstrip(",")) for size in (1, 2, 3))


def shortened(text: str) -> str:
    """The beginning of a text up to a whole word, with dots where something was left away."""
    if len(text) <= SHORTENED:
        return text.strip()
    return re.sub(r"\s+\S*$|\W+$", "", text[:SHORTENED]).rstrip(" ,;:–—-") + "…"


def standfirst(story: Story, title: Finding | None) -> tuple[Finding, ...]:
    """The summary between the headline and the story, if there is one."""
    if title is None or title.rule == "first words of the text":
        return ()
    after = [p for p in story.header if title.start is not None and p.start > title.start]
    near = [p for p in after if not is_header_line(p)][: NEAR_TITLE if story.is_page else None]
    found = [
        _finding(p, p.text, "summary under the headline", 0.8) for p in near if _can_be_standfirst(p, title)
    ]
    return tuple(f for f in found[:1] if not story.is_page or f.value.endswith(tuple(SENTENCE_STOPS)))


def _can_be_standfirst(passage: Passage, title: Finding) -> bool:
    text = passage.text
    return (
        SHORTEST_STANDFIRST <= passage.weight <= LONGEST_STANDFIRST
        and (passage.ends_sentence or len(passage.words) >= 8)
        and not passage.key.startswith(fold(title.value))
        and not is_small_print(passage)
        and not is_header_line(passage)
        and not is_button(passage)
        and not any(written_dates(text[:40]))
        and credits.byline(text) is None
        and not datelines.is_place(text)
    )
