"""Writes the authority for other programs: `manage.py export_actors`."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.exports.actors import ACTOR_FORMATS, actor_rows
from articles.management.writing import opened
from articles.models import Actor


class Command(BaseCommand):
    help = (
        "Writes people, countries and organisations with their spellings and numbers of articles, as a list "
        "that import_actors reads again. Exit code: 0 done, also when there was nobody; 1 it could not be "
        "written; 2 wrong usage."
    )

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=Actor.Kind.values, help="only these; default: all")
        parser.add_argument("--status", choices=Actor.Status.values, help="only these; default: all")
        parser.add_argument("--format", choices=sorted(ACTOR_FORMATS), default="csv", help="default: csv")
        parser.add_argument("--output", metavar="FILE", help="default: standard output")

    def handle(self, **options):
        wanted = {name: options[name] for name in ("kind", "status") if options[name]}
        actors = Actor.objects.filter(**wanted)
        with opened(options["output"], self.stdout) as out:
            shown = tqdm(
                actor_rows(actors),
                total=actors.count(),
                unit=" actors",
                desc="Exporting",
                leave=False,
                disable=None if options["output"] else True,
            )
            for line in ACTOR_FORMATS[options["format"]](shown):
                out.write(line)
