"""What kind of word a capitalised word is: a given name, a title, a place … as bits of one number."""

from functools import cache, lru_cache
from itertools import chain

from articles.importing.naming.countries import countries
from articles.importing.wordlists import entries
from articles.names import fold, is_suffix

GIVEN, FAMILY, ASIAN, TITLE, HARD, ORGANISATION, PLACE, NATION, FUNCTION, CALENDAR, COMMON, INITIAL = (
    1 << bit for bit in range(12)
)
SUFFIX, CAPITALS, SURE, COMPOUND, REGION = (1 << bit for bit in range(12, 17))
NO_NAME = ORGANISATION | PLACE | NATION | FUNCTION | CALENDAR | COMMON

LISTS = (
    ("people/given", GIVEN),
    ("people/given_more", GIVEN | SURE),
    ("people/family", FAMILY),
    ("people/family_asian", ASIAN),
    ("people/titles", TITLE),
    ("people/function", FUNCTION),
    ("people/peoples", NATION),
    ("people/calendar", CALENDAR),
    ("people/common", COMMON),
    ("people/places", PLACE),
    ("people/places_more", PLACE),
    ("people/regions", REGION),
    ("organisations/heads", ORGANISATION),
)
NATION_USES = {"name": PLACE, "capital": PLACE, "demonym": NATION}
FAMILY_ENDINGS = tuple(
    "ovic evic ovich evich enko escu sson oglu adze shvili zadeh pour nejad ullah uddin ov ova ev eva sky ski"
    " skaya wicz czyk idis poulos akis stein berg mann zad khani yan khail zai".split()
)
ARTICLES = (
    "al-",
    "el-",
    "ul-",
    "as-",
    "an-",
    "ad-",
    "ar-",
    "at-",
    "az-",
    "ash-",
    "al'",
    "d'",
    "o'",
    "l'",
    "dell'",
)
ONLY_IN_CAPITALS = frozenset("ag ap eu nv sa se un us".split())  # Kim Jong Un, Iyad Ag Ghaly
PREFIXES = ("Mc", "Mac", "O'", "Fitz")


@cache
def listed(file: str) -> frozenset[str]:
    """The entries of a word list."""
    return frozenset(entries(file))


@lru_cache(maxsize=100_000)
def kinds(printed: str) -> int:
    """The kinds of a word as printed, as a sum of this module's bits; 0 for an unknown word.

    >>> bool(kinds("Barack") & GIVEN), bool(kinds("Ministry") & ORGANISATION), bool(kinds("J.") & INITIAL)
    (True, True, True)
    """
    printed = printed.replace("’", "'")
    found = HARD | TITLE if printed in listed("people/titles_hard") else 0
    if is_initials(printed):
        found |= INITIAL
    elif printed.isupper() and len(printed) > 1:
        found |= CAPITALS
    if is_suffix(printed):
        found |= SUFFIX
    if found & INITIAL and len(printed) == 2:
        return found  # A. Q. Khan: an initial, not the article
    low = fold(printed).rstrip(".")
    listed_as = _table().get(low, 0)
    if low in ONLY_IN_CAPITALS and not printed.isupper():
        listed_as &= ~ORGANISATION
    return found | listed_as | _by_form(printed, low)


def is_initials(word: str) -> bool:
    """Whether the word is one letter, or letters each with a full stop: J. or J.R."""
    letters = word.replace(".", "").replace("-", "")
    return word[:1].isupper() and (len(word) == 1 or word.count(".") == len(letters) <= 3)


def _by_form(printed: str, low: str) -> int:
    """What the form of the word tells: al-Assad, O'Brien, Jean-Marie, Ivanov, Ki-moon."""
    if low.startswith(ARTICLES):
        return FAMILY
    if "-" in low:
        return _of_parts(printed.split("-"), low.split("-"))
    if printed.startswith(PREFIXES) and printed[2:3].isalpha() and not printed.islower():
        return FAMILY if any(letter.isupper() for letter in printed[2:]) else 0
    if len(low) > 5 and low.endswith(FAMILY_ENDINGS) and not _table().get(low, 0) & NO_NAME:
        return FAMILY
    return 0


def _of_parts(printed: list[str], low: list[str]) -> int:
    parts = [_table().get(part, 0) for part in low]
    if parts[-1] & TITLE and not parts[-1] & (GIVEN | FAMILY):
        return TITLE
    if not printed[-1][:1].isupper():
        return COMPOUND | (COMMON if parts[-1] & (COMMON | FUNCTION | TITLE) or len(low[-1]) > 6 else 0)
    if all(part & NATION for part in parts):
        return NATION
    if parts[0] & GIVEN and parts[-1] & GIVEN:
        return GIVEN | (FAMILY if parts[-1] & FAMILY else 0)
    if any(part & (NO_NAME & ~COMMON) and not part & (GIVEN | FAMILY) for part in parts):
        return NATION
    return FAMILY if any(part & FAMILY for part in parts) else 0


@cache
def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    words = ((word, bit) for file, bit in LISTS for word in entries(file))
    for word, bit in chain(words, _nations()):
        table[word] = table.get(word, 0) | bit
    return table


def _nations() -> list[tuple[str, int]]:
    return [
        (fold(each.name), NATION_USES[each.use])
        for country in countries()
        for each in country.names
        if each.use in NATION_USES
    ]
