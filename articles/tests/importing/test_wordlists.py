"""A user's own word lists: they stand above those shipped, and what is wrong with them is said."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from articles.importing import sources, wordlists
from articles.importing.sources import agency_name, of_address


@pytest.fixture
def own(monkeypatch, tmp_path):
    """A function that writes the user's own list of a name."""
    caches = wordlists.pairs, sources._publishers, sources._agencies_in_small_letters

    def write(name, text):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        for cache in caches:
            cache.cache_clear()

    monkeypatch.setenv("WORDS_FOLDER", str(tmp_path))
    yield write
    for cache in caches:
        cache.cache_clear()


def test_an_own_host_is_known_like_those_shipped(own):
    assert of_address("https://www.valley.example/a") == ("valley.example", False)
    own("hosts", "# ours\nvalley.example\tValley Courier\n")
    assert of_address("https://www.valley.example/a") == ("Valley Courier", True)
    assert of_address("https://www.bbc.co.uk/a") == ("BBC", True)


def test_an_own_name_outranks_the_shipped_one(own):
    own("hosts", "bbc.co.uk\tThe Beeb\n")
    assert of_address("https://www.bbc.co.uk/a") == ("The Beeb", True)


def test_an_own_agency_is_known(own):
    own("agencies", "VNA\tValley News Agency\n")
    assert agency_name("VNA") == "Valley News Agency"
    assert agency_name("AP") == "Associated Press"


def test_a_line_without_a_name_stops_a_command_with_one_sentence(own):
    own("hosts", "valley.example Valley Courier\n")
    with pytest.raises(
        SystemCheckError, match=r"write “as printed”, a tab, and the name, not “valley\.example"
    ):
        call_command("check")


def test_a_list_in_another_encoding_stops_a_command(own, tmp_path):
    own("hosts", "")
    (tmp_path / "hosts.txt").write_bytes(b"valley.example\tVall\xe9e\n")
    with pytest.raises(SystemCheckError, match=r"hosts\.txt cannot be read"):
        call_command("check")


def test_a_folder_that_is_not_there_stops_a_command(monkeypatch, tmp_path):
    monkeypatch.setenv("WORDS_FOLDER", str(tmp_path / "gone"))
    with pytest.raises(SystemCheckError, match="which is no folder"):
        call_command("check")


def test_without_own_lists_nothing_is_wrong(monkeypatch):
    monkeypatch.delenv("WORDS_FOLDER", raising=False)
    assert list(wordlists.problems()) == []
