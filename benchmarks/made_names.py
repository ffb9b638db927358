"""Names for made-up actors and sources, always the same for one id: as like and unlike as names in news.

Three hundred given names, most people having one of the first few; twenty thousand family names, shared by
some; a second spelling for every second person and organisation.
"""

from __future__ import annotations

from random import Random

PEOPLE, ORGANISATIONS = 1_000_000, 2_000_000  # the first ids of each; countries begin at 1
GIVEN, FAMILY, PLACES = 300, 20_000, 3_000
OPENINGS = "b br ch d dr f g gr h j k kh l m n p r s sh st t tr v w y z".split()
VOWELS = "a a e e i o u ai ou".split()
CLOSINGS = ["", "", "n", "r", "s", "l", "m", "nd"]
OTHERWISE = (("kh", "x"), ("sh", "sch"), ("ou", "u"), ("ai", "ay"), ("j", "dj"), ("v", "w"), ("i", "y"))
HEADS = ("Ministry of", "Bank of", "Council of", "University of", "Union of", "Party of")
PAPERS = ("Courier", "Post", "Tribune", "Daily News", "Wire", "Herald")


def name_of(id: int) -> str:
    """The usual name of an actor."""
    if PEOPLE <= id < ORGANISATIONS:
        dice = Random(id)
        return f"{_word(int(GIVEN * dice.random() ** 2), 2)} {_word(1_000 + dice.randrange(FAMILY), 3)}"
    if id >= ORGANISATIONS:
        return f"{HEADS[id % len(HEADS)]} {_word(50_000 + id % PLACES, 3)} {_word(id, 2)}"
    return _word(90_000 + id, 3)


def spellings_of(id: int) -> list[str]:
    """All names of an actor, the usual one first."""
    name = name_of(id)
    written = name
    for letters, others in OTHERWISE if id % 2 else ():
        written = written.replace(letters, others)
    initial = [f"{name[0]}. {name.split()[-1]}"] if PEOPLE <= id < ORGANISATIONS and id % 3 == 0 else []
    return list(dict.fromkeys([name, written, *initial]))


def source_of(id: int) -> str:
    """The name of a source."""
    return f"{_word(80_000 + id, 2)} {PAPERS[id % len(PAPERS)]} {id}"


def _word(number: int, syllables: int) -> str:
    dice = Random(number)
    parts = (dice.choice(OPENINGS) + dice.choice(VOWELS) + dice.choice(CLOSINGS) for _ in range(syllables))
    return "".join(parts).capitalize()
