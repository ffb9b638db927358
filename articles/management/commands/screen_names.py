"""A list of names against the whole archive: `manage.py screen_names FILE`."""

import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.exports.screened import screened_csv
from articles.management.carrying import index_needed
from articles.management.writing import opened
from articles.screening import LARGEST, MOST_NAMES, RefusedNames, read_names, screen
from articles.search.engine import engine


class Command(BaseCommand):
    help = (
        f"Looks up to {MOST_NAMES:,} names up in the whole archive, as actors by any spelling or by sound, "
        "else as words in texts, and writes CSV: name, matched, match (spelling, sound or text), articles, "
        "first, last, sources. Exit code: 0 done, also when nobody was found; 1 it could not be done; "
        "2 wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", metavar="FILE", help="one name a line, or CSV with a column name; - for standard input"
        )
        parser.add_argument("--output", metavar="OUT.csv", help="default: standard output")

    def handle(self, *, file, output, **options):
        listed = _names(file)
        with index_needed():
            engine().count()
            bar = tqdm(
                total=len(listed),
                unit=" names",
                desc="Screening",
                leave=False,
                disable=None if output else True,
            )
            with opened(output, self.stdout) as out, bar:
                for line in screened_csv(screen(listed, bar.update)):
                    out.write(line)


def _names(file):
    """The names in the file; CommandError with code 2 where there are none, or too many."""
    try:
        if file == "-":
            return read_names(sys.stdin.buffer.read(LARGEST + 1))
        with open(file, "rb") as content:
            return read_names(content.read(LARGEST + 1))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from None
    except RefusedNames as refused:
        raise CommandError(str(refused), returncode=2) from None
