"""Does a country's name stand for the country here? Traps, surroundings, and capitals used for the state."""

import re
from collections.abc import Iterable
from functools import cache

from articles.importing.naming.countries import ambiguous_names
from articles.importing.naming.known_names import Hit
from articles.importing.naming.lexicon import (
    FAMILY,
    FUNCTION,
    GIVEN,
    NO_NAME,
    ORGANISATION,
    PLACE,
    SURE,
    TITLE,
    kinds,
)
from articles.importing.wordlists import entries

RULES = {
    "name": ("country by name", 0.95),
    "acronym": ("country by name", 0.95),
    "local": ("country by local name", 0.85),
    "demonym": ("country by adjective", 0.85),
    "capital": ("capital for the state", 0.6),
}
BEFORE, AFTER = 45, 40
NEXT_WORD = re.compile(r"(?:['’]s)?[ ,]{0,2}(\w[\w'-]*)")
NEXT_CAPITALISED = re.compile(r" ([A-Z][\w&'’-]*)")
PREVIOUS_WORD = re.compile(r"([\w.'’-]+),? $")
ITS_PARTNER = re.compile(
    r"\b(?:(?:between|both) (?:[\w.'’-]+ ){0,2}(?:[\w.'’-]+ and )?"
    r"|(?:with|against|towards?|by|urged?|told|accused?|pressed|press|warned?) (?:the )?)$"
)
IN_A_PLACE = re.compile(
    r"\b(?:in|at|near|of|from|to|into|for|outside|around|through|across|over|leave|leaving|left|visit|visited"
    r"|visiting|via|reach|reached|downtown|central|greater|north|south|east|west|northern|southern) $"
)
OF_THE_STATE = re.compile(
    r"(?:['’]s (?!streets?\b|airport|suburb|mayor|outskirts|cent(?:er|re)|district|resident|museum)[a-z]"
    r"|-(?:backed|led|funded|sponsored|imposed|controlled|appointed|brokered)\b"
    r"| (?:government|regime|administration|authorities|leadership)\b)"
)
LIKE_A_COUNTRY = re.compile(
    r"\b(?:in|to|from|into|with|against|between|across|throughout|inside|towards?|neighbou?ring|visit|visited"
    r"|president of|government of|republic of|people of|King of|ambassador to) $",
    re.IGNORECASE,
)
A_STATE_FOLLOWS = re.compile(
    r"['’]s (?:government|president|prime|army|parliament|king|foreign|economy|central|ruling|military|junta"
    r"|exports|imports|coup|rebels|borders?|capital|opposition|elections?|constitution|currency|uranium"
    r"|troops|navy|air force|ministry|leaders?|ambassador|neighbou?rs|voters|authorities|supreme|security"
    r"|national)\b"
)
AND_A_NAME = re.compile(r",? (?:and|or) ([A-Z]\w+)")
A_NAME_AND = re.compile(r"([A-Z][\w'-]+),? (?:and|or) $")
OF_A_STATE = re.compile(
    r" (?:army|government|president|parliament|troops|forces|soldiers|military|prime minister"
    r"|foreign minister|authorities|border|embassy|capital|leaders?|police|officials?|opposition|officers"
    r"|ministry|villages?)\b"
)
ITS_OWN = re.compile(
    r" \w+ (?:its|the) (?:embargo|sanctions|troops|ambassador|envoy|allies|embassy|border|ban)\b"
)
CAPITALS_BEFORE, CAPITALS_AFTER = re.compile(r"\b[A-Z]{2,} $"), re.compile(r" [A-Z]{2,}\b")
IN_THE_US = re.compile(r"[A-Z]\w+, $")


def stands_for_a_country(text: str, hit: Hit, supported: bool) -> bool:
    """Whether the hit means its country; `supported` when the text names the country by another word too."""
    if is_part_of_another_name(text, hit):
        return False
    printed, after = text[hit.start : hit.end], text[hit.end : hit.end + AFTER]
    before = text[max(0, hit.start - BEFORE) : hit.start]
    if hit.known.use == "capital":
        return _is_a_capital_for_the_state(before, after, printed, supported)
    if hit.known.name in ambiguous_names():
        return supported or _is_told_by_its_surroundings(text, hit, before, after)
    return supported or not _is_the_pronoun(text, hit)


def _is_told_by_its_surroundings(text: str, hit: Hit, before: str, after: str) -> bool:
    if hit.known.use == "demonym":
        return bool(OF_A_STATE.match(after))
    if hit.known.use != "name":
        return False
    words = _support().get(hit.known.name)
    if words and words.search(text) and not _follows_a_name(before) and not NEXT_CAPITALISED.match(after):
        return True
    return hit.known.name != "Georgia" and _looks_like_a_country(before, after)


def _is_the_pronoun(text: str, hit: Hit) -> bool:
    """Whether us stands among words in capitals: JOIN US FOR THE PARADE."""
    before, after = text[max(0, hit.start - BEFORE) : hit.start], text[hit.end : hit.end + AFTER]
    loud = CAPITALS_BEFORE.search(before) and CAPITALS_AFTER.match(after)
    return bool(loud) and text[hit.start : hit.end] == "US"


@cache
def _support() -> dict[str, re.Pattern]:
    words: dict[str, list[str]] = {}
    for entry in entries("countries/support"):
        name, word = entry.split("\t")
        words.setdefault(name, []).append(re.escape(word))
    return {name: re.compile(rf"\b(?:{'|'.join(each)})\b") for name, each in words.items()}


def supporters(text: str, hits: Iterable[Hit]) -> set[int]:
    """The countries that a text names by a word that means nothing else."""
    plain = (hit for hit in hits if hit.known and hit.known.kind == "country")
    return {
        hit.known.actor
        for hit in plain
        if (hit.known.name not in ambiguous_names() and not _is_the_pronoun(text, hit))
        or (hit.known.use == "demonym" and OF_A_STATE.match(text, hit.end))
    }


def is_part_of_another_name(text: str, hit: Hit) -> bool:
    """Whether a firm's or a person's name goes on: Iran Air, France Telecom, Michael Jordan."""
    follows = NEXT_CAPITALISED.match(text, hit.end)
    if follows and follows[1] in entries("organisations/after_a_country"):
        return True
    if follows and _is_a_given_name(text, hit, follows[1]):
        return True
    said = PREVIOUS_WORD.search(text[max(0, hit.start - BEFORE) : hit.start])
    if hit.known.use == "demonym" or not said or not said[1][:1].isupper() or said[0].rstrip()[-1] == ",":
        return False
    bits = kinds(said[1])
    if hit.known.name == "America":  # Cash America; the firms called so are many
        return not bits & (FUNCTION | TITLE)
    return bool(bits & SURE) and not bits & (TITLE | ORGANISATION)


def _is_a_given_name(text: str, hit: Hit, follows: str) -> bool:
    """Whether the name and the name after it are a person's: Ireland Baldwin, Paris Hilton."""
    before = text[max(0, hit.start - BEFORE) : hit.start]
    bits = kinds(text[hit.start : hit.end]) & GIVEN and kinds(follows)
    return (
        bool(bits & (GIVEN | FAMILY)) and not bits & (NO_NAME | TITLE) and not LIKE_A_COUNTRY.search(before)
    )


def _is_a_capital_for_the_state(before: str, after: str, printed: str, supported: bool) -> bool:
    if printed in ambiguous_names() and not supported and not ITS_OWN.match(after):
        return False
    if IN_A_PLACE.search(before) or NEXT_CAPITALISED.match(after) or re.match(r", [A-Z]", after):
        return False
    follows = NEXT_WORD.match(after)
    speaks = follows and not after.startswith(("'", "’", ",")) and follows[1] in _doings()
    return bool(speaks or ITS_PARTNER.search(before) or OF_THE_STATE.match(after))


def _looks_like_a_country(before: str, after: str) -> bool:
    if IN_THE_US.search(before) or NEXT_CAPITALISED.match(after) or _follows_a_name(before):
        return False
    verb = NEXT_WORD.match(after)
    speaks = verb and after.startswith(" ") and verb[1] in _doings()
    listed = [found[1] for found in (A_NAME_AND.search(before), AND_A_NAME.match(after)) if found]
    beside = any(kinds(word) & PLACE and not kinds(word) & (GIVEN | FAMILY) for word in listed)
    return bool(LIKE_A_COUNTRY.search(before) or A_STATE_FOLLOWS.match(after) or speaks or beside)


def _follows_a_name(before: str) -> bool:
    said = PREVIOUS_WORD.search(before)
    return bool(said and said[1][:1].isupper() and "," not in said[0] and not kinds(said[1]) & FUNCTION)


@cache
def _doings() -> frozenset[str]:
    return frozenset(entries("people/verbs")) | frozenset(entries("organisations/doings"))
