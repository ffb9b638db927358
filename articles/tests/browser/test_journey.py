"""A reader finds an article and a person; an editor mends a title, and it is found by the new one."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = ["/", "/articles/?q=talks", "/people/", "/countries/", "/archive/", "/about/", "/help/search/"]


@pytest.fixture
def editor(archive):
    return get_user_model().objects.create_superuser("editor", password="a long password")


def test_from_the_home_page_to_an_edit_that_is_found(live_server, archive, editor, page):
    page.goto(live_server.url)
    page.get_by_role("combobox", name="Search the archive").fill("talks")
    page.get_by_role("combobox", name="Search the archive").press("Enter")
    expect(page).to_have_url(re.compile("q=talks"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("talks")
    expect(page.locator("mark").first).to_be_visible()

    page.get_by_role("link", name=re.compile("Afghanistan")).first.click()
    expect(page).to_have_url(re.compile("country=afghanistan"))
    page.get_by_role("link", name=re.compile("Top Khamenei aide")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Top Khamenei aide says US sought his help for talks with Iran"
    )

    page.get_by_role("link", name="Ali Shamkhani").first.click()
    expect(page).to_have_url(re.compile("/people/ali-shamkhani/"))
    page.get_by_role("link", name=re.compile("Top Khamenei aide")).click()
    article = page.url

    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    page.goto(article)
    page.get_by_role("link", name=re.compile("Edit")).first.click()
    page.get_by_label("Title").fill("Shamkhani speaks of a zugzwang")
    page.get_by_role("button", name="Save", exact=True).click()

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
