"""How words are cut, and what their other forms have in common, by the language of the article.

A word is found in an article if the article's language gives both the same stem: Verhandlung in a German one
finds Verhandlungen. Languages without a stemmer, such as Persian, have words as they stand.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import tantivy
from tantivy import Filter

from articles.search.letters import normalise

ENGLISH = "english"
LONGEST = 200  # bytes of a word in the index
APOSTROPHES = frozenset("'’ʼ")
ANY = 10**6  # a typed word too long for the index must stay a word, one that nothing matches

# Codes of languages, and the library's name of the stemmer. A text of unknown language is read as English.
STEMMERS = {
    "": ENGLISH,
    "en": ENGLISH,
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}

# letters.normalise writes Arabic as Persian keyboards do, which the Arabic stemmer does not know.
ARABIC = str.maketrans("یک", "يك")
# It also leaves and-the, with-the, for-the standing before a word.
BEFORE_THE = re.compile(r"(?<![^\W\d_])(?:[وفبك](?=ال\w\w)|ل(?=ل\w\w))")


def language(code: str) -> str:
    """The language without its region: en for en-GB."""
    return code.replace("_", "-").partition("-")[0].lower()


def stemmer_for(code: str) -> str:
    """The name of the stemmer for articles in this language; empty where there is none."""
    return STEMMERS.get(language(code), "")


def analyzer(*filters, longest=LONGEST):
    """An analyzer that cuts a text into words and puts them through the filters."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(Filter.remove_long(longest))
    for step in filters:
        builder = builder.filter(step)
    return builder.build()


# Fold before lower case: the other way İstanbul keeps a combining dot.
FOLDED = (Filter.ascii_fold(), Filter.lowercase())


@cache
def _cutting(stemmer: str, longest: int):
    if not stemmer:
        return analyzer(*FOLDED, longest=longest)
    if stemmer == ENGLISH:
        return analyzer(*FOLDED, Filter.stemmer(ENGLISH), longest=longest)
    # Other stemmers go by accents. The Arabic one reaches the same stem for عقوبات and عقوبة in two steps.
    steps = [Filter.stemmer(stemmer)] * (2 if stemmer == "arabic" else 1)
    return analyzer(Filter.lowercase(), *steps, *FOLDED, longest=longest)


def stems(plain: str, stemmer: str, longest: int = ANY) -> list[str]:
    """The stem of each word of a text that was normalised before."""
    if stemmer == "arabic":
        plain = BEFORE_THE.sub(_article_alone, plain.translate(ARABIC))
    return _cutting(stemmer, longest).analyze(plain)


def _article_alone(match: re.Match) -> str:
    return "ا" if match[0] == "ل" else ""


def forms(text: str, code: str = "") -> tuple[tuple[str, str], ...]:
    """The words of a text, each as the index holds it exactly and as its stem in the language."""
    plain = normalise(text)
    exact = stems(plain, "")
    stemmer = stemmer_for(code)
    return tuple(zip(exact, stems(plain, stemmer) if stemmer else exact, strict=True))


@lru_cache(maxsize=1_000)
def typed_forms(text: str) -> tuple[tuple[str, str], ...]:
    """The words of something typed, as `forms` gives them; they are asked for several times in a search."""
    return forms(text)


def possessor(text: str) -> tuple[tuple[str, str], ...]:
    """The same without a possessive s: Iran’s is in all articles that Iran is in, so it is sought as Iran."""
    words = typed_forms(text)
    return words[:1] if len(words) == 2 and words[1][0] == "s" and text[-2:-1] in APOSTROPHES else words


def marked(plain: str, stemmer: str) -> str:
    """The stems of a normalised text as the index holds them: each with its language."""
    return " ".join(f"{stemmer}:{stem}" for stem in stems(plain, stemmer, LONGEST))


def marked_forms(text: str, stemmers) -> list[str]:
    """What the index may hold of a typed word, Iran’s too, for each stemmer; nothing for several words."""
    if len(possessor(text)) != 1:
        return []
    plain = normalise(text)
    found = ((stemmer, stems(plain, stemmer)) for stemmer in stemmers)
    return [f"{stemmer}:{words[0]}" for stemmer, words in found if words]
