"""The counts of a list that was counted ahead, brought up to the present."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.search.embedded.ahead.kept import Told
from articles.search.embedded.columns import EVERY, MOST, Pairs
from articles.search.embedded.tally import Tally
from articles.search.embedded.ways import Counted


@dataclass(frozen=True)
class Known:
    """A tally of which the most was counted ahead; asked as a `Tally` is.

    `told` is what the list came to then. From that `gone` is taken away, the articles of the list that
    changed since, as they were; `come` is added: the same as they are now, new ones, and what is found
    without being in the list. `anew` counts what was not told, or of which not enough was.
    """

    anew: Tally
    told: Mapping[str, Told]
    gone: Tally | None
    come: Tally | None

    @property
    def wanted(self) -> Mapping[str, int]:
        return self.anew.wanted

    def count(self) -> None:
        """Counts what changed."""
        for tally in filter(None, (self.gone, self.come)):
            tally.count()

    def values(self, field: str) -> Pairs:
        """The values in most hits, in any order, and how many hits those are: as many as wanted, or more."""
        counted = self._counted(field)
        return counted.values if counted.suffices(self.wanted[field]) else self._alone(field).values(field)

    def without(self, field: str) -> int:
        """How many hits have no value of a field."""
        if field not in self.told:
            return self._alone(field).without(field)
        gone, come = (each.without(field) if each else 0 for each in (self.gone, self.come))
        return self.told[field].nothing - gone + come

    def _counted(self, field: str) -> Counted:
        if field not in self.told:
            return Counted([], EVERY)
        told = self.told[field].counted
        gone, come = (dict(each.values(field)) if each else {} for each in (self.gone, self.come))
        if max(len(gone), len(come)) >= MOST:
            return Counted([], EVERY)
        counts = dict(told.values)
        new = {value: count for value, count in come.items() if value not in counts}
        others = told.others and told.others + max(new.values(), default=0)
        counts = counts if others else counts | dict.fromkeys(new, 0)
        now = ((value, n - gone.get(value, 0) + come.get(value, 0)) for value, n in counts.items())
        return Counted([(value, n) for value, n in now if n], others)

    def _alone(self, field: str) -> Tally:
        tally = replace(self.anew, wanted={field: self.wanted[field]})
        tally.count()
        return tally
