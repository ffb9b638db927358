"""manage.py evaluate_import FOLDER: how well the importer reads a folder whose answers are known."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.importing import evaluation

FLOORS = Path(settings.BASE_DIR) / "benchmarks" / "floors.json"


class Command(BaseCommand):
    help = (
        "Reads a folder that holds a manifest.jsonl with the right answers, without touching the archive,"
        " and prints how many were found. With --floors the figures are compared with benchmarks/floors.json."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--misses", type=int, default=0, metavar="N", help="print the first N wrong answers"
        )
        parser.add_argument(
            "--floors", metavar="NAME", help="fail where a figure lies below its floor of this set"
        )
        parser.add_argument(
            "--write", action="store_true", help="raise the floors of the set to these figures"
        )
        parser.add_argument(
            "--lower", action="store_true", help="with --write: lower floors too; say why in the commit"
        )

    def handle(self, *, folder, misses, floors, write, lower, **options):
        if (write or lower) and not floors:
            raise CommandError("Name the set whose floors are to be written with --floors NAME.")
        try:
            result = evaluation.evaluate(folder)
        except FileNotFoundError as missing:
            needs = f"the folder needs a {evaluation.MANIFEST} and every file that it names"
            raise CommandError(f"There is no {missing.filename}; {needs}.") from missing
        for line in evaluation.table(result.figures):
            self.stdout.write(line)
        for miss in result.misses[:misses]:
            self.stdout.write(
                f"  miss  {miss.field:12} {miss.path}  known: {miss.known!r}  found: {miss.found!r}"
            )
        if floors:
            self._compare(floors, result.figures, write=write or lower, lower=lower)

    def _compare(self, name, figures, *, write, lower):
        every = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        if write:
            every[name] = evaluation.moved(figures, every.get(name, {}), lower=lower)
            FLOORS.write_text(json.dumps(every, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        problems = evaluation.below(figures, every.get(name, {}))
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"No figure lies below its floor of the set “{name}”.")
