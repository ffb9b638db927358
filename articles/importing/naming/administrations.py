"""Governments called after whoever governs: the Clinton administration names a Clinton."""

import re

from articles.importing.naming.introductions import STRANGE, Introduction
from articles.importing.naming.lexicon import COMMON, FAMILY, GIVEN, INITIAL, TITLE
from articles.importing.naming.runs import Run

RULE, EVIDENCE = "before an administration", "administration"
CAPITALISED = "Administration"
SMALL_LETTERS = (" administration", " presidency", " White House")
AFTER_THE = re.compile(r"\b[Tt]he\s\Z")


def has_administrations(text: str) -> bool:
    """Whether the text speaks of any: most do not."""
    return CAPITALISED in text or any(word in text for word in SMALL_LETTERS)


def before_an_administration(run: Run) -> Introduction | None:
    """Whoever governs in "the Clinton administration", or None."""
    words = run.words
    last = words[-1]
    if last.text == CAPITALISED:
        words = words[:-1]
    elif not run.text.startswith(SMALL_LETTERS, last.end):
        return None
    name = words[-1] if words else last
    if name.kinds & (STRANGE | COMMON | TITLE | INITIAL) or not name.kinds & (GIVEN | FAMILY):
        return None
    if len(words) > 2 or not AFTER_THE.search(run.text, max(0, name.start - 5), name.start):
        return None
    return Introduction(name.text, name.start, name.end, RULE, 0.6, EVIDENCE)
