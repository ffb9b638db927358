"""Whom a text introduces, by rules and tagger together: each has a vote, neither knows the other's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from statistics import fmean

from articles.importing.naming.administrations import before_an_administration, has_administrations
from articles.importing.naming.introductions import (
    Introduction,
    introduction,
    is_article,
    is_east_asian,
    is_no_person,
)
from articles.importing.naming.lexicon import (
    ASIAN,
    CALENDAR,
    CAPITALS,
    FAMILY,
    FUNCTION,
    GIVEN,
    INITIAL,
    NATION,
    NO_NAME,
    ORGANISATION,
    PLACE,
    REGION,
    SUFFIX,
    TITLE,
    kinds,
)
from articles.importing.naming.runs import Run, Word, without_nickname
from articles.importing.naming.signs import NAME_LISTS, NO_NAME_ALONE, together
from articles.importing.naming.surroundings import Surroundings
from articles.importing.naming.things import is_a_thing, is_of_a_kind, is_placed
from articles.names import SMALL

REFUSED = 0.0005  # a rule's name is dropped where the tagger is surer than this that it is none
LIKELY = 0.4  # the words of a name
LIKELY_ALONE = 0.5  # one word: on average over the text, where no full name found has it
RULE, EAST_ASIAN = "tagger", "East Asian name"  # the texts to learn from hold few of these
BEFORE_A_FIRM = re.compile(
    r" ?\( ?[A-Z0-9]{2,}\w*\.[A-Z]{1,2} ?\)|['’]s (?:[A-Z][\w&]* ){0,3}"
    r"(?:Inc|Corp|Co|Stores|Service|Ltd|Group)\b"
)
THING = re.compile(r" of [A-Z]")  # the Bill of Rights
ARTICLES = ("the", "a", "an")
ACRONYM = range(3, 5)  # letters, all of them capitals; DJ may be a name
EDGES = TITLE | NATION | FUNCTION | CALENDAR

Chances = Sequence[float]


def introductions(found: Sequence[Run], chances: Sequence[Chances], start: int) -> list[Introduction]:
    """Everybody whom the runs from `start` on introduce; `chances` are those of their words."""
    introduced: list[Introduction] = []
    alone: list[Introduction] = []
    text = found[0].text if found else ""
    administrations = has_administrations(text)
    for run, likely in zip(found, chances, strict=True):
        if not likely or run.words[0].start < start:
            continue
        if administrations and (office := before_an_administration(run)):
            introduced.append(office)
            continue
        likeliest = max(likely)
        if likeliest < REFUSED and not together(run) & ASIAN:
            continue
        by_rule = introduction(run)
        if by_rule and (by_rule.rule == EAST_ASIAN or max(_within(run, likely, by_rule)) >= REFUSED):
            introduced.append(_widened(run, likely, by_rule))
            continue
        for name in _by_tagger(run, likely) if likeliest >= LIKELY else ():
            (introduced if " " in name.name else alone).append(name)
    if not alone:
        return introduced
    means = _means(found, chances, {each.name for each in alone})
    people = {name for name, mean in means.items() if mean >= LIKELY_ALONE and not is_placed(text, name)}
    return introduced + [each for each in alone if each.name in people]


def _widened(run: Run, likely: Chances, name: Introduction) -> Introduction:
    """The name with the likely words right before it, which no list knew: Zulfikar Ali Bhutto."""
    start = name.start
    for word, chance in zip(reversed(run.words), reversed(likely), strict=True):
        if word.start < start:
            if (
                chance < LIKELY_ALONE
                or word.kinds & (NO_NAME | TITLE)
                or word.end + 1 != start
                or "-" in word.text
            ):
                break
            start = word.start
    if start == name.start:
        return name
    return replace(name, name=without_nickname(run.text[start : name.end]), start=start)


def _within(run: Run, likely: Chances, name: Introduction) -> list[float]:
    return [
        chance for word, chance in zip(run.words, likely, strict=True) if name.start <= word.start < name.end
    ]


def _by_tagger(run: Run, likely: Chances) -> Iterator[Introduction]:
    """The stretches of likely words, without titles and nationalities at their ends."""
    at = 0
    while at < len(likely):
        if likely[at] < LIKELY:
            at += 1
            continue
        end = at
        while end < len(likely) and likely[end] >= LIKELY:
            end += 1
        if name := _name(run, run.words[:at], run.words[at:end], likely[at:end]):
            yield name
        at = end


def _name(run: Run, before: Sequence[Word], words: Sequence[Word], likely: Chances) -> Introduction | None:
    """The name in likely words, or None; `before` stand before them in the run."""
    while words and (_is_edge(words[0]) or is_article(run.text, words[0])):
        words = words[1:]
    while words and (_is_edge(words[-1]) or words[-1].text in SMALL) and not _is_called_so(words, likely):
        words = words[:-1]
    while words and before and _is_initial(run, before[-1]) and before[-1].end + 1 == words[0].start:
        before, words = before[:-1], [before[-1], *words]
    if not words or _is_something_else(run, words):
        return None
    name = without_nickname(run.text[words[0].start : words[-1].end])
    chance = sum(likely) / len(likely)
    return Introduction(
        name, words[0].start, words[-1].end, RULE, round(min(chance, 0.8), 2), f"{chance:.0%}"
    )


def _is_initial(run: Run, word: Word) -> bool:
    return bool(word.kinds & INITIAL) and not is_article(run.text, word)


def _is_called_so(words: Sequence[Word], likely: Chances) -> bool:
    """Whether a nationality after a given name is a surname: Claire Danes."""
    first, last = words[0].kinds, words[-1].kinds
    given = first & (GIVEN | NO_NAME | TITLE) == GIVEN
    return given and len(words) == 2 == len(likely) and last & (EDGES | PLACE) == NATION


def _is_something_else(run: Run, words: Sequence[Word]) -> bool:
    """Whether words, likely as they are, belong to an organisation, a thing or a title of a work."""
    around = Surroundings(run.text, words[0].start, words[-1].end)
    rest = [word for word in run.words if word.start >= words[-1].end]
    if any(word.kinds & ORGANISATION and not word.kinds & (GIVEN | FAMILY) for word in rest):
        return True
    if is_no_person(run, words) or around.is_quoted:
        return True
    if around.word.lower() in ARTICLES and not (len(words) > 1 and around.affair):
        return True
    if kinds(around.text[around.start : around.end]) & (PLACE | REGION):
        return True
    if is_of_a_kind(run.text, around.start) or is_a_thing(run.text, around.start, around.end):
        return True
    if BEFORE_A_FIRM.match(around.after) or (len(words) == 1 and THING.match(around.after)):
        return True
    if len(words) == 1 and words[0].kinds & NO_NAME_ALONE:
        return True
    return not is_east_asian(words) and any(_is_strange(word) for word in words)


def _is_strange(word: Word) -> bool:
    first, dash, _ = word.text.partition("-")
    if dash and first.isupper() and len(first) > 1:
        return True
    if word.kinds & (CAPITALS | NAME_LISTS | SUFFIX) == CAPITALS and len(word.text) in ACRONYM:
        return True
    return bool(word.kinds & ORGANISATION) and not word.kinds & (GIVEN | FAMILY)


def _is_edge(word: Word) -> bool:
    return bool(word.kinds & EDGES) and not (word.kinds & TITLE and word.kinds & GIVEN)


def _means(found: Iterable[Run], chances: Iterable[Chances], names: Set[str]) -> Mapping[str, float]:
    """How likely each of the names is one, on average over the text."""
    seen: dict[str, list[float]] = {name: [] for name in names}
    for run, likely in zip(found, chances, strict=True):
        for word, chance in zip(run.words, likely, strict=False):
            if word.text in seen:
                seen[word.text].append(chance)
    return {name: fmean(likely) for name, likely in seen.items()}
