"""Who says which words are a person's name: the tagger shipped here, a spaCy pipeline, or nobody."""

from collections.abc import Sequence

from articles.importing.naming import spacy_names, tagger
from articles.importing.naming.people import Tag
from articles.importing.naming.runs import Run

NOBODY = "none"  # the model's name where the authority alone is asked: several times faster


def tag_of(model: str) -> Tag:
    """What a model's name means: "" the tagger, "none" nobody, any other a spaCy pipeline.

    Raises MissingModel.
    """
    taggers: dict[str, Tag] = {"": tagger.chances, NOBODY: nobody}
    return taggers.get(model) or spacy_names.chances_of(model)


def nobody(text: str, found: Sequence[Run]) -> list[tuple[float, ...]]:
    """Chances that introduce nobody: people of the authority are found, and where else they are named."""
    return [()] * len(found)
