"""The search index in commands: what one stored is carried to it, or told to be carried later; who needs
the index ends with a sentence where it cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from articles.search import changes
from articles.search.engine import IndexUnavailable


@contextmanager
def index_needed() -> Iterator[None]:
    """Ends the command with code 1 where the index cannot be used."""
    try:
        yield
    except IndexUnavailable as unavailable:
        raise CommandError(str(unavailable), returncode=1) from None


class Carrying:
    """Called whenever enough was stored, and at the end. After the first failure nothing more is tried: what
    changed is noted in the database, and nothing of it is lost."""

    def __init__(self):
        self.trouble = ""

    def __call__(self) -> None:
        if self.trouble:
            return
        try:
            changes.apply()
        except IndexUnavailable as unavailable:
            self.trouble = str(unavailable)

    def tell(self, stream) -> None:
        """Says in a sentence why what was stored cannot be found yet, if so."""
        if self.trouble:
            stream.write(f"What was stored cannot be found by searching yet. {self.trouble}")
