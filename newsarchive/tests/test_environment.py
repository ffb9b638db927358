"""A wrong value stops the start with one sentence."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsarchive import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("yes", True), ("OFF", False), ("", False)])
def test_it_reads_a_yes_or_no(monkeypatch, value, expected):
    monkeypatch.setenv("DEBUG", value)
    assert environment.read_bool("DEBUG", default=None) is expected


def test_an_unset_name_means_its_default(monkeypatch):
    monkeypatch.delenv("DEBUG", raising=False)
    assert environment.read_bool("DEBUG", default=True) is True


@pytest.mark.parametrize("value", ["0", "65536", "http", "80.0", "-1", "٨٠"])
def test_it_refuses_a_port_that_is_none(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(ImproperlyConfigured, match="PORT is"):
        environment.read_port("PORT", default=8000)


@pytest.mark.parametrize(
    "address",
    ["mysql://localhost/x", "postgresql://localhost", "nonsense", "postgresql://h:port/x", "sqlite:///x"],
)
def test_it_refuses_an_address_that_is_no_postgresql_database(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must look like"):
        environment.read_database("DATABASE_URL", embedded={})


def test_no_address_means_the_embedded_database(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert environment.read_database("DATABASE_URL", embedded={"ENGINE": "ours"}) == {"ENGINE": "ours"}


def test_an_address_names_every_part(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db.example:5433/news")
    database = environment.read_database("DATABASE_URL", embedded={})
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "news")


def test_the_secret_is_made_once_and_kept_for_its_owner(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "secret-key"
    first = environment.read_secret("SECRET_KEY", kept)
    assert len(first) > 40
    assert environment.read_secret("SECRET_KEY", kept) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_empty_secret_file_is_said_to_be_empty(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret-key").touch()
    with pytest.raises(ImproperlyConfigured, match="is empty; delete it"):
        environment.read_secret("SECRET_KEY", tmp_path / "secret-key")


def test_a_folder_that_is_a_file_is_refused(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ARCHIVE_DATA", str(tmp_path / "file"))
    with pytest.raises(ImproperlyConfigured, match="cannot be made a folder"):
        environment.read_folder("ARCHIVE_DATA", tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "eighty", "PORT is 'eighty'"),
        ("DEBUG", "perhaps", "DEBUG is 'perhaps'"),
        ("SEARCH_URL", "https://search.example", "SEARCH_URL is set"),
        ("DATABASE_URL", "oracle://x", "DATABASE_URL must look like"),
    ],
)
def test_the_start_stops_with_one_sentence(tmp_path, name, value, said):
    variables = {**os.environ, "ARCHIVE_DATA": str(tmp_path), name: value}
    command = [sys.executable, "manage.py", "check"]
    ended = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
