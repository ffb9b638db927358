"""A date as people type it → a period. Today is given, so that last month means the same in every test."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from articles.periods import Period

HOW = "2019, 2019-01, 2019-01-07, “January 2019”, “7 Jan 2019”, -30d or “last month”"
MOST_WORDS = 3  # of a date: 7 January 2019

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
NUMBERS = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")
RANGE = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
MONTH_OF = re.compile(r"([a-z]+)\.? (\d{4})")
DAY_OF = re.compile(r"(\d{1,2})\.? ([a-z]+)\.? (\d{4})")
MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2}),? (\d{4})")
AGO = re.compile(r"[-−](\d{1,4})([dwmy])")
CALENDAR = re.compile(r"(last|this) (week|month|year)")
DAYS_AGO = {"today": 0, "yesterday": 1}


def read(typed: str, today: date) -> Period:
    """The period that was typed; ValueError where it is none.

    >>> str(read("7 Jan 2019", date(2020, 1, 1))), str(read("last month", date(2019, 3, 31)))
    ('2019-01-07', '2019-02')
    """
    text = " ".join(typed.lower().split())
    for form, made in FORMS:
        if match := form.fullmatch(text):
            try:
                return made(match, today)
            except (KeyError, OverflowError):
                break
    raise ValueError(f"{typed!r} is not a date; write {HOW}")


def _numbers(match, _today):
    return Period.parse(match[0])


def _range(match, _today):
    return Period(date.fromisoformat(match[1]), date.fromisoformat(match[2]))


def _month_of(match, _today):
    return Period.of(int(match[2]), MONTHS[match[1]])


def _day_of(match, _today):
    return Period.of(int(match[3]), MONTHS[match[2]], int(match[1]))


def _month_first(match, _today):
    return Period.of(int(match[3]), MONTHS[match[1]], int(match[2]))


def _ago(match, today):
    """The days from so long ago until today: after:-30d begins thirty days ago."""
    number, unit = int(match[1]), match[2]
    if unit in "dw":
        return Period(today - timedelta(days=number * (7 if unit == "w" else 1)), today)
    return Period(_months_before(today, number * (12 if unit == "y" else 1)), today)


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _calendar(match, today):
    ago = int(match[1] == "last")
    if match[2] == "week":
        monday = today - timedelta(days=today.weekday() + 7 * ago)
        return Period(monday, monday + timedelta(days=6))
    if match[2] == "year":
        return Period.of(today.year - ago)
    first = _months_before(today.replace(day=1), ago)
    return Period.of(first.year, first.month)


def _day_ago(match, today):
    day = today - timedelta(days=DAYS_AGO[match[0]])
    return Period(day, day)


FORMS = (
    (NUMBERS, _numbers),
    (RANGE, _range),
    (MONTH_OF, _month_of),
    (DAY_OF, _day_of),
    (MONTH_FIRST, _month_first),
    (AGO, _ago),
    (CALENDAR, _calendar),
    (re.compile("|".join(DAYS_AGO)), _day_ago),
)


def is_date(typed: str) -> bool:
    """Whether the text can be read as a date, whatever day it is today."""
    try:
        return bool(read(typed, date(2000, 3, 1)))
    except ValueError:
        return False
