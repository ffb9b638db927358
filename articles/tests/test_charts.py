from django.http import QueryDict

from articles import charts
from articles.periods import Period


def link(period):
    return f"/{period}"


def years(**counts):
    return [(Period.of(int(year.strip("_"))), count) for year, count in counts.items()]


def test_it_keeps_the_place_of_years_without_articles():
    chart = charts.timeline(years(_2009=1, _2012=4), link)
    assert [column.label for column in chart.columns] == ["2009", "2010", "2011", "2012"]
    assert [column.count for column in chart.filled] == [1, 4]
    assert chart.peak == 4


def test_it_draws_the_peak_as_high_as_the_chart_and_the_rest_in_proportion():
    chart = charts.timeline(years(_2010=1, _2011=2), link)
    assert [column.height for column in chart.columns] == [chart.height / 2, chart.height]
    assert [column.y for column in chart.columns] == [chart.height / 2, 0]


def test_it_lets_even_one_article_among_thousands_be_seen():
    chart = charts.timeline(years(_2010=1, _2011=100_000), link)
    assert chart.columns[0].height == 2


def test_it_stays_inside_its_width():
    for last in (2001, 2013, 2059):
        chart = charts.timeline([(Period.of(2000), 1), (Period.of(last), 1)], link)
        assert all(column.x >= 0 and column.x + column.width <= 100.001 for column in chart.columns)
        assert all(0 <= tick.x <= 100 for tick in chart.ticks)


def test_it_draws_months_when_all_is_known_to_the_month():
    chart = charts.timeline([(Period.of(2018, 11), 2), (Period.of(2019, 2), 1)], link)
    assert [column.label for column in chart.columns] == ["Nov 2018", "Dec 2018", "Jan 2019", "Feb 2019"]
    assert chart.filled[1].url == "/2019-02"


def test_it_draws_years_when_months_and_years_are_mixed_or_months_too_many():
    mixed = charts.timeline([(Period.of(2018), 2), (Period.of(2019, 2), 1)], link)
    assert [column.count for column in mixed.columns] == [2, 1]
    long = charts.timeline([(Period.of(1990, 1), 1), (Period.of(2019, 2), 1)], link)
    assert long.columns[0].label == "1990"


def test_it_puts_many_years_into_one_column():
    chart = charts.timeline(years(_1851=1, _1999=2, _2019=3), link)
    assert len(chart.columns) <= charts.MOST_COLUMNS
    assert [(column.label, column.count) for column in chart.filled] == [
        ("1850 to 1854", 1),
        ("1995 to 1999", 2),
        ("2015 to 2019", 3),
    ]


def test_it_survives_the_whole_calendar():
    chart = charts.timeline(years(_1=1, _9999=1), charts.search_link())
    assert sum(column.count for column in chart.columns) == 2
    assert "before" not in chart.filled[-1].url


def test_it_counts_what_has_no_place_on_the_line():
    assert charts.timeline(years(_2018=1, _2019=1), link, undated=5).undated == 5


def test_it_draws_nothing_for_less_than_two_columns():
    assert charts.timeline([], link) is None
    assert charts.timeline(years(_2019=7), link) is None
    assert charts.timeline(years(_2018=0, _2019=7), link) is None


def test_it_leads_to_a_search_for_the_period_that_keeps_the_other_choices():
    to = charts.search_link(QueryDict("q=talks&page=3&country=iran&country=norway"))
    assert to(Period.of(2019)) == "/articles/?q=talks&country=iran&country=norway&year=2019"
    assert to(Period.of(2018, 12)).endswith("country=norway&after=2018-12&before=2019-01")


def test_it_leads_to_the_archive_of_a_year_and_of_a_month():
    assert charts.archive_link(Period.of(2019)) == "/archive/2019/"
    assert charts.archive_link(Period.of(2019, 1)) == "/archive/2019/1/"
