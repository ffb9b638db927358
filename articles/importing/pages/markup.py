"""A page's bytes → its decoded text and its tree, within limits of size and depth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from articles.importing import cleaning
from articles.importing.draft import Raw, Unreadable
from articles.importing.pages.mending import mend

LARGEST = 12_000_000  # bytes; pages with everything inlined reach six million
MOST_ELEMENTS = 60_000  # a live blog of a whole week has twenty thousand
DEEP = "Excessive depth"  # what the parser says where it stops, at two thousand levels
PROBE = 4096  # bytes in which a page must say its encoding, as in the HTML standard (1,024), and some more
CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
PARSER_OPTIONS = {"remove_comments": True, "remove_pis": True, "collect_ids": False, "default_doctype": False}
# What the parser lets in and nobody may write into the tree: control characters, U+FFFE and U+FFFF, by
# themselves or by number.
PRINTED = bytes(byte if (byte >= 32 and byte != 127) or byte in b"\t\n\r" else 32 for byte in range(256))
NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
NUMBERED = re.compile(  # begins with its letters alone, which are found fast
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127|6553[45])(?!\d)"
    rb"|[xX]0*(?:[0-8bcefBCEF]|1[\da-fA-F]|7[fF]|[fF]{3}[efEF])(?![\da-fA-F]));?"
)
BREAKING = frozenset("p div li br td tr h1 h2 h3 h4 h5 h6 section article figure".split())


@dataclass(frozen=True)
class Markup:
    """A page: its decoded text, the encoding, and the tree that was made of it once."""

    text: str
    encoding: str
    tree: html.HtmlElement

    def tidy(self, text: str | None) -> str:
        """A value of the page on one line."""
        return cleaning.tidy(text or "")

    def words(self, element: html.HtmlElement) -> str:
        """The words in an element, tidy, with a blank where another block begins."""
        return self.tidy("".join(_pieces(element)))


def _pieces(element: html.HtmlElement):
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and isinstance(node.tag, str):
            if node.tag in BREAKING:
                yield " "
            if node.tag not in ("script", "style"):
                yield node.text or ""
        elif event == "end" and node is not element:
            yield (" " if node.tag in BREAKING else "") + (node.tail or "")


def read(raw: Raw) -> Markup:
    """The page in a raw input; raises Unreadable where it is none, or larger than can be read."""
    if len(raw.content) > LARGEST:
        raise Unreadable(f"The page is larger than {LARGEST // 1_000_000} MB.")
    text, encoding = cleaning.decode(raw.content, _declared(raw))
    return Markup(text, encoding, _tree(text))


def _declared(raw: Raw) -> str:
    """The encoding that the page names at its beginning, or else the one that its server named."""
    found = CHARSET.search(raw.content[:PROBE])
    return found[1].decode("ascii", "ignore") if found else str(raw.stated.get("charset") or "")


def _writable(text: str) -> bytes:
    """The text in UTF-8, with blanks for what no tree may hold."""
    content = text.encode("utf-8", "replace").translate(PRINTED)
    for character in NO_CHARACTERS:
        content = content.replace(character, b" ")
    return NUMBERED.sub(b" ", content)


def _tree(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, **PARSER_OPTIONS)
    try:
        tree = html.document_fromstring(_writable(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as problem:
        raise Unreadable("The page holds no HTML that can be read.") from problem
    if any(DEEP in error.message for error in parser.error_log):
        raise Unreadable("The page's markup is nested deeper than can be read.")
    if tree.xpath("count(.//*)") > MOST_ELEMENTS:
        raise Unreadable(f"The page has more than {MOST_ELEMENTS:,} elements.")
    mend(tree)
    return tree
