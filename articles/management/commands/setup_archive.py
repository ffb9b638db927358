"""Prepares or upgrades an archive; it can be run at any time: `manage.py setup_archive`."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles import actors
from articles.management.carrying import index_needed
from articles.search import changes
from articles.search.engine import IndexUnavailable, engine


class Command(BaseCommand):
    help = (
        "Prepares or upgrades the archive: the tables, the shipped countries, people and organisations "
        "(never overwriting an editor), and the search index. Safe to run at any time."
    )

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Tables are up to date.")
        if filled := actors.fill_sounds():
            self.stdout.write(f"Sounds of names: {filled} filled in.")
        report = actors.load_authority()
        self.stdout.write(
            f"Authority: {report.created} actors created, {report.updated} updated, "
            f"{report.unchanged} unchanged."
        )
        self.stdout.write(f"Search index: {self._bring_index_up_to_date()}.")

    def _bring_index_up_to_date(self):
        with index_needed():
            if self._can_be_read():
                return f"{changes.apply()} changed articles carried over"
            built = changes.rebuild()
            changes.count_ahead()
            return f"built anew, {built} articles"

    def _can_be_read(self):
        try:
            engine().count()
        except IndexUnavailable:
            return False
        return True
