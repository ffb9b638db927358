"""Where a text introduces a person: which words of a capitalised run are a name, and by what rule."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from articles.importing.naming.lexicon import (
    ASIAN,
    CALENDAR,
    CAPITALS,
    COMMON,
    COMPOUND,
    FAMILY,
    FUNCTION,
    GIVEN,
    HARD,
    INITIAL,
    NATION,
    ORGANISATION,
    PLACE,
    SUFFIX,
    SURE,
    TITLE,
    listed,
)
from articles.importing.naming.runs import Run, Word, without_nickname
from articles.importing.naming.surroundings import AGE, Surroundings, in_a_firm
from articles.importing.naming.things import is_a_thing
from articles.names import SMALL

LONGEST_NAME = 5
OPENING = re.compile(r"(?:\A|[.?!:”\"'\n])[ “\"`]*\Z")  # of a sentence
STRANGE = ORGANISATION | PLACE | NATION | FUNCTION | CALENDAR
LEADS = FUNCTION | NATION | CALENDAR
Words = tuple[Word, ...]


@dataclass(frozen=True)
class Introduction:
    """A name that a text gives a person, where it stands, by which rule and on what evidence.

    `actor` is the person's id where the authority has the name.
    """

    name: str
    start: int
    end: int
    rule: str
    confidence: float
    evidence: str
    actor: int | None = None


def introduction(run: Run) -> Introduction | None:
    """The person whom the run names, or None."""
    if len(run.words) == 1 and not AGE.match(run.text, run.words[0].end):
        return None
    title, words = _without_title(_up_to_junior(run.words))
    words = _without_shouting(_without_lead(words))
    if len(words) > 1 and is_article(run.text, words[0]):
        words = words[1:]
    if not words or len(words) > LONGEST_NAME + 1 or _is_strange(words):
        return None
    if is_no_person(run, words):
        return None
    around = Surroundings(run.text, words[0].start, words[-1].end)
    name = without_nickname(run.text[words[0].start : words[-1].end])
    for rule in RULES if len(words) > 1 else RULES_FOR_ONE:
        if evidence := rule.holds(words, title, around):
            if is_a_thing(run.text, around.start, around.end):
                return None
            return Introduction(name, around.start, around.end, rule.name, rule.confidence, str(evidence))
    return None


def is_no_person(run: Run, words: Words) -> bool:
    """Whether the words are listed as a firm, paper or thing, or "&" joins them to others."""
    start, end = words[0].start, words[-1].end
    name = run.text[start].upper() + run.text[start + 1 : end]
    return name in listed("organisations/not_people") or in_a_firm(run.text, start, end)


def is_article(text: str, word: Word) -> bool:
    """Whether "A" opens a sentence and is no initial: A Zubov spokesman."""
    return word.text == "A" and OPENING.search(text, max(0, word.start - 12), word.start) is not None


def _up_to_junior(words: Words) -> Words:
    """The words up to Jr., whose full stop may end the sentence."""
    ends = [at for at, word in enumerate(words) if word.text in ("Jr.", "Sr.")]
    return words[: ends[0] + 1] if ends else words


def _without_title(words: Words) -> tuple[Word | None, Words]:
    """The last title that other words follow, and those words: President Donald Trump → Donald Trump."""
    for at in range(len(words) - 1, -1, -1):
        word, rest = words[at], words[at + 1 :]
        if word.kinds & TITLE and rest and not rest[0].kinds & SUFFIX and not _is_named_so(words, at):
            return word, _without_small_lead(rest)
    return None, words


def _is_named_so(words: Words, at: int) -> bool:
    """Whether a title is a family name here: Martin Luther King Jr."""
    if words[at].kinds & HARD and words[at].text.endswith("."):
        return False
    return at > 0 and bool(words[at - 1].kinds & (GIVEN | INITIAL)) and bool(words[at].kinds & FAMILY)


def _without_small_lead(words: Words) -> Words:
    return words[1:] if len(words) > 1 and words[0].text in ("de", "del") else words


def _without_lead(words: Words) -> Words:
    """The words without what stands before a name at the start of a sentence: But, When, Iranian …"""
    while len(words) > 1 and _is_lead(words) and not _starts_a_name(words):
        words = words[1:]
    for at in range(1, len(words) - 1):
        if words[at].kinds & SURE and not words[0].kinds & (GIVEN | FAMILY | INITIAL | ASIAN):
            return words[at:]
    return words


def _without_shouting(words: Words) -> Words:
    """The words without capitals after them, which begin a dateline: Alison Leung HONG KONG (Reuters)."""
    while len(words) > 1 and words[-1].kinds & CAPITALS and not words[0].kinds & CAPITALS:
        if words[-1].kinds & SUFFIX:
            break
        words = words[:-1]
    return words


def _is_lead(words: Words) -> bool:
    first = words[0]
    if first.kinds & CAPITALS and len(first.text) > 2 and not words[1].kinds & CAPITALS:
        return True
    return bool(first.kinds & (LEADS | PLACE | COMPOUND))


def _starts_a_name(words: Words) -> bool:
    """Whether the first word is a given name here, though it means something else too: Chad, June, Jordan."""
    first, second = words[0].kinds, words[1].kinds
    if not first & (GIVEN | INITIAL) or (first & FUNCTION and not first & SURE):
        return False
    return len(words) == 2 or (len(words) == 3 and bool(second & INITIAL)) or not second & GIVEN


def _is_strange(words: Words) -> bool:
    """Whether a word stands among them that no name has."""
    body = [word for word in words if word.text not in SMALL and not word.kinds & SUFFIX]
    if not body or all(word.kinds & CAPITALS for word in body):
        return True
    if is_east_asian(words):
        return False
    return any(_is_strange_word(word, at == len(body) - 1) for at, word in enumerate(body))


def is_east_asian(words: Words) -> bool:
    """Whether a family name is followed by a given name of two joined syllables: Park Geun-hye."""
    return len(words) == 2 and bool(words[0].kinds & ASIAN and words[1].kinds & COMPOUND)


def _is_strange_word(word: Word, is_last: bool) -> bool:
    if word.kinds & CAPITALS and len(word.text) < 3 and not is_last:
        return False
    if word.kinds & NATION and is_last:
        return False
    if word.kinds & (FUNCTION | CALENDAR | NATION | CAPITALS):
        return not word.kinds & (GIVEN | INITIAL) and not (word.kinds & FAMILY and is_last)
    return bool(word.kinds & (ORGANISATION | PLACE)) and not word.kinds & (GIVEN | FAMILY)


@dataclass(frozen=True)
class Rule:
    """A sign that words are a person's name; `holds` gives what it saw, or nothing."""

    name: str
    confidence: float
    holds: Callable[[Words, Word | None, Surroundings], object]


def _after_a_title(words: Words, title: Word | None, around: Surroundings) -> str:
    """President Hassan Rouhani; Foreign Ministry spokesman Bahram Qasemi."""
    if words[-1].kinds & STRANGE and not words[0].kinds & GIVEN:
        return ""
    if title:
        return title.text
    return "" if around.comma_before else around.role_before


def _known_given_name(words: Words, title: Word | None, around: Surroundings) -> str:
    """Mojtaba Samareh-Hashemi: a given name, then words that mean nothing else."""
    first, last = words[0].kinds, _last(words).kinds
    if not first & GIVEN or (around.follows_the and not around.affair):
        return ""
    if first & (STRANGE | COMMON) and not first & SURE:
        return around.evidence if last & FAMILY and not last & (STRANGE | COMMON) else ""
    if last & NATION and not (first & SURE and len(words) == 2):
        return ""
    if len(words) > 2 and words[-2].text in ("Le", "La", "De") and last & COMMON:
        return words[0].text
    if last & (ORGANISATION | FUNCTION | CALENDAR | COMMON | PLACE) and not last & FAMILY:
        return around.evidence
    if last & (ORGANISATION | FUNCTION | CALENDAR):
        return around.evidence
    return words[0].text


def _initial(words: Words, title: Word | None, around: Surroundings) -> str:
    """J. Edgar Hoover, R. Nicholas Burns, A.Q. Khan."""
    last = _last(words).kinds
    initials = [word.text for word in words[:-1] if word.kinds & (INITIAL | PLACE | NATION) == INITIAL]
    if last & STRANGE and not (last & FAMILY and around.evidence):
        return ""
    if not initials or last & INITIAL or around.follows_the:
        return ""
    return initials[0] if last & FAMILY or words[0].kinds & GIVEN or around.evidence else ""


def _east_asian(words: Words, title: Word | None, around: Surroundings) -> str:
    """Hu Jintao, Ban Ki-moon, Kim Jong Il: the family name first."""
    if not words[0].kinds & ASIAN or len(words) > 3:
        return ""
    rest = words[1:]
    if len(rest) == 2 and rest[0].kinds & (ASIAN | FAMILY) and all(len(word.text) < 6 for word in words):
        return "" if rest[0].kinds & STRANGE or rest[1].kinds & FUNCTION else words[0].text
    if (len(rest) == 1 and rest[0].kinds & COMPOUND) or all(word.kinds & (ASIAN | GIVEN) for word in rest):
        return words[0].text
    if words[0].kinds & (COMMON | STRANGE) or any(word.kinds & (STRANGE | COMMON) for word in rest):
        return ""
    return words[0].text


def _said_of_a_person(words: Words, title: Word | None, around: Surroundings) -> str:
    """Two or three unknown words, and a role, an age or a reporting verb next to them."""
    if len(words) > 4 or around.follows_the or around.is_quoted:
        return ""
    means_else = STRANGE | COMMON | COMPOUND
    if any(word.kinds & means_else and not word.kinds & (GIVEN | FAMILY) for word in words):
        return ""
    if _last(words).kinds & (STRANGE | COMMON):
        return ""
    if any(word.kinds & (FAMILY | GIVEN) for word in words):
        return around.evidence
    return "age" if around.age else around.role_before or around.role_after


def _one_after_a_title(words: Words, title: Word | None, around: Surroundings) -> str:
    if not title or not title.kinds & HARD or words[0].kinds & (STRANGE | INITIAL | SUFFIX | TITLE):
        return ""
    return title.text


def _one_with_an_age(words: Words, title: Word | None, around: Surroundings) -> str:
    likely = words[0].kinds & (GIVEN | FAMILY) and not words[0].kinds & (STRANGE | COMMON)
    return "age" if likely and around.age else ""


def _last(words: Words) -> Word:
    return next((word for word in reversed(words) if not word.kinds & SUFFIX), words[-1])


RULES = (
    Rule("title before the name", 0.9, _after_a_title),
    Rule("known given name", 0.85, _known_given_name),
    Rule("initial", 0.85, _initial),
    Rule("East Asian name", 0.8, _east_asian),
    Rule("said of a person", 0.7, _said_of_a_person),
)
RULES_FOR_ONE = (
    Rule("title before one name", 0.5, _one_after_a_title),
    Rule("one name with an age", 0.5, _one_with_an_age),
)
