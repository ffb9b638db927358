"""Makes the search index again from the database: `manage.py rebuild_index`."""

from time import perf_counter

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.management.carrying import count_ahead, index_needed
from articles.models import Article
from articles.search import changes


class Command(BaseCommand):
    help = (
        "Makes the search index again from the database, beside the present one, and puts it in its place "
        "in one step; then counts beforehand what is found most, as count_ahead does. The site goes on "
        "answering meanwhile, and edits are not lost."
    )

    def handle(self, **options):
        started = perf_counter()
        total = Article.objects.count()
        quiet = options["verbosity"] == 0 or not self.stderr.isatty()
        with index_needed():
            with tqdm(total=total, unit="articles", file=self.stderr._out, disable=quiet) as bar:
                count = changes.rebuild(progress=bar.update)
            count_ahead(self.stderr, quiet=quiet)
        if options["verbosity"]:
            seconds = perf_counter() - started
            self.stdout.write(f"The search index was made anew: {count:,} articles in {seconds:.1f} seconds.")
