"""What the importer passes along: a raw input, what is known beforehand, what was found, and the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from articles.periods import Period


class Unreadable(Exception):
    """An input that cannot become an article; str() is the reason in one sentence."""


class NoArticle(Exception):
    """An input that was not meant to be an article; str() is the reason in one sentence."""


@dataclass(frozen=True)
class Raw:
    """One input, untouched: where it came from, its bytes, and what the user said about it.

    `path` names it in the archive (a file's path, or `file.zip/inner.txt`); `given` maps field names
    (title, source, agency, published, url …) to values that outrank anything found. `kind` is text, page or
    record or markdown: who reads the bytes. `stated` is what the container says of it (a crawl's address, a
    feed's date), in the same field names: one rung of each ladder. `mapping` says, for records of a user's
    own shape, which of their fields holds which of ours.
    """

    path: str
    content: bytes
    given: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text"
    stated: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The web address that was given, or else stated; empty where there is none."""
        return str(self.given.get("url") or self.stated.get("url") or "").strip()


@dataclass(frozen=True)
class Failure:
    """An input that could not be read, and why, in one sentence."""

    path: str
    reason: str


@dataclass(frozen=True)
class Skipped:
    """An input that was not meant to be an article, such as a picture, and why, in one sentence."""

    path: str
    reason: str


@dataclass(frozen=True)
class Finding:
    """One value for one field, by one rule: how sure (0 to 1), on what evidence, where in the original.

    `start` and `end` are character offsets in the original's decoded text; None where the value was given
    or stands outside the text.
    """

    value: str
    rule: str
    confidence: float
    evidence: str = ""
    start: int | None = None
    end: int | None = None

    def at(self, start: int | None, end: int | None) -> Finding:
        """The same with other offsets."""
        return Finding(self.value, self.rule, self.confidence, self.evidence, start, end)


@dataclass(frozen=True)
class KnownName:
    """One spelling of one actor of the authority. `use` is name, acronym, demonym, capital or local.

    The first spelling of an actor is its usual name; a local one is looked for in texts of its `language`.
    `actor` is None for a name that several share.
    """

    actor: int | None
    kind: str
    name: str
    use: str = "name"
    language: str = ""


@dataclass(frozen=True)
class Known:
    """What the archive knows before it reads: every spelling of every actor, and the day.

    `rejected` names and actors are the caller's business: they are not in here; `shared` are names that
    several people, or several organisations, have. `latest` is the last day on which an article can have
    appeared; None sets no limit. `names_model` says who finds people: empty for the tagger, "none" for the
    authority alone, else a spaCy pipeline. `fronts` tells whether pages that only list others are wanted too.
    """

    names: tuple[KnownName, ...] = ()
    shared: tuple[KnownName, ...] = ()
    latest: date | None = None
    names_model: str = ""
    fronts: bool = False


@dataclass(frozen=True)
class FoundMention:
    """One actor in one text. `actor` is an authority id, or None for a proposed actor called `name`.

    `spans` are character offsets (start, end) in the draft's body, `title_spans` in its title; `quoted` are
    the offsets in the body of the names, or pronouns, to which it gives the actor's words; `salience` is how
    much the text is about the actor, from 0 to 1.
    """

    name: str
    kind: str
    actor: int | None
    spans: tuple[tuple[int, int], ...]
    title_spans: tuple[tuple[int, int], ...]
    rule: str
    confidence: float
    evidence: str = ""
    quoted: tuple[int, ...] = ()
    salience: float = 0.0

    @property
    def places(self) -> dict[str, list]:
        """Where it stands, by field, in lists: as JSON and arrays come back from the database."""
        spans, title_spans = ([list(span) for span in each] for each in (self.spans, self.title_spans))
        return {"spans": spans, "title_spans": title_spans, "quoted": list(self.quoted)}


@dataclass(frozen=True)
class Cut:
    """A passage that was left out of the article, and why; offsets in the original's decoded text."""

    start: int
    end: int
    rule: str

    def at(self, start: int, end: int) -> Cut:
        """The same at another place."""
        return Cut(start, end, self.rule)


@dataclass(frozen=True)
class Reading:
    """What one kind of input yields before anything is chosen; what was given is not in it.

    `text` is the decoded original, in which findings and cuts have their offsets; `findings` has a ladder
    for each field, surest first.
    """

    text: str
    encoding: str
    body: str
    findings: Mapping[str, tuple[Finding, ...]]
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True)
class Draft:
    """An article as found in one input, ready to be stored; `fingerprint` is that of headline and body."""

    path: str
    text: str
    encoding: str
    sha256: str
    title: str = ""
    standfirst: str = ""
    body: str = ""
    byline: str = ""
    dateline: str = ""
    source: str = ""
    agency: str = ""
    language: str = ""
    url: str = ""
    published: Period | None = None
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()
    mentions: tuple[FoundMention, ...] = ()
    fingerprint: tuple[int, ...] = ()
