"""A word or a phrase in the fields of an article: every way to stand there, and what each is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from tantivy import Query

from articles.search import tree as t
from articles.search.embedded.joined import both
from articles.search.embedded.schema import SCHEMA, STEMMED
from articles.search.embedded.stemming import marked_forms, possessor, typed_forms
from articles.search.fields import BY_NAME, TEXTS, Field

EXACT_BOOST = 1.5  # a word as typed ranks above its other forms
AS_TYPED, WITHOUT_S, ANY_FORM = "as typed", "without the ’s", "in any form"
TIE = 0.1  # what the fields other than the best one add to a score


@dataclass(frozen=True)
class Inflected(t.Word):
    """A word with its stems in other languages than English, as the index holds them."""

    stems: tuple[str, ...] = ()


def in_languages(node: t.Node, stemmers: Collection[str]) -> t.Node:
    """The tree with every word's stems in these languages, which the archive has beside English."""

    def change(leaf):
        if type(leaf) is not t.Word:
            return leaf
        return Inflected(leaf.text, leaf.field, tuple(marked_forms(leaf.text, stemmers)))

    return t.mapped(node, change) if stemmers else node


def fields_sought(field: str) -> tuple[Field, ...]:
    """The fields with words in which something is looked for that names this field, or none."""
    return (BY_NAME[field],) if field else TEXTS


@dataclass(frozen=True)
class Variant:
    """One way in which a word or phrase may stand in a field, and what its score is multiplied with."""

    field: str
    form: str
    weight: float
    query: Query

    def among(self, articles: Query) -> Variant:
        """The same in these articles alone; the query for them must not score."""
        return replace(self, query=both(articles, self.query))


def variants(node: t.Word | t.Phrase) -> Iterator[Variant]:
    """Every way in which the word or phrase may stand in an article."""
    words = typed_forms(node.text)
    for field in fields_sought(node.field) if words else ():
        if isinstance(node, t.Phrase):
            yield Variant(field.name, AS_TYPED, field.weight * EXACT_BOOST, _in_a_row(field, words))
        else:
            yield from _of_word(field, words, node)


def best(found: Iterable[Variant]) -> Query:
    """A query in which the best of the ways counts whole, the others a little."""
    queries = [Query.boost_query(variant.query, variant.weight) for variant in found]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, TIE)


def _of_word(field: Field, words, node: t.Word) -> Iterator[Variant]:
    """The typed word in one field: as typed, and in its other forms; Iran’s is a form of Iran."""
    yield Variant(field.name, AS_TYPED, field.weight * EXACT_BOOST, _in_a_row(field, words))
    if (alone := possessor(node.text)) != words:
        words = alone
        yield Variant(field.name, WITHOUT_S, field.weight, _in_a_row(field, words))
    if len(words) == 1 and field.index in STEMMED:
        stem = Query.term_query(SCHEMA, f"{field.index}_stem", words[0][1], "freq")
        yield Variant(field.name, ANY_FORM, field.weight, stem)
        for other in node.stems if isinstance(node, Inflected) else ():
            stem = Query.term_query(SCHEMA, f"{field.index}_other", other, "freq")
            yield Variant(field.name, ANY_FORM, field.weight, stem)


def _in_a_row(field: Field, words) -> Query:
    exact = [word for word, _ in words]
    if len(exact) == 1:  # a phrase of one word is a panic
        return Query.term_query(SCHEMA, f"{field.index}_exact", exact[0])
    return Query.phrase_query(SCHEMA, f"{field.index}_exact", exact)
