"""Takes back what an import brought: `manage.py undo_import RUN`."""

import json
import time
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.importing.undoing import removable, undo
from articles.management.carrying import Carrying
from articles.models import ImportRun

SHOWN_KEPT = 20


class Command(BaseCommand):
    help = (
        "Removes the articles that came in with an import run, and the proposed actors whom no other article "
        "names. Kept are articles that another import has told since, that were there before, or on which an "
        "editor has worked. Exit code: 0 done, 2 wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, metavar="RUN", help="the number that the import printed")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, keep everything")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *, run, dry_run, **options):
        try:
            asked = ImportRun.objects.get(pk=run)
        except ImportRun.DoesNotExist:
            raise CommandError(f"There is no import run {run}.", returncode=2) from None
        started, carrying = time.monotonic(), Carrying()
        total = 0 if dry_run else removable(asked).count()
        with tqdm(total=total, unit=" articles", desc="Removing", leave=False, disable=None) as bar:
            report = undo(asked, dry_run=dry_run, progress=bar.update, searchable=carrying)
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(report), "run": run, "dry_run": dry_run}))
        else:
            self._print(report, dry_run, time.monotonic() - started)
        carrying.finish(self.stderr)

    def _print(self, report, dry_run, seconds):
        actors = "" if dry_run else f" with {_number(report.actors, 'proposed actor')}"
        self.stdout.write(
            f"{'Would be: ' if dry_run else ''}{_number(report.removed, 'article')} removed{actors}, "
            f"{len(report.kept)} kept on which an editor has worked, {report.changed} left that were there "
            f"before or that another import told as well, in {seconds:.1f} s"
        )
        for article in report.kept[:SHOWN_KEPT]:
            self.stdout.write(f"  kept: article {article}")
        if len(report.kept) > SHOWN_KEPT:
            self.stdout.write(f"  … and {len(report.kept) - SHOWN_KEPT} more; --json tells all")


def _number(count, noun):
    return f"{count:,} {noun}{'s' * (count != 1)}"
