"""What a page says of itself to machines: meta elements, linked data (JSON-LD), links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.importing.pages.markup import Markup

MOST_DATA = 400  # nodes of linked data that are looked at
LONGEST_DATA = 2_000_000  # letters of one script
DEEPEST_DATA = 12  # levels of linked data
ARTICLE = re.compile(r"article|posting|report|newsstory|review$|claimreview|opinion", re.I)
TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
WRAPPED = re.compile(
    r"^\s*(?:/\*|//)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?:/\*|//)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*;?\s*$"
)
LINE_BREAK = re.compile(r"[\r\n\t\x00-\x1f]+")


@dataclass(frozen=True)
class Metadata:
    """The meta elements by name in small letters, the nodes of linked data, links by their rel."""

    meta: Mapping[str, Sequence[str]]
    nodes: Sequence[Mapping]
    links: Mapping[str, Sequence[str]]
    language: str = ""

    def metas(self, *names: str) -> Iterator[tuple[str, str]]:
        """The (name, value) of each of these meta elements that is there, in the order of the names."""
        for name in names:
            yield from ((name, value) for value in self.meta.get(name, ()))

    @cached_property
    def articles(self) -> list[Mapping]:
        """The nodes of linked data that are articles, those with a body's or a headline's marks first."""
        nodes = [node for node in self.nodes if ARTICLE.search(_type(node))]
        return sorted(nodes, key=lambda node: -_fullness(node))[:1]

    def by_type(self, *types: str) -> Iterator[Mapping]:
        return (node for node in self.nodes if _type(node) in types)


def read(page: Markup) -> Metadata:
    """The metadata of a page."""
    meta: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    for element in page.tree.iter("meta", "link"):
        if element.tag == "meta":
            _note_meta(page, meta, element)
        else:
            for rel in (element.get("rel") or "").lower().split():
                links.setdefault(rel, []).append((element.get("href") or "").strip())
    nodes = [node for script in _scripts(page) for node in _nodes(_parsed(script), 0)][:MOST_DATA]
    language = page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    named = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
    return Metadata(meta, [_resolved(node, named) for node in nodes], links, language.strip())


def _note_meta(page: Markup, meta: dict[str, list[str]], element) -> None:
    value = page.tidy(element.get("content") or element.get("value"))
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (element.get(attribute) or "").strip().lower()
        if name and value and value not in meta.setdefault(name, []):
            meta[name].append(value)


def _scripts(page: Markup) -> Iterator[str]:
    for script in page.tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= LONGEST_DATA:
            yield script.text


def _parsed(script: str):
    """What a script of linked data holds, small faults mended, or None."""
    bare = WRAPPED.sub("", script).strip().rstrip(";")
    for mended in (lambda: bare, lambda: TRAILING_COMMA.sub("", LINE_BREAK.sub(" ", bare))):
        try:
            return json.loads(mended(), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data, depth: int) -> Iterator[Mapping]:
    """Every typed node in linked data, the outer before the inner."""
    if depth > DEEPEST_DATA:
        return
    if isinstance(data, Mapping):
        if data.get("@type"):
            yield data
        inner = data.values()
    else:
        inner = data if isinstance(data, list) else ()
    for value in inner:
        if isinstance(value, Mapping | list):
            yield from _nodes(value, depth + 1)


def _resolved(node: Mapping, named: Mapping[str, Mapping]) -> Mapping:
    """The node with {"@id": …} replaced by the node of that name."""
    return {key: _followed(value, named) for key, value in node.items()}


def _followed(value, named: Mapping[str, Mapping]):
    if isinstance(value, list):
        return [_followed(one, named) for one in value]
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"}:
        return named.get(str(value.get("@id")), value)
    return value


def _type(node: Mapping) -> str:
    kind = node.get("@type") or ""
    kinds = kind if isinstance(kind, list) else [kind]
    named = [str(one).rsplit("/", 1)[-1] for one in kinds]
    return next((one for one in named if ARTICLE.search(one)), named[0] if named else "")


def _fullness(node: Mapping) -> int:
    """How many of an article's marks a node has: the page's own has more than its teasers'."""
    marks = "headline datePublished author publisher articleBody description mainEntityOfPage".split()
    return sum(bool(node.get(mark)) for mark in marks)


def texts(value) -> list[str]:
    """The texts in a value of linked data: itself, its items, or what they name."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value[:40] for text in texts(one)]
    if isinstance(value, Mapping):
        return texts(value.get("name") or value.get("@value") or value.get("@id") or "")
    return []
