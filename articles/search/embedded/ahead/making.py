"""Counts the long lists of an index: of every word, person, country or source that is in many articles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import accumulate
from pathlib import Path

import tantivy
from tantivy import Query, Searcher

from articles.search.embedded.ahead import kept, snapshots
from articles.search.embedded.ahead.kept import ARTICLES, Row, Told
from articles.search.embedded.anywhere import silent
from articles.search.embedded.columns import MOST, Named
from articles.search.embedded.lists import ALL, List, length, query_of
from articles.search.embedded.schema import ANYWHERE
from articles.search.embedded.tally import Tally, by_count, every_value
from articles.search.embedded.ways import MANY, YEARS, Counted
from articles.search.fields import BY_NAME, FACETS

MOST_WORDS = 20_000
MONTHS = 60  # kept where there are no more; longer histograms have a bar for each year
WANTED = dict.fromkeys((BY_NAME[name].index for name in FACETS), MANY) | {"year": YEARS, "month": 12 * YEARS}

Progress = Callable[[int, int], None]  # so many articles of so many


def count(generation: Path, opening: Callable[[Path], tantivy.Index], progress: Progress) -> None:
    """Counts the long lists of the index in a generation, in place of what was counted before."""
    with snapshots.taking(generation) as snapshot:
        searcher = opening(snapshot).searcher()
        kept.write(snapshot, _counted(searcher, Named.of(generation), progress))


def _counted(searcher: Searcher, named: Named, progress: Progress) -> Iterator[Row]:
    """What every long list comes to, field by field; on all processors, for the library lets go of Python."""
    lists = _long_lists(searcher, named)
    lengths = [length(searcher, each) for each in lists]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            counted = pool.map(partial(_rows, searcher, named), lists)
            for rows, done in zip(counted, accumulate(lengths), strict=True):
                yield from rows
                progress(done, sum(lengths))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _long_lists(searcher: Searcher, named: Named) -> list[List]:
    """The list of all articles, those of words, and those of the values of facets, if they are long."""
    found = [(ALL, searcher.num_docs)]
    for field in (f"anywhere_{kind}" for kind in ANYWHERE):
        words = searcher.terms_with_prefix(field, "", limit=MOST_WORDS)
        found += [((field, word), articles) for word, articles in words]
    for field in WANTED:
        values = every_value(searcher, named, Query.all_query(), field, MOST) if searcher.num_docs else ()
        found += [((field, value), articles) for value, articles in values]
    return [asked for asked, articles in found if articles >= kept.LEAST]


def _rows(searcher: Searcher, named: Named, asked: List) -> list[Row]:
    hits = length(searcher, asked)
    tally = Tally(searcher, named, silent(query_of(asked)), WANTED, hits, is_small=False, is_dear=False)
    tally.count()
    articles = Told(Counted([]), searcher.search(tally.query, 1, True).count)
    told = {ARTICLES: articles} | {field: _told(tally, field) for field in WANTED}
    if len(told["month"].counted.values) > MONTHS:
        del told["month"]
    return [(asked, field, each) for field, each in told.items()]


def _told(tally: Tally, field: str) -> Told:
    wanted = WANTED[field]
    values = sorted(tally.values(field), key=by_count)[:wanted]
    others = values[-1][1] if len(values) == wanted else 0
    return Told(Counted(values, others), tally.without(field) if field == "year" else 0)
