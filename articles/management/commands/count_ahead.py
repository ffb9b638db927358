"""Counts beforehand what many articles are found by: `manage.py count_ahead`."""

from time import perf_counter

from django.core.management.base import BaseCommand

from articles.management.carrying import count_ahead, index_needed


class Command(BaseCommand):
    help = (
        "Counts beforehand the facets of every word, person, country, organisation and source that is in "
        "many articles, so that searching for one of them is quicker. rebuild_index does this too, and so "
        "does a command after which much of a large archive is new. The site goes on answering meanwhile, "
        "and counts stay exact whatever changes."
    )

    def handle(self, **options):
        started = perf_counter()
        with index_needed():
            count_ahead(self.stderr, quiet=options["verbosity"] == 0)
        if options["verbosity"]:
            self.stdout.write(f"What is found most was counted in {perf_counter() - started:.1f} seconds.")
