"""Who and what a text names: people, countries and organisations, each with the places where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from articles.importing.draft import FoundMention, Known
from articles.importing.naming import states
from articles.importing.naming.abroad import introductions_abroad
from articles.importing.naming.introductions import Introduction
from articles.importing.naming.known_names import Finder, Hit, finder_for
from articles.importing.naming.lexicon import FAMILY, GIVEN, HARD, ORGANISATION, kinds
from articles.importing.naming.organisations import find_organisations, parent_of
from articles.importing.naming.people import Person, Span, find_people
from articles.importing.naming.roles import salience
from articles.importing.naming.runs import UPPER, Run, unwrapped
from articles.importing.naming.speakers import find_speakers
from articles.importing.naming.tagging import nobody, tag_of
from articles.importing.naming.votes import introductions
from articles.names import tidy

GAP = "\n\n"  # between title and body, which are read as one text
ENGLISH = ("", "en")
CONTEXT = 40  # characters of evidence on either side of a name
CAPITALISED_AFTER = re.compile(rf"(?: [{UPPER}][\w'’-]*)*")
ADMINISTRATION = re.compile(r" (?:administration|presidency|White House|cabinet|regime)\b", re.IGNORECASE)
IN_THE_AUTHORITY = "name of the authority", 0.95


def find_mentions(title: str, body: str, language: str, known: Known) -> tuple[FoundMention, ...]:
    """Every person, country and organisation that title or body names, in this order."""
    text, start = title + GAP + unwrapped(body), len(title) + len(GAP)
    finder = finder_for(known, language.split("-")[0])
    rules_from = start if language.split("-")[0] in ENGLISH else len(text)
    hits = finder.find(text)
    people = _people(text, hits, finder, start, language.split("-")[0])
    named = _places(span for person in people for span in person.spans)
    organisations = [*_known_organisations(text, _outside(hits, named), finder)]
    named |= _places(span for each in organisations for span in each.spans)
    organisations += find_organisations(text, rules_from, named)
    named |= _places(span for each in organisations for span in each.spans)
    countries = _countries(text, _outside(hits, named), finder)
    found = [*(_person(each, finder) for each in people), *countries, *organisations]
    speeches = find_speakers(text, rules_from, found)
    most = max((len(each.spans) for each in found), default=0)
    named_in = title, text[start:], start
    return tuple(
        [_placed(each, quoted, most, *named_in) for each, quoted in zip(found, speeches, strict=True)]
    )


def _outside(hits: Iterable[Hit], named: set[int]) -> list[Hit]:
    """The names of actors that overlap none of the places."""
    return [hit for hit in hits if hit.known and named.isdisjoint(range(hit.start, hit.end))]


def _people(text: str, hits: list[Hit], finder: Finder, start: int, language: str) -> tuple[Person, ...]:
    """The people of the text; a name inside an organisation's name is nobody's.

    Before `start`, in the title, nobody is introduced: every word may be capitalised.
    """
    many = [hit for hit in hits if hit.known and _is_of_many(hit)]
    nations = _places((hit.start, hit.end) for hit in many if hit.known.kind == "country")
    groups = nations | _places((hit.start, hit.end) for hit in many)
    persons = (hit for hit in hits if hit.known and hit.known.kind == "person")
    named = [hit for hit in persons if finder.is_full(hit.known) or ADMINISTRATION.match(text, hit.end)]
    known = [_known_person(text, hit) for hit in named if not _goes_on(text, hit)]
    tag = tag_of(finder.known.names_model)
    if tag is nobody and not known:
        return ()

    def introduce(found: Sequence[Run]) -> list[Introduction]:
        if language in ENGLISH:
            return introductions(found, tag(text, found), start)
        return introductions_abroad(found, start, language) if tag is not nobody else []

    return find_people(text, introduce, known, finder.person, groups, nations)


def _is_of_many(hit: Hit) -> bool:
    """Whether the name can be no person's: an organisation's, or a country's of two words (Sri Lankan)."""
    return hit.known.kind == "organisation" or (hit.known.kind == "country" and " " in hit.known.name)


def _goes_on(text: str, hit: Hit) -> bool:
    """Whether the name is part of an organisation's: Ronald Reagan Washington International Airport."""
    follows = CAPITALISED_AFTER.match(text, hit.end)
    meant = (kinds(word) & (ORGANISATION | GIVEN | FAMILY) for word in follows[0].split())
    return any(bits == ORGANISATION for bits in meant)


def _known_person(text: str, hit: Hit) -> Introduction:
    """The name as an introduction, a title before two words or more left out: Pope John Paul II."""
    title, _, name = text[hit.start : hit.end].partition(" ")
    start = hit.end - len(name) if " " in name and kinds(title) & HARD else hit.start
    name = tidy(text[start : hit.end])
    return Introduction(name, start, hit.end, *IN_THE_AUTHORITY, evidence="", actor=hit.known.actor)


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _person(person: Person, finder: Finder) -> FoundMention:
    name = person.name if person.actor is None else finder.main_name(person.actor)
    return FoundMention(
        tidy(name), "person", person.actor, person.spans, (), person.rule, person.confidence, person.evidence
    )


def _countries(text: str, hits: Iterable[Hit], finder: Finder) -> Iterator[FoundMention]:
    named = [hit for hit in hits if hit.known.kind == "country"]
    supported = states.supporters(text, named)
    meant = [hit for hit in named if states.stands_for_a_country(text, hit, hit.known.actor in supported)]
    for actor, places in _by_actor(meant).items():
        rule, confidence = max((states.RULES[hit.known.use] for hit in places), key=lambda rule: rule[1])
        yield FoundMention(finder.main_name(actor), "country", actor, _spans(places), (), rule, confidence)


def _known_organisations(text: str, hits: Iterable[Hit], finder: Finder) -> Iterator[FoundMention]:
    named = [hit for hit in hits if hit.known.kind == "organisation"]
    named += [parent for hit in named if (parent := parent_of(text, hit, finder))]
    for places in _by_actor(sorted(named, key=lambda hit: hit.start)).values():
        known = places[0].known
        name = finder.name_of(known)
        yield FoundMention(name, "organisation", known.actor, _spans(places), (), *IN_THE_AUTHORITY)


def _by_actor(hits: Iterable[Hit]) -> dict[int | str, list[Hit]]:
    """The places of each actor; of each name that several share."""
    places: dict[int | str, list[Hit]] = defaultdict(list)
    for hit in hits:
        places[hit.known.name if hit.known.actor is None else hit.known.actor].append(hit)
    return places


def _spans(hits: Iterable[Hit]) -> tuple[Span, ...]:
    return tuple((hit.start, hit.end) for hit in hits)


def _placed(
    found: FoundMention, quoted: tuple[int, ...], most: int, title: str, body: str, start: int
) -> FoundMention:
    """The mention with its places in title and body told apart, the words around the first, and its role."""
    spans = tuple([(begin - start, end - start) for begin, end in found.spans if begin >= start])
    below = len(spans) == len(found.spans)
    in_title = () if below else tuple([span for span in found.spans if span[1] <= len(title)])
    around = _around(body, *spans[0]) if spans else _around(title, *in_title[0])
    return FoundMention(
        found.name,
        found.kind,
        found.actor,
        spans,
        in_title,
        found.rule,
        found.confidence,
        f"“{found.evidence}” in: {around}" if found.evidence else around,
        tuple([place - start for place in quoted]),
        salience(spans, in_title, quoted, len(body), most),
    )


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), end + CONTEXT
    said = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{said}{'…' if last < len(text) else ''}"
