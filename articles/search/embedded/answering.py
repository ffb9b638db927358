"""The page of a request and its counts: at the same time where they are many, else one after the other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from articles.search.embedded.asking import Asked
from articles.search.embedded.counting import LARGE, Counting, merged
from articles.search.embedded.expecting import expected
from articles.search.embedded.halves import at_once
from articles.search.embedded.ranking import Page, page
from articles.search.embedded.remembering import Remembered
from articles.search.engine import Found


def answered(asked: Asked, offset: int, limit: int, remembered: Remembered) -> Found:
    """The hits from `offset`, with the total and the counts, which may be known from another page."""
    counts = remembered.known(asked.request)
    if counts is None and _will_be_large(asked):
        found, counts = _both(asked, offset, limit)
    else:
        found = page(asked, offset, limit)
        counts = counts or Counting(asked, found).counts(found.total)
    remembered.keep(asked.request, counts)
    return replace(counts, hits=found.hits, total=found.total)


def _will_be_large(asked: Asked) -> bool:
    counted = asked.request.facets or asked.request.histogram
    return bool(counted) and not asked.request.families and expected(asked.searcher, asked.tree) >= LARGE


def _both(asked: Asked, offset: int, limit: int) -> tuple[Page, Found]:
    counting = Counting(asked)
    *answers, found = at_once([*counting.jobs(), partial(page, asked, offset, limit)])
    counting.answer = merged(answers)
    return found, counting.counts(found.total)
