"""Numbers over time as columns that a template draws; every column leads to its articles."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil

from django.http import QueryDict
from django.utils.http import urlencode

from articles.addresses import address
from articles.periods import Period

HEIGHT = 64
MOST_COLUMNS = 60
WIDEST = 4.0  # per cent of the chart's width, for a column with few neighbours
MOST_TICKS = 7
YEARS_PER_COLUMN = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Column:
    """One period: `x` and `width` in per cent of the chart's width, `y` and `height` in pixels."""

    label: str
    count: int
    url: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True)
class Tick:
    """A label under the columns; `anchor` is the SVG text-anchor that keeps it inside the chart."""

    label: str
    x: float
    anchor: str


@dataclass(frozen=True)
class Chart:
    """A small column chart, ready to draw; `undated` counts the articles that have no place in it."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    peak: int
    undated: int = 0
    height: int = HEIGHT

    @property
    def filled(self) -> list[Column]:
        """The columns that stand for at least one article."""
        return [column for column in self.columns if column.count]


def by_year(articles, total: int, link: Callable[[Period], str]) -> Chart | None:
    """The chart of a queryset of that many articles by the year they appeared in."""
    counts = [(Period.of(row["year"]), row["articles"]) for row in articles.by_year()]
    return timeline(counts, link, undated=total - sum(count for _, count in counts))


def timeline(
    counts: Iterable[tuple[Period, int]], link: Callable[[Period], str], undated: int = 0
) -> Chart | None:
    """The chart of articles by month when all counts are of months, else by year; None below two columns.

    Periods without articles keep their place; many years share a column.
    """
    counts = [(period, count) for period, count in counts if count > 0]
    slots = _slots([period for period, _ in counts])
    if len(slots) < 2:
        return None
    totals = [0] * len(slots)
    starts = [period.first for period in slots]
    for period, count in counts:
        totals[bisect(starts, period.first) - 1] += count
    return _chart(list(zip(slots, totals, strict=True)), link, undated)


def _slots(periods: list[Period]) -> list[Period]:
    if not periods:
        return []
    first, last = min(period.first for period in periods), max(period.first for period in periods)
    by_month = all(period.precision == "month" for period in periods)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if by_month and months <= MOST_COLUMNS:
        return [
            Period.of(first.year + n // 12, n % 12 + 1)
            for n in range(first.month - 1, first.month - 1 + months)
        ]
    return _years(first.year, last.year)


def _years(first: int, last: int) -> list[Period]:
    step = next(size for size in YEARS_PER_COLUMN if (last - first) // size < MOST_COLUMNS)
    starts = range(first - first % step, last + 1, step)
    return [Period(date(max(year, 1), 1, 1), date(min(year + step - 1, 9999), 12, 31)) for year in starts]


def _chart(totals: list[tuple[Period, int]], link: Callable[[Period], str], undated: int) -> Chart:
    peak, room = max(count for _, count in totals), 100 / len(totals)
    columns = tuple(
        _column(period, count, peak, (n + 0.5) * room, min(0.8 * room, WIDEST), link)
        for n, (period, count) in enumerate(totals)
    )
    return Chart(columns, _ticks([period for period, _ in totals], room), peak, undated)


def _column(
    period: Period, count: int, peak: int, middle: float, width: float, link: Callable[[Period], str]
) -> Column:
    height = max(2, HEIGHT * count / peak) if count else 0
    return Column(
        label=label(period),
        count=count,
        url=link(period) if count else "",
        x=round(middle - width / 2, 3),
        width=round(width, 3),
        y=round(HEIGHT - height, 1),
        height=round(height, 1),
    )


def _ticks(slots: list[Period], room: float) -> tuple[Tick, ...]:
    step = ceil(len(slots) / MOST_TICKS)
    return tuple(
        _tick(label(slots[n]).split(" to ")[0], (n + 0.5) * room) for n in range(0, len(slots), step)
    )


def _tick(text: str, middle: float) -> Tick:
    if middle < 5:
        return Tick(text, 0, "start")
    return Tick(text, 100, "end") if middle > 95 else Tick(text, round(middle, 3), "middle")


@lru_cache(maxsize=10_000)
def label(period: Period) -> str:
    """What a column is called: 2019, Jan 2019, or 1950 to 1959."""
    if period.precision == "month":
        return f"{period.first:%b} {period.first.year}"
    if period.first.year == period.last.year:
        return str(period.first.year)
    return f"{period.first.year} to {period.last.year}"


def search_link(data: QueryDict | None = None) -> Callable[[Period], str]:
    """A function from a period to the address of a search within it, other choices of `data` kept."""
    kept = {name: urlencode({name: values}, doseq=True) for name, values in data.lists()} if data else {}
    kept.pop("page", None)

    def link(period):
        days = {name: f"{name}={written}" for name, written in _days(period).items()}
        return f"{address('articles')}?{'&'.join((kept | days).values())}"

    return link


def _days(period: Period) -> dict[str, str]:
    if period.precision == "year":
        return {"year": str(period)}
    width = 7 if period.precision == "month" else 4
    days = {"after": period.first.isoformat()[:width]}
    return days if period.last == date.max else days | {"before": period.after.isoformat()[:width]}


def archive_link(period: Period) -> str:
    """The address of the archive page of a year or a month, of a search for a longer time."""
    if period.precision == "year":
        return address("archive-year", period.first.year)
    if period.precision == "month":
        return address("archive-month", period.first.year, period.first.month)
    return search_link()(period)
