"""The tree of a query as Tantivy's own. Only words and phrases score."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from tantivy import FieldType, Occur, Query

from articles.search import tree as t
from articles.search.embedded.schema import SCHEMA, STEMMED, pattern
from articles.search.embedded.stemming import marked_forms, typed_forms
from articles.search.fields import BY_NAME, TEXTS, Field
from articles.search.proximity import alternatives

EXACT_BOOST = 1.5  # a word as typed ranks above its other forms
AS_TYPED, WITHOUT_S, ANY_FORM = "as typed", "without the ’s", "in any form"
MOST_ROWS = 16  # ways to pair the lists of words, beyond which they are no longer paired
APOSTROPHES = "'’ʼ"
TIE = 0.1  # what the fields other than the best one add to a score


@dataclass(frozen=True)
class _Inflected(t.Word):
    """A word with its stems in other languages than English, as the index holds them."""

    stems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Anywhere(_Inflected):
    """A word of which only counts that it is in the article, in any field and any form."""


def in_languages(node: t.Node, stemmers: Collection[str]) -> t.Node:
    """The tree with every word's stems in these languages, which the archive has beside English."""

    def change(leaf):
        if type(leaf) is not t.Word:
            return leaf
        return _Inflected(leaf.text, leaf.field, tuple(marked_forms(leaf.text, stemmers)))

    return t.mapped(node, change) if stemmers else node


def _unranked(node: t.Node) -> t.Node:
    """A tree that matches the same articles and is found sooner, since nothing of it scores."""

    def change(leaf):
        if isinstance(leaf, t.Listed):
            return t.Listed(leaf.ids, t.EVERYTHING)
        if isinstance(leaf, t.Word) and not leaf.field and len(_sought_alone(leaf)) == 1:
            return _Anywhere(leaf.text, "", getattr(leaf, "stems", ()))
        return leaf

    return t.mapped(node, change)


def _sought_alone(node: t.Word) -> tuple[tuple[str, str], ...]:
    """The forms of the word; Iran’s is in all articles that Iran is in, so its s does not count."""
    words = typed_forms(node.text)
    possessive = len(words) == 2 and words[1][0] == "s" and node.text[-2:-1] in APOSTROPHES
    return words[:1] if possessive else words


def finding(node: t.Node) -> Query:
    """Tantivy's query for a tree where only finding counts: the same articles, sooner and without scores."""
    return silent(matching(_unranked(node)))


def matching(node: t.Node) -> Query:
    """Tantivy's query for a tree. Only words and phrases score; every other part counts nothing."""
    return COMPILED[type(node)](node)


def these(ids: Iterable[int]) -> Query:
    """The articles with these ids. One by one: for some hundred, a set of ids would cost more."""
    terms = [(Occur.Should, Query.term_query(SCHEMA, "id", id, "basic")) for id in ids]
    return silent(Query.boolean_query(terms))


def silent(query: Query) -> Query:
    """The query, finding the same without a score."""
    return Query.const_score_query(query, 0.0)


def _everything(_node=None) -> Query:
    return silent(Query.all_query())


def _and(node: t.And) -> Query:
    words = [part for part in node.parts if isinstance(part, _Anywhere)]
    words = words if 1 < prod(len(_lists(word)) for word in words) <= MOST_ROWS else []
    others = (part for part in node.parts if not isinstance(part, t.Not) and part not in words)
    wanted = [(Occur.Must, _together(words))] if words else []
    wanted += [(Occur.Must, matching(part)) for part in others]
    absent = [(Occur.MustNot, finding(part.part)) for part in node.parts if isinstance(part, t.Not)]
    # A query of absences alone finds nothing at all.
    return Query.boolean_query([*(wanted or [(Occur.Must, _everything())]), *absent])


def _or(node: t.Or) -> Query:
    return Query.boolean_query([(Occur.Should, matching(part)) for part in node.parts])


def _not(node: t.Not) -> Query:
    return _and(t.And((node,)))


def _sought(field: str) -> tuple[Field, ...]:
    return (BY_NAME[field],) if field else TEXTS


def _word(node: t.Word) -> Query:
    words = typed_forms(node.text)
    if not words:
        return _everything()
    return _best(variants(node))


@dataclass(frozen=True)
class Variant:
    """One way in which a word or phrase may stand in a field, and what its score is multiplied with."""

    field: str
    form: str
    weight: float
    query: Query


def variants(node: t.Word | t.Phrase) -> Iterator[Variant]:
    """Every way in which the word or phrase may stand in an article."""
    words = typed_forms(node.text)
    for field in _sought(node.field) if words else ():
        if isinstance(node, t.Phrase):
            yield Variant(field.name, AS_TYPED, field.weight * EXACT_BOOST, _in_a_row(field, words))
        else:
            yield from _variants(field, words, node)


def _variants(field: Field, words, node: t.Word) -> Iterator[Variant]:
    """The typed word in one field: as typed, and in its other forms; Iran’s is a form of Iran."""
    yield Variant(field.name, AS_TYPED, field.weight * EXACT_BOOST, _in_a_row(field, words))
    if (alone := _sought_alone(node)) != words:
        words = alone
        yield Variant(field.name, WITHOUT_S, field.weight, _in_a_row(field, words))
    if len(words) == 1 and field.index in STEMMED:
        stem = Query.term_query(SCHEMA, f"{field.index}_stem", words[0][1], "freq")
        yield Variant(field.name, ANY_FORM, field.weight, stem)
        for other in node.stems if isinstance(node, _Inflected) else ():
            stem = Query.term_query(SCHEMA, f"{field.index}_other", other, "freq")
            yield Variant(field.name, ANY_FORM, field.weight, stem)


def _anywhere_in_article(node: _Anywhere) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in _lists(node)])


def _lists(node: _Anywhere) -> list[Query]:
    """The lists of articles in which the word may be; see schema.ANYWHERE."""
    ((exact, stem),) = _sought_alone(node)
    lists = [("exact", exact), ("stem", stem), *(("other", other) for other in node.stems)]
    return [Query.term_query(SCHEMA, f"anywhere_{kind}", word, "basic") for kind, word in lists]


def _together(words: list[_Anywhere]) -> Query:
    """Articles with all of the words. The library walks two lists together much faster than two unions of
    lists, so each list of one word is paired with each list of the others."""
    rows = product(*(_lists(word) for word in words))
    together = (Query.boolean_query([(Occur.Must, query) for query in row]) for row in rows)
    return Query.boolean_query([(Occur.Should, row) for row in together])


def _best(found: Iterable[Variant]) -> Query:
    queries = [Query.boost_query(variant.query, variant.weight) for variant in found]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, TIE)


def _in_a_row(field: Field, words) -> Query:
    exact = [word for word, _ in words]
    if len(exact) == 1:  # a phrase of one word is a panic
        return Query.term_query(SCHEMA, f"{field.index}_exact", exact[0])
    return Query.phrase_query(SCHEMA, f"{field.index}_exact", exact)


def _phrase(node: t.Phrase) -> Query:
    return _best(variants(node)) if typed_forms(node.text) else _everything()


def _chosen(node: t.Chosen) -> Query:
    if node.mode == "all":
        return _and(t.And(tuple(t.Chosen(node.field, (id,), "") for id in node.ids)))
    if node.mode == "none":
        return _not(t.Not(t.Chosen(node.field, node.ids, "")))
    return silent(Query.term_set_query(SCHEMA, BY_NAME[node.field].index, list(node.ids)))


def _coded(node: t.Coded) -> Query:
    return silent(Query.term_query(SCHEMA, BY_NAME[node.field].index, node.code, "basic"))


def _dated(node: t.Dated) -> Query:
    """Articles whose days overlap the asked ones: one known only to the year is possibly in its months.

    Surely there are those whose days all lie in the asked ones.
    """
    first, last = BY_NAME[node.field].days(node.period)
    begins, ends = ("first", "last") if node.surely else ("last", "first")
    limits = [(begins, first and first.toordinal(), None), (ends, None, last and last.toordinal())]
    ranges = [
        (Occur.Must, silent(Query.range_query(SCHEMA, name, FieldType.Integer, low, high)))
        for name, low, high in limits
        if low or high
    ]
    return Query.boolean_query(ranges)


def _wildcard(node: t.Wildcard) -> Query:
    fitting = pattern(node.text)
    return _anywhere(Query.regex_query(SCHEMA, f"{f.index}_exact", fitting) for f in _sought(node.field))


def _fuzzy(node: t.Fuzzy) -> Query:
    words = typed_forms(node.text)
    if len(words) != 1:
        return _word(t.Word(node.text, node.field))
    return _anywhere(
        Query.fuzzy_term_query(SCHEMA, f"{f.index}_exact", words[0][0], node.edits, True)
        for f in _sought(node.field)
    )


def _anywhere(queries) -> Query:
    return silent(Query.boolean_query([(Occur.Should, query) for query in queries]))


def _listed(node: t.Listed) -> Query:
    known = Query.term_set_query(SCHEMA, "id", list(node.ids))
    if not t.scores(node.stands_for):
        return silent(known)
    return Query.boolean_query([(Occur.Must, silent(known)), (Occur.Should, matching(plainly(node)))])


def plainly(node: t.Listed) -> t.Node:
    """The words of what was checked, which rank the articles that passed."""
    leaves = (leaf for leaf in t.leaves(node) if isinstance(leaf, t.Word | t.Phrase | t.Loose))
    return t.any_of([t.Word(leaf.text, leaf.field) for leaf in leaves])


def _near(node: t.Near) -> Query:
    sides = [
        [words for leaf in alternatives(side) if (words := _printed(leaf))]
        for side in (node.left, node.right)
    ]
    if not all(sides):
        return _and(t.And((node.left, node.right)))
    fields = _sought(alternatives(node.left)[0].field)
    rows = [
        Query.boost_query(row, field.weight)
        for field in fields
        for left in sides[0]
        for right in sides[1]
        for row in _rows(f"{field.index}_exact", left, right, node)
    ]
    return Query.disjunction_max_query(rows, TIE)


def _printed(leaf: t.Word | t.Phrase | t.Wildcard) -> list[str]:
    """The words of one side as regular expressions where it is a pattern, else as the index holds them."""
    return (
        [pattern(leaf.text)]
        if isinstance(leaf, t.Wildcard)
        else [exact for exact, _ in typed_forms(leaf.text)]
    )


def _rows(field: str, left: list[str], right: list[str], node: t.Near):
    """Every way in which the two may stand, as phrases with gaps: those are exact where slop is not.

    Two different single words in either order need only two sloppy pairs: `a b` with slop n - 1 finds
    b - a from 2 - n to n, and the other way round the rest.
    """
    patterns = any(
        isinstance(leaf, t.Wildcard) for side in (node.left, node.right) for leaf in alternatives(side)
    )
    if len(left) == len(right) == 1 and left != right and not node.ordered and not patterns:
        yield Query.phrase_query(SCHEMA, field, left + right, node.distance - 1)
        yield Query.phrase_query(SCHEMA, field, right + left, node.distance - 1)
        return
    made = Query.regex_phrase_query if patterns else Query.phrase_query
    for first, second in [(left, right)] if node.ordered else [(left, right), (right, left)]:
        for gap in range(node.distance):
            words = [*enumerate(first), *enumerate(second, len(first) + gap)]
            yield made(SCHEMA, field, words)


def _named(node: t.Named) -> Query:
    return _phrase(t.Phrase(node.name))


COMPILED = {
    t.Everything: _everything,
    t.And: _and,
    t.Or: _or,
    t.Not: _not,
    t.Word: _word,
    _Inflected: _word,
    _Anywhere: _anywhere_in_article,
    t.Phrase: _phrase,
    t.Wildcard: _wildcard,
    t.Fuzzy: _fuzzy,
    t.Near: _near,
    t.Listed: _listed,
    t.Chosen: _chosen,
    t.Coded: _coded,
    t.Dated: _dated,
    t.Named: _named,
}
