"""What may have been meant: words of the archive that are spelled nearly like one that was typed."""

from __future__ import annotations

from collections import Counter

from tantivy import Searcher

from articles.search.embedded.stemming import forms
from articles.search.fields import TEXTS
from articles.search.patterns import MAX_EDITS, MIN_FUZZY, edits

ALIKE = 2  # letters at the beginning that are taken to be right
MOST_WORDS = 20_000  # looked at in each field
SUGGESTED = 3


def spelled_like(searcher: Searcher, typed: str) -> list[str]:
    """The words nearest in spelling, of equally near ones those in most articles; none for short words."""
    words = forms(typed)
    if len(words) != 1 or len(words[0][0]) < MIN_FUZZY:
        return []
    word = words[0][0]
    alike = _beginning_alike(searcher, word)
    near = {other: distance for other in alike if (distance := _edits(word, other))}
    ranked = sorted(near, key=lambda other: (near[other], -alike[other], other))
    return ranked[:SUGGESTED]


def _edits(word: str, other: str) -> int | None:
    """How far the other is from the word; None where it is the same or too far."""
    most = 1 if len(word) < 6 else MAX_EDITS
    if abs(len(word) - len(other)) > most:
        return None
    distance = edits(word, other)
    return distance if 0 < distance <= most else None


def _beginning_alike(searcher: Searcher, word: str) -> Counter:
    """In how many articles each word stands that begins like this one, all fields together."""
    alike = Counter()
    for field in TEXTS:
        alike.update(dict(searcher.terms_with_prefix(f"{field.index}_exact", word[:ALIKE], limit=MOST_WORDS)))
    return alike
