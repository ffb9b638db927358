"""The parts that Jinja2 draws: safe against markup, strict about names, given all they need."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.template import engines
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from jinja2 import UndefinedError
from markupsafe import Markup

from articles.narrowing import Choice
from articles.templatetags.archive import part

PARTS = Path(settings.BASE_DIR) / "templates" / "articles" / "parts"


class Name(str):
    """Text of a kind of its own, which nobody called safe."""


def make(**values):
    return SimpleNamespace(get_absolute_url=lambda: "/it/?a=1&b=2", **values)


def test_markup_in_what_is_shown_stays_text():
    drawn = part("choices", choices=[Choice("x", "<b>&", 1234, False, "q=<")], list_address="/articles/")
    assert "<bdi>&lt;b&gt;&amp;</bdi>" in drawn
    assert 'href="/articles/?q=&lt;"' in drawn
    assert ">1,234<" in drawn
    assert "<b>" not in drawn


def test_addresses_are_escaped_once():
    source = make(name="The <i>Post</i>")
    article = make(source=source, agency=None, published=None)
    drawn = part("source_and_date", article=article)
    assert 'href="/it/?a=1&amp;b=2"' in drawn
    assert "<i>" not in drawn
    assert "date unknown" in drawn


def test_a_date_is_written_for_people_and_for_programs():
    days = DateRange(date(2019, 1, 1), date(2019, 2, 1))
    drawn = part("source_and_date", article=make(source=None, agency=None, published=days))
    assert '<time datetime="2019-01">January 2019</time>' in drawn


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        ("<b>'\"&", "&lt;b&gt;&#x27;&quot;&amp;"),
        (mark_safe("<b>"), "<b>"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (4.5, "4.5"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
        (Name("<b>"), "&lt;b&gt;"),
    ],
)
def test_what_is_not_safe_is_escaped_whatever_it_is(value, drawn):
    template = engines["jinja2"].from_string("{{ value }}|{% set kept %}{{ value }}{% endset %}{{ kept }}")
    assert template.render({"value": value}) == f"{drawn}|{drawn}"


def test_a_name_that_a_part_was_not_given_is_an_error():
    with pytest.raises(UndefinedError, match="list_address"):
        part("choices", choices=[Choice("x", "X", 1, False, "q=x")])


@pytest.mark.parametrize("path", sorted(PARTS.glob("*.jinja")), ids=lambda path: path.stem)
def test_every_part_can_be_read_and_is_used(path):
    get_template(f"articles/parts/{path.name}", using="jinja2")
    pages = [page.read_text() for page in PARTS.parent.rglob("*") if page.suffix in (".html", ".jinja")]
    wanted = re.compile(rf'part "{path.stem}"|parts/{re.escape(path.name)}"')
    assert any(wanted.search(page) for page in pages)
