"""The shapes of records: which of their fields holds a title, a text, a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from articles.columns import by_key, find, key, parse_mapping
from articles.importing.manifest import FIELDS

ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
ENVELOPES = ("_source", "article", "doc", "newsarticle")  # in which a database or a site wraps its records
LONGEST_KEY = 60  # letters
NESTED = 2  # levels of a value in which its words are looked for
MOST = 50  # authors, paragraphs' worth of names and the like in one value
NAMES = ("name", "@value", "$date", "title", "text", "#text", "@id", "url", "href")
OURS = (*FIELDS, "body", "html", "host", "changed")  # the fields that a record's own may be mapped to
ALIASES = {"date": "published", "author": "byline", "text": "body"}  # of ours, in a mapping

# For every field of ours, what others call it: letters and digits only; the surest name first.
USUAL = {
    "title": "title headline heading articletitle titlepage titlerss name",
    "body": "articlebody maintext body text content fulltext articletext bodytext storytext maincontent"
    " contenttext plaintext cleanedtext articlecontent bodyhtml contenthtml articlehtml story"
    " paragraphs summary",
    "standfirst": "standfirst description subtitle subheadline subhead deck dek abstract summary excerpt"
    " metadescription trailtext snippet",
    "byline": "byline authors author creator creators writer writers reporter reporters dccreator",
    "dateline": "dateline",
    "source": "publisher publishername sourcename source newspaper outlet publication sitename"
    " mediaoutlet feedtitle site website",
    "host": "sourcedomain domain hostname host sourceurl",
    "agency": "agency newsagency wire wireservice",
    "language": "language lang inlanguage metalang locale",
    "url": "url link canonicalurl canonicallink permalink articleurl weburl mainentityofpage uri @id"
    " requestedurl",
    "published": "datepublished datepublish publishedat publisheddate publishdate publicationdate pubdate"
    " publishedon published datepub webpublicationdate firstpublicationdate dcdate issued date"
    " publishtime day datetime",
    "changed": "datemodified datemodify modifiedat updatedat dateupdated updated lastmodified modified",
    "html": "html rawhtml pagehtml htmlcontent pagesource",
}


@dataclass(frozen=True)
class Said:
    """What a record says for one field, under which rule: "news-please: date_publish"."""

    value: object
    rule: str


@dataclass(frozen=True)
class Shape:
    """Records of one origin: keys that tell them, all of one set there; where they differ from the usual."""

    name: str
    told_by: tuple[frozenset[str], ...]
    fields: Mapping[str, str] = field(default_factory=dict)


def _sets(*keys: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split()) for each in keys)


SHAPES = (
    Shape("feed", _sets("feedtitle link"), {"source": "feedtitle", "body": "content summary"}),
    Shape(
        "news-please",
        _sets("datepublish sourcedomain", "datepublish maintext"),
        {"body": "maintext text", "source": ""},
    ),
    Shape(
        "newspaper",
        _sets("publishdate sourceurl", "publishdate metalang"),
        {"body": "text", "source": "", "url": "url canonicallink"},
    ),
    Shape(
        "schema.org",
        _sets("@type", "articlebody"),
        {"source": "publisher sourceorganization provider", "title": "headline name"},
    ),
    Shape("record", _sets("")),
)


def holds_text(name: str) -> bool:
    """Whether a column of this name holds the text of articles."""
    return key(name) in USUAL["body"].split()


def shown(name: str) -> str:
    """A field's name as it can be printed and stored."""
    return name if name.isprintable() and len(name) <= LONGEST_KEY else key(name)[:LONGEST_KEY]


def read_mapping(text: str) -> dict[str, str]:
    """The fields that "body=content,title=headline" names; ValueError, in one sentence, where it names none.

    >>> read_mapping("body=content, date=day")
    {'body': 'content', 'published': 'day'}
    """
    return parse_mapping(text, OURS, ALIASES)


def read(record: Mapping, mapping: Mapping[str, str], name: str = "") -> dict[str, tuple[Said, ...]]:
    """What a record says for each of our fields, surest first; `name` is its shape's, where that is known."""
    record = _article(record)
    keys = by_key(record).keys()
    shape = next(shape for shape in SHAPES if any(told <= keys for told in shape.told_by))
    found = find(record, _names(shape.name))
    said = {}
    for ours in _names(shape.name):
        mapped = _mapped(record, mapping[ours]) if ours in mapping else ()
        usual = (
            Said(record[theirs], f"{name or shape.name}: {shown(theirs)}") for theirs in found.get(ours, ())
        )
        said[ours] = mapped or tuple(usual)
    return said


@cache
def _names(shape: str) -> dict[str, list[str]]:
    """What records of a shape call our fields, surest first."""
    own = next(each.fields for each in SHAPES if each.name == shape)
    return {ours: own.get(ours, usual).split() for ours, usual in USUAL.items()}


def _mapped(record: Mapping, theirs: str) -> tuple[Said, ...]:
    """The value that the user pointed at: "content", or "data.content" for one within another."""
    value: object = record
    for part in [theirs] if theirs in record else theirs.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return () if value is None else (Said(value, f"--map: {theirs}"),)


def _article(record: Mapping) -> Mapping:
    """The part of a record that is the article: in a graph, its node; in an envelope, what it holds."""
    graph = record.get("@graph")
    if isinstance(graph, list):
        nodes = [node for node in graph if isinstance(node, Mapping)]
        found = next((node for node in nodes if _is_article(node)), None)
        return _resolved(found, nodes) if found else record
    for envelope in ENVELOPES:
        inner = record.get(envelope)
        if isinstance(inner, Mapping) and not any(key(name) == "title" for name in record):
            return inner
    return record


def _is_article(node: Mapping) -> bool:
    types = node.get("@type")
    return any(ARTICLE.search(str(each)) for each in (types if isinstance(types, list) else [types]))


def _resolved(node: Mapping, nodes: list[Mapping]) -> dict:
    """The node with the nodes that it points to in their place: {"publisher": {"@id": …}}."""
    by_id = {each["@id"]: each for each in nodes if isinstance(each.get("@id"), str)}

    def resolved(value: object) -> object:
        if isinstance(value, list):
            return [resolved(each) for each in value[:MOST]]
        named = value.get("@id") if isinstance(value, Mapping) and len(value) == 1 else None
        return by_id.get(named, value) if isinstance(named, str) else value

    return {name: resolved(value) for name, value in node.items()}


def words(value: object) -> list[str]:
    """The texts in a value, none of them empty: a text, a number, a list of them, an object with a name.

    >>> words([{"@type": "Person", "name": "Ann Lee"}, "Bo Ray", None])
    ['Ann Lee', 'Bo Ray']
    """
    return [text for text in _words(value, NESTED) if text.strip()]


def _words(value: object, levels: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and levels:
        for each in value[:MOST]:
            yield from _words(each, levels - 1)
    elif isinstance(value, Mapping) and levels:
        named = next((value[name] for name in NAMES if value.get(name)), None)
        yield from _words(named, levels - 1)
