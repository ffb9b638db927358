"""Brings articles into the archive: `manage.py import_articles PATH…`."""

import json
import os
import shlex
import sys
import time
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.importing import readers
from articles.importing.manifest import Manifest, UnreadableManifest, read_manifest
from articles.importing.naming.spacy_names import MissingModel
from articles.importing.shapes import read_mapping
from articles.importing.store import COUNTS, failed_places, import_paths
from articles.management.carrying import Carrying
from articles.models import ImportRun

SHOWN_FAILURES = 20
SHOWN_PAGES = 5


class Command(BaseCommand):
    help = (
        "Imports articles from files, folders and feeds: texts, pages, JSON, tables, WARC, RSS, Markdown, "
        "packed or not. Importing the same again changes nothing; what an editor set or rejected stays. Exit "
        "code: 0 all imported, 1 some inputs failed, 2 wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PATH",
            help="a file, a folder, the address of a feed or a page, or - for standard input",
        )
        parser.add_argument(
            "--map",
            metavar="FIELD=THEIRS,…",
            help="where records of your own shape hold what, such as body=content,title=headline",
        )
        parser.add_argument(
            "--manifest",
            type=Path,
            metavar="FILE",
            help="values you know, as CSV or JSON lines: a column `path` or `url`, and any of title, "
            "standfirst, byline, dateline, source, agency, language, url, published",
        )
        parser.add_argument(
            "--workers",
            type=int,
            default=os.cpu_count() or 1,
            metavar="N",
            help="processes that read and find (default: as many as there are cores)",
        )
        parser.add_argument(
            "--retry",
            type=int,
            metavar="RUN",
            help="take the failures of an import run again; --with-fronts: and the pages that it skipped",
        )
        parser.add_argument(
            "--with-fronts",
            action="store_true",
            help="import pages that only list others, too: a site's first page, a section's",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, keep nothing")
        parser.add_argument("--again", action="store_true", help="read unchanged inputs anew as well")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *, paths, manifest, dry_run, again, workers, **options):
        if workers < 1:
            raise CommandError("--workers must be 1 or more.", returncode=2)
        paths = self._paths(paths, options["retry"], options["with_fronts"])
        files = [Path(path) for path in paths if path != "-" and not readers.is_address(path)]
        for path in files:
            if not path.exists():
                raise CommandError(f"There is no file or folder {path}.", returncode=2)
        given, mapping = self._manifest(manifest), self._mapping(options["map"])
        started, carrying = time.monotonic(), Carrying()
        total = readers.measure(files) if len(files) == len(paths) else None
        with tqdm(total=total, unit="B", unit_scale=True, desc="Importing", leave=False, disable=None) as bar:
            report = self._import(
                paths,
                given,
                mapping=mapping,
                dry_run=dry_run,
                again=again,
                with_fronts=options["with_fronts"],
                workers=workers,
                progress=bar.update,
                searchable=carrying,
            )
        show = self._print_json if options["json"] else self._print
        show(report, given, dry_run, time.monotonic() - started)
        carrying.finish(self.stderr)
        if report.failed:
            sys.exit(1)

    def _import(self, paths, given, **wishes):
        asked = shlex.join(sys.argv[1:])
        try:
            return import_paths(paths, given, command=asked, **wishes)
        except MissingModel as missing:
            raise CommandError(str(missing), returncode=2) from None

    def _paths(self, paths, retry, with_fronts):
        if bool(paths) == bool(retry is not None):
            raise CommandError("Name one PATH or more, or --retry RUN.", returncode=2)
        if retry is None:
            return paths
        if not ImportRun.objects.filter(pk=retry).exists():
            raise CommandError(f"There is no import run {retry}.", returncode=2)
        return failed_places(retry, with_fronts)

    def _manifest(self, path):
        if path is None:
            return Manifest()
        try:
            return read_manifest(path)
        except UnreadableManifest as unreadable:
            raise CommandError(str(unreadable), returncode=2) from None

    def _mapping(self, text):
        try:
            return read_mapping(text or "")
        except ValueError as problem:
            raise CommandError(str(problem), returncode=2) from None

    def _print(self, report, given, dry_run, seconds):
        counts = ", ".join(f"{getattr(report, name)} {name}" for name in COUNTS)
        counts += f", {report.skipped} skipped" if report.skipped else ""
        run = f" (import run {report.run})" if report.run else ""
        self.stdout.write(f"{'Would be: ' if dry_run else ''}{counts}, in {seconds:.1f} s{run}")
        self._print_some("failed", report.failures, SHOWN_FAILURES, report.run)
        self._print_some("skipped", report.left_out, SHOWN_PAGES, report.run)
        if given.unknown_columns:
            self.stdout.write(f"  manifest: nobody knows the columns {', '.join(given.unknown_columns)}")
        if given.unused:
            self.stdout.write(f"  manifest: {len(given.unused)} rows named no input that was read")

    def _print_some(self, label, inputs, shown, run):
        for each in inputs[:shown]:
            self.stdout.write(f"  {label}: {each.path}: {each.reason}")
        if len(inputs) > shown:
            kept = f", all kept with import run {run}" if run else ""
            self.stdout.write(f"  … and more {label}{kept}")

    def _print_json(self, report, given, dry_run, seconds):
        summary = {name: getattr(report, name) for name in COUNTS}
        summary |= {
            "skipped": report.skipped,
            "dry_run": dry_run,
            "run": report.run,
            "seconds": round(seconds, 2),
            "failures": [asdict(failure) for failure in report.failures],
            "left_out": [asdict(page) for page in report.left_out],
            "unknown_columns": list(given.unknown_columns),
            "unused_manifest_rows": sorted(given.unused),
        }
        self.stdout.write(json.dumps(summary, ensure_ascii=False))
