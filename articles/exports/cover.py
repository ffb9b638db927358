"""What stands on the cover of an export: the question, its answer's size, and the state of the archive."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

LONGEST = 2_000  # bytes of one HTTP header: servers in between refuse longer ones
PLAIN = " !#$&'()*+,/:;=?@[]|^`{}\"<>"  # what a header may hold as it is, beside letters and digits


@dataclass(frozen=True)
class Cover:
    """The query as its address has it, in words, how many articles it found, when, and in which archive.

    `version` counts the changes of articles that the archive has seen: equal versions of one archive give
    equal answers. `site` is where the archive stands, without a slash at the end.
    """

    query: str
    words: str
    count: int
    day: date
    version: int
    site: str = "http://localhost"

    def facts(self) -> dict[str, str | int]:
        """The same as plain values, by name."""
        return {
            "query": self.query,
            "words": self.words,
            "count": self.count,
            "day": self.day.isoformat(),
            "archive_version": self.version,
        }

    def headers(self) -> dict[str, str]:
        """The same as HTTP headers, Archive-Words and so on: UTF-8, percent-encoded beyond ASCII."""
        named = {f"Archive-{name.removeprefix('archive_').title()}": v for name, v in self.facts().items()}
        return {name: _encoded(str(value)) for name, value in named.items()}


def _encoded(text: str) -> str:
    """The text in visible ASCII; cut, at a whole character, with an ellipsis where it is too long.

    >>> _encoded("“oil”, Iran")
    '%E2%80%9Coil%E2%80%9D, Iran'
    """
    whole = quote(text, safe=PLAIN, errors="replace")
    if len(whole) <= LONGEST:
        return whole.strip()
    kept = text
    while len(quote(kept, safe=PLAIN, errors="replace")) > LONGEST:
        kept = kept[: len(kept) * 9 // 10]
    return quote(f"{kept}…", safe=PLAIN, errors="replace").strip()
