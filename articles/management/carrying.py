"""The search index in commands: what one stored is carried to it, or told to be carried later; who needs
the index ends with a sentence where it cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError, OutputWrapper
from tqdm import tqdm

from articles.search import changes
from articles.search.engine import IndexUnavailable, engine

MANY = 100_000  # articles; in smaller archives all is counted soon enough


@contextmanager
def index_needed() -> Iterator[None]:
    """Ends the command with code 1 where the index cannot be used."""
    try:
        yield
    except IndexUnavailable as unavailable:
        raise CommandError(str(unavailable), returncode=1) from None


def count_ahead(stream: OutputWrapper, again: bool = True, quiet: bool = False) -> None:
    """Has the engine count beforehand what is found most, with a bar for who waits; with `again` also where
    what was counted is of use still. Raises IndexUnavailable."""
    quiet = quiet or not stream.isatty()
    with tqdm(desc="Counting", unit="%", total=100, leave=False, file=stream._out, disable=quiet) as bar:
        changes.count_ahead(lambda done, of: bar.update(100 * done // of - bar.n), again)


class Carrying:
    """Called whenever enough was stored, and at the end. After the first failure nothing more is tried: what
    changed is noted in the database, and nothing of it is lost."""

    def __init__(self):
        self.trouble = ""
        self.was_needed = False

    def __call__(self) -> None:
        self.was_needed = True
        if self.trouble:
            return
        try:
            changes.apply()
        except IndexUnavailable as unavailable:
            self.trouble = str(unavailable)

    def finish(self, stream: OutputWrapper) -> None:
        """Where much has changed in a large archive, has it counted ahead anew. Says in a sentence why what
        was stored cannot be found yet, if so."""
        if self.trouble:
            stream.write(f"What was stored cannot be found by searching yet. {self.trouble}")
        elif self.was_needed:
            self._count_ahead(stream)

    def _count_ahead(self, stream: OutputWrapper) -> None:
        try:
            if engine().count() >= MANY:
                count_ahead(stream, again=False)
        except IndexUnavailable as unavailable:
            stream.write(f"What is found most was not counted ahead. {unavailable}")
