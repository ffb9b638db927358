"""Pieces of HTML inside other texts → the text they show."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml import html as lxml_html

MARKUP = re.compile(
    r"</?(?:p|br|hr|div|span|a|b|i|u|s|em|strong|small|sub|sup|font|center|h[1-6]|ul|ol|li|dl|dt|dd|pre|code|img"
    r"|picture|video|audio|iframe|script|style|blockquote|figure|section|article|table|tr|td|th)\b[^<>]*>",
    re.I,
)
ESCAPED = re.compile(r"&lt;/?(?:p|br|div|span|a|h[1-6]|ul|li|img)\b", re.I)
BEFORE = r"\s*(?:<\?xml[^>]*>\s*|(?><!--.*?-->)\s*)*"  # what may stand before the first element
PAGE = re.compile(BEFORE + r"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
BLOCKS = frozenset(
    "p div section article blockquote h1 h2 h3 h4 h5 h6 ul ol li table tr figure header footer aside pre"
    " dl dt dd".split()
)
UNSEEN = ("script", "style", "noscript", "template", "iframe", "figcaption", "svg", "form", "button")


def is_page(text: str) -> bool:
    """Whether this is a whole web page."""
    return bool(PAGE.match(text))


def shown(text: str) -> str:
    """The text that HTML shows, its blocks an empty line apart; a text without HTML as it is.

    >>> shown("<p>Talks <b>resume</b>.</p><p>Oil falls.</p>")
    'Talks resume.\\n\\nOil falls.'
    """
    if ESCAPED.search(text) and not MARKUP.search(text):
        text = html.unescape(text)
    if not MARKUP.search(text):
        return text
    try:
        tree = lxml_html.fragment_fromstring(text.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError):
        return re.sub(r"<[^<>]*>", " ", text)
    etree.strip_elements(tree, *UNSEEN, etree.Comment, with_tail=False)
    return _blocks(tree)


def _blocks(tree) -> str:
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in BLOCKS:
            parts.append("\n\n")
        elif element.tag == "br":
            parts.append("\n" if event == "start" else "")
        printed = element.text if event == "start" else element.tail
        parts.append(re.sub(r"\s+", " ", printed or ""))
    lines = "".join(parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
