"""Writes given.txt, family.txt, common.txt, places.txt and regions.txt anew.

Run by hand where Faker is installed (it is no dependency of the archive):

    python -m articles.importing.words.people.make_lists WIKIGOLD.jsonl MEANTIME.jsonl WNUT17.jsonl

The arguments are files of texts, a JSON object with "text" on each line; common.txt is counted from them.
"""

import importlib
import json
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pycountry
from babel import Locale

from articles.names import fold

FOLDER = Path(__file__).parent
LATIN = re.compile(r"[a-z][a-z'-]+")
CYRILLIC = dict(
    zip(
        "абвгджзийклмнопрстуфхцчшщъыьэюяёіїєґў",
        ("a b v g d zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya yo i yi ye g u".split(" ")),
        strict=True,
    )
)
CYRILLIC["е"] = "e"
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        ("a v g d e z i th i k l m n x o p r s s t y f ch ps o".split()),
        strict=True,
    )
)
ENDINGS = (("ий", ("y", "iy", "i")), ("ый", ("y",)), ("ей", ("ei", "ey")), ("й", ("y", "i")))


def main(texts: list[str]) -> None:
    """Writes the five lists beside this file."""
    given, family = set(), set()
    for kind, name in _faker_names():
        (given if kind == "given" else family).update(_latin_words(name))
    write("given.txt", given)
    write("family.txt", family)
    write("common.txt", common_words(texts) - {word for word in given if word in family})
    write("places.txt", places())
    write(
        "regions.txt", {name for name in regions() if name not in given | family | _by_hand("given_more.txt")}
    )


def write(file: str, words: Iterable[str]) -> None:
    """Writes the words, sorted, one a line."""
    (FOLDER / file).write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")


def _faker_names() -> Iterator[tuple[str, str]]:
    """(given or family, name) for every name of every language of Faker."""
    import faker.providers.person as person

    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            kind = re.match(r"(?:\w+_)?(first|last|middle)_", attribute)
            if kind and "kana" not in attribute and "pairs" not in attribute:
                names = getattr(provider, attribute)
                for name in names if isinstance(names, Iterable) else ():
                    yield ("family" if kind[1] == "last" else "given"), str(name)


def _latin_words(name: str) -> Iterator[str]:
    for word in re.split(r"[\s()/,]+", name):
        for spelled in _spelled(fold(word)):
            if LATIN.fullmatch(spelled) and len(spelled) > 1:
                yield spelled


def _spelled(word: str) -> Iterator[str]:
    """The word in Latin letters, in the usual ways of writing Russian, Ukrainian and Greek names."""
    if word.isascii():
        yield word
    elif word[:1] in CYRILLIC:
        stem, endings = next(
            ((word[: -len(end)], ways) for end, ways in ENDINGS if word.endswith(end)), (word, ("",))
        )
        heads = ("e", "ye") if stem.startswith("е") else ("",)
        rest = "".join(CYRILLIC.get(letter, letter) for letter in (stem[1:] if heads[0] else stem))
        for head, ending in product(heads, endings):
            yield head + rest + ending
    elif word[:1] in GREEK:
        yield "".join(GREEK.get(letter, letter) for letter in word).replace("oy", "ou")


def common_words(texts: list[str]) -> set[str]:
    """Words that the texts show in lower case at least twice and more often than capitalised."""
    import faker.providers.lorem.en_US as lorem

    seen = Counter(word for file in texts for word in re.findall(r"\b[A-Za-z][a-z]+\b", _text(file)))
    usual = {
        word for word, times in seen.items() if word.islower() and times > max(1, seen[word.capitalize()])
    }
    return usual | {word for word in lorem.Provider.word_list if LATIN.fullmatch(word)}


def _text(file: str) -> str:
    with open(file, encoding="utf-8") as lines:
        return "\n".join(json.loads(line)["text"] for line in lines)


def places() -> set[str]:
    """Names of the world's territories, regions and time-zone cities, folded."""
    english = Locale("en")
    cities = {zone.rsplit("/", 1)[-1].replace("_", " ") for zone in english.time_zones}
    cities |= {zone["city"] for zone in english.time_zones.values() if "city" in zone}
    named = cities | {name for code, name in english.territories.items()}
    return {fold(name) for name in named if re.fullmatch(r"[^\W\d_][\w .'’-]+", name)}


def regions() -> set[str]:
    """Names of the provinces and districts of every country (ISO 3166-2), folded."""
    names = (re.sub(r"\s*[\[(].*", "", each.name) for each in pycountry.subdivisions)
    folded = {re.sub("[`‘]", "", fold(part.strip())) for name in names for part in re.split("[/,]", name)}
    return {name for name in folded if re.fullmatch(r"[a-z][a-z' -]{2,}", name)}


def _by_hand(file: str) -> set[str]:
    return set((FOLDER / file).read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main(sys.argv[1:])
