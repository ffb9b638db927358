"""A day, a month or a year, kept as exactly as it is known: 1 January is never invented."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` to `last`, both included.

    >>> str(Period.of(2019, 1)), Period.of(2019, 1).in_words()
    ('2019-01', 'January 2019')
    """

    first: date
    last: date

    def __post_init__(self):
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    @lru_cache(maxsize=10_000)  # a chart has sixty of them, each asked several times how exact it is
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> Period:
        """The year, the month or the day; ValueError where the calendar has none such."""
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls(date(year, month, day), date(year, month, day))

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written as 2019, 2019-01 or 2019-01-07; ValueError for anything else."""
        match = WRITTEN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a date; write 2019, 2019-01 or 2019-01-07")
        return cls.of(*(int(part) for part in match.groups() if part))

    @classmethod
    def from_range(cls, days) -> Period | None:
        """The period of a PostgreSQL date range `[first, after)`, or None for an empty or missing one."""
        if days is None or days.lower is None or days.upper is None:
            return None
        return cls(days.lower, days.upper - timedelta(days=1))

    @property
    def after(self) -> date:
        """The first day that is no longer in the period."""
        return self.last + timedelta(days=1)

    @cached_property
    def precision(self) -> str:
        """day, month, year, or range for anything between."""
        if self.first == self.last:
            return "day"
        for parts, name in ((2, "month"), (1, "year")):
            if self == Period.of(*(self.first.year, self.first.month)[:parts]):
                return name
        return "range"

    def __str__(self) -> str:
        written = {"day": 10, "month": 7, "year": 4}
        if self.precision in written:
            return self.first.isoformat()[: written[self.precision]]
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def in_words(self) -> str:
        """As people write it: 7 January 2019, January 2019, 2019."""
        if self.precision == "range":
            ends = (Period(day, day).in_words() for day in (self.first, self.last))
            return " to ".join(ends)
        words = {"day": "{d.day} {m} {d.year}", "month": "{m} {d.year}", "year": "{d.year}"}
        return words[self.precision].format(d=self.first, m=calendar.month_name[self.first.month])
