"""Names of people that a text gives to something else: a village, a firm, a song, a book."""

import re

from articles.importing.naming.lexicon import GIVEN, PLACE, kinds

WORK = 60  # characters looked at on either side of a name
OPENED = re.compile(r"(?:^|(?<![\w.,!?]))[\"“‘`](?=[^\s\"“”‘`]|$)([^\"“”‘`]*)$")
QUOTATION_MARK = re.compile('["“‘`]')
CLOSED = re.compile(r"([^\"“”]*?)(?:[\"”]|''|['’](?!\w))")
WORD = re.compile(r"[\w'’-]{4,}")
ENDS_A_SENTENCE = re.compile(r"(?<!Mr)(?<!Mrs)(?<!Dr)[.;] ?(?=.)|[.;]{2}")
KINDS_OF = frozenset(
    "Town town City city Port port Village village District district Province province Region region Island"
    " island County county state suburb capital area coast valley mayor outskirts governor University"
    " university north south east west parts streets people residents Shares shares unit subsidiary".split()
)
KINDS = frozenset(
    "newspaper daily weekly magazine paper company firm agency hotel ship website programme program brand"
    " union chain conglomerate maker bank retailer airline club team band".split()
)
IN_A_PLACE = frozenset("located born based situated lives living lived arrived headquartered".split())
NEAR = re.compile(r"\b(?:in|at|near|outside|through|around|from) $")
STATE = re.compile(r",\s([A-Z][\w.]+(?: [A-Z]\w+)?)(?=[,.;)\s])")
KIND_LENGTH = 20  # characters looked at
IS_A_THING = re.compile(
    r"(?: \([^()]*\))? (?:is|was) (?:an?|the|one of) (?:[\w'’-]+ ){0,4}?"
    r"(?:village|town|city|commune|municipality|district|suburb|neighbou?rhood|river|lake|island|company"
    r"|firm|band|newspaper|magazine|chain|brand|album|song|film|novel|park|stadium|language|tribe|province"
    r"|county|genus|species|subsidiary|retailer|manufacturer|airline|website|programme|program)"
    r"(?=[.,;)\n]| (?:in|of|on|near|that|which|from|located|based|by|with|for|at|owned|situated|founded)\b)"
)


def is_a_thing(text: str, start: int, end: int) -> bool:
    """Whether the text says by what stands around a name that it is no person's."""
    return (
        is_of_a_kind(text, start, commas=False)
        or is_said_to_be_a_thing(text, end)
        or is_in_a_state(text, start, end)
        or in_a_work(text, start, end)
    )


def is_of_a_kind(text: str, start: int, commas: bool = True) -> bool:
    """Whether what starts there is called a place or a thing: the village of Hallowby, the band Van Hol."""
    blank = text.rfind(" ", max(0, start - KIND_LENGTH), max(0, start - 1))
    if not text.startswith(" ", start - 1):
        return False
    last = text[blank + 1 : start - 1]
    if last in ("of", "in"):
        kind = text[text.rfind(" ", max(0, blank - KIND_LENGTH), blank) + 1 : blank]
        return kind in (KINDS_OF if last == "of" else IN_A_PLACE)
    return last in KINDS or (commas and last.rstrip(",") in KINDS)


def is_said_to_be_a_thing(text: str, end: int) -> bool:
    """Whether what ends there is said to be a thing or a place: Hallowby is a village in Kent."""
    return text.startswith((" is ", " was ", " ("), end) and IS_A_THING.match(text, end) is not None


def is_in_a_state(text: str, start: int, end: int) -> bool:
    """Whether a state or country after a comma makes the name a place: in Sandy Hollow, Maryland."""
    state = STATE.match(text, end) if text.startswith(",", end) else None
    if not state or not kinds(state[1]) & PLACE or kinds(state[1]) & GIVEN:
        return False
    return NEAR.search(text, max(0, start - 10), start) is not None


def is_placed(text: str, name: str) -> bool:
    """Whether the text says anywhere that the name is a place or a thing: the village of Hallowby."""
    at = text.find(name)
    while at >= 0:
        if is_of_a_kind(text, at) or is_said_to_be_a_thing(text, at + len(name)):
            return True
        at = text.find(name, at + len(name))
    return False


def in_a_work(text: str, start: int, end: int) -> bool:
    """Whether a name is a part of a title between quotation marks: “The Return of Martin Hale”."""
    begin = max(0, start - WORK)
    opened = QUOTATION_MARK.search(text, begin, start) and OPENED.search(text[begin:start])
    closed = CLOSED.match(text[end : end + WORK]) if opened else None
    if not closed:
        return False
    beside = f"{opened[1]} {closed[1]}"
    words = WORD.findall(beside)
    title = opened[1] + text[start:end] + closed[1]
    return (
        bool(words)
        and title[:1].isupper()
        and all(word[0].isupper() for word in words)
        and not ENDS_A_SENTENCE.search(title)
    )
