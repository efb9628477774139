"""Markdown: CommonMark with tables, rendered to plain text, one line a paragraph or list item.

Headings, code and tables stay in the text as furniture. Front matter is read as plain `key: value` lines; nothing
nested in it is of use to us, so no YAML parser is needed.
"""

import pathlib
import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.config import Config
from kg.model import Document
from kg.read import blocks, dates, decode, plain

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(\S.*)")
_KEYS = {"date": "published", "published": "published", "title": "title", "author": "author", "url": "url"}
_KEYS |= {"publisher": "publisher", "source": "publisher", "link": "url", "datepublished": "published"}
_BROKEN = {"softbreak", "hardbreak"}
_SHOWN = {"text", "text_special", "code_inline", *_BROKEN}


def read(path: pathlib.Path, config: Config) -> Iterator[Document]:  # noqa: ARG001  # every reader takes both
    """Give the one document of a Markdown file; raises `ReadError` where the file is no text."""
    source = decode.text(path.read_bytes())
    front = _FRONT.match(source)
    about = _front(front[1] or "") if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(source[front.end() :] if front else source)
    found = list(_blocks(tokens))
    title = about.get("title") or next((block.text for block in found if block.kind == "h1"), "")
    text, furniture = blocks.joined(found)
    yield plain.document(
        Document(
            id=path.stem,
            text=text,
            source=path.as_posix(),
            title=title,
            published=dates.iso(about.get("published", "")),
            publisher=about.get("publisher", ""),
            author=about.get("author", ""),
            url=about.get("url", ""),
            furniture=furniture,
        )
    )


def _front(lines: str) -> dict[str, str]:
    """The entries of the front matter that a document has fields for."""
    about: dict[str, str] = {}
    for line in lines.splitlines():
        entry = _ENTRY.match(line)
        if entry and (key := _KEYS.get(entry[1].lower())):
            about.setdefault(key, entry[2].strip().strip("\"'"))
    return about


def _blocks(tokens: Iterable[Token]) -> Iterator[blocks.Block]:
    """The blocks in order: what the last opened element makes of a text tells whether it is prose."""
    kind, in_table = "p", False
    for token in tokens:
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
        elif token.type in {"heading_open", "paragraph_open"}:
            kind = token.tag
        elif token.type in {"fence", "code_block"}:
            yield blocks.Block(token.content.strip("\n"), "code", prose=False)
        elif token.type == "inline":
            prose = kind == "p" and not in_table
            yield blocks.Block(_rendered(token.children or ()), "td" if in_table else kind, prose=prose)


def _rendered(children: Iterable[Token]) -> str:
    """The text of inline tokens, without marks, images and raw HTML."""
    pieces = (" " if child.type in _BROKEN else child.content for child in children if child.type in _SHOWN)
    return "".join(pieces)
