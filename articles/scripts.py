"""Plain Python: Cyrillic, Greek and Arabic letters in Latin ones, as newspapers in English write them."""

import unicodedata

from articles.arabic import read_arabic

# As the English-language press writes Russian and Ukrainian names, with the letters of their neighbours.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѕқғүұһңәө",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g w y ly ny c"
        " dj dzh dz q gh u u h ng a o".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_LETTERS = str.maketrans({letter: latin.replace("_", "") for letter, latin in (_CYRILLIC | _GREEK).items()})
_DIGRAPHS = (("ου", "ou"), ("αι", "ai"), ("ει", "ei"), ("οι", "oi"), ("μπ", "b"), ("ντ", "nt"), ("γκ", "gk"))


def in_latin(name: str) -> str:
    """The name with Cyrillic, Greek and Arabic letters in Latin ones; letters of other scripts stay.

    >>> in_latin("Владимир Зеленский"), in_latin("Αλέξης Τσίπρας")
    ('vladimir zelenskiy', 'alexis tsipras')
    >>> in_latin("حسن روحانی")
    'hassan rouhani'
    """
    if name.isascii():
        return name
    spelled = read_arabic("".join(map(_without_marks, name.casefold())))
    for greek, latin in _DIGRAPHS:
        spelled = spelled.replace(greek, latin)
    return spelled.translate(_LETTERS)


def _without_marks(letter: str) -> str:
    """A Greek letter without its accents: ή → η. Other letters stay: й is no и."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base in _GREEK else letter
