"""Brings a user's own list of actors into the authority: `manage.py import_actors FILE`."""

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.actors.imports import import_list
from articles.actors.lists import UnreadableList, read_list
from articles.actors.rows import COLUMNS, Wishes
from articles.columns import parse_mapping
from articles.management.carrying import Carrying
from articles.models import Actor

SHOWN_REFUSALS = 20


class Command(BaseCommand):
    help = (
        "Adds the people, countries and organisations of a list of your own to the authority: CSV with a "
        f"header, or JSON lines, with {', '.join(COLUMNS)}, or the columns of Wikidata's query service. The "
        "same list again changes nothing; what an editor set stays. Exit code: 0 all taken, 1 some rows "
        "refused, 2 wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the list, in UTF-8, or - for standard input")
        parser.add_argument(
            "--kind", default="", choices=Actor.Kind.values, help="of rows that state no kind"
        )
        parser.add_argument(
            "--map",
            default="",
            metavar="FIELD=THEIRS,…",
            help="which columns of your own hold what, such as kind=type,name=label",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, keep nothing")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *, file, kind, dry_run, **options):
        try:
            wishes = Wishes(parse_mapping(options["map"], COLUMNS), kind)
            with _opened(file) as (stream, size), _bar(size) as bar:
                report = import_list(read_list(stream, wishes, bar.update), dry_run=dry_run)
        except (UnreadableList, ValueError) as problem:
            raise CommandError(str(problem), returncode=2) from None
        carrying = Carrying()
        if not dry_run:
            carrying()
        show = self._print_json if options["json"] else self._print
        show(report, dry_run)
        carrying.finish(self.stderr)
        if report.refused:
            sys.exit(1)

    def _print(self, report, dry_run):
        self.stdout.write(
            f"{'Would be: ' if dry_run else ''}{report.created} created, {report.updated} updated, "
            f"{report.unchanged} unchanged, {report.refused} refused"
        )
        for refusal in report.refusals[:SHOWN_REFUSALS]:
            self.stdout.write(f"  line {refusal.line}: {refusal.reason}")
        if report.refused > SHOWN_REFUSALS:
            self.stdout.write(f"  … and {report.refused - SHOWN_REFUSALS} more; --json tells a thousand")

    def _print_json(self, report, dry_run):
        self.stdout.write(json.dumps({**asdict(report), "dry_run": dry_run}, ensure_ascii=False))


@contextmanager
def _opened(name):
    """The bytes of the list and how many they are; None for standard input."""
    if name == "-":
        yield sys.stdin.buffer, None
        return
    try:
        with Path(name).open("rb") as file:
            yield file, Path(name).stat().st_size
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.", returncode=2) from None


def _bar(size):
    return tqdm(total=size, unit="B", unit_scale=True, desc="Importing", leave=False, disable=None)
