"""Applies today's rules to stored originals: `manage.py refind_metadata`."""

import os
import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.importing.naming.spacy_names import MissingModel
from articles.importing.refinding import ASPECTS, count, refind
from articles.management.carrying import Carrying


class Command(BaseCommand):
    help = (
        "Reads the stored originals again with today's rules and today's authority. What an editor set, "
        "confirmed or rejected stays. Exit code: 0 all read, 1 some could not be read, 2 wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--only",
            default="",
            metavar="WHAT,…",
            help=f"any of {', '.join(ASPECTS)}; all of them if left out",
        )
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")

    def handle(self, *, only, workers, **options):
        aspects = [aspect.strip() for aspect in only.split(",") if aspect.strip()]
        if unknown := set(aspects) - ASPECTS.keys():
            raise CommandError(
                f"--only knows {', '.join(ASPECTS)}, not {', '.join(sorted(unknown))}.", returncode=2
            )
        if workers < 1:
            raise CommandError("--workers must be 1 or more.", returncode=2)
        carrying = Carrying()
        with tqdm(total=count(), unit=" articles", desc="Finding anew", leave=False, disable=None) as bar:
            try:
                report = refind(aspects, workers=workers, progress=bar.update, searchable=carrying)
            except MissingModel as missing:
                raise CommandError(str(missing), returncode=2) from None
        self.stdout.write(
            f"{report.updated} updated, {report.unchanged} unchanged, {len(report.failures)} failed"
        )
        for failure in report.failures[:20]:
            self.stdout.write(f"  failed: {failure.path}: {failure.reason}")
        carrying.finish(self.stderr)
        if report.failures:
            sys.exit(1)
