"""How well the importer reads a folder whose right answers are known: the figures, and every miss.

The answers stand in the folder's manifest.jsonl, one input a line: path, and any of title, standfirst, date,
date_in_text, source, agency, author, language, url, body. An empty answer or null says that it is not known,
false that there must be none. A file is whatever an import takes it for; of one with several articles, the
first is measured.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.importing import readers
from articles.importing.addresses import canonical
from articles.importing.draft import Draft, Known, NoArticle, Raw, Unreadable
from articles.importing.pipeline import read_article
from articles.importing.prose.passages import fold
from articles.importing.sources import host

MANIFEST = "manifest.jsonl"
TITLE, AUTHOR, BODY = 0.9, 0.7, 0.9  # the overlap from which on a text is taken for the right one
NAME_ENDS = ("news", "com", "online")


@dataclass(frozen=True)
class Figure:
    """How often a field was known, answered, answered rightly, wrongly; `mean` is the mean F1 of the body."""

    known: int
    answered: int
    right: int
    wrong: int = 0
    mean: float | None = None

    @property
    def share(self) -> float:
        """The figure that a floor is set for: the mean F1, or the right answers of the known."""
        return self.mean if self.mean is not None else self.right / self.known


@dataclass(frozen=True)
class Miss:
    """One wrong or missing answer."""

    field: str
    path: str
    known: str
    found: str


@dataclass(frozen=True)
class Evaluation:
    """The figures by field, and what was missed."""

    figures: Mapping[str, Figure]
    misses: Sequence[Miss]


def evaluate(folder: Path) -> Evaluation:
    """The figures of a folder; raises FileNotFoundError without a manifest, or without a file it names."""
    known, answered, right, wrong = Counter(), Counter(), Counter(), Counter()
    bodies, misses = [], []
    for gold in _manifest(folder):
        draft = _read(folder / gold["path"], folder)
        if gold.get("body"):
            bodies.append(overlap(draft.body if draft else "", gold["body"]))
        for field, wanted, found, good in _answers(gold, draft):
            known[field] += 1
            answered[field] += bool(found)
            right[field] += good
            wrong[field] += bool(found) and not good
            if not good:
                misses.append(Miss(field, gold["path"], wanted, found))
    means = {"body": sum(bodies) / len(bodies)} if bodies else {}
    counts = (known, answered, right, wrong)
    figures = {name: Figure(*(count[name] for count in counts), means.get(name)) for name in known}
    return Evaluation(figures, misses)


def _manifest(folder: Path) -> Iterator[dict]:
    for line in (folder / MANIFEST).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _read(path: Path, folder: Path) -> Draft | None:
    path.stat()  # a file that is not there is a mistake in the manifest, not in the reading
    raw = next((read for read in readers.read(path, folder) if isinstance(read, Raw)), None)
    try:
        return read_article(raw, Known()) if raw else None
    except (Unreadable, NoArticle):
        return None


def _answers(gold: Mapping, draft: Draft | None) -> Iterator[tuple[str, str, str, bool]]:
    """(field, right answer, our answer, whether it is right) for each field that the manifest knows."""
    yield "read", "yes", "yes" if draft else "", draft is not None
    for name, (field, is_right) in MEASURES.items():
        if gold.get(name) not in (None, ""):
            wanted, found = str(gold[name] or ""), str(getattr(draft, field, None) or "")
            yield _field(name, gold), wanted[:80], found[:80], is_right(found, wanted, gold)


def _field(name: str, gold: Mapping) -> str:
    return (
        {True: "date in text", False: "date absent"}.get(gold.get("date_in_text"), "date")
        if name == "date"
        else name
    )


def _same(found: str, wanted: str, gold: Mapping) -> bool:
    return fold(found) == fold(wanted)


def _same_address(found: str, wanted: str, gold: Mapping) -> bool:
    return found == canonical(wanted)


def _same_title(found: str, wanted: str, gold: Mapping) -> bool:
    return found == wanted or overlap(found, wanted) >= TITLE


def _same_people(found: str, wanted: str, gold: Mapping) -> bool:
    return found == wanted or overlap(found, wanted) >= AUTHOR


def _same_text(found: str, wanted: str, gold: Mapping) -> bool:
    return found == wanted or overlap(found, wanted) >= BODY


def _same_day(found: str, wanted: str, gold: Mapping) -> bool:
    if gold.get("date_in_text") is False and not found:
        return True
    return bool(found) and wanted.startswith(found) if wanted else not found


def _same_source(found: str, wanted: str, gold: Mapping) -> bool:
    """Whether two names are one publisher's: the name, the host, or the part of the host that names it."""
    site = host(gold.get("url") or "")
    names = {_close(wanted), _close(site), *(_close(part) for part in site.split(".") if len(part) > 3)}
    close = _close(found)
    return close == _close(wanted) or (
        bool(close) and (close in names or _bare(close) in {_bare(name) for name in names})
    )


def _close(name: str) -> str:
    return "".join(words(name))


def _bare(name: str) -> str:
    name = name.removeprefix("the")
    return next((name.removesuffix(end) for end in NAME_ENDS if name.endswith(end)), name)


MEASURES: Mapping[str, tuple[str, Callable[[str, str, Mapping], bool]]] = {
    "title": ("title", _same_title),
    "standfirst": ("standfirst", _same_title),
    "date": ("published", _same_day),
    "source": ("source", _same_source),
    "agency": ("agency", _same),
    "author": ("byline", _same_people),
    "language": ("language", _same),
    "url": ("url", _same_address),
    "body": ("body", _same_text),
}


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents."""
    letters = unicodedata.normalize("NFKD", text)
    return fold("".join(letter for letter in letters if not unicodedata.combining(letter))).split()


def overlap(one: str, other: str) -> float:
    """How far two texts use the same words as often, 0 to 1: the F1 of their bags of words."""
    first, second = Counter(words(one)), Counter(words(other))
    both = sum((first & second).values())
    return 2 * both / (sum(first.values()) + sum(second.values())) if both else 0.0


def below(figures: Mapping[str, Figure], floors: Mapping[str, float]) -> list[str]:
    """A sentence for each figure that lies below its floor."""
    return [
        f"{name} is {figures[name].share:.3f}, below its floor of {floor:.3f}."
        if name in figures
        else f"{name} was not measured."
        for name, floor in floors.items()
        if name not in figures or figures[name].share < floor
    ]


def moved(figures: Mapping[str, Figure], floors: Mapping[str, float], *, lower: bool) -> dict[str, float]:
    """The floors at the height of the figures; those that would sink stay, unless `lower`."""
    measured = {name: int(figure.share * 1000) / 1000 for name, figure in figures.items()}
    return {name: share if lower else max(share, floors.get(name, 0)) for name, share in measured.items()}


def table(figures: Mapping[str, Figure]) -> Iterable[str]:
    """The figures as lines to print."""
    for name, figure in figures.items():
        precision = f"{1 - figure.wrong / figure.answered:.3f}" if figure.answered else "–"
        mean = "" if figure.mean is None else f"  mean F1 {figure.mean:.3f}"
        yield (
            f"{name:13} known {figure.known:4}  answered {figure.answered:4}  right {figure.right:4}"
            f"  precision {precision}  recall {figure.right / figure.known:.3f}{mean}"
        )
