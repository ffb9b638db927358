"""Is this the same story? A text's words as numbers, a fingerprint to find its likes by, how alike two are.

A word is a run of letters, whatever their case; digits are no letters, so that a count, a price or a clock
that changes from one crawl to the next changes nothing. Where a script puts no blanks between words (Chinese,
Japanese, Thai …) every letter is a word. All numbers come from arithmetic on the letters alone: they are the
same in every process and on every machine, and can be stored.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b

import numpy as np

SAME = 0.95  # at least so alike: copies of one story
VERSION = 0.80  # at least so alike: versions of one story
PASSAGE = 5  # words side by side that another text must have too, for them to count as shared
LEAST = 40  # words of a text that may be like another without being equal to it
KEYS = 8  # numbers in a fingerprint
SHARED = 2  # numbers that two fingerprints share before their texts are compared
MANY = 3  # numbers in a text that tell one week's report from the next

LETTER, ALONE = 1, 2
UNSPACED = "\u0e00-\u0eff \u1000-\u109f \u1780-\u17ff \u3040-\u30ff \u3400-\u9fff \uf900-\ufaff"
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")

BASE = 0x9E3779B97F4A7C15  # odd, so that it can be divided by modulo 2**64, and without a pattern
MIXER = np.uint64(0xD6E8FEB86659FD93)  # as in Pelle Evensen's rrxmrrxmsx and Jon Maiga's mx3
HALF = np.uint64(32)
BINS = np.arange(KEYS, dtype=np.uint64) << np.uint64(65 - KEYS.bit_length())
USUAL = 1 << 14  # characters that the first table of powers serves; a longer text gets a longer one


@dataclass(frozen=True)
class Telling:
    """One telling of a story: its headline, and its text as words, passages and numbers."""

    title: str
    body: str

    @cached_property
    def words(self) -> np.ndarray:
        """A number for each word of the body, in order."""
        return _words(self.body)

    @cached_property
    def passages(self) -> np.ndarray:
        """A number for each five words side by side, in order."""
        return _passages(self.words)

    @cached_property
    def ordered(self) -> np.ndarray:
        """The same numbers, smallest first."""
        return np.sort(self.passages)

    @cached_property
    def plain(self) -> str:
        """Headline and text in one case and with single blanks: what short tellings must agree in."""
        return " ".join(f"{self.title}\n{self.body}".casefold().split())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the body, as printed."""
        return frozenset(NUMBER.findall(self.body))

    @property
    def is_short(self) -> bool:
        """True where the words are too few to judge by."""
        return len(self.words) < LEAST


def fingerprint(title: str, body: str) -> tuple[int, ...]:
    """Up to eight signed 64-bit numbers; the more alike two texts, the more of them are the same.

    They are the smallest passage in each eighth of all possible numbers (one-permutation min-hashing, Li,
    Owen and Zhang 2012). A short text has one number, for headline and text as a whole; none without a text.
    """
    telling = Telling(title, body)
    if telling.is_short:
        return (_whole(telling.plain),) if body.strip() else ()
    places = np.searchsorted(telling.ordered, BINS)
    smallest = telling.ordered[places[places < len(telling.ordered)]]
    return tuple(dict.fromkeys(smallest.view(np.int64).tolist()))


def may_be_alike(shared: int, keys: int) -> bool:
    """Whether so many shared numbers, of so many in a fingerprint, make it worth comparing the texts."""
    return shared >= min(SHARED, keys)


def likeness(one: Telling, other: Telling) -> float:
    """The share of the words of both, from 0 to 1, that stand in a passage which the other has too.

    One changed word in a hundred costs one hundredth, a new lead its length; the order of paragraphs does
    not count. A telling that was cut, by no more than a half, is at least a version of the whole. Short
    texts are alike (1) when they are equal, numbers, headline and all, and else not (0).
    """
    if one.is_short or other.is_short:
        return float(one.is_short and other.is_short and one.plain == other.plain)
    shorter, longer = sorted((one, other), key=lambda telling: len(telling.words))
    kept, told = _shared(shorter, longer), _shared(longer, shorter)
    both = (kept + told) / (len(shorter.words) + len(longer.words))
    is_cut = kept >= SAME * len(shorter.words) and 2 * len(shorter.words) >= len(longer.words)
    return max(both, VERSION) if is_cut else both


def numbers_differ(one: Telling, other: Telling) -> bool:
    """Whether both have many numbers, and mostly others: last month's report in the words of this one's."""
    fewest = min(len(one.numbers), len(other.numbers))
    return fewest >= MANY and len(one.numbers & other.numbers) < fewest / 2


def _shared(telling: Telling, other: Telling) -> int:
    """How many words of a telling stand in a passage that the other has too."""
    places = np.searchsorted(other.ordered, telling.passages)
    known = other.ordered[np.minimum(places, len(other.ordered) - 1)] == telling.passages
    covered = np.zeros(len(telling.words), dtype=bool)
    for offset in range(PASSAGE):
        covered[offset : offset + len(known)] |= known
    return int(covered.sum())


def _whole(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _words(text: str) -> np.ndarray:
    """A number for each word: the sum of its letters times powers of BASE, counted from its beginning."""
    letters = np.frombuffer(text.lower().encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    kinds = _kinds()[letters]
    begins = kinds > 0
    begins[1:] &= (kinds[:-1] != LETTER) | (kinds[1:] == ALONE)
    begins = np.flatnonzero(begins)
    if not len(begins):
        return np.zeros(0, dtype=np.uint64)
    powers, inverses = _powers(max(USUAL, 1 << len(letters).bit_length()))
    weighed = letters * powers[: len(letters)] * (kinds > 0)
    return _mixed(np.add.reduceat(weighed, begins) * inverses[begins])


def _passages(words: np.ndarray) -> np.ndarray:
    count = max(0, len(words) - PASSAGE + 1)
    sums = words[:count].copy()
    for offset in range(1, PASSAGE):
        sums = sums * np.uint64(BASE) + words[offset : offset + count]
    return _mixed(sums)


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """The numbers, spread evenly: without it, like words would have like numbers."""
    for _ in range(2):
        numbers = (numbers ^ (numbers >> HALF)) * MIXER
    return numbers ^ (numbers >> HALF)


@cache
def _kinds() -> np.ndarray:
    """For each UTF-16 unit: 0 between words, 1 a letter of a word, 2 a word of its own."""
    is_letter = [unicodedata.category(chr(unit))[0] in "LM" for unit in range(0x10000)]
    is_letter[0xD800:0xE000] = [True] * 0x800  # the halves of the rarer letters
    kinds = np.array(is_letter, dtype=np.uint8)
    for first, _, last in UNSPACED.split():
        kinds[ord(first) : ord(last) + 1] *= ALONE
    return kinds


@cache
def _powers(length: int) -> tuple[np.ndarray, np.ndarray]:
    """The powers of BASE and of its inverse, modulo 2**64."""
    bases = (BASE, pow(BASE, -1, 1 << 64))
    powers, inverses = (np.cumprod(np.full(length, base, dtype=np.uint64)) for base in bases)
    return powers, inverses
