"""A feed of everything that was found, written entry by entry."""

import io
import re
from collections.abc import Iterable, Iterator

from django.utils.xmlutils import SimplerXMLGenerator

from articles.exports.cover import Cover
from articles.exports.tables import taken

SPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:search": "http://a9.com/-/spec/opensearch/1.1/",
}
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML cannot hold


def atom(found: Iterable[dict], cover: Cover) -> Iterator[str]:
    """An Atom feed; `dc:date` is the day, month or year as exactly as it is known."""
    out = io.StringIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("feed", SPACES)
    _write_head(xml, cover)
    for record in found:
        _write_entry(xml, record, cover.site)
        yield taken(out)
    xml.endElement("feed")
    yield taken(out) + "\n"


def _write_head(xml, cover: Cover) -> None:
    page = f"{cover.site}/articles/" + (f"?{cover.query}" if cover.query else "")
    _write(xml, "title", f"News archive: {cover.words or 'all articles'}")
    _write(xml, "id", page)
    _write(xml, "link", None, {"href": page, "rel": "alternate"})
    _write(xml, "updated", f"{cover.day.isoformat()}T00:00:00Z")
    _write(xml, "generator", "News archive", {"version": str(cover.version)})
    _write(xml, "search:totalResults", str(cover.count))
    _write_person(xml, "News archive")


def _write_entry(xml, record: dict, site: str) -> None:
    page = f"{site}/articles/{record['id']}/"
    xml.startElement("entry", {})
    _write(xml, "title", record["title"] or f"Untitled article {record['id']}")
    _write(xml, "id", page)
    _write(xml, "link", None, {"href": page, "rel": "alternate"})
    _write(xml, "updated", record["changed"])
    if record["byline"] or record["publisher"]:
        _write_person(xml, record["byline"] or record["publisher"])
    for name, value in (("summary", record["standfirst"]), ("dc:date", record["published"])):
        if value:
            _write(xml, name, value)
    for actor in record["actors"]:
        _write(xml, "category", None, {"term": actor["name"]})
    xml.endElement("entry")


def _write_person(xml, name: str) -> None:
    xml.startElement("author", {})
    _write(xml, "name", name)
    xml.endElement("author")


def printable(text: str | None) -> str | None:
    """The text without the characters that XML cannot hold."""
    return text and REFUSED.sub("", text)


def _write(xml, name: str, text: str | None, attributes=None) -> None:
    clean = {key: printable(value) for key, value in (attributes or {}).items()}
    xml.addQuickElement(name, printable(text), clean)
