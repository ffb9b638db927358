"""Who is quoted in a text, by name: "X said", "said X", "according to X", "he said" where X spoke last.

Reporting verbs are looked for first, and names beside them: a text has a handful of them, and most names
stand beside none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import cache

from ahocorasick_rs import AhoCorasick

from articles.importing.draft import FoundMention
from articles.importing.naming.lexicon import CALENDAR, INITIAL, TITLE, kinds
from articles.importing.wordlists import pairs

FAR = 160  # characters between a name and its verb
FEW = 5  # names looked at on one side of a verb
LATEST = 600  # characters after which "he" may be anybody

ADVERB = (
    r"(?: (?:also|later|then|earlier|once|again|has|had|himself|herself|reportedly|repeatedly|recently"
    r"|already|simply|publicly|on [A-Z]\w+day|late [A-Z]\w+day|in an? (?:\w+ ){0,2}(?:statement|interview"
    r"|speech|letter|report|message|telecast)))"
)
INSERTED = r"[^\n!?;:\"“”.]*(?:(?<=[A-Z])\.[^\n!?;:\"“”.]*)*"  # U.S. may stand in it, a full stop not
BETWEEN = re.compile(rf"(?: \([^()\n]{{1,60}}\))?(?:,{INSERTED},|,? who)?{ADVERB}{{0,3}}")
DIRECTLY = re.compile(rf"{ADVERB}{{0,3}}")
REPORTS = re.compile(r" that\b|[,.:;\n]|[ ]?[\"“]| on [A-Z]\w+day| in an? \w+")
ENDS = re.compile(r"[,.;:)\"”\n]|$")
SILENT = re.compile(r" (?:nothing|no more|little)\b")
QUOTED_BY = re.compile(r" (?:was|is|were) (?:also |later )?quoted(?: by [^.\n]{1,60}| on \w+)?$")
QUOTES = re.compile(r"\b(?:quot|cit)(?:ed|es|ing) [^,.;:\n]{0,60}$")
AFTER_A_PRONOUN = frozenset("also later then earlier once again has had himself herself".split())
PRONOUN = re.compile(rf"\b([Hh]e|[Ss]he){ADVERB}{{0,2}}$")
CLOSED = "\"”’'"
SURELY_BEFORE = '\n,;:"”“'
BEFORE_A_SUBJECT = frozenset(
    "and but or that as when while which what how why because if where since before although though whereas"
    " so yet week month year today yesterday tonight earlier later meanwhile however instead then still"
    " there".split()
)
QUALIFIES = frozenset(
    "the former deputy acting chief senior outgoing retired vice top late then-president".split()
)
PREPOSITIONS = frozenset(
    "for to of by with against from near at in on about under over behind around between among into like than"
    " including toward towards without upon via".split()
)
POINTS, BRITISH = ",.!?…-—", ('",', "”,", "’,", "',")  # before closing quotation marks, or a comma after
AT_THE_EDGE = ',.;:"“”—–-)!?…'  # of what stands before a subject


Place = tuple[int, int, int]  # start, end, and whose name it is: the number of the actor


def find_speakers(text: str, start: int, found: Sequence[FoundMention]) -> list[tuple[int, ...]]:
    """For each of the actors found, where the text from `start` on gives its words: offsets of what names it.

    `found` have their spans in the text. Nobody is quoted where the text does not say clearly by whom.
    """
    places = [(begin, end, owner) for owner, each in enumerate(found) for begin, end in each.spans]
    places.sort()
    people = {owner for owner, each in enumerate(found) if each.kind == "person"}
    spoken: list[tuple[int, ...]] = [()] * len(found)
    if places and places[-1][0] >= start:
        for begin, _, owner in _Reading(text, places, people).speeches(start):
            spoken[owner] += (begin,)
    return spoken


@cache
def _verbs() -> tuple[tuple[str, str], ...]:
    """Each reporting verb, a blank before it, with what it needs: see words/people/reporting.txt."""
    return tuple((f" {verb}", needs) for verb, needs in pairs("people/reporting").items())


@cache
def _finder() -> AhoCorasick:
    return AhoCorasick([verb for verb, _ in _verbs()])


class _Reading:
    """One text read from verb to verb, the last who surely spoke in mind; `people` are the owners who are."""

    def __init__(self, text: str, places: list[Place], people: Set[int]):
        self.text, self.places, self.people = text, places, people
        self.last: Place | None = None
        self.said_as: dict[int, str] = {}  # he or she, by owner

    def speeches(self, start: int) -> Iterator[Place]:
        """The places of those who speak, in order; of "he" the pronoun's."""
        text, verbs = self.text, _verbs()
        for number, at, end in _finder().find_matches_as_indexes(text):
            if at < start or text[end : end + 1].isalpha():
                continue
            speakers = FORMS[verbs[number][1]](self, at, end)
            if speakers and SILENT.match(text, end):
                speakers = []
            if speakers is not None:
                yield from speakers
                alone = len(speakers) == 1 and speakers[0][2] in self.people
                self.last = speakers[0] if alone else None

    def plain(self, at: int, end: int) -> list[Place]:
        """Who says what the verb from `at` to `end` reports; nobody where that is not clear."""
        text, before = self.text, self.text[at - 2 : at]
        if before[-1:] in CLOSED:
            return self._after(end, sure=True) if before[0] in POINTS else []
        may_be_he = before in ("he", "He") or text[text.rfind(" ", 0, at) + 1 : at] in AFTER_A_PRONOUN
        if may_be_he and (speakers := self._pronoun(at)):
            return speakers
        speakers = self._before(at)
        if speakers or before[-1:] != ",":
            return speakers
        return self._after(end, sure=before in BRITISH)

    def that(self, at: int, end: int) -> list[Place] | None:
        """The same; None where the verb may mean something else."""
        reports = REPORTS.match(self.text, end) or self._follows_words(at)
        return self.plain(at, end) if reports else None

    def to(self, at: int, end: int) -> list[Place]:
        """Whose words they are according to."""
        return self._after(end, sure=False)

    def quoted_as(self, at: int, end: int) -> list[Place]:
        """Whom others quote as saying something."""
        if passive := QUOTED_BY.search(self.text, max(0, at - FAR), at):
            return self._before(passive.start())
        for place in self._last(at):
            if place[1] == at and QUOTES.search(self.text, max(0, place[0] - FAR), place[0]):
                return [place]
        return []

    def _before(self, at: int) -> list[Place]:
        """The name, or two joined by "and", whose verb stands at `at`."""
        text, places = self.text, self.places
        number = bisect_left(places, (at,))
        for place in reversed(places[number - FEW if number > FEW else 0 : number]):
            start, end, owner = place
            if end != at:
                if at - end > FAR:
                    break
                between = BETWEEN if owner in self.people else DIRECTLY
                if not between.fullmatch(text, end, at) and (text[end:at], text[start - 2]) != (",", ","):
                    continue
            return self._with_others(place) if self._is_subject(place) else []
        return []

    def _last(self, at: int) -> list[Place]:
        """The last name that begins before `at`."""
        number = bisect_left(self.places, (at,))
        return self.places[number - 1 : number] if number else []

    def _with_others(self, place: Place) -> list[Place]:
        """The name, with the one that "and" joins to it."""
        if not self.text.endswith(" and ", 0, place[0]):
            return [place]
        joined = [each for each in self._last(place[0]) if each[1] == place[0] - len(" and ")]
        return [each for each in joined if self._is_subject(each)] + [place]

    def _is_subject(self, place: Place) -> bool:
        """Whether the name is not part of something else: not "a spokesman for X", "the man who shot X"."""
        text, start = self.text, place[0]
        if text[start - 1] in SURELY_BEFORE or text[start - 2] in SURELY_BEFORE:
            return True
        if text[start - 2] == "." and " " not in text[start - 8 : start - 1]:
            return True
        line, calendar = text[max(0, start - 80) : start].rpartition("\n")[2], False
        for word in reversed(line.split()):
            known, low = kinds(word), word.lower()
            if word[-1] in AT_THE_EDGE and not known & TITLE:
                return True
            if low in BEFORE_A_SUBJECT:
                return True
            if low in PREPOSITIONS:
                return calendar
            if not (word[0].isupper() or _may_stand_before(word, known)):
                return False
            calendar = bool(known & CALENDAR)
        return True

    def _pronoun(self, at: int) -> list[Place]:
        """He or she, where one person spoke last, nobody was named since and nothing speaks against it."""
        if not self.last or at - self.last[1] > LATEST:
            return []
        if not (said := PRONOUN.search(self.text, at - 40, at)):
            return []
        owner, pronoun = self.last[2], said[1].lower()
        between = self.places[bisect_left(self.places, (self.last[1],)) : bisect_left(self.places, (at,))]
        others = any(other in self.people and other != owner for _, _, other in between)
        if others or self.said_as.setdefault(owner, pronoun) != pronoun:
            return []
        return [(said.start(), said.end(1), owner)]

    def _follows_words(self, at: int) -> bool:
        """Whether quotation marks close right before `at`: "…," he added."""
        return self.text[at - 1] in CLOSED and self.text[at - 2] in POINTS

    def _after(self, end: int, sure: bool) -> list[Place]:
        """The person, behind titles at most, or the body right after `end`, at the end of the words."""
        text, number = self.text, bisect_left(self.places, (end,))
        for place in self.places[number : number + FEW]:
            start, stop, owner = place
            if start - end > 90 or not all(map(_is_title, text[end:start].split())):
                return []
            followed = sure and owner in self.people and not text.startswith(("'s", "’s"), stop)
            if followed or ENDS.match(text, stop):
                return [place]
        return []


def _is_title(word: str) -> bool:
    """Whether the word may stand between a verb and the name of its subject."""
    known = kinds(word)
    if word[-1] in ',;:)"”' or (word[-1] == "." and not known & (TITLE | INITIAL)):
        return False
    return word[0].isupper() or _may_stand_before(word, known)


def _may_stand_before(word: str, known: int) -> bool:
    """Whether the word of these kinds, in lower case, may stand between a subject's title and its name."""
    return bool(known & TITLE) or word.lower() in QUALIFIES or word.endswith(("'s", "’s"))


FORMS = {"plain": _Reading.plain, "that": _Reading.that, "to": _Reading.to, "as": _Reading.quoted_as}
