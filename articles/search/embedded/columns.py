"""Who is named often is counted in a column of its own, the many who are named seldom in another.

The library gives back every value that it counted, or counts that are not sure; of a hundred thousand people
giving back costs more than counting. So the people that most articles name have a column that is counted
whole, and of the other one only the highest count is asked: where it is lower than those that are shown,
nobody in it is among them. Where many articles are found, not even that: how many articles the most frequent
one in it is in at all was counted when the index was built, and each article written since adds one at most.
Where a good part of all articles is found, so it is with all but the hundred named most, who have slots.

Who counts as often named is decided when an index is built, and stays so for all that is written into it
later; if others are named often meanwhile, counting takes longer and is as exact.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from tantivy import Query, Searcher

from articles.search.engine import MOST_OFTEN, Often

SPLIT = ("people", "organisations")
OFTEN, SELDOM = "often", "seldom"
NAMED_MOST = 100  # people, and organisations
MOST = 60_000  # values that the library gives of a column
EVERY = 2**31 - 1  # counts are exact only when each segment reports every value
# Beside the index; the library leaves files alone that are not its own.
NAMES, HIGHEST = "often.json", "seldom.json"


def columns_of(field: str) -> tuple[str, ...]:
    """The columns in which values of the field are counted."""
    return (f"{field}_{OFTEN}", f"{field}_{SELDOM}") if field in SPLIT else (field,)


def most_of(field: str) -> str:
    """Those named most, of a field that is split; their columns are slots."""
    return f"{field}_most"


def split(field: str, values: Collection[int], often: Often) -> dict[str, list[int]]:
    """The values by column. (Lists, since the library takes a tuple of small numbers for bytes.)"""
    known = often.get(field, ())
    parts = [value for value in values if value in known], [value for value in values if value not in known]
    return dict(zip(columns_of(field), parts, strict=True))


def named_most(fields: Mapping, often: Often) -> dict[str, list[int]]:
    """Of those that an article names, who is named most."""
    return {
        most_of(field): [id for id in fields[field] if id in often.get(most_of(field), ())] for field in SPLIT
    }


def written(folder: Path, often: Often) -> Often:
    """Who is named often, and who most, kept beside the index for all later writing."""
    ordered = {field: list(often.get(field, ())) for field in SPLIT}
    kept = {field: frozenset(ids[:MOST_OFTEN]) for field, ids in ordered.items()}
    kept |= {most_of(field): frozenset(ids[:NAMED_MOST]) for field, ids in ordered.items()}
    (folder / NAMES).write_text(json.dumps({field: sorted(ids) for field, ids in kept.items()}))
    return kept


def read(folder: Path) -> Often:
    """Who is named often according to the index in this folder; ValueError where it does not tell."""
    try:
        told = json.loads((folder / NAMES).read_text())
    except OSError as error:
        raise ValueError(f"{NAMES} is missing") from error
    return {name: frozenset(ids) for name, ids in told.items()}


def terms(column: str, size: int, **options) -> dict:
    """What to ask for so many values of a column, each counted exactly."""
    return {"terms": {"field": column, "size": size, "segment_size": EVERY, **options}}


def highest(column: str) -> dict:
    """What to ask for the highest count of a column alone; see `at_most`."""
    return terms(column, 1, segment_size=1)


def at_most(answer: dict) -> int:
    """No value has a higher count: the error is what those not given back may have in all segments."""
    return answer["doc_count_error_upper_bound"] + sum(each["doc_count"] for each in answer["buckets"])


def measure(folder: Path, searcher: Searcher) -> None:
    """Keeps beside the index in how many articles anyone is at most who is named seldom, or not most."""
    most, told = read(folder), {}
    for field in SPLIT:
        often, seldom = columns_of(field)
        asked = {often: terms(often, MOST_OFTEN), seldom: terms(seldom, 1)}
        counted = searcher.aggregate(Query.all_query(), asked)
        told[field] = at_most(counted[seldom])
        others = (each for each in counted[often]["buckets"] if each["key"] not in most[most_of(field)])
        told[most_of(field)] = max(told[field], *(each["doc_count"] for each in others), 0)
    (folder / HIGHEST).write_text(json.dumps({"written": _written(folder), **told}))


def measured(folder: Path) -> Mapping[str, int]:
    """In how many articles anyone is at most who is named seldom, or not most, also now; empty where nobody
    measured."""
    if not (folder / HIGHEST).exists():
        return {}
    told = json.loads((folder / HIGHEST).read_text())
    since = _written(folder) - told["written"]
    return {name: count + since for name, count in told.items() if name != "written"}


def _written(folder: Path) -> int:
    """How much was ever written into the index, which the library counts: one or more for each article."""
    return json.loads((folder / "meta.json").read_text())["opstamp"]
