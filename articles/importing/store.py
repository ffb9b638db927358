"""Inputs → the database, in batches; an editor's word outlives every import."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles import actors
from articles.importing import families, readers, records
from articles.importing.crew import Crew, Outcome
from articles.importing.draft import Draft, Failure, Known, Raw, Skipped
from articles.importing.garbage import collected_seldom
from articles.importing.manifest import Manifest
from articles.importing.merging import merge
from articles.importing.naming.tagging import tag_of
from articles.importing.pipeline import RULES
from articles.models import ImportFailure, ImportRun, Original

BATCH = 500  # inputs of one transaction
BATCH_BYTES = 8_000_000  # of their contents; what is under way in other processes is bounded by it
CARRY = 2_000  # inputs after which the index learns of what was stored: each commit costs a merge later on
COUNTS = ("created", "updated", "unchanged", "failed")
ALL_COUNTS = (*COUNTS, "skipped")
KEPT = 1_000  # failures that a report holds; all of them are kept with the import run


@dataclass
class ImportReport:
    """How many inputs became new articles, changed one, changed nothing or failed, and why they failed.

    Skipped are inputs that were not meant to be articles: pictures, a crawl's own notes, pages that only
    list others. `failures` are the first thousand, and so are the pages `left_out`; a run in the database
    has them all.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)
    left_out: list[Skipped] = field(default_factory=list)
    run: int | None = None

    def fail(self, failures: Iterable[Failure]):
        """Counts inputs that could not be imported."""
        failures = list(failures)
        self.failed += len(failures)
        self.failures += failures

    def leave_out(self, pages: Iterable[Skipped]):
        """Counts pages that turned out to be no articles when they were read."""
        pages = list(pages)
        self.skipped += len(pages)
        self.left_out += pages

    def add(self, other: ImportReport):
        """Counts another report in."""
        for name in ALL_COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for mine, theirs in ((self.failures, other.failures), (self.left_out, other.left_out)):
            mine += theirs[: max(0, KEPT - len(mine))]


@dataclass(frozen=True)
class Batch:
    """Inputs of one transaction: those to be read, and a report on those that need not or cannot be."""

    fresh: list[Raw]
    report: ImportReport


@dataclass(frozen=True)
class Importer:
    """What one import carries from batch to batch: the run (None: try only), what is known, the wishes.

    `again` reads inputs anew that have not changed since they were imported, with today's rules.
    """

    known: Known
    run: ImportRun | None
    again: bool = False

    def prepared(self, batches: Iterable[list[readers.Read]]) -> Iterator[tuple[Batch, list[Raw]]]:
        """Each batch with those of its inputs that have to be read."""
        for batch in batches:
            raws = [read for read in batch if isinstance(read, Raw)]
            fresh = raws if self.again else _changed(raws)
            report = ImportReport(unchanged=len(raws) - len(fresh))
            report.fail(read for read in batch if isinstance(read, Failure))
            report.skipped = sum(isinstance(read, Skipped) for read in batch)
            yield Batch(fresh, report), fresh

    def store(self, batch: Batch, outcomes: list[Outcome]) -> ImportReport:
        """What became of a batch; one transaction, or one for each input where the database refuses it."""
        report = batch.report
        report.fail(outcome for outcome in outcomes if isinstance(outcome, Failure))
        report.leave_out(outcome for outcome in outcomes if isinstance(outcome, Skipped))
        read = zip(batch.fresh, outcomes, strict=True)
        drafts = [(raw, outcome) for raw, outcome in read if isinstance(outcome, Draft)]
        try:
            stored = self._stored(drafts)
        except (DataError, IntegrityError):
            stored = self._stored_one_by_one(drafts)
        report.add(stored)
        if self.run:
            _record(self.run, report)
        return report

    def _stored(self, drafts) -> ImportReport:
        with transaction.atomic():
            families.lock()
            merged = merge(drafts, self.run, self.known)
            transaction.set_rollback(self.run is None)
        return ImportReport(merged.created, merged.updated, merged.unchanged)

    def _stored_one_by_one(self, drafts) -> ImportReport:
        report = ImportReport()
        for raw, draft in drafts:
            try:
                report.add(self._stored([(raw, draft)]))
            except (DataError, IntegrityError) as error:
                refusal = str(error).strip().splitlines()[0]
                report.fail([Failure(raw.path, f"The database refused it: {refusal}")])
        return report


def import_paths(
    paths,
    manifest: Manifest | None = None,
    *,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    again: bool = False,
    with_fronts: bool = False,
    workers: int = 1,
    command: str = "",
    progress: Callable[[int], object] = lambda done: None,
    searchable: Callable[[], object] = lambda: None,
) -> ImportReport:
    """What became of every input at the paths; with `dry_run` nothing is kept. Raises MissingModel.

    A path may be an address of the web, or "-" for standard input. `mapping` names the fields of records,
    `with_fronts` makes articles of pages that only list others too, `workers` is the number of processes that
    read and find, `progress` is told how many bytes were read, `searchable` is called when enough was stored
    for the index to learn of it, and at the end.
    """
    tag_of(settings.NAMES_MODEL)  # which is missing now, or not at all
    run = None if dry_run else ImportRun.objects.create(command=command)
    importer = Importer(replace(actors.known(), fronts=with_fronts), run, again)
    report, waiting = ImportReport(run=run and run.pk), 0
    batches = importer.prepared(_batches(_read(paths, manifest or Manifest(), mapping, progress)))
    with collected_seldom(), Crew(importer.known, workers) as crew:
        for batch, outcomes in crew.read(batches):
            report.add(importer.store(batch, outcomes))
            waiting += len(outcomes)
            if run and waiting >= CARRY:
                searchable()
                waiting = 0
    if run:
        searchable()
        ImportRun.objects.filter(pk=run.pk).update(finished=timezone.now())
    return report


def failed_places(run: int, with_fronts: bool = False) -> list[str]:
    """The files, or addresses, in which the failures of a run lay, and with fronts the pages that it skipped;
    those that are gone are left out.

    A failure within a file of many (`crawl.zip/a.txt`, `news.jsonl#12`) means that file: what was imported
    from it before is unchanged and costs little.
    """
    wanted = ImportFailure.objects.filter(run=run, skipped__in=[False, with_fronts])
    places = (_place(path) for path in wanted.values_list("path", flat=True).iterator())
    return list(dict.fromkeys(place for place in places if place))


def _place(path: str) -> str | None:
    if readers.is_address(path):
        return path.partition("#")[0]
    whole = settings.BASE_DIR / path
    for candidate in (whole, whole.parent / whole.name.partition("#")[0], *whole.parents):
        if candidate.is_file():
            return str(candidate)
    return None


def _read(paths, manifest: Manifest, mapping, progress) -> Iterator[readers.Read]:
    aside = [manifest.file] if manifest.file else []
    for path in paths:
        for read in readers.read(path, settings.BASE_DIR, mapping=mapping, aside=aside, seen=progress):
            yield _with_given(read, manifest) if isinstance(read, Raw) else read


def _with_given(raw: Raw, manifest: Manifest) -> Raw:
    address = raw.address
    if manifest.addresses and raw.kind == "record":
        address = address or records.address(raw)
    given = manifest.given(raw.path, address)
    return replace(raw, given={**raw.given, **given}) if given else raw


def _batches(inputs: Iterable[readers.Read]) -> Iterator[list[readers.Read]]:
    """The inputs in lists that are short enough, in number and in bytes, to be stored at once."""
    batch: list[readers.Read] = []
    size = 0
    for read in inputs:
        batch.append(read)
        size += len(read.content) if isinstance(read, Raw) else 0
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _changed(raws: list[Raw]) -> list[Raw]:
    """The inputs that are new, or differ from what was imported from their paths last time."""
    current = Original.objects.filter(path__in=[raw.path for raw in raws], current=True)
    imported = {
        path: (sha256, given, rules)
        for path, sha256, given, rules in current.values_list("path", "sha256", "given", "rules")
    }
    return [
        raw
        for raw in raws
        if imported.get(raw.path) != (hashlib.sha256(raw.content).hexdigest(), dict(raw.given), RULES)
    ]


def _record(run: ImportRun, report: ImportReport):
    """Adds a batch's counts and failures to its run, so that a run cut short says how far it came."""
    counts = {name: F(name) + getattr(report, name) for name in ALL_COUNTS}
    ImportRun.objects.filter(pk=run.pk).update(**counts)
    ImportFailure.objects.bulk_create(
        ImportFailure(run=run, path=each.path, reason=each.reason, skipped=isinstance(each, Skipped))
        for each in (*report.failures, *report.left_out)
    )
