"""Plain Python: the forms of a name. Which actor a name means is decided in articles/actors.py."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 300  # characters of a name that the archive keeps

SMALL = frozenset(
    "af al ap arap ath ben bin binti bint da dal das de del della den der di do dos du e el ibn la le los lo"
    " ould san ten ter und van vom von y zu zum zur".split()
)
SUFFIXES = frozenset("jr sr ii iii iv vi vii viii ix xi xii xiii xiv xvi xxiii".split())

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ħ": "h"}
)
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640]")
_SILENT = re.compile(r"['’‘ʼʻ`´.·]")
_NO_WORD = re.compile(r"[\W_]+")
_EDGES = re.compile(r"^[\s\"“”„«»‘’'`,;:–—(\[-]+|[\s\"“”„«»‘’'`,;:–—)\]-]+$")
_ARTICLE = re.compile(r"^(?:al|el|ul|as|an|ad|ar|at|az|ash|es|ed)[-'’](?=\w)", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The text in lower case without diacritics; marks that are part of other scripts' letters stay.

    >>> fold("Ahmadinežād")
    'ahmadinezad'
    >>> fold("Ørsted"), fold("İstanbul"), fold("Straße")
    ('orsted', 'istanbul', 'strasse')
    """
    if word.isascii():
        return word.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold())).translate(_NOT_DECOMPOSED)
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """The key under which the spellings of one name are equal; empty where nothing is left of it.

    >>> key("U.S.") == key("US") == "us"
    True
    >>> key("Al-Qa’eda"), key("  Mojtaba  Samareh-Hashemi ")
    ('al qaeda', 'mojtaba samareh hashemi')
    """
    return " ".join(_NO_WORD.sub(" ", _SILENT.sub("", fold(name))).split())[:LONGEST].rstrip()


def tidy(name: str) -> str:
    """The name as the archive shows it: on one line, with straight apostrophes and without quotes around.

    >>> tidy(" Mahmoud\\n Ahmadinejad, "), tidy("McDonald’s")
    ('Mahmoud Ahmadinejad', "McDonald's")
    >>> tidy("“Conan O’Brien”")
    "Conan O'Brien"
    """
    said = " ".join(unicodedata.normalize("NFC", name).split())
    return _EDGES.sub("", said).replace("’", "'")[:LONGEST].rstrip()


def initials(name: str) -> str:
    """The first letters of the name's capitalised words, hyphenated ones each.

    >>> initials("National Council of Resistance of Iran")
    'NCRI'
    """
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


@lru_cache(maxsize=50_000)
def short_forms(name: str) -> tuple[str, ...]:
    """What a text may call a person after the full name, the longest first; nothing for a single word.

    >>> short_forms("Ursula von der Leyen")
    ('von der Leyen', 'Leyen')
    >>> short_forms("Bashar al-Assad"), short_forms("Martin Luther King Jr.")
    (('al-Assad', 'Assad'), ('King',))
    >>> short_forms("Pelé"), short_forms("John Paul II")
    ((), ('John Paul',))
    """
    words = name.split()
    if len(words) > 2 and is_suffix(words[-1]) and fold(words[-1].strip(".")) not in ("jr", "sr"):
        return (" ".join(words[:-1]),)
    while len(words) > 1 and is_suffix(words[-1]):
        words.pop()
    if len(words) < 2:
        return ()
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in SMALL:
        first -= 1
    forms = [" ".join(words[first:]), words[-1], _ARTICLE.sub("", words[-1])]
    return tuple(dict.fromkeys(forms))


def is_suffix(word: str) -> bool:
    """Whether the word counts a person among namesakes: Jr., III.

    >>> is_suffix("Jr."), is_suffix("XVI"), is_suffix("King")
    (True, True, False)
    """
    return word.strip(".,").lower() in SUFFIXES and word[:1].isupper()
