"""The language of a text: what a small model hears in it, and what a page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from articles.importing.draft import Finding

# Common in English and, all together, in no other language: "at", "an" and "a" are not among them.
ENGLISH = frozenset(
    "the of and to in that is was for on with as he she his her it by from said has have had be are its which"
    " will but not who this would after their they been about than when were".split()
)
SAMPLE = 1500  # letters that are looked at
FEWEST = 20  # words on which the judgement of common words can rest
SHARE = 0.2  # of the words of English news, these few make up a third; of prices and results less
FEWEST_LETTERS = 60  # on which the model's judgement can rest
UNSURE = 0.7  # the model's own probability below which it says nothing
TAG = re.compile(r"^([a-z]{2,3})(?:[-_].*)?$", re.I)
SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "tl": "fil", "ji": "yi"}
ALIKE = (
    frozenset({"no", "da"}),
    frozenset({"hr", "bs", "sr", "sh"}),
    frozenset({"id", "ms"}),
    frozenset({"gl", "pt", "es"}),
)


def find(text: str) -> tuple[Finding, ...]:
    """The language of a text, where it is evident."""
    words = text[:SAMPLE].lower().split()
    if len(words) >= FEWEST and sum(map(ENGLISH.__contains__, words)) >= SHARE * len(words):
        return (Finding("en", "common words", 0.8),)
    return _heard(text)


def of_page(text: str, lang: str, stated: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """The languages of a page: what it states where the text does not contradict it, else the text's own."""
    heard = find(text)
    said = [("html lang", lang), *stated]
    found = []
    for rule, value in said:
        match = TAG.match(value.strip())
        if match and not any(one.value == _code(match[1]) for one in found):
            found.append(_judged(_code(match[1]), rule, value, heard))
    found += [one for one in heard if all(one.value != other.value for other in found)]
    return tuple(sorted(found, key=lambda one: -one.confidence))


def _judged(code: str, rule: str, value: str, heard: tuple[Finding, ...]) -> Finding:
    """What an attribute says, surer where the text agrees, and hardly believed where it does not."""
    if not heard:
        return Finding(code, rule, 0.6, value)
    agreed = heard[0].value == code or any({heard[0].value, code} <= group for group in ALIKE)
    return Finding(
        code,
        rule,
        0.95 if agreed else 0.2,
        value if agreed else f"{value}; the text reads as {heard[0].value}",
    )


def _code(code: str) -> str:
    return SAME.get(code.lower(), code.lower())


@lru_cache(maxsize=8)  # a page's text is asked for twice
def _heard(text: str) -> tuple[Finding, ...]:
    sample = " ".join(re.sub(r"https?://\S+|[\d_]+", " ", text[: SAMPLE * 2]).split())[:SAMPLE]
    if sum(character.isalpha() for character in sample) < FEWEST_LETTERS:
        return ()
    code, probability = _model().classify(sample)
    if probability < UNSURE:
        return ()
    return (Finding(_code(code), "language model", round(0.85 * float(probability), 2)),)


@cache
def _model():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # slow to load, not needed for English

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
