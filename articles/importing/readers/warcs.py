"""WARC, as web crawlers write it: the pages and texts that servers answered with."""

from __future__ import annotations

from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from articles.importing.cleaning import tidy
from articles.importing.draft import Failure, Raw, Skipped
from articles.importing.readers import limits
from articles.importing.readers.inputs import Input

PAGES = {"text/html": "page", "application/xhtml+xml": "page"}
TEXTS = {"text/plain": "text"}  # in "conversion" records: texts that were made from pages
KEPT = {"response": PAGES, "resource": PAGES, "conversion": TEXTS}
UNPACKABLE = ("", "identity", "gzip", "deflate", "br")
BROKEN = (ArchiveLoadFailed,)


def is_warc(input: Input) -> bool:
    return input.head.startswith(b"WARC/")


def read_warc(input: Input) -> Iterator[Raw | Failure | Skipped]:
    """The pages of a crawl in its order, with the address and the day on which they were fetched."""
    for record in ArchiveIterator(input.stream, no_record_parse=False):
        called = f"{input.name}#{_id(record)}"
        kind, why = _kind(record)
        yield _raw(called, kind, record) if kind else Skipped(called, why)


def _id(record: ArcWarcRecord) -> str:
    named = record.rec_headers.get_header("WARC-Record-ID") or str(record.rec_headers.get_header("WARC-Date"))
    return named.strip("<>").removeprefix("urn:uuid:")[: limits.LONGEST_NAME]


def _kind(record: ArcWarcRecord) -> tuple[str, str]:
    """Who reads the record, or an empty text and why nobody does."""
    if record.rec_type not in KEPT:
        return "", f"A {record.rec_type} record, not a page."
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return "", f"The server answered with {status}, not with a page."
    media = _media(record)[0]
    kind = KEPT[record.rec_type].get(media, "")
    return kind, f"Not a page but {media or 'something unnamed'}."


def _media(record: ArcWarcRecord) -> tuple[str, str]:
    """The kind of content and its encoding, as the server named them."""
    headers = record.http_headers or record.rec_headers
    media, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    _, _, charset = rest.lower().partition("charset=")
    return media.strip().lower(), charset.split(";")[0].strip(" \"'")


def _raw(called: str, kind: str, record: ArcWarcRecord) -> Raw | Failure:
    packed = (record.http_headers and record.http_headers.get_header("Content-Encoding")) or ""
    if packed.lower().strip() not in UNPACKABLE:
        return Failure(called, f"The page is packed with {tidy(packed)[:40]}, which cannot be imported yet.")
    content = record.content_stream().read(limits.LARGEST + 1)
    if len(content) > limits.LARGEST:
        return Failure(called, f"The page is larger than {limits.LARGEST // 1_000_000} MB.")
    if getattr(record.raw_stream, "limit", 0) and not record.raw_stream.read(1):
        return Failure(called, "The archive was cut short in this page.")
    if not content.strip():
        return Failure(called, "The page is empty.")
    return Raw(called, content, kind=kind, stated=_stated(record))


def _stated(record: ArcWarcRecord) -> dict[str, str]:
    said = {
        "url": record.rec_headers.get_header("WARC-Target-URI"),
        "fetched": record.rec_headers.get_header("WARC-Date"),
        "charset": _media(record)[1],
    }
    return {name: value.strip("<> ") for name, value in said.items() if value}
