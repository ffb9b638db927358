"""RSS and Atom → one record an entry, as JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping

from articles.importing.draft import Raw, Unreadable
from articles.importing.readers.inputs import Input, fingerprint

FEED = re.compile(
    r"\s*(?:(?><\?.*?\?>)\s*|(?><!--.*?-->)\s*|<!DOCTYPE\s+rss[^>]*>\s*)*"
    r"<(?:rss\b|rdf:RDF\b|(?:\w+:)?feed\b[^>]*\bxmlns)",
    re.I | re.S,
)
UNTITLED = ("", "untitled", "rss", "feed")


def is_feed(input: Input) -> bool:
    """Whether it begins as a feed does."""
    return bool(FEED.match(input.beginning[:8192]))


def read_feed(input: Input) -> Iterator[Raw]:
    """The entries of a feed, each named by its own id; raises Unreadable where there are none."""
    from feedparser import parse  # slow to load, seldom needed

    feed = parse(io.BytesIO(input.content()), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f": {feed.bozo_exception}" if feed.bozo else ""
        raise Unreadable(f"The feed holds no entries{why}.")
    for entry in feed.entries:
        record = {name: value for name, value in _record(entry, feed).items() if value}
        content = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
        named = entry.get("id") or entry.get("link") or fingerprint(content)
        yield Raw(f"{input.name}#{named}", content, kind="record")


def _record(entry: Mapping, parsed: Mapping) -> dict[str, object]:
    feed, is_rss = parsed.feed, parsed.version.startswith("rss")
    # Read as of a plain dict: feedparser gives the one day for the other, with a warning.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    contents = [part.get("value", "") for part in entry.get("content", ())]
    authors = [author.get("name", "") for author in entry.get("authors", ())]
    return {
        "feed_title": _title(entry.get("source", {})) or _title(feed),
        "title": entry.get("title"),
        "link": entry.get("link"),
        "published": published or (updated if is_rss else None),
        "updated": updated,
        "authors": [name for name in authors if name] or entry.get("author"),
        "language": _language(entry) or feed.get("language"),
        "summary": entry.get("summary"),
        "content": max(contents, key=len, default=""),
    }


def _title(feed: Mapping) -> str:
    title = feed.get("title", "")
    return "" if title.strip().lower() in UNTITLED else title


def _language(entry: Mapping) -> str:
    return entry.get("title_detail", {}).get("language") or ""
