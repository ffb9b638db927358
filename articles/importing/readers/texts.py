"""Single articles: plain texts, web pages, Markdown; and the files that are neither."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.importing import cleaning
from articles.importing.draft import Raw, Unreadable
from articles.importing.fragments import BEFORE
from articles.importing.readers.inputs import Input

BINARY = {
    b"%PDF-": "The file is a PDF document, which cannot be imported yet.",
    b"\x89PNG": "The file is a picture, not text.",
    b"\xff\xd8\xff": "The file is a picture, not text.",
    b"GIF8": "The file is a picture, not text.",
    b"\xd0\xcf\x11\xe0": "The file is an old Office document, which cannot be imported yet.",
    b"\x7fELF": "The file is a program, not text.",
    b"SQLite format 3": "The file is a database, not text.",
    b"BZh": "The file is compressed with bzip2, which cannot be imported yet.",
    b"\xfd7zXZ\x00": "The file is compressed with xz, which cannot be imported yet.",
    b"\x28\xb5\x2f\xfd": "The file is compressed with zstd, which cannot be imported yet.",
    b"7z\xbc\xaf\x27\x1c": "The file is a 7z archive, which cannot be imported yet.",
    b"Rar!\x1a\x07": "The file is a RAR archive, which cannot be imported yet.",
}
PAGE = re.compile(
    BEFORE + r"(?:<!doctype\s+html|<(?:html|head|body|title|meta|script|article|main|nitf)\b"
    r"|<(?:p|div|span|section|header|h[1-6]|blockquote|table|ul|ol|figure|center|font|strong|b|em|i|img|br)(?:\s[^<>]*)?/?>)",
    re.I | re.S,
)
XML = re.compile(BEFORE + r"<(?:!doctype\s+\w|[a-z][\w:.-]*(?:\s[^<>]*)?>)", re.I | re.S)
FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n[\w\"'#-][^\n]*(?:\n|$)")
CLOSED = re.compile(rb"\n(?:---|\.\.\.|\+\+\+)[ \t]*(?:\r?\n|$)")
MARKDOWN = frozenset([".md", ".markdown", ".mdx"])


def is_binary(input: Input) -> bool:
    """Whether the first bytes are those of a kind of file that is no text."""
    return input.head.startswith(tuple(BINARY))


def read_binary(input: Input) -> Iterator[Raw]:
    """Raises Unreadable with what kind of file this is."""
    raise Unreadable(next(said for start, said in BINARY.items() if input.head.startswith(start)))


def is_page(input: Input) -> bool:
    """Whether it begins as a web page does."""
    return bool(PAGE.match(input.beginning))


def read_page(input: Input) -> Iterator[Raw]:
    """The one page."""
    yield Raw(input.name, input.content(), kind="page", stated=input.stated)


def is_xml(input: Input) -> bool:
    """Whether it is XML, or called so; feeds and pages are told before."""
    return bool(XML.match(input.beginning)) and (
        input.beginning.lstrip().startswith("<?xml") or input.ending == ".xml"
    )


def read_xml(input: Input) -> Iterator[Raw]:
    """Raises Unreadable: of which elements the story consists, nothing tells."""
    raise Unreadable("The file is XML, but neither a feed nor a web page.")


def is_markdown(input: Input) -> bool:
    """Whether it begins with front matter, or is called Markdown."""
    front = FRONT_MATTER.match(input.head)
    return bool(front and CLOSED.search(input.head, front.end() - 1)) or input.ending in MARKDOWN


def read_markdown(input: Input) -> Iterator[Raw]:
    """The one article, its front matter with it."""
    yield _decodable(Raw(input.name, input.content(), kind="markdown", stated=input.stated))


def is_text(input: Input) -> bool:
    """True: what is not text after all is told apart when it is decoded."""
    return True


def read_text(input: Input) -> Iterator[Raw]:
    """The one article of a text; raises Unreadable where the bytes are no text."""
    yield _decodable(Raw(input.name, input.content(), stated=input.stated))


def _decodable(raw: Raw) -> Raw:
    cleaning.decode(raw.content[: cleaning.PROBE])
    return raw
