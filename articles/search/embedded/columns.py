"""Who is named often is counted by rank, and of the many who are named seldom only how often anyone can be.

The library gives back every value that it counted, or counts that are not sure; of a hundred thousand people
giving back costs more than counting. So the people that most articles name have a column that is counted
whole, and of the others only the highest count is asked: where it is lower than those that are shown, none of
the others is among them.

Those named often stand in their column by rank, the most frequent first. The library counts into pages of a
thousand neighbouring numbers; a thousand ids of actors lie on a page each, which takes three times as long.
For the same reason those named seldom are told a second time in a thousand bins: a bin is in as many hits as
anyone in it, or in more.

In how many articles anyone after a rank is at most was counted when the index was built, and each article
written since adds one at most. Where many articles are found, so few ranks need be counted that no look at
the others is wanted.

Who counts as often named is decided when an index is built, and stays so for all that is written into it
later; if others are named often meanwhile, counting takes longer and is as exact.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from tantivy import Query, Searcher

from articles.search.engine import MOST_OFTEN, Often

SPLIT = ("people", "organisations")
OFTEN, SELDOM = "often", "seldom"
BINS = 1_021  # prime, so that ids in a row or with a gap do not share one; all on one page of the library
MOST = 60_000  # values that the library gives of a column
EVERY = 2**31 - 1  # counts are exact only when each segment reports every value
# Beside the index; the library leaves files alone that are not its own.
NAMES, HIGHEST = "often.json", "seldom.json"

Ranks = Mapping[str, Mapping[int, int]]  # by field: who is named often, with the rank, from 1
Pairs = list[tuple]  # values of a field, each with the number of hits that have it


def columns_of(field: str) -> tuple[str, ...]:
    """The columns in which values of the field are counted."""
    return (f"{field}_{OFTEN}", f"{field}_{SELDOM}") if field in SPLIT else (field,)


def bins_of(field: str) -> str:
    """The column of those named seldom in which many share a number."""
    return f"{field}_bins"


def split(field: str, values: Collection[int], ranks: Ranks) -> dict[str, list[int]]:
    """The values by column. (Lists, since the library takes a tuple of small numbers for bytes.)"""
    known = ranks.get(field, {})
    often, seldom = columns_of(field)
    others = [value for value in values if value not in known]
    return {
        often: sorted(known[value] for value in values if value in known),
        seldom: others,
        bins_of(field): sorted({value % BINS for value in others}),
    }


@dataclass(frozen=True)
class Named:
    """Who is named often according to an index: by field their ids in the order of their ranks, and in how
    many articles anyone after each rank was at most, from rank 0, when `since` articles less were written."""

    ids: Mapping[str, Sequence[int]] = field(default_factory=dict)
    after: Mapping[str, Sequence[int]] = field(default_factory=dict)
    since: int = 0

    @classmethod
    def of(cls, folder: Path) -> Named:
        """Those of the index in this folder; ValueError where it does not tell."""
        return cls({name: list(ranks) for name, ranks in read(folder).items()}, *_measured(folder))

    def at_most(self, field: str, rank: int) -> int:
        """In how many articles anyone after the rank is at most."""
        return self.after[field][rank] + self.since

    def enough(self, field: str, count: int) -> int | None:
        """The first rank after which nobody is in more articles than this; None where there is none."""
        known = self.after.get(field, ())
        rank = bisect_left(known, self.since - count, key=lambda most: -most)
        return rank if rank < len(known) else None

    def pairs(self, field: str, column: str, answer: Mapping) -> Pairs:
        """The values that were counted in a column of the field, with their counts."""
        return self.by_id(field, pairs(answer)) if column == f"{field}_{OFTEN}" else pairs(answer)

    def by_id(self, field: str, ranked: Iterable[tuple]) -> Pairs:
        """The same with ids for ranks."""
        ids = self.ids[field]
        return [(ids[int(rank) - 1], count) for rank, count in ranked]


def written(folder: Path, often: Often) -> Ranks:
    """The ranks of those named often, the most frequent first, kept beside the index for later writing."""
    kept = {field: list(often.get(field, ()))[:MOST_OFTEN] for field in SPLIT}
    (folder / NAMES).write_text(json.dumps(kept))
    return _ranked(kept)


def read(folder: Path) -> Ranks:
    """Who is named often according to the index in this folder; ValueError where it does not tell."""
    try:
        return _ranked(json.loads((folder / NAMES).read_text()))
    except OSError as error:
        raise ValueError(f"{NAMES} is missing") from error


def _ranked(often: Mapping[str, Iterable[int]]) -> Ranks:
    return {field: {id: rank for rank, id in enumerate(ids, 1)} for field, ids in often.items()}


def terms(column: str, size: int, **options) -> dict:
    """What to ask for so many values of a column, each counted exactly."""
    return {"terms": {"field": column, "size": size, "segment_size": EVERY, **options}}


def first(column: str, size: int) -> dict:
    """What to ask for the first so many numbers of a column, each counted exactly."""
    return terms(column, size, segment_size=size, order={"_key": "asc"})


def highest(column: str) -> dict:
    """What to ask for the highest count of a column alone; see `at_most`."""
    return terms(column, 1, segment_size=1)


def at_most(answer: Mapping) -> int:
    """No value has a higher count: the error is what those not given back may have in all segments."""
    return answer["doc_count_error_upper_bound"] + sum(each["doc_count"] for each in answer["buckets"])


def pairs(answer: Mapping) -> Pairs:
    """The values of a column and how often each was counted."""
    return [(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"]]


def measure(folder: Path, searcher: Searcher) -> None:
    """Keeps beside the index in how many articles anyone after each rank is at most."""
    after = {field: list(_after(searcher, field, len(ranks))) for field, ranks in read(folder).items()}
    (folder / HIGHEST).write_text(json.dumps({"written": _written(folder), "after": after}))


def _after(searcher: Searcher, field: str, ranks: int) -> Iterator[int]:
    often, seldom = columns_of(field)
    counted = searcher.aggregate(
        Query.all_query(), {often: terms(often, MOST_OFTEN), seldom: terms(seldom, 1)}
    )
    counts = dict(pairs(counted[often]))
    by_rank = (counts.get(rank, 0) for rank in range(ranks, 0, -1))
    from_last = accumulate(by_rank, max, initial=at_most(counted[seldom]))
    return reversed(list(from_last))


def _measured(folder: Path) -> tuple[Mapping[str, list[int]], int]:
    """What was measured when the index was built, and how many articles were written since at most; nothing
    where nobody measured."""
    if not (folder / HIGHEST).exists():
        return {}, 0
    told = json.loads((folder / HIGHEST).read_text())
    return told["after"], _written(folder) - told["written"]


def _written(folder: Path) -> int:
    """How much was ever written into the index, which the library counts: one or more for each article."""
    return json.loads((folder / "meta.json").read_text())["opstamp"]
