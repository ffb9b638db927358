"""Brings articles into the archive: `manage.py import_articles PATH…`."""

import json
import shlex
import sys
import time
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.importing import readers
from articles.importing.manifest import Manifest, UnreadableManifest, read_manifest
from articles.importing.spacy_names import MissingModel
from articles.importing.store import COUNTS, import_paths
from articles.search import changes

SHOWN_FAILURES = 20


class Command(BaseCommand):
    help = (
        "Imports articles from files and folders. Importing the same again changes nothing; what an editor "
        "set or rejected stays. Exit code: 0 all imported, 1 some inputs failed, 2 wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument(
            "--manifest",
            type=Path,
            metavar="FILE",
            help="values you know, as CSV or JSON lines: a column `path`, and any of title, standfirst, "
            "byline, dateline, source, agency, language, url, published",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, keep nothing")
        parser.add_argument("--again", action="store_true", help="read unchanged inputs anew as well")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *, paths, manifest, dry_run, again, **options):
        for path in paths:
            if not path.exists():
                raise CommandError(f"There is no file or folder {path}.", returncode=2)
        given = self._manifest(manifest)
        started = time.monotonic()
        with tqdm(
            total=readers.count(paths), unit=" files", desc="Importing", leave=False, disable=None
        ) as bar:
            try:
                report = import_paths(
                    paths,
                    given,
                    dry_run=dry_run,
                    again=again,
                    command=shlex.join(sys.argv[1:]),
                    progress=bar.update,
                    searchable=changes.apply,
                )
            except MissingModel as missing:
                raise CommandError(str(missing), returncode=2) from None
        show = self._print_json if options["json"] else self._print
        show(report, given, dry_run, time.monotonic() - started)
        if report.failed:
            sys.exit(1)

    def _manifest(self, path):
        if path is None:
            return Manifest()
        try:
            return read_manifest(path)
        except UnreadableManifest as unreadable:
            raise CommandError(str(unreadable), returncode=2) from None

    def _print(self, report, given, dry_run, seconds):
        counts = ", ".join(f"{getattr(report, name)} {name}" for name in COUNTS)
        self.stdout.write(f"{'Would be: ' if dry_run else ''}{counts}, in {seconds:.1f} s")
        for failure in report.failures[:SHOWN_FAILURES]:
            self.stdout.write(f"  failed: {failure.path}: {failure.reason}")
        if report.failed > SHOWN_FAILURES:
            self.stdout.write(
                f"  … and {report.failed - SHOWN_FAILURES} more, kept with import run {report.run}"
            )
        if given.unknown_columns:
            self.stdout.write(f"  manifest: nobody knows the columns {', '.join(given.unknown_columns)}")
        if given.unused:
            self.stdout.write(f"  manifest: {len(given.unused)} rows named no input that was read")

    def _print_json(self, report, given, dry_run, seconds):
        summary = {name: getattr(report, name) for name in COUNTS}
        summary |= {
            "dry_run": dry_run,
            "run": report.run,
            "seconds": round(seconds, 2),
            "failures": [asdict(failure) for failure in report.failures],
            "unknown_columns": list(given.unknown_columns),
            "unused_manifest_rows": sorted(given.unused),
        }
        self.stdout.write(json.dumps(summary, ensure_ascii=False))
