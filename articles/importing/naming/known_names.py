"""Names of the authority in a text: one pass for all of them, whole words only, the longest wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from articles.importing.draft import Known, KnownName
from articles.importing.naming.administrations import EVIDENCE as ADMINISTRATION
from articles.importing.naming.countries import blocked_phrases
from articles.importing.wordlists import pairs
from articles.names import key, short_forms

SAME_LENGTH = str.maketrans("’‘ʼ\u00a0\u202f\n\t", "'''    ")
RANKS = frozenset(
    "President Premier Minister Chancellor Ayatollah Pope King Queen Emir Sultan Senator Sen.".split()
)
LOUD_USES = ("name", "demonym")  # acronyms mean nothing in a line of capitals: WHO, US


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the authority in a text; `known` is None for a phrase that stands for nobody."""

    start: int
    end: int
    known: KnownName | None


class Finder:
    """Finds the names of one `known` in texts of one language."""

    def __init__(self, known: Known, language: str):
        self.known = known
        self.names_of: dict[int, list[KnownName]] = defaultdict(list)
        for each in known.names:
            self.names_of[each.actor].append(each)
        usable = [each for each in known.names if each.use != "local" or each.language == language]
        usable += known.shared
        self._quiet = _Patterns([(each.name.translate(SAME_LENGTH), each) for each in usable])
        self._usable = usable

    @cached_property
    def _loud(self) -> _Patterns:
        loud = [each for each in self._usable if each.use in LOUD_USES and len(each.name) > 3]
        return _Patterns([(each.name.translate(SAME_LENGTH).upper(), each) for each in loud])

    def main_name(self, actor: int) -> str:
        """The actor's first spelling: its usual name."""
        return self.names_of[actor][0].name

    def name_of(self, known: KnownName) -> str:
        """The usual name of the spelling's actor; the spelling itself where several have it."""
        return known.name if known.actor is None else self.main_name(known.actor)

    def is_full(self, known: KnownName) -> bool:
        """Whether the spelling names its actor by itself: Donald Trump does, Trump does not, Pelé does."""
        return " " in known.name or not any(" " in each.name for each in self.names_of[known.actor])

    def person(self, name: str, title: str = "") -> int | None:
        """The person of the authority whom the name means; one word means somebody after a rank alone."""
        if " " in name:
            return self._people.get(key(name))
        if title == ADMINISTRATION and name in pairs("people/administrations"):
            return self._people.get(key(pairs("people/administrations")[name]))
        return self._surnames.get(key(name)) if title in RANKS or title == ADMINISTRATION else None

    def organisation(self, printed: str) -> KnownName | None:
        """The organisation whose name is printed so."""
        return self._organisations.get(printed)

    @cached_property
    def _organisations(self) -> dict[str, KnownName]:
        return {each.name: each for each in self.known.names if each.kind == "organisation"}

    @cached_property
    def _people(self) -> dict[str, int]:
        return _unique((key(each.name), each.actor) for each in self.known.names if each.kind == "person")

    @cached_property
    def _surnames(self) -> dict[str, int]:
        """People by what a text may call them after their full name, or before it with a rank."""
        people = [each for each in self.known.names if each.kind == "person"]
        forms = ((form, each.actor) for each in people for form in (each.name, *short_forms(each.name)))
        return _unique((key(form), actor) for form, actor in forms)

    def find(self, text: str) -> list[Hit]:
        """Every hit, in order; none overlaps another."""
        plain = text.translate(SAME_LENGTH)
        hits = self._quiet.find(plain)
        if lines := loud_lines(text):
            hits = _believable(hits, lines)
        for start, end in lines:
            loud = self._loud.find(plain[start:end])
            hits += [Hit(start + hit.start, start + hit.end, hit.known) for hit in loud]
        return longest(hits)


def _unique(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The actor of each key that only one has."""
    owners: dict[str, set[int]] = defaultdict(set)
    for spelled, actor in pairs:
        owners[spelled].add(actor)
    return {spelled: actors.pop() for spelled, actors in owners.items() if len(actors) == 1}


class _Patterns:
    def __init__(self, entries: Iterable[tuple[str, KnownName]]):
        blocked = [(phrase.translate(SAME_LENGTH), None) for phrase in blocked_phrases()]
        self._entries = [*blocked, *entries]
        self._automaton = AhoCorasick([pattern for pattern, _ in self._entries] or ["\0"])

    def find(self, text: str) -> list[Hit]:
        return [
            Hit(start, end, self._entries[number][1])
            for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(text, start, end)
        ]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit continues the words at either end."""
    if start and text[start].isalnum() and _continues(text[start - 1]):
        return False
    return not (end < len(text) and text[end - 1].isalnum() and _continues(text[end])) and not (
        text[end - 1] == "." and text[end : end + 1].isalpha()
    )


def _continues(letter: str) -> bool:
    """Whether the letter joins the word beside it; scripts written without blanks have no such letters."""
    return (letter.isalnum() or letter in "_@#") and not "\u0e00" <= letter <= "\u0eff" and letter < "\u2e80"


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits without those that a longer one covers, in order."""
    kept, taken = [], set()
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, hit.known is not None)):
        places = range(hit.start, hit.end)
        if not taken.intersection(places):
            taken.update(places)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _believable(hits: list[Hit], lines: list[tuple[int, int]]) -> list[Hit]:
    """The hits; in lines of capitals only of actors that stand outside of them too: GIVE US PEACE."""
    outside = [hit for hit in hits if not any(start <= hit.start < end for start, end in lines)]
    actors = {hit.known.actor for hit in outside if hit.known}
    return [hit for hit in hits if hit in outside or not hit.known or hit.known.actor in actors]


def loud_lines(text: str) -> list[tuple[int, int]]:
    """Where the lines of two words or more stand that are all in capitals."""
    found, start = [], 0
    for line in text.split("\n"):
        if " " in line and len(line) > 7 and line.isupper():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


_latest: dict[str, Finder] = {}


def finder_for(known: Known, language: str) -> Finder:
    """The finder for `known`, made once as long as the same object is asked for."""
    finder = _latest.get(language)
    if finder is None or finder.known is not known:
        finder = _latest[language] = Finder(known, language)
    return finder
