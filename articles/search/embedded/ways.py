"""Ways to count the values of a field in hits: exact, or known not to be, the soonest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from articles.search.embedded.columns import (
    EVERY,
    SPLIT,
    Named,
    Pairs,
    at_most,
    bins_of,
    columns_of,
    first,
    highest,
    terms,
)
from articles.search.embedded.slots import NAMES, are_sooner, rest_of, summed

MANY = 50  # values read of a column, so that equal counts are cut in one order
YEARS = 1_000  # bars and values of the years at most
OF_A_SLOT = 2_000  # values; of a field with more, the column of all its values is counted
ONE_IN = 5  # hits, for each value wanted: whoever is shown is likely to be in so many
A_RANK = 60  # hits are counted in the time that it takes to give back one rank more


@dataclass(frozen=True)
class Counted:
    """Values with the numbers of hits that have them, in any order; no other is in more than `others`."""

    values: Pairs
    others: int = 0

    def suffices(self, wanted: int) -> bool:
        """Whether none of the others can be among so many of the most frequent."""
        if not self.others or len(self.values) < wanted:
            return not self.others
        return sorted(count for _, count in self.values)[-wanted] > self.others


class Way(Protocol):
    """What to ask the library, and what its answers come to. `slotted` names the column that is counted by
    slots, whose rest is to be asked of the hits that have more values; it is empty where none is."""

    slotted: str

    def asked(self) -> dict[str, dict]:
        """What to ask, by the column that is asked."""

    def counted(self, answers: Mapping[str, Mapping]) -> Counted:
        """What the answers, by column, come to."""


@dataclass(frozen=True)
class Whole:
    """Every value, in the columns of all."""

    named: Named
    field: str
    wanted: int
    slotted: str = ""

    def asked(self) -> dict[str, dict]:
        return {column: _most_of(column, self.wanted) for column in columns_of(self.field)}

    def counted(self, answers: Mapping[str, Mapping]) -> Counted:
        told = (self.named.pairs(self.field, each, answers[each]) for each in columns_of(self.field))
        return Counted([pair for column in told for pair in column])


@dataclass(frozen=True)
class Slotted:
    """Every value, in the columns of one value each."""

    slotted: str
    wanted: int

    def asked(self) -> dict[str, dict]:
        return {slot: terms(slot, max(self.wanted, OF_A_SLOT)) for slot in NAMES[self.slotted]}

    def counted(self, answers: Mapping[str, Mapping]) -> Counted:
        parts = _parts(self.slotted, answers)
        unread = any(part["sum_other_doc_count"] for part in parts)
        return Counted(list(summed(parts).items()), EVERY if unread else 0)


@dataclass(frozen=True)
class Ranked:
    """Those up to a rank, in the columns of one value each; how often the others are named is known."""

    named: Named
    field: str
    rank: int

    @property
    def slotted(self) -> str:
        return columns_of(self.field)[0]

    def asked(self) -> dict[str, dict]:
        return {slot: first(slot, self.rank + 1) for slot in NAMES[self.slotted]}

    def counted(self, answers: Mapping[str, Mapping]) -> Counted:
        counts = summed(_parts(self.slotted, answers))
        ranked = ((rank, count) for rank, count in counts.items() if rank <= self.rank)
        return Counted(self.named.by_id(self.field, ranked), self.named.at_most(self.field, self.rank))


@dataclass(frozen=True)
class AllOften:
    """All who are named often; how often the others are at most is known, or counted in a column."""

    named: Named
    field: str
    wanted: int
    others: str = ""
    slotted: str = ""

    def asked(self) -> dict[str, dict]:
        often, _ = columns_of(self.field)
        others = {self.others: highest(self.others)} if self.others else {}
        return {often: _most_of(often, self.wanted)} | others

    def counted(self, answers: Mapping[str, Mapping]) -> Counted:
        often, _ = columns_of(self.field)
        return Counted(self.named.pairs(self.field, often, answers[often]), self._others(answers))

    def _others(self, answers: Mapping[str, Mapping]) -> int:
        if self.others:
            return at_most(answers[self.others])
        return self.named.at_most(self.field, len(self.named.ids[self.field]))


def ways(named: Named, field: str, wanted: int, hits: int, articles: int, is_dear: bool) -> Iterator[Way]:
    """The ways to count so many values of a field in about so many hits; the last one always suffices.

    Where it `is_dear` to find the hits, they are not looked for a second time to see who has more values.
    """
    hits = 0 if is_dear else hits
    if field in SPLIT:
        yield from _of_names(named, field, wanted, hits)
    elif are_sooner(field, hits, articles):
        yield Slotted(field, wanted)
    yield Whole(named, field, wanted)


def _of_names(named: Named, field: str, wanted: int, hits: int) -> Iterator[Way]:
    often = len(named.ids.get(field, ()))
    if not often:
        return
    if (rank := named.enough(field, hits // (ONE_IN * wanted))) is not None:
        rank = min(max(rank, wanted), often)
        yield Ranked(named, field, rank) if A_RANK * rank <= hits else AllOften(named, field, wanted)
    for others in (bins_of(field), columns_of(field)[1]):
        yield AllOften(named, field, wanted, others)


def _most_of(column: str, wanted: int) -> dict:
    return terms(column, max(wanted, MANY))


def _parts(column: str, answers: Mapping[str, Mapping]) -> list[Mapping]:
    """The answers about the columns in which the values of this one lie, as far as they were asked."""
    return [answers[each] for each in (*NAMES[column], rest_of(column)) if each in answers]
