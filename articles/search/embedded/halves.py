"""Counting on two processors: the library lets go of Python while it counts."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Thread

# How long each takes beside the others, measured on a million articles; what is not named takes 1.
WEIGHTS = {"person": 8, "person seldom": 8, "organisation": 6, "organisation seldom": 6}
WEIGHTS |= {"country": 8, "source": 4, "city": 2}


def halves(wanted: dict) -> list[dict]:
    """What is to be counted, in two parts that take about equally long; one where there is one processor."""
    if (os.cpu_count() or 1) < 2:
        return [wanted]
    parts: tuple[dict, dict] = ({}, {})
    weights = [0, 0]
    for name in sorted(wanted, key=lambda name: -WEIGHTS.get(name, 1)):
        lighter = weights.index(min(weights))
        parts[lighter][name] = wanted[name]
        weights[lighter] += WEIGHTS.get(name, 1)
    return [part for part in parts if part]


def at_once(jobs: list[Callable[[], dict]]) -> list[dict]:
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
