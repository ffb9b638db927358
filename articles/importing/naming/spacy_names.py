"""A spaCy pipeline in the tagger's place, where the user named one: whom it takes for a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

from articles.importing.naming.runs import Run
from articles.importing.naming.signs import is_hopeless

PERSON = frozenset(("PERSON", "PER"))
LONGEST = 900_000  # characters: spaCy refuses texts of a million
YES, NO = 0.99, 0.01  # a pipeline says no more; a rule that is sure is heard against its no


class MissingModel(Exception):
    """A pipeline that cannot be used; str() says in one sentence what to do."""


def chances_of(model: str) -> Callable[[str, Sequence[Run]], list[tuple[float, ...]]]:
    """The pipeline's chances(text, runs), as the tagger has them; raises MissingModel.

    `model` is the name of an installed pipeline or a folder with one.
    """
    return partial(_chances, _load(model))


@cache
def _load(model: str):
    try:
        import spacy
    except ModuleNotFoundError:
        raise MissingModel(
            f"NAMES_MODEL is {model}, but spaCy is not installed; pip install spacy, or unset NAMES_MODEL."
        ) from None
    try:
        return spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        reason = " ".join(str(error).split())[:150].rstrip(".")
        raise MissingModel(
            f"NAMES_MODEL is {model}, which cannot be loaded ({reason}); install that pipeline, name a "
            "folder with one, or unset NAMES_MODEL."
        ) from None


def _chances(pipeline, text: str, found: Sequence[Run]) -> list[tuple[float, ...]]:
    named = pipeline(text[:LONGEST]).ents
    inside = {
        place for each in named if each.label_ in PERSON for place in range(each.start_char, each.end_char)
    }
    return [
        () if is_hopeless(run) else tuple(YES if word.start in inside else NO for word in run.words)
        for run in found
    ]
