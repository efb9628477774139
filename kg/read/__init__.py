"""Paths to documents: one module a format, found by the file's suffix.

A reader is one function, `(path, config) -> Iterable[Document | Skipped]`, that may raise `ReadError` or `OSError`
for the whole file. Others come in through the entry points group `prosegraph.readers`, an entry point's name being
the suffix ("docx"), and win over ours.

Documents are gathered before the first one leaves, since an id depends on all of them: where two documents would
have the same id, all of those get a digest of their text appended, so that no id depends on an order.
"""

import hashlib
import pathlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import metadata

from kg.config import Config
from kg.errors import ReadError
from kg.model import Document, Skipped
from kg.read import files, html, markdown, pdf, plain, records

Reader = Callable[[pathlib.Path, Config], Iterable[Document | Skipped]]

STREAMED = frozenset({".jsonl", ".ndjson"})
"""Suffixes of files that hold many documents, each of which is held to the limits by itself."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_BUILT_IN: dict[str, Reader] = {
    **dict.fromkeys([".txt", ".text"], plain.read),
    **dict.fromkeys([".md", ".markdown"], markdown.read),
    **dict.fromkeys([".html", ".htm", ".xhtml"], html.read),
    **dict.fromkeys(sorted(STREAMED), records.read),
    ".pdf": pdf.read,
}


def documents(paths: Iterable[pathlib.Path], *, config: Config) -> Iterator[Document | Skipped]:
    """Read files and folders, in sorted order; what can't be used comes as a `Skipped` in its place.

    A file that is named itself and has no known suffix is tried as text. Nothing is raised for a bad document.
    """
    readers = _readers()
    found: list[Document | Skipped] = []
    for item in files.find(paths, readers):
        if isinstance(item, Skipped):
            found.append(item)
        else:
            found += _read(item, readers.get(item.suffix.lower(), plain.read), config)
    yield from _identified(found)


@lru_cache(maxsize=1)
def _readers() -> dict[str, Reader]:
    """Our readers and those that other packages bring, by suffix."""
    others = {f".{point.name.lower()}": point.load() for point in metadata.entry_points(group="prosegraph.readers")}
    return _BUILT_IN | others


def _read(path: pathlib.Path, reader: Reader, config: Config) -> Iterator[Document | Skipped]:
    """Read one file; whatever is wrong with it becomes a `Skipped`."""
    source = path.as_posix()
    try:
        size = path.stat().st_size
        if size > config.max_bytes and path.suffix.lower() not in STREAMED:
            raise ReadError(f"has {size} bytes, over the limit of {config.max_bytes}; split it, or raise max_bytes")
        for item in reader(path, config):
            yield item if isinstance(item, Skipped) else _usable(item, config)
    except ReadError as error:
        yield Skipped(source, "read", str(error))
    except OSError as error:
        yield Skipped(source, "read", f"can't be read: {error.strerror or error}")


def _usable(document: Document, config: Config) -> Document | Skipped:
    """The document, unless it is empty or too long."""
    length = len(document.text)
    if not document.text.strip():
        return Skipped(document.source, "read", "is empty" if not length else "holds nothing but white space")
    if length > config.max_characters:
        reason = (
            f"has {length} characters, over the limit of {config.max_characters}; split it, or raise max_characters"
        )
        return Skipped(document.source, "read", reason)
    for field in ("id", "text", "title", "publisher", "author", "url"):
        if _SURROGATE.search(getattr(document, field)):
            return Skipped(document.source, "read", f"has half a surrogate pair in its {field}, which no file can hold")
    return document


def _identified(found: Iterable[Document | Skipped]) -> Iterator[Document | Skipped]:
    """Tell documents of one id apart by their texts; skip one whose id and text both were there already."""
    first: dict[tuple[str, str], str] = {}
    kept: list[Document | Skipped] = []
    for item in found:
        if isinstance(item, Document):
            source = first.setdefault((item.id, item.text), item.source)
            if source != item.source:
                item = Skipped(item.source, "read", f"is a duplicate of {source}")
        kept.append(item)
    counts = Counter(name for name, _ in first)
    for item in kept:
        if isinstance(item, Document) and counts[item.id] > 1:
            yield replace(item, id=f"{item.id}-{hashlib.sha256(item.text.encode()).hexdigest()[:8]}")
        else:
            yield item
