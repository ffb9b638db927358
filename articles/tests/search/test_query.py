"""What is typed becomes a tree; whatever is typed, nothing raises and nothing is dropped without a word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.periods import Period
from articles.search.fields import TYPED
from articles.search.patterns import MAX_PATTERNS
from articles.search.proximity import MAX_TIMES, MAX_WAYS, ways
from articles.search.query import MAX_GAP, MAX_TYPED, in_words, parse, written
from articles.search.repairs import MAX_CLAUSES, MAX_DEPTH
from articles.search.tree import (
    EVERYTHING,
    And,
    Coded,
    Dated,
    Fuzzy,
    Loose,
    Named,
    Near,
    Not,
    Often,
    Or,
    Phrase,
    Wildcard,
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
    ("pro*", Wildcard("pro*")),
    ("*gate,", Wildcard("*gate")),
    ("wom?n", Wildcard("wom?n")),
    ("who?", Word("who?")),
    ("title:pro**", Wildcard("pro*", "title")),
    ("talks~", Fuzzy("talks", 1)),
    ("shamkhany~", Fuzzy("shamkhany", 2)),
    ("shamkhany~1", Fuzzy("shamkhany", 1)),
    ('"a b"~5', Loose("a b", 5)),
    ('title:"a b"~5', Loose("a b", 5, "title")),
    ('"a"~5', Phrase("a")),
    ("a w/5 b", Near(A, B, 5)),
    ("a W/5 b", Near(A, B, 5)),
    ('"a b" pre/5 (b OR c)', Near(Phrase("a b"), Or((B, C)), 5, ordered=True)),
    ("a w/5 b w/3 c", And((Near(A, B, 5), Near(B, C, 3)))),
    ("title:a w/5 b", Near(Word("a", "title"), Word("b", "title"), 5)),
    ("title:(a w/5 b)", Near(Word("a", "title"), Word("b", "title"), 5)),
    ("a b w/5 c", And((A, Near(B, C, 5)))),
    ("-a w/5 b", Not(Near(A, B, 5))),
    ("sanc* w/5 b", Near(Wildcard("sanc*"), B, 5)),
    ("w/o", Word("w/o")),
    ("atleast3(a)", Often(A, 3)),
    ("atleast2(a OR b)", Often(Or((A, B)), 2)),
    ("title:atleast3(a)", Often(Word("a", "title"), 3)),
    ("atleast1(a)", A),
    ("atleast", Word("atleast")),
    ("is:undated", Coded("is", "undated")),
    ("IS:Reviewed has:byline", And((Coded("is", "reviewed"), Coded("has", "byline")))),
    ("actor:Norway", Named("actor", "Norway", quoted=False)),
    ("family:12", Named("family", "12", quoted=False)),
    ("during:January 2019 a", And((Dated("during", Period.of(2019, 1)), A))),
    ("on:7 Jan 2019", Dated("on", Period.of(2019, 1, 7))),
    ("a after:last month", And((A, Dated("after", Period.of(2019, 2))))),
    ("after:-30d", Dated("after", Period.of(2019, 3))),
    ("after:2019 surely:yes", Dated("after", Period.of(2019), surely=True)),
    ("surely:yes", EVERYTHING),
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
    ("a*", A, "at least 2 letters"),
    ("*", EVERYTHING, "at least 2 letters"),
    ("back-ch*", Word("back-ch"), "letters and digits"),
    ("oil~", Word("oil"), "shorter than 4"),
    ("back-channel~", Word("back-channel"), "letters and digits"),
    ("talks~9", Fuzzy("talks", 2), "At most 2 letters"),
    ('"a b"~', Phrase("a b"), '"a b"~5'),
    ('"a b"~99', Loose("a b", MAX_GAP), str(MAX_GAP)),
    ('"a b c d e f g h i"~3', Phrase("a b c d e f g h i"), "at most 8 words"),
    ("a w/5", And((A, Phrase("w/5"))), "sanctions w/5 oil"),
    ("a w/5 -b", And((A, Phrase("w/5"), Not(B))), "sanctions w/5 oil"),
    ("a w/5 (b c)", And((A, B, C)), "several with OR"),
    ("title:a w/5 body:b", And((Word("a", "title"), Word("b", "body"))), "of one field"),
    ("title:a w/5 person:b", And((Word("a", "title"), Named("person", "b", quoted=False))), "of one field"),
    ("title:a w/5 (b OR lang:en)", And((Word("a", "title"), Or((B, Coded("lang", "en"))))), "of one field"),
    ("a w/0 b", Near(A, B, 1), "number above 0"),
    ("a w/99 b", Near(A, B, MAX_GAP), str(MAX_GAP)),
    ("a w/5 bc*d", And((A, Wildcard("bc*d"))), "begins with 3 letters"),
    ("atleast3()", Word("atleast3"), "atleast3(sanctions)"),
    ("atleast3(a b)", And((A, B)), "a word, a phrase or several with OR"),
    ("atleast999(a)", Often(A, MAX_TIMES), str(MAX_TIMES)),
    ("is:secret", Word("secret"), "is:undated or is:reviewed"),
    ("has:title", Word("title"), "has:byline"),
    ("surely:maybe", Word("maybe"), "surely:yes"),
    ("during:foo 2019", And((Word("foo"), Word("2019"))), "January 2019"),
    ("!!!", EVERYTHING, "no letter"),
    ("a\x00b\ud800", And((A, B)), None),
]


@pytest.mark.parametrize(("typed", "tree"), READ)
def test_it_reads(typed, tree):
    query = parse(typed, today=date(2019, 3, 31))
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
        ("pro* shamkhany~", "words like “pro*” and words spelled like “shamkhany”"),
        ('"nuclear talks"~5', "“nuclear talks” with at most 5 other words among them"),
        ('sanctions w/5 (oil OR "a b")', "“sanctions” within 5 words of (“oil” or the phrase “a b”)"),
        ("sanctions pre/1 oil", "“sanctions” at most 1 word before “oil”"),
        ("atleast3(sanctions)", "“sanctions” at least 3 times"),
        ("is:undated has:byline", "undated, with a byline"),
        ("-is:reviewed", "not read by an editor"),
        ("family:12", "telling the story of article 12"),
        ("during:2019-01 surely:yes", "surely in January 2019"),
    ],
)
def test_it_says_in_words_what_was_understood(typed, words):
    assert in_words(parse(typed).tree) == words


def test_it_reads_only_so_many_patterns():
    query = parse(" ".join(f"pro{n}*" for n in range(20)))
    assert sum(isinstance(part, Wildcard) for part in query.tree.parts) == MAX_PATTERNS
    assert str(MAX_PATTERNS) in query.notices[0]


def test_it_tries_only_so_many_ways_of_standing_near():
    group = " OR ".join(f"a{n}" for n in range(10))
    query = parse(f"({group}) pre/50 ({group})")
    assert not any(isinstance(part, Near) for part in query.tree.parts)
    assert str(MAX_WAYS) in query.notices[0]


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
    'pro* wom?n talk~ "a b"~3 w/5 pre/2 atleast2( surely:yes is:undated during:last month '
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
side = st.one_of(st.builds(Word, words), st.builds(Phrase, st.just("oil price")), st.just(Wildcard("sanc*")))
sides = st.one_of(side, st.lists(side, min_size=2, max_size=3).map(any_of))
leaf = st.one_of(
    st.builds(Word, words, text_fields),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(" ".join), text_fields),
    st.builds(Named, st.sampled_from(["person", "country", "source"]), words, st.booleans()),
    st.builds(Dated, st.sampled_from(["after", "before", "during"]), st.just(Period.of(2019, 1))),
    st.builds(Coded, st.just("lang"), st.just("fa")),
    st.builds(Coded, st.just("is"), st.just("undated")),
    st.builds(Wildcard, st.sampled_from(["pro*", "*gate", "wom?n"]), text_fields),
    st.builds(Fuzzy, st.just("shamkhany"), st.sampled_from([1, 2]), text_fields),
    st.builds(Loose, st.just("oil gas"), st.integers(0, 9), text_fields),
    st.builds(Near, sides, sides, st.integers(1, 50), st.booleans()).filter(lambda it: ways(it) <= MAX_WAYS),
    st.builds(Often, sides, st.integers(2, 100)),
)
trees = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(all_of),
        st.lists(inner, min_size=2, max_size=4).map(any_of),
        inner.map(without),
    ),
    max_leaves=12,
).filter(lambda tree: repr(tree).count("Wildcard(") + repr(tree).count("Fuzzy(") <= MAX_PATTERNS)


@pytest.mark.parametrize(
    ("typed", "written_again", "said"),
    [
        ('person:"Ali Amiri"~3', 'person:"Ali Amiri"', "without * and ~"),
        ("person:ami*", "person:ami", "“person:” takes a name"),
        ("country:iran~", "country:iran", "Write country:Iran"),
        ('on:"7 Jan 2019"~2', "on:2019-01-07", "“on:” takes"),
        ("person:(ali w/5 amiri)", "ali w/5 amiri", "near each other were sought as plain words"),
        ("lang:atleast3(oil)", "atleast3(oil)", "“lang:” takes"),
        ("sanctions w/x oil", "sanctions w/x oil", "sanctions w/5 oil"),
        ("sanctions w/ oil", "sanctions w/ oil", "A number says how near"),
        ("oil NEAR/5 gas", "oil NEAR/5 gas", "sanctions w/5 oil"),
        ("atleast(oil)", "atleast oil", "atleast3(sanctions)"),
        ("atleast3 oil", "atleast3 oil", "atleast3(sanctions)"),
        ("oil && gas", "oil gas", "all words must be found"),
        ("oil || gas", "oil gas", "oil OR gas"),
        ("talks !oil", "talks !oil", "talks -sanctions"),
        ("oil^3 gas", "oil^3 gas", "more weight"),
        ('"oil price"~x', '"oil price" ~x', '"oil price"~5'),
        ("[2019 TO 2020]", "[2019 TO 2020]", "after:2019 before:2021"),
        ("body :oil", "body :oil", "without a blank"),
        ("title:-oil", "title:-oil", "write -title:oil"),
        ("title:lang:en", "title:lang:en", "Write title:oil lang:en"),
        ('"pro* talks"', '"pro* talks"', "Write pro* w/1 talks"),
    ],
)
def test_what_was_meant_as_more_than_words_is_said(typed, written_again, said):
    query = parse(typed)
    assert written(query.tree) == written_again
    assert any(said in notice for notice in query.notices)


@pytest.mark.parametrize(
    "typed",
    [
        "oil - gas",
        "R&D",
        "oil/gas",
        "w/o oil",
        "atleast",
        "10:30",
        "oil?",
        "+oil",
        "after:-30d",
        "A^B",
        "C++",
        "near 5",
    ],
)
def test_what_is_only_text_is_passed_over_in_silence(typed):
    assert parse(typed).notices == ()


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
