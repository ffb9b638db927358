"""What web pages print around stories: buttons, headings of lists, readers' comments, small print."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from articles.importing.prose.passages import Passage, fold
from articles.importing.wordlists import entries

LONGEST_LINE = 60  # letters of a button or a heading
LONGEST_COMMENT_MARK = 80
LONGEST_SMALL_PRINT = 900
LONGEST_RIGHTS_NOTE = 400
ADVERTISEMENT = frozenset(
    "advertisement advert advertising anzeige werbung publicidad publicité reklama реклама".split()
)
COMMENT_MARK = re.compile(
    r"^\d+ (?:comments?|responses?|replies|kommentare|commentaires|comentarios)\b"
    r"|^(?:leave|post|write|add) a (?:reply|comment)|\bsays:$|^log in to (?:reply|comment)"
    r"|^(?:in )?reply to\b|^\w+ \d+, \d{4} at \d+:\d\d|^comments? (?:are|is) closed",
    re.I,
)
REFERENCE = re.compile(
    r"^(?:read more|read also|also read|see also|read|related|more|watch|see|recommended|advertisement|listen"
    r"|video|lire aussi|lesen sie auch|leia também|leia mais|czytaj też|czytaj także|zobacz też|читайте также"
    r"|lees ook)\s*[:>|]",
    re.I,
)


@cache
def _furniture() -> frozenset[str]:
    return frozenset(fold(entry) for entry in entries("furniture"))


@cache
def _endings() -> frozenset[str]:
    return frozenset(fold(entry) for entry in entries("endings"))


def is_of_page(passage: Passage) -> bool:
    """Whether a passage is a mark of a web page and not of a story."""
    return (
        is_button(passage)
        or is_ending(passage)
        or is_comment_mark(passage)
        or is_small_print(passage)
        or passage.is_list
    )


def is_button(passage: Passage) -> bool:
    """Whether a short line is what pages print around a story: Share, Print, Advertisement."""
    return len(passage.text) < LONGEST_LINE and (not passage.key or passage.key in _furniture())


def is_ending(passage: Passage) -> bool:
    """Whether a short line heads what comes after a story: Latest news, Most read, Comments."""
    return len(passage.text) < LONGEST_LINE and passage.key in _endings()


def is_comment_mark(passage: Passage) -> bool:
    """Whether a short line heads or signs readers' comments: "34 responses", "Ann says:", "Leave a reply"."""
    return len(passage.text) < LONGEST_COMMENT_MARK and bool(COMMENT_MARK.search(passage.text))


def is_small_print(passage: Passage) -> bool:
    """Whether a passage speaks of the page and its owner: cookies, rights, newsletters."""
    if len(passage.text) > LONGEST_SMALL_PRINT:
        return False
    return is_rights_note(passage) or _holds_any(passage.text.lower(), "small_print")


def is_rights_note(passage: Passage) -> bool:
    """Whether a short passage says whose the text is: "Copyright 2009 The Daily. All rights reserved."."""
    small = passage.text.lower()
    return len(small) < LONGEST_RIGHTS_NOTE and (
        small.startswith(("copyright", "©")) or _holds_any(small, "rights")
    )


def _holds_any(small: str, words: str) -> bool:
    return bool(_phrases(words).find_matches_as_indexes(small))


@cache
def _phrases(words: str) -> AhoCorasick:
    return AhoCorasick(entries(words))


def is_advertisement(passage: Passage) -> bool:
    """Whether a line says that an advertisement stood here."""
    return passage.key in ADVERTISEMENT


def is_reference(passage: Passage) -> bool:
    """Whether a line within a story points to another story: "Read more: Talks resume"."""
    return not passage.is_prose and bool(REFERENCE.match(passage.text))
