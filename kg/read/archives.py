"""Archives: each member becomes a file for a moment, for the reader of its suffix, and no path in it is believed.

A member's name is told as a source and makes an id; the file that it is unpacked to has a name of ours in a folder of
ours, so a name like `../../etc/passwd` writes nowhere, and is refused besides. Links and devices are named and left.
An archive in an archive is not opened: nobody nests text, and bombs are built so. `streams` bounds what tar unpacks
to, and the same bound holds for a zip.
"""

import pathlib
import re
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from kg.config import Config
from kg.errors import ReadError
from kg.model import Skipped
from kg.read import files, streams, warc

ZIP = frozenset({".zip"})
TAR = frozenset({".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst"})
WARC = frozenset({".warc", ".warc.gz", ".warc.zst"})
SUFFIXES = ZIP | TAR | WARC

Member = warc.Member


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member as the archive lists it: its name, its size once unpacked, and what is wrong with it."""

    name: str
    size: int
    wrong: str = ""


def members(
    path: pathlib.Path, config: Config, *, known: frozenset[str], room: pathlib.Path
) -> Iterator[Member | Skipped]:
    """Unpack one member after the other into the folder `room`, and delete it when the next is asked for.

    Raises `ReadError` where the archive is damaged, or unpacks to more than anybody would pack.
    """
    suffix = files.suffix(path.name, SUFFIXES)
    if suffix in WARC:
        yield from warc.members(path, config, room=room)
        return
    try:
        yield from (_zipped if suffix in ZIP else _tarred)(path, config, known, room)
    except (
        *streams.BROKEN,
        tarfile.TarError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise ReadError(f"is no archive that can be read: {error}") from error


def _zipped(
    path: pathlib.Path, config: Config, known: frozenset[str], room: pathlib.Path
) -> Iterator[Member | Skipped]:
    left = max(streams.ALLOWED, streams.RATIO * path.stat().st_size)
    with zipfile.ZipFile(path) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir():
                continue
            entry = _Entry(info.filename, info.file_size, "is encrypted" if info.flag_bits & 1 else "")
            if (reason := _refused(entry, config, known)) is not None:
                yield from _told(path, entry, reason)
                continue
            left -= info.file_size
            if left < 0:
                raise ReadError(f"unpacks to more than {streams.RATIO} times its size, as no text does")
            with archive.open(info) as content:
                yield from _unpacked(path, entry, content, known, room)


def _tarred(
    path: pathlib.Path, config: Config, known: frozenset[str], room: pathlib.Path
) -> Iterator[Member | Skipped]:
    with streams.opened(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            if info.isdir():
                continue
            entry = _Entry(info.name, info.size, "" if info.isreg() else "is a link or a device, and no file")
            if (reason := _refused(entry, config, known)) is not None:
                yield from _told(path, entry, reason)
            elif content := archive.extractfile(info):
                yield from _unpacked(path, entry, content, known, room)


def _refused(entry: _Entry, config: Config, known: frozenset[str]) -> str | None:
    """Why a member is not read: "" for what is passed over in silence, None where it is read."""
    parts = pathlib.PurePosixPath(entry.name.replace("\\", "/")).parts
    suffix = files.suffix(entry.name, known)
    if entry.wrong:
        return entry.wrong
    if ".." in parts or entry.name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", entry.name):
        return "has a path that leads out of the archive"
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return ""
    if suffix in SUFFIXES:
        return "is an archive in an archive, which is not opened; unpack it"
    if not suffix:
        return "has no suffix that is read"
    if entry.size > config.max_bytes and "json" not in suffix:
        return f"has {entry.size} bytes, over the limit of {config.max_bytes}; split it, or raise max_bytes"
    return None


def _told(path: pathlib.Path, entry: _Entry, reason: str) -> Iterator[Skipped]:
    if reason:
        yield Skipped(f"{path.as_posix()}/{entry.name}", "read", reason)


def _unpacked(
    path: pathlib.Path, entry: _Entry, content: IO[bytes] | BinaryIO, known: frozenset[str], room: pathlib.Path
) -> Iterator[Member]:
    suffix = files.suffix(entry.name, known)
    stem = pathlib.PurePosixPath(entry.name).name[: -len(suffix)]
    target = room / f"{stem[:60]}{suffix}"
    with target.open("wb") as file:
        shutil.copyfileobj(content, file, 1 << 16)
    yield Member(target, f"{path.as_posix()}/{entry.name}")
    target.unlink()
