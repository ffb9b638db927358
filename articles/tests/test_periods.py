import doctest
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from articles import periods
from articles.periods import Period


@pytest.mark.parametrize(
    ("written", "precision", "in_words"),
    [
        ("2019-01-07", "day", "7 January 2019"),
        ("2019-01", "month", "January 2019"),
        ("2019", "year", "2019"),
        ("2020-02", "month", "February 2020"),
        ("0001", "year", "1"),
    ],
)
def test_it_reads_and_writes_what_is_known(written, precision, in_words):
    period = Period.parse(written)
    assert (str(period), period.precision, period.in_words()) == (written, precision, in_words)


@pytest.mark.parametrize(
    "written", ["", "soon", "2019-13", "2019-02-30", "0000", "20190107", "7.1.2019", "-2019"]
)
def test_it_refuses_what_is_no_date(written):
    with pytest.raises(ValueError):
        Period.parse(written)


def test_it_goes_through_the_database_range_and_back():
    period = Period.parse("2019-02")
    assert Period.from_range(DateRange(period.first, period.after)) == period
    assert period.after == date(2019, 3, 1)


def test_unknown_stays_unknown():
    assert Period.from_range(None) is None
    assert Period.from_range(DateRange(empty=True)) is None


def test_the_last_day_of_the_calendar_is_a_period():
    assert Period.parse("9999-12-31").in_words() == "31 December 9999"


def test_days_that_are_no_month_are_named_by_both_ends():
    period = Period(date(2019, 1, 7), date(2019, 1, 9))
    assert str(period) == "2019-01-07/2019-01-09"
    assert period.in_words() == "7 January 2019 to 9 January 2019"


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError):
        Period(date(2019, 1, 2), date(2019, 1, 1))


def test_its_examples_hold():
    assert doctest.testmod(periods).failed == 0
