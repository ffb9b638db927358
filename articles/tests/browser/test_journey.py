"""A reader finds an article and a person; an editor mends a title, and it is found by the new one."""

import datetime
import re
from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from articles.models import Article
from articles.search import changes

pytestmark = pytest.mark.browser

PAGES = ["/", "/articles/?q=talks", "/people/", "/countries/", "/archive/", "/about/", "/help/search/"]


@pytest.fixture
def editor(archive):
    return get_user_model().objects.create_superuser("editor", password="a long password")


@pytest.fixture
def two_years(archive):
    """An article in each of 23 months."""
    months = [datetime.date(2010 + n // 12, n % 12 + 1, 1) for n in range(23)]
    days = [(day, (day + datetime.timedelta(days=31)).replace(day=1)) for day in months]
    Article.objects.bulk_create(Article(title="Talks", body="Talks.", published=each) for each in days)
    changes.apply()


def test_from_the_home_page_to_an_edit_that_is_found(live_server, archive, editor, page):
    page.goto(live_server.url)
    page.get_by_role("combobox", name="Search the archive").fill("talks")
    page.get_by_role("combobox", name="Search the archive").press("Enter")
    expect(page).to_have_url(re.compile("q=talks"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("talks")
    expect(page.locator("mark").first).to_be_visible()

    page.locator("aside").get_by_role("link", name=re.compile("Afghanistan")).first.click()
    expect(page).to_have_url(re.compile("country=afghanistan"))
    page.get_by_role("link", name=re.compile("Top Khamenei aide")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Top Khamenei aide says US sought his help for talks with Iran"
    )

    page.get_by_role("link", name="Ali Shamkhani").first.click()
    expect(page).to_have_url(re.compile("/people/ali-shamkhani/"))
    page.get_by_role("link", name=re.compile("Top Khamenei aide")).click()
    expect(page).to_have_url(re.compile("/articles/[0-9]+"))
    article = page.url

    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto(article)
    page.get_by_role("link", name=re.compile("Edit")).first.click()
    page.get_by_label("Title").fill("Shamkhani speaks of a zugzwang")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()

    page.goto(f"{live_server.url}/articles/?q=zugzwang")
    page.get_by_role("link", name=re.compile("zugzwang")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Shamkhani speaks of a zugzwang")


def test_the_search_box_is_reached_and_used_by_keyboard_alone(live_server, archive, page):
    page.goto(live_server.url)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("talks -Obama")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 article")


def test_no_page_is_wider_than_the_window(live_server, archive, page):
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in PAGES:
            page.goto(live_server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_months_under_a_chart_do_not_touch(live_server, two_years, page):
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}/articles/?q=title:talks&after=2010&before=2012")
        boxes = [tick.bounding_box() for tick in page.locator(".tick").all()]
        shown = [box for box in boxes if box]
        assert len(shown) >= 3
        assert all(one["x"] + one["width"] < other["x"] for one, other in pairwise(shown)), width
