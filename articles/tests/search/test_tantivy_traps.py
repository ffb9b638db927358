"""Each trap of the library that this archive could step into, stepped over."""

import json
import math
from threading import Event

import pytest
import tantivy

from articles.periods import Period
from articles.search import embedded
from articles.search.embedded import TantivyEngine, asking, schema, writing
from articles.search.engine import FacetValue, IndexUnavailable, Request
from articles.search.folders import locked
from articles.search.query import parse
from articles.search.tree import Chosen, Phrase, Word
from articles.tests.search.test_engine import ids, made, plain


def segments(engine):
    """The segments of an engine's index, as the library tells them."""
    return json.loads((engine.generations.current() / "meta.json").read_text())["segments"]


def test_every_field_of_a_document_is_a_field_of_the_index():
    """A name that the index does not know is dropped without a word."""
    everyone = tuple(range(1, 10))
    document = plain(1, published=Period.of(2019, 1), source=1, agency=2, people=everyone, countries=everyone)
    fields = schema.fields_of(document, {"people": {id: id for id in everyone}})
    for name, value in fields.items():
        wanted = (value or [0])[0] if isinstance(value, list) else value
        tantivy.Query.term_query(schema.SCHEMA, name, wanted)  # ValueError for a field it does not know
    assert {*schema.INTEGERS, *schema.COUNTED} <= set(fields)


def test_a_wrong_type_is_refused_before_it_can_kill_the_writer(tmp_path):
    engine = made(tmp_path, [plain(1, body="oil")])
    with pytest.raises(IndexUnavailable):
        engine.update([plain(2, body="oil"), plain(3, source="Reuters", body="oil")])
    assert ids(engine, "oil") == [1]
    engine.update([plain(4, body="oil")])
    assert sorted(ids(engine, "oil")) == [1, 4]


def test_a_failing_update_changes_nothing(tmp_path):
    def failing():
        yield plain(1, body="gas")
        raise RuntimeError("the database went away")

    engine = made(tmp_path, [plain(1, body="oil")])
    with pytest.raises(RuntimeError):
        engine.update(failing(), removed=[1])
    assert ids(engine, "oil") == [1]


def test_removing_by_id_removes(tmp_path):
    engine = made(tmp_path, [plain(1), plain(2)])
    engine.update([], removed=[1])
    assert ids(engine, "") == [2]


def test_left_over_files_of_a_killed_writer_do_no_harm(tmp_path):
    engine = made(tmp_path, [plain(n, body="oil") for n in range(1, 5)])
    folder = engine.generations.current()
    segments = {path.stem for path in folder.glob("*.store")}
    for segment in segments:
        for opstamp in range(60):
            (folder / f"{segment}.{opstamp}.del").touch()
    managed = folder / ".managed.json"
    names = [path.name for path in folder.glob("*.del")]
    managed.write_text(managed.read_text().rstrip()[:-1] + "".join(f',"{name}"' for name in names) + "]")
    engine.update([plain(1, body="gas")])
    assert sorted(ids(engine, "oil")) == [2, 3, 4]


def test_many_small_commits_do_not_leave_a_segment_each(tmp_path):
    engine = made(tmp_path, [plain(1)])
    for number in range(2, 40):
        engine.update([plain(number)])
    assert engine._searcher().num_segments < 15


@pytest.fixture
def tidying(monkeypatch):
    """Segments are put together only once this event is set."""
    allowed, tidied = Event(), writing._tidied

    def blocked(writer):
        allowed.wait()
        tidied(writer)

    monkeypatch.setattr(writing, "_tidied", blocked)
    monkeypatch.setattr(writing, "PATIENCE", 0)
    yield allowed
    allowed.set()


def test_an_edit_does_not_wait_for_segments_to_be_put_together(tmp_path, tidying):
    engine = made(tmp_path, [plain(1, body="oil")])
    engine.update([plain(1, body="gas")])
    assert (ids(engine, "gas"), ids(engine, "oil")) == ([1], [])
    assert not tidying.is_set()


def test_the_next_edit_waits_where_the_library_would_refuse_it(tmp_path, tidying, monkeypatch):
    def asked_to_end(path):
        tidying.set()
        return locked(path)

    engine = made(tmp_path, [plain(1, body="oil")])
    engine.update([plain(1, body="gas")])
    monkeypatch.setattr(writing, "locked", asked_to_end)
    engine.update([plain(2, body="gas")])
    assert sorted(ids(engine, "gas")) == [1, 2]


def test_an_index_may_go_while_its_segments_are_put_together(tmp_path, tidying):
    engine = made(tmp_path, [plain(1, body="oil")])
    engine.update([plain(1, body="gas")])
    with engine.building() as new:
        new.add([plain(1, body="coal")])
        new.take_over()
    tidying.set()
    engine.update([plain(2, body="coal")])
    assert sorted(ids(engine, "coal")) == [1, 2]


@pytest.mark.parametrize("expected", [1, 10, 73, 80])
def test_a_new_index_is_left_with_one_segment(tmp_path, monkeypatch, expected):
    """No call of the library puts segments together; it does so when there are eight of about one size."""
    monkeypatch.setattr(writing, "FULL", 10)
    monkeypatch.setattr(writing, "THREADS", (1,))
    engine = TantivyEngine(tmp_path)
    with engine.building(expected=expected) as new:
        assert new.add(plain(number, body="oil") for number in range(1, expected + 1)) == expected
        new.take_over()
    assert len(segments(engine)) == 1
    assert engine.count() == expected


@pytest.mark.parametrize("expected", [1_000, 17_001, 136_001, 1_000_000, 1_088_001, 9_999_999])
def test_segments_are_of_sizes_that_the_library_puts_together(expected):
    """It takes those for equal that have no more than ten thousand articles, and those within a factor of
    1.68; so what was put together must be larger by more than that than what was not."""
    threads, segment = writing._parts(expected)
    segments = math.ceil(expected / segment)
    assert segments in (1, 8, 64, 512, 4096)
    assert segment <= writing.FULL
    assert segments <= 8 or 8 * segment > 1.68 * max(segment, 10_000)
    assert segments == 1 or 8 % threads == 0


def test_more_and_less_than_expected_is_written_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "FULL", 10)
    monkeypatch.setattr(writing, "THREADS", (1,))
    for expected, number, parts in [(0, 35, 4), (5, 12, 3), (80, 3, 1), (80, 30, 3)]:
        engine = TantivyEngine(tmp_path / str(expected))
        with engine.building(expected=expected) as new:
            new.add(plain(id, body="oil") for id in range(1, number + 1))
            new.take_over()
        assert sorted(ids(engine, "oil")) == list(range(1, number + 1))
        assert len(segments(engine)) == parts


def test_a_phrase_of_one_word_is_no_panic(tmp_path):
    engine = made(tmp_path, [plain(1, body="oil prices")])
    assert ids(engine, '"oil"') == [1]
    assert ids(engine, '"price"') == []


def test_a_panic_is_an_index_that_cannot_be_used(tmp_path, monkeypatch, capfd):
    engine = made(tmp_path, [plain(1)])
    monkeypatch.setattr(
        asking, "finding", lambda node: tantivy.Query.phrase_query(schema.SCHEMA, "title_exact", ["a"])
    )
    with pytest.raises(IndexUnavailable, match="rebuild_index"):
        engine.find(Request(), 0, 20)


def test_only_absences_find_the_others(tmp_path):
    engine = made(tmp_path, [plain(1, body="oil"), plain(2, body="gas")])
    assert ids(engine, "-oil") == [2]
    assert ids(engine, "gas OR -oil") == [2]
    assert sorted(ids(engine, "gas OR -gas")) == [1, 2]
    assert ids(engine, "-oil -gas") == []


def test_text_without_a_word_narrows_nothing(tmp_path):
    engine = made(tmp_path, [plain(1, body="oil")])
    for leaf in (Word("€"), Phrase("€ €"), Word("!!!")):
        assert engine.find(Request(leaf), 0, 20).total == 1


def test_a_word_too_long_for_the_index_finds_nothing(tmp_path):
    engine = made(tmp_path, [plain(1, body="a" * 300 + " oil")])
    assert ids(engine, "a" * 300) == []
    assert ids(engine, "oil") == [1]


def test_counts_are_exact_where_a_value_is_rare_in_one_segment(tmp_path):
    """Each segment reports its most frequent values; the one sought is not among those of the first."""
    crowd = [plain(n, people=tuple(range(n % 100 * 15, n % 100 * 15 + 15))) for n in range(1, 201)]
    engine = made(tmp_path, [*crowd, plain(300, people=(9999,))])
    engine.update([plain(400 + n, people=(9999,)) for n in range(5)])
    assert engine.find(Request(facets=("person",)), 0, 0).facets["person"][0] == FacetValue(9999, 6)


def test_depth_is_capped_before_it_can_end_the_process(tmp_path):
    engine = made(tmp_path, [plain(1, body="oil c")])
    typed = "".join(f"-(oil{n} OR -(x{n} " for n in range(2000)) + "c" + "))" * 2000
    engine.find(Request(parse(typed).tree, facets=("person",)), 0, 20)
    engine.find(Request(parse("-" * 3000 + "oil " + "NOT " * 3000 + "oil").tree), 0, 20)


def test_raw_text_is_never_read_as_the_librarys_own_language(tmp_path):
    engine = made(tmp_path, [plain(1, body="Iran's title body 5")])
    for typed in ("Iran's", "body^5", "title_exact:oil", "[a TO b]", "+body", "/a/", "a~2", "IN [a]", "\\"):
        engine.find(Request(parse(typed).tree), 0, 20)
    assert ids(engine, "Iran's") == [1]
    assert ids(engine, "+body") == [1]


def test_a_choice_of_nothing_finds_nothing(tmp_path):
    engine = made(tmp_path, [plain(1, people=(1,))])
    assert engine.find(Request(Chosen("person", (), "nobody")), 0, 20).total == 0


def test_numbers_as_large_as_a_database_gives_them_are_kept(tmp_path):
    engine = made(tmp_path, [plain(2**31 + 5, people=(2**40,)), plain(7, people=(2**40 + 1,))])
    assert engine.find(Request(Chosen("person", (2**40,), "")), 0, 20).hits[0].id == 2**31 + 5


def test_it_notices_what_another_process_wrote(tmp_path):
    reader = made(tmp_path, [plain(1)])
    assert reader.count() == 1
    TantivyEngine(tmp_path).update([plain(2)])
    assert reader.count() == 2
    with TantivyEngine(tmp_path).building() as new:
        new.add([plain(3)])
        new.take_over()
    assert ids(reader, "") == [3]
    assert reader.generations.version == embedded.VERSION
