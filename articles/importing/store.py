"""Inputs → the database, in batches; an editor's word outlives every import."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from articles import actors
from articles.importing import readers, spacy_names
from articles.importing.draft import Draft, Failure, Known, Raw, Unreadable
from articles.importing.manifest import Manifest
from articles.importing.merging import merge
from articles.importing.pipeline import RULES, read_article
from articles.models import ImportFailure, ImportRun, Original

BATCH = 200
IMPORT_LOCK = 0x6E657773  # one import stores at a time, however many of them read
COUNTS = ("created", "updated", "unchanged", "failed")


@dataclass
class ImportReport:
    """How many inputs became new articles, changed one, changed nothing or failed, and why they failed."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    run: int | None = None

    @property
    def failed(self) -> int:
        """How many inputs could not be imported."""
        return len(self.failures)

    def add(self, other: ImportReport):
        """Counts another report in."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.failures += other.failures


@dataclass(frozen=True)
class Importer:
    """What one import carries from batch to batch: the run (None: try only), what is known, the wishes.

    `again` reads inputs anew that have not changed since they were imported, with today's rules.
    """

    known: Known
    run: ImportRun | None
    again: bool = False

    def store(self, batch: list[Raw | Failure]) -> ImportReport:
        """What became of a batch; one transaction, or one for each input where the database refuses it."""
        raws = [read for read in batch if isinstance(read, Raw)]
        fresh = raws if self.again else _changed(raws)
        report = ImportReport(unchanged=len(raws) - len(fresh))
        report.failures += [read for read in batch if isinstance(read, Failure)]
        drafts = list(self._drafts(fresh, report))
        try:
            stored = self._stored(drafts)
        except (DataError, IntegrityError):
            stored = self._stored_one_by_one(drafts)
        report.add(stored)
        if self.run:
            _record(self.run, report)
        return report

    def _drafts(self, raws, report) -> Iterator[tuple[Raw, Draft]]:
        for raw in raws:
            try:
                yield raw, read_article(raw, self.known)
            except Unreadable as unreadable:
                report.failures.append(Failure(raw.path, str(unreadable)))

    def _stored(self, drafts) -> ImportReport:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
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
                report.failures.append(Failure(raw.path, f"The database refused it: {refusal}"))
        return report


def import_paths(
    paths,
    manifest: Manifest | None = None,
    *,
    dry_run: bool = False,
    again: bool = False,
    command: str = "",
    progress: Callable[[int], object] = lambda done: None,
    searchable: Callable[[], object] = lambda: None,
) -> ImportReport:
    """What became of every input under the paths; with `dry_run` nothing is kept. Raises MissingModel.

    `progress` is called with the number of inputs of each batch, `searchable` after each stored batch.
    """
    if settings.NAMES_MODEL:
        spacy_names.chances_of(settings.NAMES_MODEL)
    run = None if dry_run else ImportRun.objects.create(command=command)
    tomorrow = timezone.localdate() + timedelta(days=1)  # it may be, where the article appeared
    known = replace(actors.known(), latest=tomorrow, names_model=settings.NAMES_MODEL)
    importer = Importer(known, run, again)
    report = ImportReport(run=run and run.pk)
    for batch in _batches(_read(paths, manifest or Manifest()), BATCH):
        report.add(importer.store(batch))
        if run:
            searchable()
        progress(len(batch))
    if run:
        ImportRun.objects.filter(pk=run.pk).update(finished=timezone.now())
    return report


def _read(paths, manifest: Manifest) -> Iterator[Raw | Failure]:
    for path in paths:
        for read in readers.read(path, root=settings.BASE_DIR):
            yield read if isinstance(read, Failure) else _with_given(read, manifest)


def _with_given(raw: Raw, manifest: Manifest) -> Raw:
    given = manifest.given(raw.path)
    return replace(raw, given={**raw.given, **given}) if given else raw


def _batches(inputs: Iterable, size: int) -> Iterator[list]:
    inputs = iter(inputs)
    while batch := list(islice(inputs, size)):
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
    counts = {name: F(name) + getattr(report, name) for name in COUNTS}
    ImportRun.objects.filter(pk=run.pk).update(**counts)
    ImportFailure.objects.bulk_create(
        ImportFailure(run=run, path=failure.path, reason=failure.reason) for failure in report.failures
    )
