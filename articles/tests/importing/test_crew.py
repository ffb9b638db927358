"""Several processes read as one does, and one that dies takes nothing with it."""

import os
import signal
import subprocess
import sys
import tempfile

import pytest
from django.conf import settings as project

from articles.importing import crew
from articles.importing.draft import Draft, Failure, Known, KnownName, Raw

STORY = b"Ship leaves harbour\n\nThe ship left the harbour of Oslo on Monday, the owner said. It was late."


def batches(count, size=3):
    for number in range(count):
        yield number, [Raw(f"{number}-{index}.txt", STORY) for index in range(size)]


def paths(read):
    return [(label, [outcome.path for outcome in outcomes]) for label, outcomes in read]


@pytest.fixture
def impatient(monkeypatch):
    """A crew that hires for any number of inputs."""
    monkeypatch.setattr(crew, "FEW", 0)


@pytest.mark.parametrize("workers", [1, 2])
def test_batches_come_back_in_order(impatient, workers):
    with crew.Crew(Known(), workers) as reading:
        read = paths(reading.read(batches(7)))
    assert read == [(label, [raw.path for raw in raws]) for label, raws in batches(7)]


def test_several_processes_read_as_one_does(impatient):
    known = Known((KnownName(7, "organisation", "Oslo"),))
    with crew.Crew(known, 1) as one, crew.Crew(known, 2) as two:
        drafts = list(one.read(batches(2)))
        assert list(two.read(batches(2))) == drafts
    assert [mention.actor for mention in drafts[0][1][0].mentions] == [7]


def test_a_crew_leaves_no_file_behind(impatient, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with crew.Crew(Known(), 2) as reading:
        list(reading.read(batches(2)))
        assert list(tmp_path.rglob("*"))
    assert not list(tmp_path.rglob("*"))


def test_an_unreadable_input_is_a_failure_among_drafts(impatient):
    raws = [Raw("a.txt", STORY), Raw("b.txt", b"!!!"), Raw("c.txt", STORY)]
    with crew.Crew(Known(), 2) as reading:
        ((_, outcomes),) = reading.read([(0, raws)])
    assert [type(outcome) for outcome in outcomes] == [Draft, Failure, Draft]


def test_only_a_few_batches_are_under_way():
    taken = []

    def endless():
        for label, raws in batches(1000, size=1):
            taken.append(label)
            yield label, raws

    with crew.Crew(Known(), 1) as reading:
        next(reading.read(endless()))
    assert len(taken) <= crew.AHEAD + 1


def test_few_inputs_hire_nobody():
    with crew.Crew(Known(), 2) as reading:
        list(reading.read(batches(3)))
        assert reading._pool is None


def test_an_input_that_fails_at_a_later_step_fails_alone_and_in_its_place(monkeypatch):
    def trips(draft, known):
        if draft.path == "b.txt":
            raise RecursionError
        return draft

    monkeypatch.setattr(crew, "STEPS", (*crew.STEPS, trips))
    contents = {"a.txt": STORY, "b.txt": STORY, "c.txt": b" ", "d.txt": STORY}
    found = crew.outcomes([Raw(name, content) for name, content in contents.items()], Known())
    assert [(each.path, type(each).__name__) for each in found] == [
        ("a.txt", "Draft"),
        ("b.txt", "Failure"),
        ("c.txt", "Failure"),
        ("d.txt", "Draft"),
    ]


# A reader that dies on one input, whatever process reads it.
DYING = """
import os, signal, sys
from articles.importing import crew, pipeline
from articles.importing.draft import Known, Raw

def dies(raw, known):
    if raw.path == "bad.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return pipeline.read(raw, known)

crew.STEPS = (dies, *crew.STEPS[1:])
crew.FEW = 0

if __name__ == "__main__":
    story = b"Ship leaves harbour\\n\\nThe ship left the harbour of Oslo on Monday, the owner said."
    names = ["a.txt", "bad.txt", "c.txt"]
    with crew.Crew(Known(), 2) as reading:
        batches = [(0, [Raw(name, story) for name in names]), (1, [Raw("d.txt", story)])]
        for label, outcomes in reading.read(batches):
            print(label, *(type(outcome).__name__ for outcome in outcomes))
"""


def test_the_input_on_which_a_process_dies_is_a_failure_and_the_rest_goes_on(tmp_path):
    script = tmp_path / "dying.py"
    script.write_text(DYING)
    environment = {**os.environ, "PYTHONPATH": str(project.BASE_DIR)}
    ended = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=120
    )
    assert ended.stdout.splitlines() == ["0 Draft Failure Draft", "1 Draft"], ended.stderr


# A crew whose head is killed while a process reads.
HEAD = """
import os, signal, sys
from articles.importing import crew
from articles.importing.draft import Known, Raw

crew.FEW = 0

if __name__ == "__main__":
    with crew.Crew(Known(), 2) as reading:
        for _ in reading.read((number, [Raw("a.txt", b"Ship leaves harbour")]) for number in range(100)):
            print(*reading._pool._processes, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_head_leaves_no_process_and_no_file_behind(tmp_path):
    script = tmp_path / "head.py"
    script.write_text(HEAD)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(project.BASE_DIR), "TMPDIR": str(temporary)}
    ended = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == -signal.SIGKILL
    # The output ends when the last process that holds it has ended: the crew has left with its head.
    assert ended.stdout.split()
    assert not list(temporary.iterdir())
