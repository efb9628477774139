"""Documents on their way from the readers to the parser: in memory while they are few, in a file beyond.

An id depends on all documents: where several have the same id, all of those get a digest of their text appended, so
that no id depends on an order. So they are gathered before the first one leaves, and what stays in memory of each is
a digest and its place in the file.
"""

import hashlib
import json
import pathlib
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, replace
from typing import IO, Self

from kg.model import Document, Skipped

IN_MEMORY = 32_000_000
"""Bytes beyond which documents go to a file."""


class Spool:
    """The documents of a corpus, each once, in the order of reading, with what was skipped on the way."""

    def __init__(self, folder: pathlib.Path | None = None) -> None:
        self.skipped: list[Skipped] = []
        self.skipped_before = array("Q")
        """How many documents had come when each was skipped."""
        self.sizes = array("Q")
        """How many characters each document has."""
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115 -- ours to keep
        self._places = array("Q", [0])
        self._first: dict[bytes, int] = {}
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self.sizes)

    def add(self, found: Document | Skipped) -> None:
        """Take what a reader found; a document whose id and text both were there already is skipped."""
        if isinstance(found, Skipped):
            self.skipped.append(found)
            self.skipped_before.append(len(self))
            return
        digest = hashlib.sha256(json.dumps([found.id, found.text]).encode()).digest()[:16]
        if (first := self._first.setdefault(digest, len(self))) < len(self):
            self.add(Skipped(found.source, "read", f"is a duplicate of {self[first].source}"))
            return
        self._file.seek(self._places[-1])
        line = json.dumps(astuple(found)).encode()
        self._file.write(line)
        self._places.append(self._places[-1] + len(line))
        self.sizes.append(len(found.text))
        self._counts[found.id] += 1

    def __getitem__(self, number: int) -> Document:
        """Give a document under its final id, as soon as all are there."""
        start, end = self._places[number : number + 2]
        self._file.seek(start)
        document = _document(self._file.read(end - start))
        if self._counts[document.id] == 1:
            return document
        return replace(document, id=f"{document.id}-{hashlib.sha256(document.text.encode()).hexdigest()[:8]}")

    def __iter__(self) -> Iterator[Document]:
        return (self[number] for number in range(len(self)))


def _document(line: bytes) -> Document:
    names = Document.__dataclass_fields__
    fields = dict(zip(names, json.loads(line), strict=True))
    return Document(**fields | {"furniture": tuple((start, end) for start, end in fields["furniture"])})
