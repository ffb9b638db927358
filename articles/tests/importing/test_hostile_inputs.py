"""Inputs that mean harm, or were damaged: each is a failure with its reason, and everything else is read."""

import gzip
import io
import json
import struct
import time
import zipfile

import pytest

from articles.importing.draft import Failure, Known, Raw, Unreadable
from articles.importing.pipeline import KINDS
from articles.importing.readers import limits, read
from articles.importing.records import read_record
from articles.tests.importing.made import PAGE, STORY, bomb, crawl, jsonl, tarred, zipped

TEXT = STORY.encode()


def found(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return list(read(path, tmp_path))


def reasons(inputs):
    return [one.reason for one in inputs if isinstance(one, Failure)]


def paths(inputs):
    return [one.path for one in inputs if isinstance(one, Raw)]


def test_a_bomb_is_given_up_before_it_goes_off(tmp_path):
    [reason] = reasons(found(tmp_path, "a.gz", bomb()))
    assert reason == "It unpacks to more than 200 times its size, as no text does."
    line = gzip.compress((b'{"text": "' + b"a" * 90 + b'"}\n') * 400_000)
    inputs = found(tmp_path, "a.jsonl.gz", line)
    assert reasons(inputs) == ["It unpacks to more than 200 times its size, as no text does."]


def test_a_bomb_beside_an_article_costs_the_article_nothing(tmp_path):
    content = zipped({"a.txt": TEXT, "b.txt": b"\0" * 40_000_000, "c.gz": bomb(), "d.txt": TEXT})
    inputs = found(tmp_path, "a.zip", content)
    assert paths(inputs) == ["a.zip/a.txt", "a.zip/d.txt"]
    assert len(reasons(inputs)) == 2


def test_a_packed_file_may_become_only_so_much(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_UNPACKED", 3_000_000)
    members = {
        f"{number}.jsonl": jsonl(*[{"text": f"{number} {n}"} for n in range(40_000)]) for number in range(5)
    }
    inputs = found(tmp_path, "a.zip", zipped(members))
    assert {one.path.partition("#")[0] for one in inputs if isinstance(one, Raw)} >= {"a.zip/0.jsonl"}
    assert "It unpacks to more than 3 MB." in reasons(inputs)


def test_archives_lie_only_so_deep_in_each_other(tmp_path):
    content = TEXT
    for _ in range(limits.DEEPEST + 1):
        content = gzip.compress(content)
    assert reasons(found(tmp_path, "a.gz", content)) == ["More than 4 archives lie within each other."]


@pytest.mark.parametrize("packed", [zipped, tarred])
@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b.txt", "x" * 2000])
def test_a_name_may_not_lead_out_of_its_archive(tmp_path, packed, name):
    inputs = found(tmp_path, "a.x", packed({name: TEXT, "b.txt": TEXT}))
    assert reasons(inputs) == ["The name leads out of the archive."]
    assert paths(inputs) == ["a.x/b.txt"]
    assert ".." not in inputs[0].path


def test_a_zip_with_a_password_says_so(tmp_path):
    content = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    inputs = found(tmp_path, "a.zip", bytes(content))
    assert (reasons(inputs), paths(inputs)) == (["It is protected by a password."], ["a.zip/b.txt"])


def test_a_zip_with_too_long_a_list_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_DIRECTORY", 1_000_000)
    content = zipped({"a.txt": TEXT})
    end = content.rindex(b"PK\x05\x06")
    lying = content[: end + 12] + struct.pack("<L", 900_000_000) + content[end + 16 :]
    assert reasons(found(tmp_path, "a.zip", lying)) == ["The zip archive lists more than 1 MB of names."]


def test_an_office_document_is_not_taken_apart(tmp_path):
    content = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    [reason] = reasons(found(tmp_path, "a.docx", content))
    assert reason == "The file is an Office document or a book, which cannot be imported yet."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.gz", gzip.compress(TEXT)[:-20]),
        ("a.txt.gz", gzip.compress(TEXT)[:30] + b"\xff" * 40),
        ("a.zip", zipped({"a.txt": TEXT * 50})[:100]),
        ("a.tar", tarred({"a.txt": TEXT * 50})[:700]),
        ("a.tar.gz", tarred({"a.txt": TEXT * 50}, "w:gz")[:-60]),
    ],
)
def test_what_was_cut_short_is_a_failure_and_no_half_article(tmp_path, name, content):
    inputs = found(tmp_path, name, content)
    assert not paths(inputs)
    assert reasons(inputs)
    assert all("damaged or was cut short" in each or "was cut short" in each for each in reasons(inputs))


def test_what_stands_before_the_cut_is_kept(tmp_path):
    inputs = found(
        tmp_path,
        "a.jsonl.gz",
        gzip.compress(b"".join(jsonl({"text": f"{n} {n**9}"}) for n in range(30_000)))[:-9],
    )
    assert len(paths(inputs)) > 1000
    assert len(reasons(inputs)) == 1


@pytest.mark.parametrize("cut", [-5, -len(PAGE) // 2])
def test_a_crawl_that_was_cut_short_keeps_its_whole_pages(tmp_path, cut):
    pages = [(f"https://a.example/{number}", "200 OK", "text/html", PAGE) for number in range(3)]
    inputs = found(tmp_path, "a.warc", crawl(*pages)[: cut - 4])
    assert len(paths(inputs)) == 2
    assert reasons(inputs) == ["The archive was cut short in this page."]


def test_a_crawl_of_rubbish_is_a_failure(tmp_path):
    inputs = found(tmp_path, "a.warc", crawl() + b"WARC/1.0\r\nrubbish\r\n\r\n" + b"no record\r\n" * 9)
    assert not paths(inputs)
    assert found(tmp_path, "b.warc", b"WARC/1.0\r\n") is not None


def test_a_line_that_is_too_long_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 100_000)
    content = jsonl({"text": "a"}) + b'{"text": "' + b"x" * 900_000 + b'"}\n' + jsonl({"text": "b"})
    inputs = found(tmp_path, "a.jsonl", content)
    assert len(paths(inputs)) == 2
    assert inputs[1] == Failure("a.jsonl#2", "The line is longer than 0 MB.")


def test_a_gigabyte_without_a_line_end_is_never_held(tmp_path):
    """A hundred megabytes stand for it: what is held does not grow with the line."""
    import tracemalloc

    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'{"text": "a"}\n{"text": "')
        noise = bytes(range(97, 123)) * 40 + bytes(range(65, 91)) * 11
        for number in range(70_000):
            file.write(noise + b"%d" % (number**5))
    tracemalloc.start()
    inputs = list(read(path, tmp_path))
    assert tracemalloc.get_traced_memory()[1] < 5 * limits.LARGEST
    tracemalloc.stop()
    assert len(inputs) == 2
    assert isinstance(inputs[1], Failure)


def test_a_quote_that_never_ends_costs_one_row(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 2_000)
    rows = 'title,text\na,It is back.\nb,"never ends\n' + "c,It is late.\n" * 400
    inputs = found(tmp_path, "a.csv", rows.encode())
    assert json.loads(inputs[0].content) == {"title": "a", "text": "It is back."}
    assert len(reasons(inputs)) == 1
    assert "larger than field limit" in reasons(inputs)[0]
    assert len(paths(inputs)) > 100


def test_a_list_that_breaks_off_keeps_what_stands_before(tmp_path):
    inputs = found(tmp_path, "a.json", b'[{"text": "a"}, {"text": "b"}, {"text": "c')
    assert len(paths(inputs)) == 2
    assert reasons(inputs) == ["Element 3 of the list is not valid JSON; it and what follows was left."]


def test_nesting_without_end_is_a_failure(tmp_path):
    deep = b'{"a": ' * 200_000 + b"1" + b"}" * 200_000
    with pytest.raises(Unreadable, match="nested too deep"):
        read_record(Raw("a.json", deep, kind="record"), Known())
    assert reasons(found(tmp_path, "a.json", b'[{"text": "a"}, ' + deep + b"]"))
    assert paths(found(tmp_path, "a.json", deep)) == ["a.json"]
    assert reasons(found(tmp_path, "b.json", b"[{" * 200_000))


@pytest.mark.parametrize(
    "content",
    [
        b'{"text": "a"',
        b"{]",
        b'{"text": }',
        b"{}",
        b'{"text": null}',
        b'{"text": " ... "}',
        b'{"text": {"a": 1}}',
        b"{\xff\xfe}",
    ],
)
def test_a_record_that_is_broken_or_says_nothing_is_a_failure(content):
    with pytest.raises(Unreadable):
        read_record(Raw("a.json", content, kind="record"), Known())


def test_a_feed_with_entities_that_multiply_is_harmless(tmp_path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss version="2.0"><channel><item>'
    )
    feed += "<title>&l9;</title><description>Text</description></item></channel></rss>"
    inputs = found(tmp_path, "a.xml", feed.encode())
    assert all(len(one.content) < 10_000 for one in inputs if isinstance(one, Raw))


def test_a_feed_reads_no_file_of_this_machine(tmp_path):
    (tmp_path / "secret").write_text("the secret")
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    feed += '<rss version="2.0"><channel><item><title>A</title><description>&x;</description></item>'
    feed += "</channel></rss>"
    assert all(
        b"the secret" not in one.content
        for one in found(tmp_path, "a.xml", feed.encode())
        if isinstance(one, Raw)
    )


@pytest.mark.parametrize(
    "content",
    [
        b"<!-- -->" * 8_000 + b"x",
        b"<!--" * 20_000,
        b"<?xml?>" * 9_000 + b"x",
        b"---\na: b\n---\n" + b"_a " * 200_000,
        b"---\na: b\n---\n" + b"_a_b" * 200_000,
        b"---\na: b\n---\n" + b"*a " * 200_000,
        b"---\na: b\n---\n" + b"[" * 400_000,
        b"---\na: b\n---\n" + b"[](" * 200_000,
        b"---\na: b\n---\n# " + b" #" * 200_000,
        b"---\na: b\n---\n" + b"<!--" * 100_000,
        b"---\n" + b"a: [" * 5_000 + b"\n---\nx",
        json.dumps({"text": "<p " * 100_000, "title": "<!-- -->" * 9_000, "date": "1 " * 100_000}).encode(),
        json.dumps(
            {"text": "<p>" * 50_000 + "a", "author": ["By A; B " * 9_000], "url": "http://" + "a." * 9_000}
        ).encode(),
    ],
    ids=lambda content: content[-12:].decode("latin-1"),
)
def test_no_pattern_takes_it_for_a_walk(tmp_path, content):
    """Each of these is read or refused in a moment, not in hours."""
    started = time.process_time()
    for one in found(tmp_path, "a", content):
        if isinstance(one, Raw) and one.kind in ("record", "markdown"):
            try:
                KINDS[one.kind](one, Known())
            except Unreadable:
                continue
    assert time.process_time() - started < 10


def test_one_broken_file_among_ten_thousand_is_one_failure(tmp_path):
    content = {f"{number:05}.txt": b"Talks resume in Oslo." for number in range(10_000)}
    content["04711.txt"] = bytes(range(256)) * 40
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    inputs = found(tmp_path, "a.zip", file.getvalue())
    assert len(paths(inputs)) == 9_999
    assert [one for one in inputs if isinstance(one, Failure)] == [
        Failure("a.zip/04711.txt", "The file holds binary data, not text.")
    ]
