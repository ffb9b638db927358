"""Values of most articles, each in a column that has one value of every article.

The library counts such a column three to eight times sooner than one of several values: it need not look
where the values of an article begin and end. So beside the column that has all values of a field there are
some with one each, and a last one for what does not fit, counted among the few articles that have more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from articles.search.embedded.columns import most_of

NOTHING = 0  # no id, year or month; every article must have a value, or the column is no faster
SLOTS = {"sources": 2, "agency": 1, "year": 1, "month": 1, "countries": 8}
SLOTS |= {most_of("people"): 4, most_of("organisations"): 4}
NAMES = {column: [f"{column}_{place}" for place in range(1, slots + 1)] for column, slots in SLOTS.items()}
EMPTY = dict.fromkeys(chain(*NAMES.values()), NOTHING)
Pairs = list[tuple]
FEW = 2  # slots, which are always counted sooner than one column of several values
# More of them are, where so many articles are hits and one in so many of all.
MANY, ONE_IN = 10_000, 5


def slots_of(column: str, hits: int, articles: int) -> list[str]:
    """The columns with one value of each article, if of so many hits these are counted sooner; else none."""
    sooner = SLOTS.get(column, 0) <= FEW or hits >= max(MANY, articles / ONE_IN)
    return NAMES.get(column, []) if sooner else []


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


def summed(answers: Sequence[Mapping]) -> Pairs | None:
    """Each value with how often it was counted in all of the columns; None where that cannot be told, because
    one of several was not given back whole."""
    if len(answers) == 1:
        return pairs(answers[0])
    if any(answer["sum_other_doc_count"] for answer in answers):
        return None
    counts: Counter[int] = Counter()
    for answer in answers:
        counts.update(dict(pairs(answer)))
    return list(counts.items())


def pairs(answer: Mapping) -> Pairs:
    """The values of a column and how often each was counted."""
    return [(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"]]
