"""Compares the database with the search index: `manage.py check_archive`."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from articles.search import changes
from articles.search.engine import IndexUnavailable

SHOWN = 10  # ids named for each difference; --json names all

SENTENCES = {
    "missing": "missing from the index",
    "surplus": "in the index but no longer in the archive",
    "stale": "in the index in an earlier form",
    "waiting": "changed, waiting to be carried to the index",
}
REPAIR = {
    "waiting": "Run manage.py setup_archive to carry waiting changes over.",
    "other": "Run manage.py rebuild_index to make the index again.",
}


class Command(BaseCommand):
    help = (
        "Compares the database with the search index. Exit code 0: they agree; 1: they differ, and what "
        "differs is printed; 2: wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print all differing ids as JSON")

    def handle(self, **options):
        try:
            difference = changes.compare()
        except IndexUnavailable as error:
            self._tell_unavailable(str(error), options["json"])
            sys.exit(1)
        found = {name: list(ids) for name, ids in asdict(difference).items()}
        if options["json"]:
            self.stdout.write(json.dumps({"agrees": not difference, **found}))
        else:
            self._tell(found)
        if difference:
            sys.exit(1)

    def _tell_unavailable(self, sentence, as_json):
        self.stdout.write(json.dumps({"agrees": False, "error": sentence}) if as_json else sentence)

    def _tell(self, found):
        if not any(found.values()):
            self.stdout.write("Database and search index agree.")
            return
        for name, ids in found.items():
            if ids:
                more = f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else ""
                named = ", ".join(map(str, ids[:SHOWN]))
                articles = "article" if len(ids) == 1 else "articles"
                self.stdout.write(f"{len(ids):,} {articles} {SENTENCES[name]}: {named}{more}")
        only_waiting = not any(ids for name, ids in found.items() if name != "waiting")
        self.stdout.write(REPAIR["waiting" if only_waiting else "other"])
