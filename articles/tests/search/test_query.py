"""What is typed becomes a tree; whatever is typed, nothing raises and nothing is dropped without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.periods import Period
from articles.search.fields import TYPED
from articles.search.query import MAX_TYPED, in_words, parse, written
from articles.search.repairs import MAX_CLAUSES, MAX_DEPTH
from articles.search.tree import (
    EVERYTHING,
    And,
    Coded,
    Dated,
    Named,
    Not,
    Or,
    Phrase,
    Word,
    all_of,
    any_of,
    leaves,
    without,
)

A, B, C = Word("a"), Word("b"), Word("c")

READ = [
    ("", EVERYTHING),
    ("   ", EVERYTHING),
    ("a", A),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a OR b", Or((A, B))),
    ("a b OR c", Or((And((A, B)), C))),
    ("a (b OR c)", And((A, Or((B, C))))),
    ("a -b", And((A, Not(B)))),
    ("a NOT b", And((A, Not(B)))),
    ("a NOT NOT b", And((A, B))),
    ("-a", Not(A)),
    ("-(a OR b)", Not(Or((A, B)))),
    ('"a b"', Phrase("a b")),
    ("“a b”", Phrase("a b")),
    ("«a  b»", Phrase("a b")),
    ('-"a b"', Not(Phrase("a b"))),
    ("back-channel", Word("back-channel")),
    ("a - b", And((A, B))),
    ("a & b", And((A, B))),
    ("title:a b", And((Word("a", "title"), B))),
    ("Title: a", Word("a", "title")),
    ("title:(a OR b)", Or((Word("a", "title"), Word("b", "title")))),
    ('-title:"a b"', Not(Phrase("a b", "title"))),
    ("byline:a place:b", And((Word("a", "byline"), Word("b", "place")))),
    ('person:"Ali Shamkhani"', Named("person", "Ali Shamkhani")),
    ("country:Iran", Named("country", "Iran", quoted=False)),
    ("source:(a OR b)", Or((Named("source", "a", False), Named("source", "b", False)))),
    ("lang:FA", Coded("lang", "fa")),
    ("after:2019", Dated("after", Period.of(2019))),
    ("before:2019-02", Dated("before", Period.of(2019, 2))),
    ('on:"2019-01-07"', Dated("on", Period.of(2019, 1, 7))),
    ("http://example.org/a", Word("http://example.org/a")),
    ("12:30", Word("12:30")),
    ("to be or not to be", all_of(map(Word, "to be or not to be".split()))),
]

MENDED = [
    ("a OR", And((A, Word("or"))), "OR"),
    ("AND a", And((Word("and"), A)), "AND"),
    ("a OR OR b", Or((A, And((Word("or"), B)))), "OR"),
    ("a NOT", And((A, Word("not"))), "NOT"),
    ("(a", A, "not closed"),
    ("a)", A, "none is open"),
    ("a ()", A, "Empty brackets"),
    ("a (())", A, "Empty brackets"),
    ('a "b', And((A, B)), "quotation mark"),
    ("title:", Word("title"), "title:sanctions"),
    ("title: OR a", And((Word("or", "title"), A)), "OR"),
    ("author:a", And((Word("author"), A)), "title:"),
    ("after:soon", Word("soon"), "2019-01-07"),
    ("after:2019-13", Word("2019-13"), "2019-01-07"),
    ("before:0000", Word("0000"), "2019-01-07"),
    ("lang:persian", Word("persian"), "lang:fa"),
    ("pro*", Word("pro*"), "*"),
    ("!!!", EVERYTHING, "no letter"),
    ("a\x00b\ud800", And((A, B)), None),
]


@pytest.mark.parametrize(("typed", "tree"), READ)
def test_it_reads(typed, tree):
    query = parse(typed)
    assert query.tree == tree
    assert query.notices == ()


@pytest.mark.parametrize(("typed", "tree", "said"), MENDED)
def test_it_takes_as_words_what_cannot_be_read_and_says_so(typed, tree, said):
    query = parse(typed)
    assert query.tree == tree
    if said:
        assert said in " ".join(query.notices)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ""),
        ("talks -sanctions", "“talks” without “sanctions”"),
        ("nuclear talks", "“nuclear” and “talks”"),
        ("a b c", "“a”, “b” and “c”"),
        ('"nuclear talks"', "the phrase “nuclear talks”"),
        ('"talks"', "exactly “talks”"),
        ("oil OR gas", "“oil” or “gas”"),
        ("iran (oil OR gas)", "“iran” and (“oil” or “gas”)"),
        ("-oil -gas", "without “oil” and without “gas”"),
        ("title:oil", "“oil” in the title"),
        ('talks person:"Ali Shamkhani" after:2019', "“talks”, with Ali Shamkhani, since 2019"),
        ("before:1950", "before 1950"),
        ("after:2019-01", "since January 2019"),
        ("on:2019-01-07", "on 7 January 2019"),
        ("-country:Iran", "without Iran"),
        ("-after:2019", "not since 2019"),
        ("!talks,", "“talks”"),
    ],
)
def test_it_says_in_words_what_was_understood(typed, words):
    assert in_words(parse(typed).tree) == words


def test_it_reads_only_so_many_words():
    query = parse(" ".join(["a"] * (MAX_CLAUSES + 50)))
    assert len(query.tree.parts) == MAX_CLAUSES
    assert str(MAX_CLAUSES) in query.notices[0]


def test_it_counts_the_words_inside_phrases_and_chains():
    for typed in ('"' + "a " * 5000 + '" b', "a-" * 4000 + " b", "(" * 300 + '"' + "a " * 400 + '"'):
        assert any(str(MAX_CLAUSES) in notice for notice in parse(typed).notices)


def test_it_reads_only_so_many_brackets_within_each_other():
    typed = "".join(f"a{n} OR (b{n} (" for n in range(100)) + "c" + "))" * 100
    assert any(str(MAX_DEPTH) in notice for notice in parse(typed).notices)
    assert depth(parse(typed).tree) <= MAX_DEPTH + 3


def test_it_reads_only_so_many_characters():
    query = parse("a" * (MAX_TYPED + 1))
    assert len(query.tree.text) == MAX_TYPED
    assert query.notices


def depth(node):
    parts = getattr(node, "parts", ()) or ([node.part] if isinstance(node, Not) else [])
    return 1 + max(map(depth, parts), default=0)


PIECES = st.sampled_from(
    'a oil "x y" " ( ) OR AND NOT - -b title: title:x person:"A B" after:2019 after: before:x foo: * ~ ! '
    "“ ” : country:Iran lang:fa عربی U.S. Iran’s 中国 \x00 \ud800 // 5".split(" ")
)


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
def test_it_never_raises_on_pieces_of_queries(pieces, between):
    query = parse(between.join(pieces))
    in_words(query.tree)
    assert not any(leaf.field not in TYPED for leaf in leaves(query.tree) if getattr(leaf, "field", ""))


@given(st.text(max_size=300))
def test_it_never_raises_on_any_text(text):
    in_words(parse(text).tree)


words = st.sampled_from("oil gas talks U.S. back-channel Iran’s شهر 2019".split())
text_fields = st.sampled_from(["", "title", "body", "byline"])
leaf = st.one_of(
    st.builds(Word, words, text_fields),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(" ".join), text_fields),
    st.builds(Named, st.sampled_from(["person", "country", "source"]), words, st.booleans()),
    st.builds(Dated, st.sampled_from(["after", "before", "during"]), st.just(Period.of(2019, 1))),
    st.builds(Coded, st.just("lang"), st.just("fa")),
)
trees = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(all_of),
        st.lists(inner, min_size=2, max_size=4).map(any_of),
        inner.map(without),
    ),
    max_leaves=12,
)


@given(trees)
def test_it_reads_again_what_it_wrote(tree):
    query = parse(written(tree))
    assert query.tree == tree
    assert query.notices == ()


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_what_it_made_of_a_broken_query_is_a_whole_one(typed):
    tree = parse(typed).tree
    again = parse(written(tree))
    assert written(again.tree) == written(tree)
