"""Finds the copies and versions of every story anew: `manage.py find_families`."""

from time import perf_counter

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.importing import families
from articles.management.carrying import Carrying
from articles.models import Article, Version


class Command(BaseCommand):
    help = (
        "Finds anew, in the whole archive, which articles are copies of one story (one family) and which are "
        "versions of it. What an editor decided stays. Imports wait meanwhile; run twice, the second run "
        "changes nothing."
    )

    def handle(self, **options):
        started, carrying = perf_counter(), Carrying()
        quiet = options["verbosity"] == 0 or not self.stderr.isatty()
        total = Article.objects.count()
        with tqdm(total=total, unit="articles", file=self.stderr._out, disable=quiet) as bar:
            families.find_all(progress=bar.update)
        carrying()
        if options["verbosity"]:
            self._tell(total, perf_counter() - started)
        carrying.finish(self.stderr)

    def _tell(self, total, seconds):
        copies = Article.objects.exclude(family=None)
        stories = copies.values("family").distinct().count()
        self.stdout.write(
            f"{total:,} articles compared in {seconds:.1f} seconds: {copies.count():,} copies of "
            f"{stories:,} stories, {Version.objects.count():,} links between versions."
        )
