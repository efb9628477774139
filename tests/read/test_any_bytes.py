"""Whatever bytes a file holds: a document whose offsets hold, or a reason why not, and never an error of ours."""

import json
import pathlib
import re
import tempfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg import read
from kg.config import Config
from kg.model import Document, Skipped

SUFFIXES = (".txt", ".md", ".html", ".jsonl", ".pdf", ".jsonl.gz")
PIECES = (
    b"Ada met Bob in London.", b"\n", b"\n\n", b"\r\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b" ",
    b"# Title", b"---\n", b"title: x\n", b"date: 2021-02-30\n", b"|a|b|\n|-|-|\n", b"```", b"> ", b"- ", b"[a](b)",
    b"&#0;", b"&#xD800;", b"<html>", b"<body>", b"<p>", b"</p>", b"<table><tr><td>", b"<!--", b"<![CDATA[",
    b"<meta charset=x>",
    b'{"text": "Ada met Bob."}\n', b'{"text": "\\ud800"}\n', b'{"id": [], "text": 1}\n', b"[" * 2000, b'{"a":' * 900,
    b"1e999",
    b"%PDF-1.4\n", b"1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n", b"xref\n0 1\n",
    b"trailer\n<< /Root 1 0 R >>\n",
    b"startxref\n9\n%%EOF\n", b"stream\n", b"endstream\n", b"\x1f\x8b\x08\x00", "\u2028\u0085\u200f".encode(),
    b"(Reuters) - ", b"PARIS, March 3 (AP) - ", b"Published: 3 March 2021\n", b"By Ann Lee\n",
)  # fmt: skip
"""What readers decide by, and what they break on."""

content = st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=24).map(b"".join)
_OURS = re.compile(r"^[A-Z]\w*(Error|Exception|Interrupt): ")


def items(data: bytes, suffix: str) -> list[Document | Skipped]:
    with tempfile.TemporaryDirectory() as room:
        path = pathlib.Path(room) / f"file{suffix}"
        path.write_bytes(data)
        return list(read.documents([path], config=Config(max_seconds=20)))


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=content)
@example(data=b"[" * 100_000)
@example(data=b'{"text": ' + b"[" * 100_000)
@example(data=b"> " * 3_000 + b"Ada met Bob.")
@example(data=b"<div>" * 5_000 + b"Ada met Bob.")
def test_any_bytes_are_read_or_refused_with_a_reason(data, suffix):
    found = items(data, suffix)

    assert found or suffix.startswith(".jsonl")
    for item in found:
        if isinstance(item, Skipped):
            assert item.reason
            assert not _OURS.match(item.reason), item.reason
        else:
            last = 0
            for start, end in item.furniture:
                assert last <= start < end <= len(item.text)
                last = end
            assert item.text.strip()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), title=st.text(max_size=5))
def test_a_record_s_text_comes_out_as_it_went_in_or_is_refused(text, title):
    line = json.dumps({"id": "a", "text": text, "title": title}).encode()

    (item,) = items(line, ".jsonl")

    if isinstance(item, Skipped):
        assert not text.strip() or "\0" in text or "surrogate" in item.reason
    else:
        assert item.text.strip() == text.replace("\r\n", "\n").replace("\r", "\n").strip()
