"""What a command does when nobody takes what it prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def printed_to(stream):
    """A command that needs no database, ended: its exit code and its complaints."""
    command = [sys.executable, "manage.py", "diffsettings", "--all"]
    ended = subprocess.run(command, cwd=ROOT, stdout=stream, stderr=subprocess.PIPE, text=True, timeout=60)
    return ended.returncode, ended.stderr


def test_a_reader_may_go_away_early():
    reading, writing = os.pipe()
    os.close(reading)
    assert printed_to(writing) == (0, "")
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without a full device")
def test_a_full_disk_is_said():
    with open("/dev/full", "w") as full:
        assert printed_to(full) == (1, "Standard output cannot be written: No space left on device.\n")
