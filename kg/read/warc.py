"""WARC, the format of web archives: each page that a crawler was given, for the reader of its kind.

By fastwarc, which is an extra (`pip install 'prosegraph[warc]'`). A page's id is made of its address; the day of the
crawl is not the day of publication, and is not taken for it.
"""

import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.config import Config
from kg.errors import ReadError
from kg.model import Skipped

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}
"""Readers by what the server said that it gave; all else (pictures, scripts) is passed over in silence."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive, as a file for a moment: where it is told to come from, and its address if known."""

    path: pathlib.Path
    source: str
    url: str = ""


def members(path: pathlib.Path, config: Config, *, room: pathlib.Path) -> Iterator[Member | Skipped]:
    """Give each page of an archive in turn; raises `ReadError` where the archive is damaged or fastwarc missing."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise ReadError("is a web archive, which needs fastwarc: pip install 'prosegraph[warc]'") from error
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        for record in ArchiveIterator(str(path), record_types=kinds, auto_decode="all", fsspec_args=False):
            yield from _member(path, record, config, room)
    except (OSError, ValueError) as error:
        raise ReadError(f"is no web archive that can be read: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust raises where it should not
            raise
        raise ReadError(f"is no web archive that can be read: {error}") from error


def _member(path: pathlib.Path, record: "WarcRecord", config: Config, room: pathlib.Path) -> Iterator[Member | Skipped]:
    headers = record.http_headers
    told = record.http_content_type if headers is not None else record.headers.get("Content-Type", "")
    suffix = KINDS.get((told or "").partition(";")[0].strip().lower())
    if suffix is None or (headers is not None and headers.status_code != 200):
        return
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    source = f"{path.as_posix()}/{url}"
    content = record.reader.read(config.max_bytes + 1)
    if len(content) > config.max_bytes:
        yield Skipped(source, "read", f"is over {config.max_bytes} bytes; raise max_bytes")
        return
    target = room / f"{_slug(url)}{suffix}"
    target.write_bytes(content)
    yield Member(target, source, url)
    target.unlink()


def _slug(url: str) -> str:
    """Make an id of an address: its host and its path."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "page"
    name = f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
    return re.sub(r"[^\w.-]+", "-", re.sub(r"\.html?$", "", name))[:60].strip("-.") or "page"
