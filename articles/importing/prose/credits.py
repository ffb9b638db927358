"""Bylines and credit lines: who wrote, as the line under the headline or the last line of the story says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.importing.draft import Finding
from articles.importing.prose import datelines
from articles.importing.prose.passages import Passage
from articles.importing.wordlists import pairs

WORK = r"(?:reporting|reported|writing|written|editing|edited|compiled|additional reporting)"
CREDIT = re.compile(
    rf"\((?=[^()]{{0,60}}\b{WORK}\b(?:\s+by\b|\s+[A-Z]))(?:[^()]|\([^()]*\)){{3,900}}\)", re.I
)
OPEN_CREDIT = re.compile(rf"^\(?\s*(?:additional\s+)?{WORK}\s+by\b.{{3,600}}$", re.I)
REPORTERS = re.compile(
    r"(?P<more>additional\s+|with\s+)?\b(?:report(?:ing|ed)|written|compiled)\s+by:?\s+(?P<names>.+?)"
    r"(?=\s*(?:[;)]|\.\s|\.?$|,?\s*(?:and\s+)?(?:with\s+)?(?:additional\s+)?\b(?:reporting|writing|written|editing"
    r"|edited|compiled|graphics?|translat\w+)\b))",
    re.I,
)
WRITERS = re.compile(REPORTERS.pattern.replace("report(?:ing|ed)|written|compiled", "writing"), re.I)
PLACES = re.compile(r"\s+in\s+[A-Z][\w.'’-]*(?:[ -][A-Z][\w.'’-]*){0,3}(?:\s+and\s+[A-Z][\w.'’-]*(?=,|$))?")
NAME = r"(?:[A-Z][\w.'’-]+|[A-Z]\.|(?:de|da|del|van|von|der|den|di|du|la|le|al|bin|ben|el|ter|dos)\b)"
NAMES = re.compile(rf"{NAME}(?: {NAME}){{1,4}}(?:(?:, | and |, and | & ){NAME}(?: {NAME}){{1,4}}){{0,7}}")
BY = re.compile(
    r"^(?:by|story by|words by|written by|posted by|reported by|author|von|par|por|di|door)\b:?\s+", re.I
)
AFTER_NAMES = re.compile(r"\s+[|–—-]+\s+|\s+@|\s+\S+@\S+|\s*\(|,?\s+\d|;|,?\s+(?:on|for|at|of|from|in) ")
ALONE = ("by", "author", "written by", "words by", "reporter")
LONGEST = 160  # letters of a byline
ROLES = re.compile(
    r"\b(?:writers?|editors?|reporters?|correspondents?|staff|news|press|agency|bureau|contributors?|columnist"
    r"|analyst|producer|chief|special|cnn|bbc|ap|afp|reuters|agencies|published|posted|updated)\b",
    re.I,
)
GLUED = re.compile(rf"\bBy +(?P<names>{NAMES.pattern})(?=(?:, [A-Z][\w, ]+?)? +[A-Z]{{3,}}[\w /,.'’-]*\()")


@dataclass(frozen=True)
class Credit:
    """A credit line within or after a story: passage.text[start:end]; what follows it is not the story's."""

    text: str
    start: int
    end: int


def credit(text: str) -> Credit | None:
    """The credit line in the last part of a paragraph, or None."""
    for match in CREDIT.finditer(text):
        if len(text) - match.end() <= 500:
            return Credit(match[0], match.start(), match.end())
    match = OPEN_CREDIT.match(text)
    return Credit(match[0], 0, len(text)) if match and text[:1] in "(RWEAC" and len(text) < 400 else None


def reporters(text: str) -> str:
    """The reporters whom a credit line names, "A, B and C", or an empty text."""
    for form in (REPORTERS, WRITERS):
        for match in form.finditer(text):
            if not match["more"]:
                return _names(match["names"])
    return ""


def _names(text: str) -> str:
    return re.sub(r"\s+,", ",", " ".join(PLACES.sub("", text).split())).strip(" ,.;")


def byline(text: str) -> str | None:
    """The names on a line that says who wrote, without title or paper, or None where it does not."""
    match = BY.match(text)
    if not match or len(text) > LONGEST or (text.endswith((".", "?", "!")) and len(text) > 60):
        return None
    rest = AFTER_NAMES.split(text[match.end() :], maxsplit=1)[0].strip()
    parts = [part for part in re.split(r",\s+", rest) if part]
    names = [part for part in parts if not _is_role(part)]
    joined = ", ".join(names).strip(" ,|")
    return joined if joined and _are_names(joined) else None


def _is_role(part: str) -> bool:
    return bool(ROLES.search(part)) or part in pairs("agencies") or part.casefold() in datelines.suppliers()


def _are_names(text: str) -> bool:
    words = [word for word in text.replace(",", " ").split() if word not in ("and", "&")]
    small = sum(word[0].islower() for word in words)
    return 1 <= len(words) <= 24 and small * 3 <= len(words) and not any(word[0].isdigit() for word in words)


def find(
    header: Sequence[Passage], body: Sequence[Passage], credits: Sequence[Passage]
) -> tuple[Finding, ...]:
    """The bylines found: the line under the headline, one before the dateline, the reporters credited."""
    return (*_lines(header), *_glued(body[:1]), *_credits(credits))


def _lines(header: Sequence[Passage]) -> Iterator[Finding]:
    for passage, following in zip(header, (*header[1:], None), strict=False):
        names = byline(passage.text)
        if names:
            yield Finding(names, "byline", 0.95, passage.text, passage.start, passage.end)
        elif following and passage.key in ALONE and NAMES.fullmatch(following.text):
            yield Finding(
                following.text, "byline on two lines", 0.9, following.text, following.start, following.end
            )


def _glued(passages: Sequence[Passage]) -> Iterator[Finding]:
    for passage in passages:
        match = GLUED.search(passage.text[:1200])
        if match:
            yield Finding(
                match["names"], "byline before the dateline", 0.8, match[0], passage.start, passage.end
            )


def _credits(credits: Sequence[Passage]) -> Iterator[Finding]:
    for passage in credits:
        names = reporters(passage.text)
        if names:
            yield Finding(
                names, "reporters in the credit line", 0.85, passage.text, passage.start, passage.end
            )
