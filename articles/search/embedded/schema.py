"""What the index holds of an article: the fields, and how their words are cut and folded."""

from __future__ import annotations

import re

import tantivy
from tantivy import Filter

from articles.periods import Period
from articles.search.engine import Document
from articles.search.fields import TEXTS
from articles.search.letters import normalise, place_key

VERSION = 3  # of the schema and of letters.normalise: count up when either changes
LONGEST = 200  # bytes of a word

STEMMED = ("title", "standfirst", "body")
STEMMED_LANGUAGES = frozenset({"", "en"})  # an article of unknown language is read as English
INTEGERS = "id first last newest oldest family reviewed fingerprint".split()
# What is counted for facets: the library counts unsigned numbers in half the time.
COUNTED = "year month agency sources people countries organisations".split()
CODES = ("language", "marks", "place_key")

JOKERS = {"*": ".*", "?": "."}


def _analyzer(*filters, longest=LONGEST):
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    # Fold before lower case: the other way İstanbul keeps a combining dot.
    for step in (Filter.remove_long(longest), Filter.ascii_fold(), Filter.lowercase(), *filters):
        builder = builder.filter(step)
    return builder.build()


ANALYZERS = {"exact": _analyzer(), "stem": _analyzer(Filter.stemmer("english"))}
# A typed word too long for the index must stay a word, one that nothing matches.
TYPED = {"exact": _analyzer(longest=10**6), "stem": _analyzer(Filter.stemmer("english"), longest=10**6)}


def forms(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text, each as the index holds it exactly and stemmed."""
    plain = normalise(text)
    return tuple(zip(TYPED["exact"].analyze(plain), TYPED["stem"].analyze(plain), strict=True))


def pattern(text: str) -> str:
    """The regular expression for pro*, *gate or wom?n over the words that the index holds."""
    pieces = re.split(r"([*?])", text)
    return "".join(
        JOKERS.get(piece) or "".join(re.escape(exact) for exact, _ in forms(piece)) for piece in pieces
    )


def _schema():
    builder = tantivy.SchemaBuilder()
    for name in INTEGERS:
        # Signed on purpose: deleting by an unsigned id deletes nothing and says nothing.
        builder.add_integer_field(name, stored=False, indexed=True, fast=True)
    for name in COUNTED:
        builder.add_unsigned_field(name, stored=False, indexed=True, fast=True)
    for field in TEXTS:
        builder.add_text_field(f"{field.index}_exact", tokenizer_name="exact")
    for name in STEMMED:
        # Without positions: phrases are asked of the exact twin, and a third of the index is saved.
        builder.add_text_field(f"{name}_stem", tokenizer_name="stem", index_option="freq")
    for name in CODES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


SCHEMA = _schema()


def fields_of(document: Document) -> dict:
    """What Tantivy is given for one article; a key that is left out means unknown."""
    texts = {field.index: normalise(getattr(document, field.index)) for field in TEXTS}
    fields = {f"{name}_exact": text for name, text in texts.items()}
    if language(document.language) in STEMMED_LANGUAGES:
        fields |= {f"{name}_stem": texts[name] for name in STEMMED}
    fields |= dates_of(document.published, document.id)
    for name in ("id", "agency", "family", "fingerprint"):
        fields[name] = getattr(document, name)
    for name in ("people", "countries", "organisations"):
        fields[name] = list(getattr(document, name))  # a tuple of small numbers would become bytes
    fields["sources"] = sorted({document.source, document.agency} - {None})
    fields |= {"reviewed": int(document.reviewed), "marks": sorted(document.marks)}
    fields["language"] = language(document.language) or None
    fields["place_key"] = place_key(document.place) or None
    return {name: value for name, value in fields.items() if value is not None}


def language(code: str) -> str:
    """The language without its region: en for en-GB."""
    return code.replace("_", "-").partition("-")[0].lower()


def dates_of(period: Period | None, id: int) -> dict:
    """The days as numbers, and one number for each order: hits with equal keys come in no order at all."""
    tail = id & 0xFFFFFFFF
    if period is None:
        return {"newest": tail, "oldest": (2**22 - 1) << 41 | tail}
    first, last = period.first.toordinal(), period.last.toordinal()
    key = first << 41 | min(last - first, 511) << 32 | tail
    fields = {"first": first, "last": last, "newest": key, "oldest": key}
    fields["year"] = list(range(period.first.year, min(period.last.year, period.first.year + 100) + 1))
    if (period.first.year, period.first.month) == (period.last.year, period.last.month):
        fields["month"] = period.first.year * 12 + period.first.month - 1
    return fields


def register(index) -> None:
    """Tells an index just opened about the analyzers; they are not kept with it."""
    for name, analyzer in ANALYZERS.items():
        index.register_tokenizer(name, analyzer)


def checked(document: Document):
    # With the schema each value is checked here; without it a wrong one kills the writer later.
    return tantivy.Document.from_dict(fields_of(document), SCHEMA)
