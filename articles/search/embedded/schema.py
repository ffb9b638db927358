"""What the index holds of an article: the fields, and how their words are cut and folded."""

from __future__ import annotations

import re

import tantivy
from tantivy import Filter

from articles.periods import Period
from articles.search.embedded.columns import SPLIT, Ranks, bins_of, columns_of, split
from articles.search.embedded.slots import NAMES, rest_of, slotted
from articles.search.embedded.stemming import ENGLISH, FOLDED, analyzer, forms, language, marked, stemmer_for
from articles.search.engine import Document
from articles.search.fields import TEXTS
from articles.search.letters import normalise, place_key

VERSION = 7  # of the schema, of letters.normalise and of stemming: count up when either changes

STEMMED = ("title", "standfirst", "body")
INTEGERS = "id first last newest oldest family reviewed fingerprint".split()
# What is counted for facets: the library counts unsigned numbers a quarter faster.
COUNTED = "year month agency copies sources countries".split()
ANYWHERE = {"exact": "exact", "stem": "stem", "other": "whole"}
CODES = ("language", "marks", "place_key")

JOKERS = {"*": ".*", "?": "."}

WHOLE = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
ANALYZERS = {"exact": analyzer(*FOLDED), "stem": analyzer(*FOLDED, Filter.stemmer(ENGLISH)), "whole": WHOLE}


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
    for name in SPLIT:
        builder.add_unsigned_field(name, stored=False, indexed=True, fast=False)
        for column in (*columns_of(name), bins_of(name)):
            builder.add_unsigned_field(column, stored=False, indexed=False, fast=True)
    for column, slots in NAMES.items():
        for each in (*slots, rest_of(column)):
            builder.add_unsigned_field(each, stored=False, indexed=False, fast=True)
    for field in TEXTS:
        builder.add_text_field(f"{field.index}_exact", tokenizer_name="exact")
    for name in STEMMED:
        # Without positions: phrases are asked of the exact twin, and a third of the index is saved.
        builder.add_text_field(f"{name}_stem", tokenizer_name="stem", index_option="freq")
        # Stems of other languages than English, each word marked with its language.
        builder.add_text_field(f"{name}_other", tokenizer_name="whole", index_option="freq")
    for kind, cutting in ANYWHERE.items():
        # All fields at once, for finding and counting: a word is in one list instead of eight.
        builder.add_text_field(f"anywhere_{kind}", tokenizer_name=cutting, index_option="basic")
    for name in CODES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("more", tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()


def fields_of(document: Document, ranks: Ranks) -> dict:
    """What Tantivy is given for one article; a key that is left out means unknown."""
    texts = {field.index: normalise(getattr(document, field.index)) for field in TEXTS}
    fields = {f"{name}_exact": text for name, text in texts.items()}
    fields |= _stemmed(texts, stemmer_for(document.language))
    fields |= _anywhere(texts, fields, stemmer_for(document.language))
    fields |= dates_of(document.published, document.id)
    for name in ("id", "agency", "family", "copies", "fingerprint"):
        fields[name] = getattr(document, name)
    for name in ("people", "countries", "organisations"):
        fields[name] = list(getattr(document, name))  # a tuple of small numbers would become bytes
    for name in SPLIT:
        fields |= split(name, getattr(document, name), ranks)
    fields["sources"] = sorted({document.source, document.agency} - {None})
    fields |= {"reviewed": int(document.reviewed), "marks": sorted(document.marks)}
    fields["language"] = language(document.language) or None
    fields["place_key"] = place_key(document.place) or None
    fields |= slotted(fields)
    return {name: value for name, value in fields.items() if value is not None}


def _stemmed(texts: dict[str, str], stemmer: str) -> dict[str, str]:
    if stemmer in ("", ENGLISH):
        return {f"{name}_stem": texts[name] for name in STEMMED if stemmer}
    return {f"{name}_other": marked(texts[name], stemmer) for name in STEMMED}


def _anywhere(texts: dict[str, str], fields: dict, stemmer: str) -> dict[str, list[str]]:
    """The words of all fields together. Where the stems of a field are told, its words need not be: who
    looks for a word in English looks for its stem."""
    stemmed = STEMMED if stemmer == ENGLISH else ()
    words = {
        "anywhere_stem": [texts[name] for name in stemmed],
        "anywhere_exact": [text for name, text in texts.items() if name not in stemmed],
        "anywhere_other": [fields[name] for name in (f"{each}_other" for each in STEMMED) if name in fields],
    }
    return {name: parts for name, found in words.items() if (parts := [text for text in found if text])}


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
    for name, cutting in ANALYZERS.items():
        index.register_tokenizer(name, cutting)


def checked(document: Document, ranks: Ranks):
    # With the schema each value is checked here; without it a wrong one kills the writer later.
    return tantivy.Document.from_dict(fields_of(document, ranks), SCHEMA)
