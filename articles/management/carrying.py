"""What a command stored is carried to the index; where that cannot be, the command goes on and says so."""

from articles.search import changes
from articles.search.engine import IndexUnavailable


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
