"""Paths to documents: what is found, in what order, under which id, and what is skipped with which reason."""

import codecs
import hashlib
import json
import os
import pathlib

import pytest

from kg import read
from kg.config import Config
from kg.model import Document, Skipped

PROSE = "Ada met Bob in London. They talked for hours."


@pytest.fixture
def write(tmp_path):
    """Write files below a fresh folder: `write({"a.txt": "…"})` gives the folder."""

    def written(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return written


def documents(*paths, **settings):
    return list(read.documents(paths, config=Config(**settings)))


def ids(items):
    return [item.id for item in items if isinstance(item, Document)]


def reasons(items):
    return [(pathlib.Path(item.source).name, item.reason) for item in items if isinstance(item, Skipped)]


def only(items):
    (item,) = items
    return item


def test_a_folder_is_walked_in_the_order_of_its_paths_whatever_order_the_files_came_in(write):
    folder = write({"c.txt": PROSE, "b/z.md": PROSE, "b/a.txt": "Bob left.", "A_b.txt": "Carol came."})

    assert ids(documents(folder)) == ["A_b", "a", "z", "c"]


def test_the_order_and_the_number_of_times_that_paths_are_named_make_no_difference(write):
    folder = write({"a.txt": PROSE, "b.txt": "Bob left."})
    paths = [folder / "a.txt", folder / "b.txt", folder]

    assert documents(*paths) == documents(*reversed(paths)) == documents(folder)


def test_dot_files_are_passed_over_in_silence_and_other_suffixes_are_named(write):
    folder = write({".hidden/a.txt": PROSE, ".b.txt": PROSE, "c.txt": PROSE, "d.xls": "x", "README": PROSE})

    items = documents(folder)

    assert ids(items) == ["c"]
    assert [name for name, _ in reasons(items)] == ["README", "d.xls"]
    assert all("no suffix that is read" in reason for _, reason in reasons(items))


def test_a_file_named_itself_is_tried_as_text_whatever_its_suffix(write):
    folder = write({"README": PROSE, "notes.xyz": PROSE})

    assert ids(documents(folder / "README", folder / "notes.xyz")) == ["README", "notes"]


def test_a_suffix_is_known_in_capitals_too(write):
    assert only(documents(write({"a.HTML": f"<p>{PROSE}</p>"}))).text == PROSE


def test_documents_of_one_id_all_get_a_digest_of_their_text(write):
    folder = write({"x/a.txt": PROSE, "y/a.txt": "Bob left.", "b.txt": "Carol came."})

    digests = [hashlib.sha256(text.encode()).hexdigest()[:8] for text in (PROSE, "Bob left.")]
    assert ids(documents(folder)) == ["b", *(f"a-{digest}" for digest in digests)]
    assert set(ids(documents(folder / "y", folder / "x"))) == {f"a-{digest}" for digest in digests}


def test_a_document_that_is_there_twice_is_skipped_the_second_time_and_keeps_its_id(write):
    items = documents(write({"x/a.txt": PROSE, "y/a.txt": PROSE}))

    assert ids(items) == ["a"]
    assert "is a duplicate of" in only(reasons(items))[1]
    assert "x/a.txt" in only(reasons(items))[1]


def test_one_bad_document_never_stops_the_rest(write):
    folder = write(
        {"a.txt": b"Ada\0met", "b.pdf": b"%PDF-1.4 nothing", "c.txt": b"caf\xe9", "d.txt": "", "e.txt": PROSE}
    )

    items = documents(folder, folder / "none.txt")

    assert ids(items) == ["e"]
    assert {(item.stage) for item in items if isinstance(item, Skipped)} == {"read"}
    assert [name for name, _ in reasons(items)] == ["a.txt", "b.pdf", "c.txt", "d.txt", "none.txt"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"Ada\0met", "is binary, not text: it has a NUL byte at offset 3"),
        ("a.txt", b"Ada\xff met", "is not UTF-8: byte 0xff at offset 3"),
        ("a.txt", codecs.BOM_UTF8 + b"Ada\xff met", "is not UTF-8: byte 0xff at offset 6"),
        ("a.txt", codecs.BOM_UTF16_LE + b"a", "begins like UTF-16 but is not"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\n", "holds nothing but white space"),
        ("a.md", b"---\ntitle: x\n---\n", "is empty"),
        ("a.pdf", b"%PDF-1.4 nothing", "is no PDF that can be read"),
        ("a.pdf", b"", "is no PDF that can be read"),
        ("a.html", b"<html><body><nav></nav></body></html>", "holds no text that is an article"),
        ("a.html", b"", "holds no text that is an article"),
    ],
)
def test_a_file_that_is_no_document_is_skipped_with_its_reason(write, name, content, reason):
    item = only(documents(write({name: content}) / name))

    assert isinstance(item, Skipped)
    assert item.source.endswith(name)
    assert reason in item.reason


@pytest.mark.filterwarnings("error")
def test_a_file_over_the_limit_is_skipped_before_it_is_read(write):
    path = write({"a.txt": ""}) / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)  # one line of NUL bytes: were it read, that would be the reason

    assert "has 50000001 bytes, over the limit of 50000000" in only(documents(path)).reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_text_over_the_limit_is_skipped(write, name):
    item = only(documents(write({name: PROSE * 10}), max_characters=100))

    assert "characters, over the limit of 100" in item.reason


def test_a_folder_without_documents_is_named(write):
    folder = write({"empty/.keep": ""}) / "empty"

    assert "is a folder without a document" in only(documents(folder)).reason


def test_a_path_that_does_not_exist_is_named(tmp_path):
    assert "does not exist" in only(documents(tmp_path / "none.txt")).reason


def test_links_that_lead_in_circles_are_named_and_left(write):
    folder = write({"a.txt": PROSE})
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "up").symlink_to(folder)

    items = documents(folder)

    assert ids(items) == ["a"]
    assert [name for name, _ in reasons(items)] == ["loop.txt", "up"]


def test_a_link_to_a_file_is_read(write):
    folder = write({"x/a.txt": PROSE})
    (folder / "b.txt").symlink_to(folder / "x" / "a.txt")

    assert ids(documents(folder)) == ["b", "a"]


@pytest.mark.skipif(
    not pathlib.Path("/proc/self/mem").exists(), reason="needs Linux: a file that opens but can't be read"
)
def test_a_file_that_cannot_be_read_is_named(write):
    folder = write({"a.txt": PROSE})
    (folder / "b.txt").symlink_to("/proc/self/mem")

    assert "can't be read: " in only(reasons(documents(folder)))[1]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")

    assert "is no regular file" in reasons(documents(tmp_path))[0][1]


def test_half_a_surrogate_pair_is_refused(write):
    item = only(documents(write({"a.jsonl": json.dumps({"text": PROSE, "title": "x\ud800"})})))

    assert "half a surrogate pair in its title" in item.reason


def test_a_reader_of_another_package_is_found_by_its_suffix(write, monkeypatch):
    monkeypatch.setattr(read, "_readers", lambda: {".csv": lambda *_: [Document(id="row", text=PROSE)]})

    assert ids(documents(write({"a.csv": "x"}))) == ["row"]
