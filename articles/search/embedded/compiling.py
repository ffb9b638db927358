"""The tree of a query as Tantivy's own. Only words and phrases score."""

from __future__ import annotations

from collections.abc import Iterable

from tantivy import FieldType, Occur, Query

from articles.search import tree as t
from articles.search.embedded.among import Among, along
from articles.search.embedded.anywhere import (
    Anywhere,
    can_be_paired,
    in_article,
    lists_of,
    silent,
    together,
    unranked,
)
from articles.search.embedded.gaps import apart
from articles.search.embedded.joined import any_of
from articles.search.embedded.lists import query_of
from articles.search.embedded.schema import SCHEMA, pattern
from articles.search.embedded.stemming import typed_forms
from articles.search.embedded.variants import Inflected, best, fields_sought, variants
from articles.search.fields import BY_NAME


def finding(node: t.Node) -> Query:
    """Tantivy's query for a tree where only finding counts: the same articles, sooner and without scores."""
    return silent(matching(unranked(node)))


def matching(node: t.Node) -> Query:
    """Tantivy's query for a tree. Only words and phrases score; every other part counts nothing."""
    return COMPILED[type(node)](node)


def these(ids: Iterable[int]) -> Query:
    """The articles with these ids. They are asked for one by one and in order: as a set, or in any order,
    they would cost more."""
    return silent(any_of(query_of(("id", id)) for id in sorted(ids)))


def _everything(_node=None) -> Query:
    return silent(Query.all_query())


def _and(node: t.And) -> Query:
    listed = [part for part in node.parts if lists_of(part)]
    listed = listed if can_be_paired(listed) else []
    others = (part for part in node.parts if not isinstance(part, t.Not) and part not in listed)
    wanted = [(Occur.Must, together(listed))] if listed else []
    wanted += [(Occur.Must, matching(part)) for part in others]
    absent = [(Occur.MustNot, finding(part.part)) for part in node.parts if isinstance(part, t.Not)]
    # A query of absences alone finds nothing at all.
    return Query.boolean_query([*(wanted or [(Occur.Must, _everything())]), *absent])


def _or(node: t.Or) -> Query:
    return any_of(map(matching, node.parts))


def _not(node: t.Not) -> Query:
    return _and(t.And((node,)))


def _text(node: t.Word | t.Phrase) -> Query:
    return best(variants(node)) if typed_forms(node.text) else _everything()


def _chosen(node: t.Chosen) -> Query:
    if node.mode == "all":
        return _and(t.And(tuple(t.Chosen(node.field, (id,), "") for id in node.ids)))
    if node.mode == "none":
        return _not(t.Not(t.Chosen(node.field, node.ids, "")))
    if lists := lists_of(node):  # a list is walked through; of a set the library first notes all articles
        return silent(query_of(*lists))
    return silent(Query.term_set_query(SCHEMA, BY_NAME[node.field].index, list(node.ids)))


def _coded(node: t.Coded) -> Query:
    return silent(query_of(*lists_of(node)))


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
    fields = fields_sought(node.field)
    return silent(any_of(Query.regex_query(SCHEMA, f"{field.index}_exact", fitting) for field in fields))


def _fuzzy(node: t.Fuzzy) -> Query:
    words = typed_forms(node.text)
    if len(words) != 1:
        return _text(t.Word(node.text, node.field))
    return silent(
        any_of(
            Query.fuzzy_term_query(SCHEMA, f"{field.index}_exact", words[0][0], node.edits, True)
            for field in fields_sought(node.field)
        )
    )


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
    return apart(node) or _and(t.And((node.left, node.right)))


def _named(node: t.Named) -> Query:
    return _text(t.Phrase(node.name))


COMPILED = {
    t.Everything: _everything,
    t.And: _and,
    t.Or: _or,
    t.Not: _not,
    t.Word: _text,
    Inflected: _text,
    Among: along,
    Anywhere: in_article,
    t.Phrase: _text,
    t.Wildcard: _wildcard,
    t.Fuzzy: _fuzzy,
    t.Near: _near,
    t.Listed: _listed,
    t.Chosen: _chosen,
    t.Coded: _coded,
    t.Dated: _dated,
    t.Named: _named,
}
