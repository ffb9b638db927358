"""Learns the weights of the tagger of people's names: `manage.py train_names FOLDER`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.importing.naming import labelled, tagger


class Command(BaseCommand):
    help = (
        "Learns the weights of the tagger that finds people's names, from texts with labelled names: "
        "WikiGold, MEANTIME and WNUT 17. The same texts and word lists give the same bytes. Takes a minute "
        "or less."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help=f"the folder with {', '.join(labelled.FILES)}")
        parser.add_argument(
            "--output", type=Path, default=tagger.WEIGHTS, help="default: the shipped weights"
        )

    def handle(self, *, folder, output, **options):
        try:
            from articles.importing.naming import training
        except ModuleNotFoundError:
            raise CommandError(
                "Training needs python-crfsuite: pip install -r requirements-dev.txt."
            ) from None
        try:
            texts = list(labelled.read_folder(folder))
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{folder} holds no texts to learn from: {error}.") from None
        weights = training.train(texts)
        training.write(weights, output)
        if options["verbosity"]:
            self.stdout.write(f"{len(weights):,} weights from {len(texts):,} texts, written to {output}.")
