"""Files that hold many documents: packed JSON lines, Parquet, web archives, zip and tar."""

import bz2
import datetime
import gzip
import io
import json
import lzma
import pathlib
import random
import tarfile
import zipfile
from collections.abc import Callable

import pyarrow
import pytest
from pyarrow import parquet

from kg import read
from kg.config import Config
from kg.model import Document, Skipped
from kg.read import spool, streams

RECORDS = [{"id": f"d{number}", "text": f"Ada met Bob {number} times."} for number in range(3)]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
PAGE = b"<html><title>A page</title><body><article><p>Ada met Bob in London, it was said.</p></article></body></html>"

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "zst": lambda data: bytes(pyarrow.compress(data, "zstd", asbytes=True)),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def found(path: pathlib.Path, **settings: int) -> tuple[list[Document], list[str]]:
    """Read a file: its documents, and why the others are none."""
    items = list(read.documents([path], config=Config(**settings)))
    return [item for item in items if isinstance(item, Document)], [i.reason for i in items if isinstance(i, Skipped)]


def zipped(path: pathlib.Path, members: dict[str, bytes]) -> pathlib.Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarred(members: dict[str, bytes], *extra: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for info in extra:
            archive.addfile(info)
    return out.getvalue()


@pytest.mark.parametrize("packed", ["gz", "zst"])
def test_packed_lines_are_read_as_plain_ones_are(tmp_path: pathlib.Path, packed: str):
    half = LINES.index(b"\n") + 1
    path = tmp_path / f"wire.jsonl.{packed}"
    path.write_bytes(PACK[packed](LINES[:half]) + PACK[packed](LINES[half:]))  # as programs that append leave it

    documents, reasons = found(path)

    assert [document.id for document in documents] == ["d0", "d1", "d2"]
    assert [document.source for document in documents] == [f"{path}:{line}" for line in (1, 2, 3)]
    assert reasons == []


@pytest.mark.parametrize("packed", ["gz", "zst"])
def test_of_a_damaged_file_what_can_be_read_is(tmp_path: pathlib.Path, packed: str):
    path = tmp_path / f"wire.jsonl.{packed}"
    long = json.dumps({"text": random.Random(1).randbytes(200_000).hex()}).encode()  # noqa: S311 -- no secret
    path.write_bytes(PACK[packed](LINES + long)[:-20])

    documents, reasons = found(path)

    assert documents[0].id == "d0"
    assert "is damaged" in reasons[-1] or "can't be read" in reasons[-1]


def test_rows_of_parquet_are_documents_and_other_columns_are_not_read(tmp_path: pathlib.Path):
    rows = [{**record, "date": datetime.date(2021, 3, 11), "vector": [1.0], "headline": "A"} for record in RECORDS]
    parquet.write_table(pyarrow.Table.from_pylist([*rows, {"text": None}]), tmp_path / "a.parquet")

    documents, reasons = found(tmp_path / "a.parquet")

    assert [document.id for document in documents] == ["d0", "d1", "d2"]
    assert {(document.published, document.title) for document in documents} == {("2021-03-11", "A")}
    assert reasons == ["is empty"]


def test_a_parquet_without_text_says_which_columns_are_wanted(tmp_path: pathlib.Path):
    parquet.write_table(pyarrow.table({"x": [1]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 no PAR1")

    assert "one of the columns text, content, body, articleBody is wanted" in found(tmp_path / "a.parquet")[1][0]
    assert "is no Parquet that can be read" in found(tmp_path / "b.parquet")[1][0]


def warc(*pages: tuple[str, str, bytes]) -> bytes:
    out = b""
    for url, kind, body in pages:
        body = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = {
            "WARC-Type": "response",
            "WARC-Record-ID": "<urn:uuid:0>",
            "WARC-Date": "2024-01-01T00:00:00Z",
            "WARC-Target-URI": url,
            "Content-Type": "application/http; msgtype=response",
            "Content-Length": str(len(body)),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        out += f"WARC/1.1\r\n{lines}\r\n".encode() + body + b"\r\n\r\n"
    return out


@pytest.mark.parametrize("packed", ["", "gz"])
def test_pages_of_a_web_archive_are_documents_with_their_address(tmp_path: pathlib.Path, packed: str):
    content = warc(
        ("https://www.example.org/news/moon.html", "text/html; charset=utf-8", PAGE),
        ("https://example.org/logo.png", "image/png", b"\x89PNG"),
        ("https://example.org/big", "text/plain", b"Ada " * 1000),
    )
    path = tmp_path / f"crawl.warc{'.' if packed else ''}{packed}"
    path.write_bytes(PACK[packed](content) if packed else content)

    documents, reasons = found(path, max_bytes=3000)

    assert [(document.id, document.url) for document in documents] == [
        ("example.org-news-moon", "https://www.example.org/news/moon.html")
    ]
    assert documents[0].source == f"{path}/https://www.example.org/news/moon.html"
    assert reasons == ["is over 3000 bytes; raise max_bytes"]


@pytest.mark.parametrize("suffix", ["zip", "tar", "tar.gz", "tgz", "tar.bz2", "tar.xz", "tar.zst"])
def test_members_of_an_archive_are_read_by_their_suffix(tmp_path: pathlib.Path, suffix: str):
    members = {"x/a.txt": b"Ada met Bob.", "x/b.html": PAGE, "c.jsonl": LINES, ".hidden.txt": b"no", "d.xls": b"?"}
    path = tmp_path / f"news.{suffix}"
    packed = {"tgz": "gz"}.get(suffix, suffix.rpartition(".")[2])
    if suffix == "zip":
        zipped(path, members)
    else:
        path.write_bytes(PACK.get(packed, bytes)(tarred(members)))

    documents, reasons = found(path)

    assert sorted(document.id for document in documents) == ["a", "b", "d0", "d1", "d2"]
    assert {f"{path}/x/a.txt", f"{path}/c.jsonl:1"} < {document.source for document in documents}
    assert reasons == ["has no suffix that is read"]


def test_a_name_that_leads_out_of_the_archive_is_refused_and_writes_nothing(tmp_path: pathlib.Path):
    names = ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "\\out.txt"]
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    device = tarfile.TarInfo("device.txt")
    device.type = tarfile.CHRTYPE
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.tar").write_bytes(tarred(dict.fromkeys(names, b"Ada met Bob."), link, device))
    zipped(tmp_path / "in" / "b.zip", dict.fromkeys(names, b"Ada met Bob."))

    for name, others in (("a.tar", 2), ("b.zip", 0)):
        documents, reasons = found(tmp_path / "in" / name)

        assert documents == []
        assert reasons.count("has a path that leads out of the archive") == len(names)
        assert reasons.count("is a link or a device, and no file") == others
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.tar", "b.zip"] or not list(tmp_path.rglob("out*"))


def test_an_archive_in_an_archive_is_named_and_not_opened(tmp_path: pathlib.Path):
    inner = zipped(tmp_path / "inner.zip", {"a.txt": b"Ada met Bob."}).read_bytes()

    assert found(zipped(tmp_path / "b.zip", {"inner.zip": inner}))[1] == [
        "is an archive in an archive, which is not opened; unpack it"
    ]


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.tar.gz", "bomb.jsonl.gz"])
def test_a_bomb_is_broken_off(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setattr(streams, "ALLOWED", 1_000_000)
    members = {f"{number}.txt": b" " * 900_000 for number in range(20)}
    path = tmp_path / name
    if name.endswith("zip"):
        zipped(path, members)
    else:
        path.write_bytes(gzip.compress(tarred(members) if "tar" in name else b"\n" * 20_000_000))

    documents, reasons = found(path)

    assert documents == []
    assert "unpacks to more than 200 times its size" in reasons[-1]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.zst", "a.tar.xz", "a.warc", "a.warc.gz"])
@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x03\x04", b"\x1f\x8b\x08\x00"])
def test_what_is_no_archive_is_named(tmp_path: pathlib.Path, name: str, content: bytes):
    (tmp_path / name).write_bytes(content)

    documents, reasons = found(tmp_path / name)

    assert documents == []
    (reason,) = reasons
    assert "can be read" in reason or "can't be read" in reason


def test_a_locked_member_is_named(tmp_path: pathlib.Path):
    path = zipped(tmp_path / "a.zip", {"a.txt": b"Ada met Bob."})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(content)

    assert found(path)[1] == ["is encrypted"]


def test_a_spool_that_is_too_large_for_memory_goes_to_a_file(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spool, "IN_MEMORY", 1000)
    documents = [Document(id="same", text=f"Ada met {number}.", furniture=((0, 3),)) for number in range(100)]

    with read.Spool(tmp_path) as spooled:
        for document in [*documents, documents[3]]:
            spooled.add(document)

        assert [document.text for document in spooled] == [document.text for document in documents]
        assert len({document.id for document in spooled}) == 100
        assert spooled[7].furniture == ((0, 3),)
        assert "duplicate" in spooled.skipped[0].reason


def test_a_reader_that_hangs_costs_its_file_alone(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    def hang(_path: pathlib.Path, _config: Config) -> list[Document]:
        while True:
            pass

    monkeypatch.setattr(read, "_readers", lambda: {".txt": read.plain.read, ".slow": hang})
    (tmp_path / "a.slow").write_text("x")
    (tmp_path / "b.txt").write_text("Ada met Bob.")

    documents, reasons = found(tmp_path, max_seconds=1)

    assert [document.id for document in documents] == ["b"]
    assert reasons == ["took longer than 1 s; raise max_seconds to wait for it"]
