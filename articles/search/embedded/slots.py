"""Values of most articles, each in a column that has one value of every article.

The library counts such a column many times sooner than one of several values: it need not look where the
values of an article begin and end. So beside the column that has all values of a field there are some with
one each, and a last one for what does not fit, counted among the few articles that have more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from articles.search.embedded.columns import SPLIT, columns_of

NOTHING = 0  # no id, rank, year or month; every article must have a value, or the column is no faster
SLOTS = {"sources": 2, "agency": 1, "year": 1, "month": 1, "countries": 6}
SLOTS |= {columns_of(field)[0]: slots for field, slots in zip(SPLIT, (6, 4), strict=True)}
NAMES = {column: [f"{column}_{place}" for place in range(1, slots + 1)] for column, slots in SLOTS.items()}
EMPTY = dict.fromkeys(chain(*NAMES.values()), NOTHING)
FEW = 2  # slots, which are always counted sooner than one column of several values
# More of them are, where so many articles are hits and one in so many of all.
MANY, ONE_IN = 10_000, 10


def are_sooner(column: str, hits: int, articles: int) -> bool:
    """Whether of so many hits the columns with one value of each article are counted sooner."""
    return column in SLOTS and (SLOTS[column] <= FEW or hits >= max(MANY, articles / ONE_IN))


def rest_of(column: str) -> str:
    """The column of what did not fit."""
    return f"{column}_rest"


def slotted(fields: Mapping) -> dict:
    """What an article has in the columns of one value each and in those of what does not fit, and as `more`
    the fields of which it has any such."""
    told: dict = {**EMPTY, "more": []}
    for column, slots in NAMES.items():
        values = fields.get(column) or []
        values = list(dict.fromkeys(values)) if isinstance(values, list) else [values]
        told.update(zip(slots, values, strict=False))
        if len(values) > len(slots):
            told[rest_of(column)] = values[len(slots) :]
            told["more"].append(column)
    return told


def summed(answers: Iterable[Mapping]) -> dict[int, int]:
    """How often each value was counted in all of the columns together."""
    counts: defaultdict[int, int] = defaultdict(int)
    for answer in answers:
        for bucket in answer["buckets"]:
            counts[bucket["key"]] += bucket["doc_count"]
    counts.pop(NOTHING, None)
    return counts
