"""Every question to every engine, one after the other, so that noise strikes all alike."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tqdm import tqdm

from searching import Contestant, Question, TimedOut


@dataclass(frozen=True)
class Time:
    """One answer: seconds waited, seconds of this process, hits; `total` is None where it was stopped."""

    engine: str
    question: Question
    counting: bool
    seconds: float
    burnt: float
    total: int | None


def timed(engines: list[Contestant], questions: list[Question], warming: list[Question]) -> list[Time]:
    """The times of all answers, with facets and without; `warming` are asked before and not timed."""
    for engine in engines:
        for question in warming:
            _asked(engine, question, counting=True)
    return [
        _asked(engine, question, counting)
        for question in tqdm(questions, "questions", disable=None)
        for counting in (True, False)
        for engine in engines
    ]


def _asked(engine: Contestant, question: Question, counting: bool) -> Time:
    started, burnt = time.perf_counter(), time.process_time()
    try:
        total = engine.ask(question, counting)
    except TimedOut:
        total = None
    seconds = time.perf_counter() - started
    return Time(engine.name, question, counting, seconds, time.process_time() - burnt, total)
