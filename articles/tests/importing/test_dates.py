"""The rules that find the day of publication, and the judge of plausibility."""

from datetime import date

import pytest

from articles.importing import dates, written
from articles.importing.prose.passages import Passage
from articles.periods import Period

LATEST = date(2024, 6, 30)
STORY = "The museum opened its new wing on Monday with an exhibition of old maps."


def passages(*texts):
    return tuple(Passage(text, 100 * index, 100 * index + len(text)) for index, text in enumerate(texts))


def find(header=(), body=(STORY,), tail=(), url=""):
    page = dates.Page(passages(*header), passages(*body), passages(*tail), url, LATEST)
    return [(finding.value, finding.rule) for finding in dates.find(page)]


@pytest.mark.parametrize(
    "text",
    [
        "7 January 2019",
        "Monday, 7 January 2019",
        "Mon Jan 7, 2019 12:46 pm EST",
        "January 7th, 2019",
        "2019-01-07",
        "2019/1/7",
        "07.01.2019",
        "7. Januar 2019",
        "7 de enero de 2019",
        "le 7 janvier 2019",
        "7 января 2019",
        "2019年1月7日",
        "2019년 1월 7일",
    ],
)
def test_it_reads_dates_as_they_are_written(text):
    assert [str(found.period) for found in written.written_dates(text)] == ["2019-01-07"]


@pytest.mark.parametrize(
    "text",
    [
        "Monday",
        "Mon Feb 2, 8:03 am ET",
        "31 February 2019",
        "Tuesday 7 January 2019",
        "05/06/2019",
        "1.2.3.2019",
        "May 2019",
        "section 12 2019",
        "tel 2019-01-07-99",
    ],
)
def test_it_never_invents_a_day(text):
    assert not list(written.written_dates(text))


def test_it_reads_numbers_alone_only_where_their_order_is_sure():
    found = [str(found.period) for found in written.written_dates("21/06/2014, 06/22/2014 and 5/5/2014")]
    assert found == ["2014-06-21", "2014-06-22", "2014-05-05"]


@pytest.mark.parametrize(
    ("address", "period"),
    [
        ("https://a.example/news/2019/1/7/talks", "2019-01-07"),
        ("https://a.example/2012/mar/12/talks", "2012-03-12"),
        ("https://a.example/article/idUSBRE82B12Z20120312", "2012-03-12"),
        ("https://a.example/2012/03/talks", "2012-03"),
        ("https://a.example/2012-03-12-talks", "2012-03-12"),
        ("https://a.example/2012/WORLD/meast/03/12/iran.talks/index.html", "2012-03-12"),
        ("https://a.example/2012/SPORT/03/12/cup/index.html", "2012-03-12"),
        ("https://a.example/2012/middle_east/3/12/talks/index.html", "2012-03-12"),
    ],
)
def test_it_reads_the_date_in_an_address(address, period):
    assert find(url=address) == [(period, "in the address")]


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/17098-talks",
        "https://a.example/2031/01/01/",
        "https://a/99991301",
        "https://a/2012/sport/3/cup",
    ],
)
def test_it_takes_no_other_number_of_an_address_for_a_date(address):
    assert find(url=address) == []


def test_it_goes_from_the_surest_rule_to_the_weakest():
    found = find(
        header=("Museum opens", "8 January 2019", "Published: 7 January 2019"),
        url="https://a.example/2019/1/9/",
    )
    assert [value for value, _ in found] == ["2019-01-07", "2019-01-09", "2019-01-08"]


@pytest.mark.parametrize("line", ["Born 7 January 2019", "Comments until 7 January 2019"])
def test_it_knows_dates_of_other_things(line):
    assert find(header=("Museum opens", line)) == []


@pytest.mark.parametrize("line", ["Updated 7 January 2019", "This story was corrected on 7 January 2019"])
def test_it_keeps_the_day_of_a_change_as_evidence_only(line):
    assert find(header=("Museum opens", line)) == [("2019-01-07", "last updated")]


def test_it_takes_a_day_of_the_story_for_nothing_else():
    assert find(body=("The fire of 7 January 2019 destroyed the old wing of the museum.", STORY)) == []


def test_it_takes_the_earliest_of_several_comments_for_a_weak_hint():
    comments = [f"January {day}, 2019 at 2:27 pm | Reply" for day in (9, 7, 8)]
    assert find(tail=comments) == [("2019-01-07", "earliest of the comments")]


@pytest.mark.parametrize(
    ("period", "plausible"),
    [
        (Period.of(1599), False),
        (Period.of(1702, 3, 11), True),
        (Period.of(2024, 7, 1), True),
        (Period.of(2024, 7, 2), False),
        (Period.of(2024), True),
        (Period.of(2025), False),
    ],
)
def test_it_judges_what_is_plausible(period, plausible):
    assert dates.plausible(period, LATEST) is plausible
