"""What the tests of importing start from."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """An empty folder with nothing else beside what a test puts into it."""
    files = tmp_path / "crawl"
    files.mkdir()
    return files
