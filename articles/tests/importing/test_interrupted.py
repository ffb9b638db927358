"""kill -9 at any moment of an import: what was committed is whole, the next run ends as if undisturbed."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.db import connection

from articles.importing.store import import_paths
from articles.models import Article, Original
from articles.search import changes

pytestmark = pytest.mark.django_db(transaction=True)

STORIES = 30

# Imports in batches of ten and kills itself at a moment of the second one.
CHILD = """
import os, signal, sys
from pathlib import Path
from django.conf import settings
database, index, folder, moment = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = database
settings.INDEX_FOLDER = Path(index)
import django
django.setup()
from articles.importing import store
from articles.search import changes

store.BATCH = store.CARRY = 10
calls = {"reading": 0, "merged": 0, "stored": 0, "indexed": 0}

def reached(now):
    calls[now] += 1
    if now == moment and calls[now] == 2:
        os.kill(os.getpid(), signal.SIGKILL)

def killing(now, work, before=False):
    def do(*args, **kwargs):
        if before:
            reached(now)
        result = work(*args, **kwargs)
        if not before:
            reached(now)
        return result
    return do

store._changed = killing("reading", store._changed)
store.merge = killing("merged", store.merge)
apply = killing("indexed", killing("stored", changes.apply, before=True))
store.import_paths([folder], searchable=apply)
"""


@pytest.fixture
def folder(folder):
    for number in range(STORIES):
        story = (
            f"Ship {number} leaves harbour\n\nShip number {number} left the harbour of Oslo on Monday. " * 2
        )
        (folder / f"{number:02}.txt").write_text(story)
    return folder


@pytest.mark.parametrize("moment", ["reading", "merged", "stored", "indexed"])
def test_the_next_import_ends_the_same(folder, settings, moment):
    arguments = [connection.settings_dict["NAME"], str(settings.INDEX_FOLDER), str(folder), moment]
    child = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments],
        cwd=project.BASE_DIR,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    stored = Article.objects.count()
    assert stored in (0, 10, 20)

    report = import_paths([folder], searchable=changes.apply)
    assert (report.created, report.updated, report.failed) == (STORIES - stored, 0, 0)
    assert report.unchanged == stored
    assert Article.objects.count() == Original.objects.count() == STORIES
    assert not changes.compare()
