"""PDF: the text of the pages, by pypdf, with the line breaks of the page taken out again.

A page has lines, not paragraphs: a line is run on into the next unless it ends a sentence short of the page's width,
or is so short that it must be a heading. A word cut at a line's end loses its hyphen; a line that most pages begin
or end with, and a page number, is dropped.
"""

import io
import logging
import pathlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.config import Config
from kg.errors import ReadError
from kg.model import Document
from kg.read import plain

if TYPE_CHECKING:
    from pypdf import PdfReader

_NUMBER = re.compile(r"(?:page )?[-–—\s]*\d{1,4}[-–—\s]*(?:(?:of|/) \d{1,4})?", re.IGNORECASE)
_FINISHED = re.compile(r"[.!?:][\"”’')\]]*$")


def read(path: pathlib.Path, config: Config) -> Iterator[Document]:
    """Give the one document of a PDF file; raises `ReadError` where it is broken, locked, or has no text (a scan)."""
    data = path.read_bytes()
    try:
        reader = _opened(data)
        pages = list(_pages(reader, config.max_characters))
        title, published, author = _about(reader)
    except ReadError:
        raise
    except Exception as error:  # pypdf lets whatever a broken file causes through: KeyError, RecursionError, …
        raise ReadError(f"is no PDF that can be read: {error or type(error).__name__}") from error
    text = unwrapped(pages)
    if not text:
        raise ReadError("holds no text; a scan needs to go through text recognition first")
    known = Document(id=path.stem, text=text, source=path.as_posix(), title=title, author=author)
    found = plain.document(known)
    yield found if found.published else replace(found, published=published)  # the day the file was made


def unwrapped(pages: list[str]) -> str:
    """Join the lines of pages into paragraphs, each on a line of its own."""
    lines = list(_running(pages))
    width = sorted(map(len, lines))[int(len(lines) * 0.8)] if lines else 0
    paragraphs: list[str] = []
    open_ = False
    for line in lines:
        if not open_:
            paragraphs.append(line)
        elif re.search(r"[a-z]-$", paragraphs[-1]) and line[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
        else:
            paragraphs[-1] += f" {line}"
        open_ = len(line) > 0.85 * width if _FINISHED.search(line) else len(line) > 0.6 * width
    return "\n".join(paragraphs)


def _running(pages: list[str]) -> Iterator[str]:
    """The lines of all pages, without page numbers and what most pages begin or end with."""
    numbered = [[" ".join(line.split()) for line in page.splitlines() if line.strip()] for page in pages]
    edges = Counter(edge for lines in numbered for edge in {*lines[:1], *lines[-1:]})
    repeated = {edge for edge, count in edges.items() if count > 2 and count > len(pages) / 2}
    for lines in numbered:
        for position, line in enumerate(lines):
            is_edge = position in {0, len(lines) - 1}
            if not (is_edge and (line in repeated or _NUMBER.fullmatch(line))):
                yield line


def _opened(data: bytes) -> "PdfReader":
    """Open a PDF; an empty password is tried, as viewers do."""
    from pypdf import PdfReader  # heavy to import

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it logs, the error says or doesn't matter
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("is locked by a password; save it without one")
    return reader


def _pages(reader: "PdfReader", limit: int) -> Iterator[str]:
    """The text of each page, up to the page on which the limit is passed."""
    length = 0
    for page in reader.pages:
        yield (text := page.extract_text().replace("\0", ""))
        length += len(text)
        if length > limit:
            raise ReadError(f"has more than {limit} characters; split it, or raise max_characters")


def _about(reader: "PdfReader") -> tuple[str, str, str]:
    """The title, the day of creation and the author that the file states."""
    about = reader.metadata
    if about is None:
        return "", "", ""
    created = about.creation_date
    return (about.title or "").strip(), created.date().isoformat() if created else "", (about.author or "").strip()
