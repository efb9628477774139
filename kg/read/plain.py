"""Plain text: the decoded file as it is, with its furniture marked."""

import pathlib
from collections.abc import Iterator
from dataclasses import replace

from kg.config import Config
from kg.model import Document
from kg.read import decode, furniture


def read(path: pathlib.Path, config: Config) -> Iterator[Document]:  # noqa: ARG001  # every reader takes both
    """Give the one document of a text file; its line ends are normalised to a line feed, and offsets count those.

    Raises `ReadError` where the file is no text.
    """
    text = decode.text(path.read_bytes())
    yield document(Document(id=path.stem, text=text, source=path.as_posix()))


def document(known: Document) -> Document:
    """Fill in what the text itself tells, where the source has not told it: title, date, publisher, furniture."""
    found = furniture.find(known.text, title=known.title, known=known.furniture)
    told = found.fields
    fields = ("title", "published", "publisher", "author", "url")
    filled = {field: getattr(known, field) or told.get(field, "") for field in fields}
    return replace(known, furniture=found.spans, **filled)
