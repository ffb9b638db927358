"""Several questions to the library at the same time: it lets go of Python while it answers."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any


def at_once(jobs: list[Callable[[], Any]]) -> list:
    """What the jobs return, in their order; all but the last run in threads of their own.

    What a job raises is raised here, when all have ended.
    """
    done: list = [None] * len(jobs)

    def run(place):
        try:
            done[place] = (jobs[place](), None)
        except BaseException as error:  # a panic of the library is no Exception
            done[place] = (None, error)

    threads = [Thread(target=run, args=[place]) for place in range(len(jobs) - 1)]
    for thread in threads:
        thread.start()
    run(len(jobs) - 1)
    for thread in threads:
        thread.join()
    if error := next((error for _, error in done if error), None):
        raise error
    return [answer for answer, _ in done]
