"""Folders and files become raw inputs; whatever is wrong with one is a failure in one sentence."""

import os

import pytest

from articles.importing.draft import Failure, Raw, Skipped
from articles.importing.readers import limits, measure, read


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    return root


def write(path, content=b"Talks resume"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(inputs):
    [one] = inputs
    return one


def test_it_reads_folders_in_a_stable_order(folder):
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "c.TXT", "noending"):
        write(folder / name)
    for name in (".hidden", ".git/a.txt", "__MACOSX/a.txt"):
        write(folder / name)
    paths = [raw.path for raw in read(folder, folder)]
    assert paths == ["a/b/c.txt", "a/z.txt", "a.txt", "b.txt", "c.TXT", "noending"]


def test_it_counts_as_skipped_what_pages_are_made_with_and_manifests(folder):
    for name in ("style.css", "picture.JPG", "manifest.jsonl", "manifest.csv"):
        write(folder / name)
    assert all(isinstance(one, Skipped) for one in read(folder, folder))
    assert len(list(read(folder, folder))) == 4


def test_it_leaves_the_named_manifest_aside_without_a_word(folder):
    named = write(folder / "known.csv", b"path,title\na.txt,Talks\n")
    write(folder / "a.txt")
    assert only(read(folder, folder, aside=[named])).path == "a.txt"


def test_it_tells_how_many_bytes_it_read_whatever_they_were(folder):
    write(folder / "a.txt", b"Talks resume in Oslo")
    write(folder / "b.css", b"body {}")
    write(folder / "c.txt", b"")
    write(folder / "d.pdf", b"%PDF-1.4 and more")
    seen = []
    list(read(folder, folder, seen=seen.append))
    assert sum(seen) == measure([folder]) == 44


def test_it_reads_one_file_untouched(folder):
    content = b"\xef\xbb\xbfTalks\r\n"
    assert only(read(write(folder / "a.txt", content), folder)) == Raw("a.txt", content)


def test_it_reads_a_file_named_by_itself_whatever_its_name(folder):
    assert only(read(write(folder / "talks.news"), folder)).path == "talks.news"


def test_it_names_a_file_outside_of_the_root_by_its_whole_path(folder, tmp_path):
    path = write(tmp_path / "elsewhere.txt")
    assert only(read(path, folder)).path == str(path)


def test_it_names_a_file_read_alone_by_its_name(folder):
    path = write(folder / "a.txt")
    assert only(read(path, path)).path == "a.txt"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n....", "The file is a picture, not text."),
        (b"%PDF-1.4 ...", "The file is a PDF document, which cannot be imported yet."),
        (bytes(range(256)) * 30, "The file holds binary data, not text."),
    ],
)
def test_it_says_why_a_file_is_no_article_and_goes_on(folder, content, reason):
    write(folder / "a.txt", content)
    write(folder / "b.txt")
    failure, raw = read(folder, folder)
    assert failure == Failure("a.txt", reason)
    assert raw.path == "b.txt"


def test_it_refuses_a_file_larger_than_the_limit(folder, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 5_000_000)
    assert only(read(write(folder / "a.txt", b"a " * 2_500_001), folder)) == Failure(
        "a.txt", "The file is larger than 5 MB."
    )


def test_it_does_not_follow_links_out_of_the_folder(folder, tmp_path):
    write(tmp_path / "secret.txt")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert only(read(folder, folder)) == Failure("a.txt", "The link leads out of the folder.")


def test_it_follows_links_within_the_folder_but_never_in_circles(folder):
    write(folder / "texts/a.txt")
    (folder / "b.txt").symlink_to(folder / "texts/a.txt")
    (folder / "texts/loop").symlink_to(folder)
    found = {one.path: type(one) for one in read(folder, folder)}
    assert found == {"b.txt": Raw, "texts/a.txt": Raw, "texts/loop": Failure}


def test_it_reports_what_is_missing_broken_or_no_file(folder):
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    reasons = {one.path: one.reason for one in (*read(folder, folder), *read(folder / "none.txt", folder))}
    assert set(reasons) == {"broken.txt", "pipe.txt", "none.txt"}
    assert reasons["pipe.txt"] == "This is neither a file nor a folder."
    assert reasons["none.txt"] == "The file cannot be read: no such file or directory."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_it_reports_a_file_that_it_may_not_read(folder):
    write(folder / "a.txt").chmod(0)
    assert only(read(folder, folder)).reason == "The file cannot be read: permission denied."


def test_it_reads_a_file_whose_name_is_no_utf8(folder):
    path = os.path.join(os.fsencode(folder), b"caf\xe9.txt")
    with open(path, "wb") as file:
        file.write(b"Talks resume")
    only(read(folder, folder)).path.encode()
