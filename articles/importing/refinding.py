"""Today's rules for what was imported before: stored originals are read again; an editor's word stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.conf import settings
from django.db import transaction

from articles import actors
from articles.importing import families
from articles.importing.crew import Crew, Outcome
from articles.importing.draft import Draft, Failure, Known, Raw
from articles.importing.garbage import collected_seldom
from articles.importing.merging import EVERYTHING, retell
from articles.importing.naming.tagging import tag_of
from articles.importing.pipeline import RULES
from articles.models import Original

BATCH = 200

# What a user asks for → the article's fields. The address is left alone: it says which article it is.
ASPECTS = {
    "title": ("title", "standfirst"),
    "text": ("body", "language", "dateline"),
    "byline": ("byline",),
    "source": ("source", "agency"),
    "date": ("published",),
    "actors": ("actors",),
}
ALL = tuple(name for name in EVERYTHING if name != "url")


@dataclass
class RefindReport:
    """How many articles changed or stayed as they were, and the originals that today's rules cannot read."""

    updated: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()


def refind(
    aspects: Collection[str] = (),
    *,
    workers: int = 1,
    progress: Callable[[int], object] = lambda done: None,
    searchable: Callable[[], object] = lambda: None,
) -> RefindReport:
    """What became of every article, found anew in the aspects, or in all. Raises MissingModel."""
    fields = [name for aspect in aspects for name in ASPECTS[aspect]] or ALL
    tag_of(settings.NAMES_MODEL)  # which is missing now, or not at all
    # What is in the archive is an article, whatever today's rules would say.
    known, report = replace(actors.known(), fronts=True), RefindReport()
    with collected_seldom(), Crew(known, workers) as crew:
        for originals, outcomes in crew.read(_batches()):
            _retell(originals, outcomes, known, fields, report)
            searchable()
            progress(len(originals))
    return report


def count() -> int:
    """How many articles have an original that can be read again."""
    return Original.objects.values("article").distinct().count()


def _batches() -> Iterator[tuple[list[Original], list[Raw]]]:
    """The latest original of each article, a few hundred at a time."""
    latest = Original.objects.order_by("article_id", "-added", "-pk").distinct("article_id")
    keys = iter(list(latest.values_list("pk", flat=True)))
    while chunk := list(islice(keys, BATCH)):
        originals = list(Original.objects.filter(pk__in=chunk).select_related("article"))
        yield originals, [_raw(original) for original in originals]


def _raw(original: Original) -> Raw:
    try:
        content = original.text.encode(original.encoding)
    except (UnicodeEncodeError, LookupError):
        content = original.text.encode()
    return Raw(original.path, content, original.given, original.kind, original.stated, original.mapping)


def _retell(
    originals: list[Original],
    outcomes: Iterable[Outcome],
    known: Known,
    fields: Collection[str],
    report: RefindReport,
):
    read = list(zip(originals, outcomes, strict=True))
    report.failures += tuple(outcome for _, outcome in read if isinstance(outcome, Failure))
    told = [(original, draft) for original, draft in read if isinstance(draft, Draft)]
    for original, draft in told:
        original.rules, original.cuts = RULES, [vars(cut) for cut in draft.cuts]
    with transaction.atomic():
        families.lock()
        merged = retell([(draft, original.article) for original, draft in told], known, fields)
        if set(fields) >= set(ALL):
            Original.objects.bulk_update([original for original, _ in told], ["rules", "cuts"])
    report.updated += merged.updated
    report.unchanged += merged.unchanged
