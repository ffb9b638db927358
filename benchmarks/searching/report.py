"""The table of a run: each engine's times, and how many times those of the archive's engine they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

from searching.timing import Time

COMMON = 0.1  # a word in so many of the articles is common
OURS = "the archive's engine"


def written(times: list[Time], articles: int, text: float, sizes: dict[str, int]) -> str:
    """The report as text; `text` is the bytes of title and text of an article."""
    return "\n".join(
        [*_heading(times, articles, text), *_engines(times, articles * text, sizes), *_ratios(times)]
    )


def _heading(times, articles, text) -> Iterator[str]:
    questions = {each.question for each in times}
    common = sum(is_common(each) for each in questions)
    size = text / 1000
    yield f"{articles:,} articles of {size:.1f} kB, {len(questions)} questions, {common} of common words"
    yield ""
    yield f"{'milliseconds':22}{'with facets and histogram':^36}{'hits and count alone':^30}{'index':>9}"
    yield (
        f"{'':22}"
        + f"{'median':>9}{'p95':>9}{'worst':>9}{'CPU':>9}"
        + f"{'median':>10}{'p95':>10}{'worst':>10}"
    )


def _engines(times, text, sizes) -> Iterator[str]:
    for name in dict.fromkeys(each.engine for each in times):
        full, plain = ([e for e in times if (e.engine, e.counting) == (name, c)] for c in (True, False))
        columns = [f"{ms:9.1f}" for ms in (*_three(full), 1000 * median(each.burnt for each in full))]
        columns += [f"{ms:10.1f}" for ms in _three(plain)]
        stopped = sum(each.total is None for each in full)
        after = f"  ({stopped} stopped)" if stopped else ""
        yield f"{name:22}{''.join(columns)}{sizes[name] / text:9.0%}{after}"


def _ratios(times) -> Iterator[str]:
    others = [name for name in dict.fromkeys(each.engine for each in times) if name != OURS]
    by_question = {(each.engine, each.question, each.counting): each for each in times}
    if not any(each.engine == OURS for each in times):
        return
    yield ""
    yield f"{'times ours':26}{'common words':>24}{'all questions':>24}{'whole mix':>17}{'same counts':>13}"
    for name in others:
        for counting in (True, False):
            pairs = [
                (each, by_question[name, each.question, counting])
                for each in times
                if each.engine == OURS and each.counting == counting
            ]
            yield _ratio(f"{name}{'' if counting else ', plain'}", pairs)


def _ratio(name: str, pairs: list[tuple[Time, Time]]) -> str:
    common = [pair for pair in pairs if is_common(pair[0].question)]
    same = sum(ours.total == theirs.total for ours, theirs in pairs) / len(pairs)
    columns = [f"{_middle(some):>17.1f} median" for some in (common, pairs)]
    sums = sum(theirs.seconds for _, theirs in pairs) / sum(ours.seconds for ours, _ in pairs)
    return f"{name:26}{''.join(columns)}{sums:12.1f} sums{same:13.0%}"


def _middle(pairs) -> float:
    return median(theirs.seconds / ours.seconds for ours, theirs in pairs) if pairs else float("nan")


def is_common(question) -> bool:
    """Whether all words of the question are in a tenth of the articles or more."""
    return question.share >= COMMON


def _three(times: Iterable[Time]) -> tuple[float, float, float]:
    """Median, 95th percentile and worst, in milliseconds."""
    ordered = sorted(1000 * each.seconds for each in times)
    return median(ordered), ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)], ordered[-1]
