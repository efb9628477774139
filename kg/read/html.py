"""HTML: the article without its page, by trafilatura, with the title, date, site, author and address that it states.

Read from trafilatura's tree, not its text, so that headings are known for what they are. The latest date that it may
believe is fixed: its own default is today, which would make the result depend on the clock.
"""

import codecs
import copy
import logging
import pathlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from kg.config import Config
from kg.errors import ReadError
from kg.model import Document
from kg.read import blocks, dates, decode, plain

if TYPE_CHECKING:
    from trafilatura import settings

_DATES = {"max_date": "2100-01-01", "original_date": True, "extensive_search": False}
_LINES = {"p", "head", "item", "quote", "row", "code", "ab", "list", "table"}
_SPACES = {"lb", "cell"}
_NO_PROSE = {"head", "row", "code"}


def read(path: pathlib.Path, config: Config) -> Iterator[Document]:  # noqa: ARG001  # every reader takes both
    """Give the one document of a page, paragraphs on lines of their own; raises `ReadError` where it has no text."""
    page = _article(path.read_bytes())
    text, furniture = blocks.joined(_blocks(page.body))
    if not text:
        raise ReadError("holds no text that is an article")
    yield plain.document(
        Document(
            id=path.stem,
            text=text,
            source=path.as_posix(),
            title=page.title or "",
            published=dates.iso(page.date or ""),
            publisher=page.sitename or "",
            author=page.author or "",
            url=page.url or "",
            furniture=furniture,
        )
    )


def _article(markup: bytes) -> "settings.Document":
    """Find the article in a page, or in a piece of one; raises `ReadError` where there is none."""
    from trafilatura import bare_extraction, settings  # heavy to import

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # else what we raise would be printed, too
    if markup.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        markup = decode.text(markup).encode()
    if b"html" not in markup[:50].lower():
        markup = b"<!DOCTYPE html>" + markup  # trafilatura refuses what doesn't look like a page
    patient = copy.deepcopy(settings.DEFAULT_CONFIG)
    for limit in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        patient.set("DEFAULT", limit, "1")  # a short article is an article
    try:
        page = bare_extraction(
            markup, with_metadata=True, include_comments=False, date_extraction_params=_DATES, config=patient
        )
    except Exception as error:  # whatever hostile markup makes of its parsers
        raise ReadError(f"is no HTML that can be read: {error}") from error
    if not isinstance(page, settings.Document):
        raise ReadError("holds no text that is an article")
    return page


def _blocks(body: etree._Element) -> Iterator[blocks.Block]:
    """What stands between the boundaries of line-making elements; headings, table rows and code are no prose."""
    kinds, pieces = ["p"], list[str]()
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        if tag in _LINES:
            yield blocks.Block("".join(pieces), kinds[-1], prose=kinds[-1] not in _NO_PROSE)
            pieces.clear()
        if event == "start":
            kinds += [tag] if tag in _LINES else []
            pieces.append((" " if tag in _SPACES else "") + (element.text or ""))
        else:
            _ = kinds.pop() if tag in _LINES else ""
            pieces.append(element.tail or "")
    yield blocks.Block("".join(pieces))
