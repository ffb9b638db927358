"""Counts beforehand what many articles are found by: `manage.py count_ahead`."""

from time import perf_counter

from django.core.management.base import BaseCommand

from articles.management.counting import count_ahead


class Command(BaseCommand):
    help = (
        "Counts beforehand the facets of every word, person, country, organisation and source that is in "
        "many articles, so that searching for one of them is quicker. rebuild_index does this too; it is "
        "worth doing again after a large import. The site goes on answering meanwhile, and counts stay exact."
    )

    def handle(self, **options):
        started = perf_counter()
        count_ahead(self.stderr, quiet=options["verbosity"] == 0 or not self.stderr.isatty())
        if options["verbosity"]:
            self.stdout.write(f"What is found most was counted in {perf_counter() - started:.1f} seconds.")
