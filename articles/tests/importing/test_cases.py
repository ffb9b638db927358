"""Every case file: a text and what the pipeline must find in it."""

from datetime import date
from pathlib import Path

import pytest

from articles.importing.draft import Known, Raw
from articles.importing.pipeline import read_article

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
KNOWN = Known(latest=date(2024, 6, 30))


def parted(path):
    """The input of a case file, what is given with it, and what is expected of it."""
    content, expected = path.read_text(encoding="utf-8").split("# expected\n")
    lines = [line.split(": ", 1) for line in expected.splitlines() if line.strip()]
    given = {name.removeprefix("given "): value for name, value in lines if name.startswith("given ")}
    return content.encode(), given, [(name, value) for name, value in lines if not name.startswith("given ")]


CHECKS = {
    "body begins": lambda draft, value: draft.body.startswith(value),
    "body ends": lambda draft, value: draft.body.endswith(value),
    "body has": lambda draft, value: value in draft.body,
    "not in body": lambda draft, value: value not in draft.body,
}


def holds(draft, name, value):
    if name in CHECKS:
        return CHECKS[name](draft, value)
    return str(getattr(draft, name) or "none") == value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_it_finds_what_the_case_expects(path):
    content, given, expected = parted(path)
    draft = read_article(Raw(path.name, content, given), KNOWN)
    missed = [(name, value) for name, value in expected if not holds(draft, name, value)]
    assert not missed, draft
