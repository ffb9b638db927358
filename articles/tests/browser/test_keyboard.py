"""A search from the first letter to the file, by keyboard alone: no pointer, no field filled from outside."""

import csv
import re
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from articles.models import Article, Mention
from articles.periods import Period
from articles.search import changes
from articles.tests.cast import make_cast

pytestmark = pytest.mark.browser

REACHED = 150  # steps from the top of a page within which everything must be reached
FOCUSED = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    const label = here.getAttribute('aria-label') || here.labels?.[0]?.innerText || here.innerText || '';
    return {
        text: label.replace(/\\s+/g, ' ').trim(),
        kind: here.tagName,
        seen: here.matches(':focus-visible') && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
        place: here.getBoundingClientRect().toJSON(),
        section: here.closest('section, nav, aside, search')?.innerText.split('\\n')[0] || '',
    };
}"""


@pytest.fixture
def crowded(transactional_db, settings):
    """The cast and thirty more articles about oil, so that there are two pages."""
    settings.ALLOWED_HOSTS = ["*"]
    cast = make_cast()
    period = Period.parse("2019-02-01")
    days = (period.first, period.after)
    made = [Article(title=f"Oil report {n}", body="Oil.", language="en", published=days) for n in range(30)]
    made = Article.objects.bulk_create(made)
    mentions = [Mention(article=article, actor=cast.norway) for article in made]
    mentions += [Mention(article=article, actor=cast.iran) for article in made[::3]]
    mentions += [Mention(article=article, actor=cast.lind) for article in made[::5]]
    Mention.objects.bulk_create(mentions)
    changes.apply()
    return cast


@pytest.fixture
def harbours(crowded):
    """Nine articles from nine places; made before the browser starts, in whose event loop Django would open a
    connection of its own that nobody closes."""
    for number in range(9):
        Article.objects.create(title=f"Place {number}", dateline=f"Harbour {number}")
    changes.apply()


@pytest.fixture
def keys(live_server, crowded, page):
    return Keys(page, live_server.url)


class Keys:
    """A reader who has a keyboard and nothing else."""

    def __init__(self, page, site):
        self.page = page
        self.page.goto(site)

    def press(self, *names):
        for name in names:
            self.page.keyboard.press(name)

    def type(self, text):
        self.page.keyboard.type(text)

    def to(self, text, section=""):
        """Tab after Tab until something with this text has the focus, which must be seen."""
        for _ in range(REACHED):
            self.press("Tab")
            here = self.page.evaluate(FOCUSED)
            if re.search(text, here["text"]) and section in here["section"]:
                assert here["seen"], f"nobody sees that {here['text']!r} has the focus"
                assert here["place"]["width"], f"{here['text']!r} has the focus and is not shown"
                return
        raise AssertionError(f"{text!r} is not reached by Tab")

    def enter(self):
        """Presses Enter and waits for the page to which that leads, even if its address is alike."""
        with self.page.expect_event("load"):
            self.press("Enter")

    def follow(self, text, section=""):
        """Goes to what has this text, and where it leads, from the top of the page on."""
        self.to(text, section)
        self.enter()

    def search(self, typed):
        self.press("/")
        self.press("Control+A")
        self.type(typed)
        self.enter()

    @property
    def asked(self):
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def heading(self):
        return self.page.get_by_role("heading", level=1)


def test_box_and_suggestions(keys):
    keys.press("/")
    keys.type("oil amir")
    option = keys.page.get_by_role("option", name="Hamid Amiri")
    expect(option).to_be_visible()
    keys.press("Escape")
    expect(keys.page.get_by_role("listbox")).to_be_hidden()
    keys.type("i")
    expect(option).to_be_visible()
    keys.press("ArrowDown", "ArrowUp", "ArrowDown", "Enter")
    box = keys.page.get_by_role("combobox", name="Search the archive")
    expect(box).to_have_value('oil person:"Hamid Amiri" ')
    expect(box).to_be_focused()
    keys.enter()
    expect(keys.heading).to_contain_text("Hamid Amiri")


@pytest.mark.parametrize("width", [1280, 390])
def test_facets_any_all_none_and_the_chips(keys, width):
    keys.page.set_viewport_size({"width": width, "height": 800})
    keys.search("oil")
    total = 31
    expect(keys.heading).to_contain_text(f"{total} articles")

    def open_drawer():
        if width < 800:
            keys.to("^Narrow the search")
            keys.press("Enter")

    open_drawer()
    keys.follow("^Iran", "Countries")
    expect(keys.heading).to_contain_text("11 articles")
    open_drawer()
    keys.follow("^Norway", "Countries")
    expect(keys.heading).to_contain_text("31 articles")
    open_drawer()
    keys.follow("^all of them", "Countries")
    assert keys.asked["country.mode"] == ["all"]
    expect(keys.heading).to_contain_text("11 articles")
    open_drawer()
    keys.follow("^any of them", "Countries")
    expect(keys.heading).to_contain_text("31 articles")
    keys.follow("^Country Iran")
    open_drawer()
    keys.follow("without Karin Lind", "People")
    assert keys.asked["not.person"] == ["karin-lind"]
    expect(keys.heading).to_contain_text("25 articles")
    keys.follow("^Person not Karin Lind")
    expect(keys.heading).to_contain_text("31 articles")
    open_drawer()
    keys.to("^since")
    keys.type("2019-02")
    keys.enter()
    expect(keys.heading).to_contain_text("30 articles")
    keys.follow("^Start anew")
    expect(keys.heading).to_contain_text("36 articles")


def test_a_list_of_all_values(harbours, keys):
    keys.search("")
    keys.follow("^More Places")
    keys.to("^Name holds")
    keys.type("harbour 7")
    keys.enter()
    assert keys.asked["find"] == ["harbour 7"]
    keys.follow("^Harbour 7")
    expect(keys.heading).to_contain_text("1 article")


def test_doctor_and_another_name(keys):
    keys.search("sanctoins Amiri")
    expect(keys.page.get_by_text("No article in the archive fits all of this")).to_be_visible()
    keys.follow("^“sanctions”", "These find something")
    expect(keys.heading).to_contain_text("2 articles")
    keys.search("person:Amirri")
    keys.follow("^Hamid Amiri$")
    expect(keys.heading).to_contain_text("3 articles")
    keys.search("oil zugzwang")
    keys.follow("^31 articles")
    expect(keys.heading).to_contain_text("31 articles")


def test_order_pages_and_files(keys):
    keys.search("oil")
    keys.follow("^Oldest first", "")
    keys.follow("^Next$")
    assert keys.asked["page"] == ["2"]
    keys.follow("^Previous$")
    expect(keys.page.get_by_text("Page 1 of 2")).to_be_visible()
    keys.to("^CSV")
    with keys.page.expect_download() as waiting:
        keys.press("Enter")
    rows = list(csv.reader(StringIO(waiting.value.path().read_text(), newline="")))
    assert (len(rows), waiting.value.suggested_filename[-4:]) == (32, ".csv")
    keys.follow("^Oil report 0")
    expect(keys.heading).to_have_text("Oil report 0")


def test_the_first_step_leads_past_the_masthead(keys):
    keys.search("oil")
    keys.press("Tab")
    assert keys.page.evaluate(FOCUSED)["text"] == "Skip to the text"
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.id") == "main"
    keys.to("^(Most relevant|Iran|Narrow|since|20)")
