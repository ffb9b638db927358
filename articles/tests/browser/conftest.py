"""A real Chromium for the tests of this folder; without one they are left out, and the run says so."""

import shutil

import pytest
from django.conf import settings as project
from django.core.management import call_command

from articles.search import changes

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
PATIENCE = 20_000  # milliseconds that a machine with much else to do may take for what is expected
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def archive(transactional_db, settings, tmp_path):
    """The two seed articles, imported with their manifest as a new user would, and the authority."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("setup_archive")
    seeds = project.BASE_DIR / "fixtures"
    call_command("import_articles", str(seeds / "articles"), "--manifest", str(seeds / "manifest.csv"))
    changes.apply()


@pytest.fixture
def chromium(monkeypatch):
    """A browser that was started for this test."""
    if not CHROMIUM:
        pytest.skip("no Chromium is installed here, so nothing was tried in a browser")
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """An empty tab; a message on the console or an error in a script fails the test."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    complaints = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    assert complaints == []
