"""The suggestions under the search box, by keyboard and by pointer."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_name_is_taken_by_keyboard_alone(live_server, archive, page):
    page.goto(live_server.url)
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search the archive")
    page.keyboard.type("talks shamk")
    option = page.get_by_role("option", name="Ali Shamkhani")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(box).to_have_value('talks person:"Ali Shamkhani" ')
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=talks"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ali Shamkhani")


def test_the_list_goes_away_and_a_pointer_can_choose(live_server, archive, page):
    page.goto(live_server.url)
    box = page.get_by_role("combobox", name="Search the archive")
    box.press_sequentially("shamk")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press_sequentially("h")
    page.get_by_role("option", name="Ali Shamkhani").click()
    expect(box).to_have_value('person:"Ali Shamkhani" ')
    expect(box).to_be_focused()
