"""What was counted is kept while the index is as it was: the next page of a search counts nothing anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from articles.search.engine import Found, Request

KEPT = 200  # answers, each of some kilobytes
FEW = 100  # values of a facet; longer lists are not kept


class Remembered:
    """The latest answers, by what was asked; made anew with every view of the index."""

    def __init__(self):
        self._answers: OrderedDict[Hashable, Found] = OrderedDict()
        self._lock = Lock()

    def known(self, request: Request) -> Found | None:
        """What was counted for an equal request; None where nothing was."""
        with self._lock:
            if (asked := _counts_of(request)) in self._answers:
                self._answers.move_to_end(asked)
            return self._answers.get(asked)

    def keep(self, request: Request, counts: Found) -> None:
        """Keeps what was counted, unless it is long or nothing."""
        if request.values > FEW or not (request.facets or request.histogram):
            return
        with self._lock:
            self._answers[_counts_of(request)] = counts
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)


def _counts_of(request: Request) -> Hashable:
    """What the counts depend on: not the order, unless only a part of it is asked for."""
    order = request.past and (request.sort, request.past)
    wanted = (request.facets, request.values, request.families, request.histogram)
    return request.tree, request.choices, order, wanted
