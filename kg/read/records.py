"""JSON lines, plain or packed: one record a line, each a document; a line that is none is skipped, and named.

Lines are read one at a time, so the size limit holds for a record, not for the file. A record without an id gets
the file's name and a digest of its text, so that ids don't depend on the order of the lines.
"""

import hashlib
import json
import pathlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.config import Config
from kg.errors import ReadError
from kg.model import Document, Skipped
from kg.read import dates, decode, plain, streams

KEYS = {
    "id": ("id", "_id", "@id"),
    "text": ("text", "content", "body", "articleBody"),
    "title": ("title", "headline"),
    "published": ("date", "published", "datePublished", "published_at", "publication_date"),
    "publisher": ("publisher", "source", "site"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link"),
}

_PACKED = re.compile(r"\.(jsonl|ndjson)(\.\w+)?$", re.IGNORECASE)


def read(path: pathlib.Path, config: Config) -> Iterator[Document | Skipped]:
    """Give a document for each record, and a `Skipped` that names file and line for each that is none.

    Raises `ReadError` where a packed file is damaged, behind what could be read of it.
    """
    stem = _PACKED.sub("", path.name)
    try:
        with streams.opened(path) as file:
            for number, line in enumerate(_lines(file, config.max_bytes), start=1):
                if line is None or line.strip():
                    yield _read(line, stem, f"{path.as_posix()}:{number}", config)
    except streams.BROKEN as error:
        raise ReadError(f"is damaged: {error}") from error


def _read(line: bytes | None, stem: str, source: str, config: Config) -> Document | Skipped:
    try:
        if line is None:
            raise ReadError(f"is over {config.max_bytes} bytes; split it, or raise max_bytes")
        return document(_record(line), stem, source)
    except ReadError as error:
        return Skipped(source, "read", str(error))


def _lines(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a file, None for one over the limit, of which no more than that is ever held."""
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(limit)
        yield None


def _record(line: bytes) -> dict[str, object]:
    """Parse one line; raises `ReadError` where it is no JSON object."""
    try:
        record = json.loads(decode.text(line))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is no JSON: {error}") from error
    if not isinstance(record, dict):
        raise ReadError(f"is no record: a JSON object is wanted, not {type(record).__name__}")
    return record


def document(record: dict[str, object], stem: str, source: str) -> Document:
    """The document of a record; raises `ReadError` where it has no text."""
    told = {field: _told(record, keys) for field, keys in KEYS.items()}
    text = told["text"].replace("\r\n", "\n").replace("\r", "\n")
    if not any(key in record for key in KEYS["text"]):
        raise ReadError(f"has no text; one of the keys {', '.join(KEYS['text'])} is wanted")
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
    return plain.document(
        Document(
            id=told["id"] or f"{stem}-{digest}",
            text=text,
            source=source,
            title=told["title"],
            published=dates.iso(told["published"]),
            publisher=told["publisher"],
            author=told["author"],
            url=told["url"],
        )
    )


def _told(record: dict[str, object], keys: tuple[str, ...]) -> str:
    """The first of the keys that says something."""
    return next(filter(None, (_written(record.get(key)) for key in keys)), "")


def _written(value: object) -> str:
    """A value as a string: an object by its name, a list by its parts, null and true as nothing."""
    if isinstance(value, str):
        return value if "\n" in value else value.strip()
    if isinstance(value, dict):
        return _written(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_written, value)))
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
