from hypothesis import given
from hypothesis import strategies as st

from articles.pieces import Mark, layered, paragraphs, pieces, spans


def drawn(piece):
    return (piece.text, piece.about)


def test_it_parts_paragraphs_at_blank_lines_only():
    parts = paragraphs("  One.\n\nTwo,\nstill two.\n \n\t\nThree.\n\n")
    assert ["".join(piece.text for piece in part) for part in parts] == ["One.", "Two,\nstill two.", "Three."]


def test_it_finds_no_paragraph_in_a_text_of_blanks():
    assert paragraphs("") == paragraphs(" \n\n \n") == []


def test_it_links_what_a_mark_is_about_in_its_paragraph():
    first, second = paragraphs("Iran said.\n\nIran denied.", [Mark(0, 4, "iran"), Mark(12, 16, "iran")])
    assert [drawn(piece) for piece in first] == [("Iran", "iran"), (" said.", None)]
    assert [drawn(piece) for piece in second] == [("Iran", "iran"), (" denied.", None)]


def test_it_marks_words_within_and_across_what_it_links():
    (part,) = paragraphs("the nuclear talks", [Mark(4, 11, "actor")], [Mark(0, 7), Mark(12, 17)])
    runs = [(run.text, bool(run.marks)) for piece in part for run in piece.runs]
    assert runs == [("the ", True), ("nuc", True), ("lear", False), (" ", False), ("talks", True)]


def test_it_draws_the_first_of_overlapping_links():
    assert [drawn(piece) for piece in pieces("abcdef", [Mark(2, 5, "b"), Mark(0, 3, "a")])] == [
        ("abc", "a"),
        ("def", None),
    ]


def test_it_tells_where_a_mark_begins():
    (piece,) = pieces("abcd", inner=[Mark(0, 4, "long"), Mark(1, 2, "short")])
    assert [[mark.about for mark in run.opening] for run in piece.runs] == [["long"], ["short"], []]


def test_it_ignores_spans_outside_the_text_and_of_odd_shapes():
    stored = [[0, 4], [3, 99], [4, 2], [-1, 2], ["0", 1], [1], None, [True, 2], [2.0, 3], {"a": 1}]
    assert spans(stored, 10) == [(0, 4)]
    assert spans(None, 10) == spans({"a": 1}, 10) == spans("ab", 10) == []


def test_it_draws_a_text_of_a_megabyte_with_marks_everywhere():
    text = "word " * 200_000
    marks = [Mark(start, start + 4) for start in range(0, len(text), 100)]
    (part,) = paragraphs(text, [Mark(mark.start, mark.end, "x") for mark in marks[::2]], marks)
    assert "".join(piece.text for piece in part) == text.rstrip()


MARKS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda at: Mark(at[0], sum(at), at)))


@given(st.text(min_size=50, max_size=60), MARKS, MARKS)
def test_it_loses_no_character(text, outer, inner):
    assert "".join(piece.text for piece in pieces(text, outer, inner)) == text


@given(MARKS)
def test_it_lays_every_mark_over_all_of_its_characters(marks):
    covered = {
        (at, mark) for part in layered(marks) for mark in part.about for at in range(part.start, part.end)
    }
    assert covered == {(at, mark) for mark in marks for at in range(mark.start, mark.end)}
