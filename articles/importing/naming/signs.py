"""What a capitalised word and its surroundings show the tagger: signs, each a short text.

Every sign depends on one thing alone (a word, the word beside it, the print around a run), so that the tagger
can keep the sum of their weights by word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.importing.naming import lexicon
from articles.importing.naming.lexicon import FUNCTION, GIVEN, HARD, ORGANISATION, TITLE, kinds, listed
from articles.importing.naming.runs import Run, Word
from articles.importing.naming.surroundings import SOMEBODY
from articles.names import SMALL, fold

BITS = tuple(
    (getattr(lexicon, name), name[:4])
    for name in "GIVEN FAMILY ASIAN TITLE HARD ORGANISATION PLACE NATION FUNCTION CALENDAR COMMON INITIAL"
    " SUFFIX CAPITALS SURE COMPOUND REGION".split()
)
NAME_LISTS = lexicon.GIVEN | lexicon.FAMILY | lexicon.ASIAN | lexicon.SURE
PLACED = frozenset("in at near from to outside around".split())
REPEATED = re.compile(r"(.)\1+")
AGE = re.compile(r",? (?:aged |age )?\d\d?\b|,? \(\d\d?\)")

NO_NAME_ALONE = (
    TITLE
    | FUNCTION
    | lexicon.NATION
    | lexicon.CALENDAR
    | lexicon.PLACE
    | lexicon.REGION
    | lexicon.INITIAL
    | lexicon.CAPITALS
)
JOINTS = frozenset((", ", " and ", ", and ", " & ", "; ", " or ", " vs. ", " -- ", " (", ") ", "/", "-"))
LONGEST_JOINT = max(map(len, JOINTS))

# What a word does elsewhere in the same text.
AFTER_GIVEN, AFTER_TITLE, WITH_ORGANISATION, SPEAKS, IN_PLACE, LOWER, ALONE = (1 << bit for bit in range(7))
DOINGS = "after given|after title|with organisation|speaks|in place|lower|alone".split("|")


def of_kinds(side: str, bits: int) -> Iterator[str]:
    """The signs of the kinds of the word itself (`side` is empty), the one before ("-") or after ("+")."""
    yield f"{side}k={bits}"
    yield from (f"{side}is {name}" for bit, name in BITS if bits & bit)


def of_word(printed: str, bits: int) -> Iterator[str]:
    """The signs of the word itself; `bits` are its kinds."""
    low = fold(printed)
    yield "bias"
    yield f"w={low}"
    yield f"s={shape(printed)}"
    if low in SMALL:
        yield "small"
    elif len(low) > 3 and not bits & FUNCTION:
        yield from (f"p={low[:size]}" for size in (2, 3))
        yield from (f"e={low[-size:]}" for size in (2, 3, 4))


def of_neighbour(side: str, printed: str, bits: int) -> Iterator[str]:
    """The signs of the word before (`side` is "-") or after ("+") in the same run."""
    yield f"{side}s={shape(printed)}"
    if not bits & NAME_LISTS:
        yield f"{side}w={fold(printed)}"
    if printed.islower():
        yield f"{side}small"


def of_before(printed: str) -> Iterator[str]:
    """The signs of the print before a run: the last word, or "" at the start of a line."""
    word = printed.strip("“\"'‘(`[")
    if not word or word[-1] in '.?!:”"':
        yield "<start"
        word = word.rstrip('.?!:”"')
    low = word.rstrip(",;").lower()
    bits = kinds(low) if low else 0
    yield f"<w={low}" if low.isalpha() else "<no word"
    if printed != word:
        yield "<mark"
    if word.endswith(","):
        yield "<comma"
    if bits & TITLE:
        yield "<title"
    if low in PLACED:
        yield "<placed"
    if low in listed("people/verbs"):
        yield "<verb"


def of_after(printed: str) -> Iterator[str]:
    """The signs of the print after a run: a mark or a blank, and the next word."""
    mark, _, word = printed.partition(" ")
    yield f">m={mark[:2]}" if mark[:2].isprintable() else ">line"
    if AGE.match(printed):
        yield ">age"
    low = word.strip(',.;:()”"').lower()
    if not low.isalpha():
        return
    if mark in ("", ","):
        yield f">{mark}w={low}"
    if not mark and low in listed("people/verbs"):
        yield ">verb"
    if mark == "," and (low in ("who", "whose", "a", "the") or low in SOMEBODY or kinds(low) & TITLE):
        yield ">role"


def of_run(at: int, length: int, bits: int) -> Iterator[str]:
    """The signs of the word's place in its run, and of what kinds of words are in the run."""
    yield f"{min(at, 3)}/{min(length, 5)}"
    if at == length - 1:
        yield f"last/{min(length, 4)}"
    yield from (f"run has {name}" for bit, name in BITS if bits & bit & (ORGANISATION | HARD | TITLE | GIVEN))


def of_list(side: str, between: str, length: int, bits: int) -> Iterator[str]:
    """The signs of the run before ("<<") or after (">>") in an enumeration, a comma or "and" between them."""
    meant = bits & (lexicon.GIVEN | lexicon.PLACE | lexicon.NATION | ORGANISATION | TITLE)
    yield f"{side}{between}{min(length, 3)}"
    yield from (f"{side}is {name}" for bit, name in BITS if meant & bit)


def of_document(doings: int) -> Iterator[str]:
    """The signs of what the word does elsewhere in the text."""
    yield from (f"doc {name}" for number, name in enumerate(DOINGS) if doings & 1 << number)


class Scene(NamedTuple):
    """A run that may name somebody, the print around it, and the runs beside it in an enumeration."""

    run: Run
    before: str
    after: str
    one: Run | None
    other: Run | None


def scenes(text: str, found: Sequence[Run]) -> list[Scene | None]:
    """The scene of each run, None where the run names nobody."""
    made: list[Scene | None] = []
    last = len(found) - 1
    for at, run in enumerate(found):
        if is_hopeless(run):
            made.append(None)
            continue
        one, other = found[at - 1] if at else None, found[at + 1] if at < last else None
        words = run.words
        made.append(Scene(run, before(text, words[0].start), after(text, words[-1].end), one, other))
    return made


def is_hopeless(run: Run) -> bool:
    """Whether the run is one word that is nobody's name by itself: The, Monday, Paris, Minister."""
    return len(run.words) == 1 and bool(run.words[0].kinds & NO_NAME_ALONE)


def of_all(scene: Scene, done: Mapping[str, int]) -> list[list[str]]:
    """All signs of each word of a run; `done` is what words do in the text."""
    run = scene.run
    beside = [*_of_listed("<<", scene.one, run), *_of_listed(">>", run, scene.other)]
    rows = [[*_of_itself(run, at, done), *_of_sides(run, at), *beside] for at in range(len(run.words))]
    rows[0] += of_before(scene.before)
    rows[-1] += of_after(scene.after)
    return rows


def _of_listed(side: str, one: Run | None, other: Run | None) -> Iterator[str]:
    if one and other and (between := joint(one, other)):
        run = one if side == "<<" else other
        yield from of_list(side, between, len(run.words), together(run))


def joint(one: Run, other: Run) -> str:
    """What joins two runs in an enumeration, or "" where they stand apart."""
    end, start = one.words[-1].end, other.words[0].start
    if start - end > LONGEST_JOINT:
        return ""
    between = one.text[end:start]
    return between if between in JOINTS else ""


def _of_itself(run: Run, at: int, done: Mapping[str, int]) -> Iterator[str]:
    word = run.words[at]
    yield from of_kinds("", word.kinds)
    yield from of_word(word.text, word.kinds)
    yield from of_run(at, len(run.words), together(run))
    yield from of_document(done[word.text])


def _of_sides(run: Run, at: int) -> Iterator[str]:
    words = run.words
    if at:
        yield from of_kinds("-", words[at - 1].kinds)
        yield from of_neighbour("-", words[at - 1].text, words[at - 1].kinds)
    if at + 1 < len(words):
        yield from of_kinds("+", words[at + 1].kinds)
        yield from of_neighbour("+", words[at + 1].text, words[at + 1].kinds)


def together(run: Run) -> int:
    """The kinds of all words of the run."""
    bits = 0
    for word in run.words:
        bits |= word.kinds
    return bits


@lru_cache(maxsize=10_000)
def shape(printed: str) -> str:
    """The outline of a word: Xx, X, Xx-Xx, XxXx.

    >>> shape("McDonald"), shape("al-Assad"), shape("NATO"), shape("J.")
    ('XxXx', 'x-Xx', 'XX', 'X.')
    """
    outline = "".join("X" if letter.isupper() else "x" if letter.isalpha() else letter for letter in printed)
    short = REPEATED.sub(r"\1", outline)
    return "XX" if short == "X" and len(printed) > 1 else short


def before(text: str, start: int) -> str:
    """The last word before a place on the same line, with the marks that are glued to it."""
    if not start or text[start - 1] == "\n":
        return ""
    end = start - 1 if text[start - 1] == " " else start
    begin = text.rfind(" ", max(0, end - 30), end) + 1
    return text[begin or max(0, end - 30) : end].rpartition("\n")[2]


def after(text: str, end: int) -> str:
    """The marks after a place, a blank and the next word."""
    blank = text.find(" ", end, end + 30)
    if blank < 0:
        return text[end : end + 3]
    stop = text.find(" ", blank + 1, blank + 30)
    return text[end : stop if stop > 0 else blank + 30]


def doings(text: str, seen: Iterable[Scene | None]) -> Mapping[str, int]:
    """What each capitalised word does in the text, as a sum of this module's bits."""
    done: dict[str, int] = defaultdict(int)
    lower, verbs = set(text.split()), listed("people/verbs")
    for scene in seen:
        if scene is None:
            continue
        words = scene.run.words
        if scene.after[1:] in verbs:
            done[words[-1].text] |= SPEAKS
        if len(words) == 1:
            done[words[0].text] |= ALONE | IN_PLACE if scene.before in PLACED else ALONE
        else:
            _together(words, done)
    for word in done:
        if word.lower() in lower:
            done[word] |= LOWER
    return done


def _together(words: Sequence[Word], done: dict[str, int]):
    previous = 0
    organisation = WITH_ORGANISATION if any(word.kinds & ORGANISATION for word in words) else 0
    for word in words:
        bits = organisation
        if previous & GIVEN:
            bits |= AFTER_GIVEN
        if previous & TITLE:
            bits |= AFTER_TITLE
        done[word.text] |= bits
        previous = word.kinds
