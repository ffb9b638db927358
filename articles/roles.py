"""The parts that actors play in an article, read from its mentions: in the headline, first, quoted."""

from __future__ import annotations

from collections.abc import Iterable

HEADLINE, FIRST, QUOTED, MENTIONED = "headline", "first", "quoted", "mentioned"


def roles(mention, first) -> list[str]:
    """The roles of a mention, at least "mentioned"; `first` is the mention that comes first in the text."""
    held = {HEADLINE: mention.title_spans, FIRST: mention is first, QUOTED: mention.quoted}
    return [MENTIONED, *(role for role, holds in held.items() if holds)]


def first_named(mentions: Iterable):
    """The mention whose actor is named first in the text below the headline, or None."""
    named = [mention for mention in mentions if mention.spans]
    return min(named, key=lambda mention: mention.spans[0], default=None)


def main_first(mentions: Iterable) -> list:
    """The mentions by how much the article is about their actors, by places and name where that is equal."""
    return sorted(mentions, key=lambda each: (-each.salience, -each.count, each.actor.name))
