"""A date as people type it, whatever day it is today."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.days import is_date, read

TODAY = date(2020, 3, 31)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2019", "2019"),
        ("2019-01", "2019-01"),
        ("2019-1-7", "2019-01-07"),
        ("January 2019", "2019-01"),
        ("jan. 2019", "2019-01"),
        ("Sept 2019", "2019-09"),
        ("7 Jan 2019", "2019-01-07"),
        ("7 january  2019", "2019-01-07"),
        ("Jan 7, 2019", "2019-01-07"),
        ("today", "2020-03-31"),
        ("Yesterday", "2020-03-30"),
        ("-30d", "2020-03"),
        ("-2w", "2020-03-17/2020-03-31"),
        ("-1m", "2020-02-29/2020-03-31"),
        ("-1y", "2019-03-31/2020-03-31"),
        ("this week", "2020-03-30/2020-04-05"),
        ("last week", "2020-03-23/2020-03-29"),
        ("this month", "2020-03"),
        ("last month", "2020-02"),
        ("last year", "2019"),
        ("2019-01-02/2019-01-05", "2019-01-02/2019-01-05"),
    ],
)
def test_it_reads_a_date_as_people_write_it(typed, period):
    assert str(read(typed, TODAY)) == period


@pytest.mark.parametrize(
    "typed", ["", "soon", "2019-13", "32 Jan 2019", "Foo 2019", "-9999y", "-5x", "0000", "last"]
)
def test_what_is_no_date_is_refused(typed):
    assert not is_date(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(typed):
    assert is_date(typed) in (True, False)
