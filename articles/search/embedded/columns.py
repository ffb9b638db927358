"""Who is named often is counted in a column of its own, the many who are named seldom in another.

The library gives back every value that it counted, or counts that are not sure; of a hundred thousand people
giving back costs more than counting. So the people that most articles name have a column that is counted
whole, and of the other one only the highest count is asked: where it is lower than those that are shown,
nobody in it is among them. Who counts as often named is decided when an index is built, and stays so for all
that is written into it later; if others are named often meanwhile, counting takes longer and is as exact.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from articles.search.engine import MOST_OFTEN, Often

SPLIT = ("people", "organisations")
OFTEN, SELDOM = "often", "seldom"
FILE = "often.json"  # beside the index; the library leaves files alone that are not its own


def columns_of(field: str) -> tuple[str, ...]:
    """The columns in which values of the field are counted."""
    return (f"{field}_{OFTEN}", f"{field}_{SELDOM}") if field in SPLIT else (field,)


def split(field: str, values: Collection[int], often: Often) -> dict[str, list[int]]:
    """The values by column. (Lists, since the library takes a tuple of small numbers for bytes.)"""
    known = often.get(field, ())
    parts = [value for value in values if value in known], [value for value in values if value not in known]
    return dict(zip(columns_of(field), parts, strict=True))


def written(folder: Path, often: Often) -> Often:
    """Who is named often, kept beside the index for all later writing."""
    kept = {field: frozenset(list(often.get(field, ()))[:MOST_OFTEN]) for field in SPLIT}
    (folder / FILE).write_text(json.dumps({field: sorted(ids) for field, ids in kept.items()}))
    return kept


def read(folder: Path) -> Often:
    """Who is named often according to the index in this folder."""
    told = json.loads((folder / FILE).read_text())
    return {field: frozenset(told[field]) for field in SPLIT}
