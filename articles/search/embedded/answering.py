"""The page of a request and its counts: at the same time where they are many, else one after the other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from articles.search.embedded.asking import Asked
from articles.search.embedded.at_once import at_once
from articles.search.embedded.counting import Counting
from articles.search.embedded.expecting import LARGE
from articles.search.embedded.ranking import Page, page
from articles.search.embedded.remembering import Remembered
from articles.search.engine import Found


def answered(asked: Asked, offset: int, limit: int, remembered: Remembered) -> Found:
    """The hits from `offset`, with the total and the counts, which may be known from another page."""
    known = remembered.known(asked.request)
    if known is None and _many(asked) >= LARGE:
        found, counts = _both(asked, offset, limit)
    else:
        found = page(asked, offset, limit, is_counted=known is not None)
        counts = known or Counting(asked, found).done().counts(found.total)
    remembered.keep(asked.request, counts)
    return replace(counts, hits=found.hits)


def _many(asked: Asked) -> int:
    """About how many hits are to be counted; 0 where that cannot be told or does not matter."""
    if asked.request.families or not (asked.request.facets or asked.request.histogram):
        return 0
    return 0 if asked.listed else asked.likely


def _both(asked: Asked, offset: int, limit: int) -> tuple[Page, Found]:
    counting = Counting(asked)
    *_, found = at_once([*counting.jobs(), partial(page, asked, offset, limit, is_counted=True)])
    return found, counting.counts(counting.total if found.total is None else found.total)
