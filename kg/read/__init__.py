"""Paths to documents: one module a format, found by the file's suffix.

A reader is one function, `(path, config) -> Iterable[Document | Skipped]`, that may raise `ReadError` or `OSError`
for the whole file. Others come in through the entry points group `prosegraph.readers`, an entry point's name being
the suffix ("docx"), and win over ours.

An archive is read member by member, each by the reader of its own suffix.
"""

import pathlib
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import metadata

from kg import limits
from kg.config import Config
from kg.errors import ReadError
from kg.model import Document, Skipped
from kg.read import archives, files, html, markdown, pdf, plain, records, spool, tables

Reader = Callable[[pathlib.Path, Config], Iterable[Document | Skipped]]
Spool = spool.Spool

STREAMED = frozenset(
    {f".{name}{packed}" for name in ("jsonl", "ndjson") for packed in ("", ".gz", ".zst")} | {".parquet"}
)
"""Suffixes of files that hold many documents, each of which is held to the limits by itself."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_BUILT_IN: dict[str, Reader] = {
    **dict.fromkeys([".txt", ".text"], plain.read),
    **dict.fromkeys([".md", ".markdown"], markdown.read),
    **dict.fromkeys([".html", ".htm", ".xhtml"], html.read),
    **dict.fromkeys(sorted(STREAMED), records.read),
    ".parquet": tables.read,
    ".pdf": pdf.read,
}


def documents(paths: Iterable[pathlib.Path], *, config: Config) -> Iterator[Document | Skipped]:
    """Read files and folders, in sorted order; what can't be used comes as a `Skipped` in its place.

    All are read before the first one leaves, since an id depends on all of them; see `kg.read.spool`.
    """
    with Spool() as read:
        for found in found_in(paths, config=config):
            read.add(found)
        skipped = deque(zip(read.skipped_before, read.skipped, strict=True))
        for number, document in enumerate(read):
            while skipped and skipped[0][0] <= number:
                yield skipped.popleft()[1]
            yield document
        yield from (item for _, item in skipped)


def found_in(
    paths: Iterable[pathlib.Path], *, config: Config, apart_from: pathlib.Path | None = None
) -> Iterator[Document | Skipped]:
    """Read files and folders one document at a time, each under the id that it has by itself.

    What lies in the folder `apart_from` is passed over: a graph does not read itself. A file that is named itself
    and has no known suffix is tried as text. Nothing is raised for a bad document.
    """
    readers = _readers()
    known = frozenset(readers) | archives.SUFFIXES
    for path in files.find(paths, known, apart_from=apart_from):
        if isinstance(path, Skipped):
            yield path
        elif files.suffix(path.name, known) in archives.SUFFIXES:
            yield from _in_time(_archived(path, config), path.as_posix(), config)
        else:
            yield from _in_time(_read(path, config), path.as_posix(), config)


@lru_cache(maxsize=1)
def _readers() -> dict[str, Reader]:
    """Our readers and those that other packages bring, by suffix."""
    others = {f".{point.name.lower()}": point.load() for point in metadata.entry_points(group="prosegraph.readers")}
    return _BUILT_IN | others


def _in_time(items: Iterator[Document | Skipped], source: str, config: Config) -> Iterator[Document | Skipped]:
    """Give what a file holds as long as each document of it takes no longer than it may."""
    try:
        while True:
            with limits.at_most(config.max_seconds):
                item = next(items, None)
            if item is None:
                return
            yield item
    except limits.OverTimeError:
        yield Skipped(source, "read", f"took longer than {config.max_seconds} s; raise max_seconds to wait for it")


def _read(path: pathlib.Path, config: Config) -> Iterator[Document | Skipped]:
    """Read one file; whatever is wrong with it becomes a `Skipped`."""
    source = path.as_posix()
    readers = _readers()
    suffix = files.suffix(path.name, readers)
    try:
        size = path.stat().st_size
        if size > config.max_bytes and suffix not in STREAMED:
            raise ReadError(f"has {size} bytes, over the limit of {config.max_bytes}; split it, or raise max_bytes")
        for item in readers.get(suffix, plain.read)(path, config):
            yield item if isinstance(item, Skipped) else _usable(item, config)
    except ReadError as error:
        yield Skipped(source, "read", str(error))
    except OSError as error:
        yield Skipped(source, "read", f"can't be read: {error.strerror or error}")
    except Exception as error:  # a reader's bug, which may be another package's, costs the file and not the run
        yield Skipped(source, "read", f"{type(error).__name__}: {error}")


def _archived(path: pathlib.Path, config: Config) -> Iterator[Document | Skipped]:
    """Read what an archive holds."""
    known = frozenset(_readers()) | archives.SUFFIXES
    is_empty = True
    try:
        with tempfile.TemporaryDirectory() as room:
            for member in archives.members(path, config, known=known, room=pathlib.Path(room)):
                is_empty = False
                if isinstance(member, Skipped):
                    yield member
                else:
                    yield from (_placed(item, member) for item in _read(member.path, config))
        if is_empty:
            raise ReadError("is no archive that can be read: it holds no document")
    except ReadError as error:
        yield Skipped(path.as_posix(), "read", str(error))
    except OSError as error:
        yield Skipped(path.as_posix(), "read", f"can't be read: {error.strerror or error}")
    except Exception as error:  # a bug in what unpacks costs the archive and not the run
        yield Skipped(path.as_posix(), "read", f"{type(error).__name__}: {error}")


def _placed(item: Document | Skipped, member: archives.Member) -> Document | Skipped:
    """Say that a document came out of its archive, not out of the file that it was for a moment."""
    source = item.source.replace(member.path.as_posix(), member.source, 1)
    if isinstance(item, Skipped):
        return replace(item, source=source)
    return replace(item, source=source, url=item.url or member.url)


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
