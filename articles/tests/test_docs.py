"""Documentation that cannot fall behind: what it lists is compared with the code."""

import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from articles.search.fields import FIELDS

DOCS = settings.BASE_DIR / "docs"
PAGES = [settings.BASE_DIR / "README.md", settings.BASE_DIR / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


def test_the_search_page_lists_every_field_with_its_help_and_example():
    page = (DOCS / "searching.md").read_text()
    rows = re.findall(r"^\| `(\w+):` \| (.+) \| `(.+)` \|$", page, flags=re.MULTILINE)
    assert rows == [(field.name, field.help, field.example) for field in FIELDS if field.typed]


def test_the_search_page_lists_every_limit_as_it_is():
    page = (DOCS / "searching.md").read_text()
    rows = re.findall(r"^\| .+ \| ([\d,]+) \| `(\w+)\.(\w+)` \|$", page, flags=re.MULTILINE)
    assert len(rows) == 13
    for number, module, name in rows:
        limit = getattr(importlib.import_module(f"articles.search.{module}"), name)
        assert int(number.replace(",", "")) == limit, name


def test_the_deploy_page_lists_every_variable_that_settings_read():
    settings_file = (settings.BASE_DIR / "newsarchive" / "settings.py").read_text()
    read = set(re.findall(r'(?:read_\w+|refuse_set)\(\s*"([A-Z_]+)"', settings_file))
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (DOCS / "deploy.md").read_text(), flags=re.MULTILINE))
    assert listed == read


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_it_names_exists_and_knows_its_options(page):
    commands = {name for name, app in get_commands().items() if app == "articles"}
    for name, arguments in re.findall(r"manage\.py (\w+)([^\n`]*)", page.read_text()):
        assert name in commands, f"{page.name} names the command {name}"
        options = load_command_class("articles", name).create_parser("manage.py", name)._option_string_actions
        assert set(re.findall(r"--[a-z-]+", arguments)) <= set(options)


def test_every_package_that_is_installed_has_its_reason():
    pinned = re.findall(
        r"^([\w-]+)(?:\[\w+\])?==", (settings.BASE_DIR / "requirements.txt").read_text(), re.M
    )
    design = (DOCS / "design.md").read_text().lower()
    assert [name for name in pinned if name.lower() not in design and name not in ("Django", "psycopg")] == []


def test_the_pages_are_there():
    assert {Path(page).name for page in PAGES} >= {"README.md", "importing.md", "searching.md", "editing.md"}
