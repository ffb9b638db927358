import re
from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange

from articles.templatetags import archive


@pytest.mark.parametrize(
    ("first", "after", "said", "machine"),
    [
        (date(2019, 1, 7), date(2019, 1, 8), "7 January 2019", "2019-01-07"),
        (date(2019, 1, 1), date(2019, 2, 1), "January 2019", "2019-01"),
        (date(2019, 1, 1), date(2020, 1, 1), "2019", "2019"),
        (date(2019, 1, 7), date(2019, 1, 10), "7 January 2019 to 9 January 2019", ""),
    ],
)
def test_it_writes_a_date_as_exactly_as_it_is_known(first, after, said, machine):
    days = DateRange(first, after)
    assert archive.in_words(days) == said
    assert archive.machine_date(days) == machine


def test_it_says_that_a_date_is_unknown():
    assert archive.in_words(None) == "date unknown"
    assert archive.machine_date(None) == ""


def test_it_writes_out_dates_and_leaves_other_values_alone():
    assert archive.written_in_words("2019-01") == "January 2019"
    assert archive.written_in_words("Al Jazeera") == "Al Jazeera"
    assert archive.written_in_words("2019-13") == "2019-13"


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("fa", "rtl"), ("ar-EG", "rtl"), ("ur_PK", "rtl"), ("ku-Arab", "rtl"), ("", "auto")],
)
def test_it_knows_which_way_a_language_is_written(language, direction):
    assert archive.direction(language) == direction


def test_it_names_languages():
    assert archive.language_name("fa") == "Persian"
    assert archive.language_name("zz") == "zz"
    assert archive.language_name("not a language!") == "not a language!"


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1, "certain"), (0.95, "almost certain"), (0.8, "likely"), (0.3, "a guess"), (-1, "a guess")],
)
def test_it_says_how_sure_it_is(confidence, words):
    assert archive.certainty(confidence) == words


def test_it_counts_as_people_do():
    assert [archive.times(count) for count in (1, 2, 3)] == ["once", "twice", "3 times"]


def test_it_names_the_site_of_an_address():
    assert archive.host("https://www.aljazeera.com/news/2019/1/7/") == "aljazeera.com"
    assert archive.host("http://[broken") == "http://[broken"


# Pairs of foreground and background in variables.css, and the contrast they must reach (WCAG 2.2: 7 is AAA
# for text, 4.5 is AA, 3 is for what is not text).
CONTRASTS = [
    *product(["ink", "ink-soft", "accent"], ["paper"], [7]),
    ("ink", "paper-deep", 7),
    ("mark-ink", "mark", 7),
    ("paper", "ink", 7),
    *product(["person", "country", "organisation"], ["paper"], [4.5]),
    *product(["column", "rule-strong"], ["paper"], [3]),
]


def palettes():
    """The colours of variables.css by name: light as written first, dark as overridden after it."""
    text = (settings.BASE_DIR / "static/css/variables.css").read_text()
    light, dark = (dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", part)) for part in text.split("@media"))
    assert set(light) == set(dark)
    return {"light": light, "dark": dark}


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), CONTRASTS)
def test_its_colours_can_be_read(scheme, front, back, least):
    colours = palettes()[scheme]
    bright, dim = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= least


def test_what_is_the_same_on_every_page_is_drawn_once(settings):
    drawn = []
    draw = archive._kept(lambda name: drawn.append(name) or f"<{name}>")
    assert [draw("one"), draw("one"), draw("two")] == ["<one>", "<one>", "<two>"]
    assert drawn == ["one", "two"]
    settings.DEBUG = True
    assert draw("one") == "<one>"
    assert drawn == ["one", "two", "one"]


def test_every_page_marks_its_own_section(rf):
    for here, current in (("people", "page"), ("person", "true")):
        request = rf.get("/")
        request.resolver_match = SimpleNamespace(url_name=here)
        drawn = archive.navigation({"request": request})
        assert f'people/" aria-current="{current}"' in drawn
        assert drawn.count("aria-current") == 1
    assert "aria-current" not in archive.navigation({})
