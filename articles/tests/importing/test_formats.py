"""Every kind of input becomes raw inputs, whatever it is called and however it is packed."""

import gzip
import io
import json
import tarfile

import pytest

from articles.importing.draft import Failure, Raw, Skipped
from articles.importing.readers import limits, read, read_address, read_stream
from articles.importing.readers.inputs import Wishes
from articles.tests.importing.made import (
    ATOM,
    PAGE,
    RSS,
    STORY,
    crawl,
    jsonl,
    link,
    tarred,
    zipped,
)

RECORDS = ({"title": "Harbour", "text": STORY}, {"title": "Ferry", "text": STORY})
TEXT = STORY.encode()
TABLE = 'title,text,date\nHarbour,"It will,\nthey say, be dredged.",2019-01-07\nFerry,It is back.,\n'


def found(tmp_path, name, content, **wishes):
    path = tmp_path / name
    path.write_bytes(content)
    return list(read(path, tmp_path, **wishes))


def kinds(inputs):
    return [one.kind if isinstance(one, Raw) else type(one).__name__ for one in inputs]


def records(inputs):
    return [json.loads(one.content) for one in inputs]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TEXT, ["text"]),
        (b"[File: the harbour]\n" + TEXT, ["text"]),
        (b"{ not json at all }\n" + TEXT, ["text"]),
        (b"Title, Text and other words\n" + TEXT, ["text"]),
        (b"--- and then\n" + TEXT, ["text"]),
        (PAGE, ["page"]),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML>" + TEXT, ["page"]),
        (PAGE.decode().encode("utf-16"), ["page"]),
        (b"<script>location = 'https://a.example/1'</script>", ["page"]),
        (b"<p>" + TEXT + b"</p>", ["page"]),
        (b"<div class='story'><h2>Harbour</h2><p>" + TEXT + b"</p></div>", ["page"]),
        (
            b"<?xml version='1.0'?><nitf><body><body.content><p>"
            + TEXT
            + b"</p></body.content></body></nitf>",
            ["page"],
        ),
        (b"<?xml version='1.0'?>\n<urlset><url><loc>https://a.example/1</loc></url></urlset>", ["Failure"]),
        (b"<p@a.example> wrote:\n" + TEXT, ["text"]),
        (b"<Harbour> " + TEXT, ["text"]),
        (json.dumps(RECORDS[0]).encode(), ["record"]),
        (json.dumps(RECORDS[0], indent=2).encode(), ["record"]),
        (jsonl(*RECORDS), ["record", "record"]),
        (jsonl(*RECORDS).decode().encode("utf-16"), ["record", "record"]),
        (json.dumps(RECORDS).encode(), ["record", "record"]),
        (json.dumps(RECORDS, indent=2).encode(), ["record", "record"]),
        (b"\xef\xbb\xbf" + json.dumps(RECORDS).encode(), ["record", "record"]),
        (json.dumps({"status": "ok", "articles": RECORDS}).encode(), ["record", "record"]),
        (b"[]", []),
        (TABLE.encode(), ["record", "record"]),
        (TABLE.replace(",", ";").encode(), ["record", "record"]),
        (b"title\ttext\nHarbour\tIt will, they say.\nFerry\tIt is back.", ["record", "record"]),
        (RSS.encode(), ["record", "record"]),
        (ATOM.encode(), ["record"]),
        (b"---\ntitle: Harbour\n---\n" + TEXT, ["markdown"]),
        (b"+++\ntitle = 'Harbour'\n+++\n" + TEXT, ["markdown"]),
        (crawl(("https://a.example/1", "200 OK", "text/html", PAGE)), ["Skipped", "page"]),
        (crawl(("https://a.example/1", "200 OK", "text/html", PAGE), packed=True), ["Skipped", "page"]),
    ],
)
@pytest.mark.parametrize(
    "packed", [lambda content: content, gzip.compress, lambda c: zipped({"x": c}), lambda c: tarred({"x": c})]
)
def test_it_knows_the_kind_by_the_content(tmp_path, content, expected, packed):
    assert kinds(found(tmp_path, "unnamed", packed(content))) == expected


def test_it_names_members_by_their_archive(tmp_path):
    inner = zipped({"b/c.txt": TEXT})
    content = tarred({"a.txt": TEXT, "b.zip": inner, "d.txt.gz": gzip.compress(TEXT)}, "w:gz")
    paths = [one.path for one in found(tmp_path, "crawl.tar.gz", content)]
    assert paths == ["crawl.tar.gz/a.txt", "crawl.tar.gz/b.zip/b/c.txt", "crawl.tar.gz/d.txt.gz"]


def test_it_reads_a_packed_file_as_it_would_read_it_unpacked(tmp_path):
    [raw] = found(tmp_path, "a.txt.gz", gzip.compress(TEXT) + gzip.compress(b"And more."))
    assert raw == Raw("a.txt.gz", TEXT + b"And more.")


def test_it_skips_what_lies_beside_articles_in_an_archive(tmp_path):
    content = zipped(
        {"a.txt": TEXT, "__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "b/": b"", "logo.png": b"x"}
    )
    assert kinds(found(tmp_path, "a.zip", content)) == ["text", "Skipped"]


def test_records_are_named_by_what_they_hold_and_keep_their_bytes(tmp_path):
    one, two = found(tmp_path, "a.jsonl", jsonl(*RECORDS))
    assert one.content == json.dumps(RECORDS[0]).encode()
    assert one.path.startswith("a.jsonl#")
    assert [two, one] == found(tmp_path, "a.jsonl", b"\n" + jsonl(*reversed(RECORDS)))


def test_a_file_of_one_record_is_named_by_itself(tmp_path):
    assert [one.path for one in found(tmp_path, "a.json", jsonl(RECORDS[0]))] == ["a.json"]
    large = jsonl({**RECORDS[0], "more": "x" * 2 * limits.HEAD})
    assert [one.path for one in found(tmp_path, "a.json", large)] == ["a.json"]
    assert "#" in found(tmp_path, "a.jsonl", jsonl(RECORDS[0]))[0].path


def test_the_elements_of_a_list_keep_their_bytes(tmp_path):
    elements = [
        '{"text":  "caf\u00e9 ] [ }", "n": [1, {"a": "\\u005d"}]}',
        "{ }",
        '{"text": "%s"}' % ("y" * 300_000),
    ]
    inputs = found(tmp_path, "a.json", f"[{elements[0]} ,\n{elements[1]},7,{elements[2]}]".encode())
    assert [one.content.decode() for one in inputs if isinstance(one, Raw)] == elements
    assert inputs[2] == Failure("a.json#3", "The element of the list is no JSON object.")


def test_a_line_that_is_no_record_is_named_by_its_number(tmp_path):
    inputs = found(tmp_path, "a.jsonl", b'{"text": "x"}\n\nnull\n[1]\n{"text": "y"}')
    assert kinds(inputs) == ["record", "Failure", "Failure", "record"]
    assert [one.path for one in inputs[1:3]] == ["a.jsonl#3", "a.jsonl#4"]


def test_rows_are_records_whatever_their_encoding(tmp_path):
    rows = (
        b"Titel;Text\n" + "Caf\u00e9;M\u00fcller sagt".encode("cp1252") + b"\n" + "\u0160koda;\u0416".encode()
    )
    inputs = found(tmp_path, "a.csv", rows + b"\n;\n")
    assert records(inputs) == [
        {"Titel": "Caf\u00e9", "Text": "M\u00fcller sagt"},
        {"Titel": "\u0160koda", "Text": "\u0416"},
    ]


def test_a_quoted_cell_may_hold_lines_and_commas(tmp_path):
    first, _ = records(found(tmp_path, "a.csv", TABLE.encode()))
    assert first == {"title": "Harbour", "text": "It will,\nthey say, be dredged.", "date": "2019-01-07"}


def test_a_table_without_a_column_of_texts_says_how_to_name_it(tmp_path):
    content = b"id,what\n1,It is back.\n"
    [failure] = found(tmp_path, "a.csv", content)
    assert failure.reason == "No column holds the text of articles: id, what. Name it with --map body=COLUMN."
    [raw] = found(tmp_path, "a.csv", content, mapping={"body": "what"})
    assert raw.mapping == {"body": "what"}


def test_a_crawl_states_address_and_day_and_the_rest_is_skipped(tmp_path):
    content = crawl(
        ("https://a.example/1", "200 OK", "text/html; charset=ISO-8859-1", PAGE),
        ("https://a.example/2", "404 Not Found", "text/html", PAGE),
        ("https://a.example/3", "200 OK", "image/png", b"x"),
        ("https://a.example/4", "200 OK", "text/html", gzip.compress(PAGE), ("Content-Encoding", "gzip")),
        ("https://a.example/5", "200 OK", "text/html", b" "),
        ("https://a.example/6", "200 OK", "text/html", b"?", ("Content-Encoding", "zstd")),
        packed=True,
    )
    inputs = found(tmp_path, "a.warc.gz", content)
    assert kinds(inputs) == ["Skipped", "page", "Skipped", "Skipped", "page", "Failure", "Failure"]
    assert inputs[1].stated == {
        "url": "https://a.example/1",
        "fetched": "2019-01-07T12:00:00Z",
        "charset": "iso-8859-1",
    }
    assert inputs[1].content == inputs[4].content == PAGE
    assert inputs[2].reason == "The server answered with 404, not with a page."
    assert len({one.path for one in inputs}) == 7


def test_entries_of_a_feed_are_named_by_their_own_ids(tmp_path):
    inputs = found(tmp_path, "feed.xml", RSS.encode())
    assert [one.path for one in inputs] == ["feed.xml#post-1", "feed.xml#https://valley.example/2"]
    assert records(inputs)[0] == {
        "feed_title": "The Valley Post",
        "title": "Harbour to be dredged",
        "link": "https://valley.example/1",
        "published": "Mon, 07 Jan 2019 23:30:00 -0500",
        "authors": ["Ann Lee"],
        "language": "en-GB",
        "summary": "<p>It will be <b>dredged</b>.</p><p>Work begins.</p>",
    }


def test_standard_input_is_named_by_what_it_holds():
    one = list(read_stream(io.BytesIO(jsonl(*RECORDS)).read1, Wishes(None)))
    other = list(read_stream(io.BytesIO(gzip.compress(jsonl(*reversed(RECORDS)))).read1, Wishes(None)))
    assert one == other[::-1]
    assert one[0].path.startswith("standard input#")


def test_an_address_is_read_as_a_file_would_be():
    address = "https://valley.example/feed"
    inputs = list(read_address(address, Wishes(None), lambda asked: RSS.encode()))
    assert inputs[0].path == "https://valley.example/feed#post-1"
    [page] = read_address(address, Wishes(None), lambda asked: PAGE)
    assert (page.kind, page.stated) == ("page", {"url": address})


def test_links_and_devices_in_a_tar_are_failures(tmp_path):
    pipe = tarfile.TarInfo()
    pipe.type = tarfile.FIFOTYPE
    members = {
        "a.txt": TEXT,
        "l": link("/etc/passwd"),
        "h": link("a.txt", tarfile.LNKTYPE),
        "p": pipe,
        "z.txt": TEXT,
    }
    assert kinds(found(tmp_path, "a.tar", tarred(members))) == [
        "text",
        "Failure",
        "Failure",
        "Failure",
        "text",
    ]


def test_it_holds_one_record_at_a_time(tmp_path):
    """Memory stays small for an input of 40 MB, as a file and as a list."""
    import tracemalloc

    line = json.dumps({"text": "x" * 4000}).encode()
    for name, start, between, end in (("a.jsonl", b"", b"\n", b""), ("a.json", b"[", b",", b"]")):
        path = tmp_path / f"{name}.gz"
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(start + line)
            for number in range(10_000):
                file.write(between + line[:-2] + b'%d"}' % number)
            file.write(end)
        tracemalloc.start()
        assert sum(1 for _ in read(path, tmp_path)) == 10_001
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
        tracemalloc.stop()


def test_what_is_skipped_says_why(tmp_path):
    [skipped] = found(tmp_path, "x", zipped({"a.css": b"body {}"}))
    assert skipped == Skipped("x/a.css", "A picture, a style sheet or another file that pages are made with.")
