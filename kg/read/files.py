"""Paths to files: folders walked in sorted order, and everything that is not read named with its reason.

Dot files are passed over in silence. A link to a folder is not followed, since it may lead back or out; it is named.
"""

import os
import pathlib
import stat
from collections.abc import Collection, Iterable, Iterator

from kg.model import Skipped


def find(
    paths: Iterable[pathlib.Path], suffixes: Iterable[str], *, apart_from: pathlib.Path | None = None
) -> list[pathlib.Path | Skipped]:
    """Give each file once, sorted by its path, however often and in whatever order it was named.

    What lies in the folder `apart_from` is passed over in silence.
    """
    known = frozenset(suffixes)
    own = apart_from and os.path.realpath(apart_from)
    found: dict[str, pathlib.Path | Skipped] = {}
    for path in paths:
        for item in _folder(path, known) if path.is_dir() else [_file(path)]:
            name = item.source if isinstance(item, Skipped) else item.as_posix()
            if not own or own not in map(str, pathlib.Path(os.path.realpath(name)).parents):
                found.setdefault(name, item)
    seen: set[str] = set()
    files: list[pathlib.Path | Skipped] = []
    for _, item in sorted(found.items()):
        real = "" if isinstance(item, Skipped) else os.path.abspath(item)  # noqa: PTH100  # links stay links
        if not real or real not in seen:
            files.append(item)
        seen.add(real)
    return files


def suffix(name: str, known: Collection[str]) -> str:
    """Give the longest ending of a file's name that is known (`.jsonl.gz` before `.gz`), in small letters, or ""."""
    parts = name.lower().split(".")[1:]
    endings = ("." + ".".join(parts[start:]) for start in range(len(parts)))
    return next((ending for ending in endings if ending in known), "")


def _folder(folder: pathlib.Path, known: frozenset[str]) -> Iterator[pathlib.Path | Skipped]:
    """The files of a folder and of those below it; a `Skipped` for the folder itself where it has no document."""
    is_empty = True
    failed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        root = pathlib.Path(here)
        for name in folders:
            if (root / name).is_symlink():
                yield _skipped(root / name, "is a link to a folder, which is not followed; name it to read it")
        for name in sorted(name for name in names if not name.startswith(".")):
            if suffix(name, known):
                is_empty = False
                yield _file(root / name)
            else:
                yield _skipped(root / name, f"has no suffix that is read in a folder ({', '.join(sorted(known))})")
    for error in failed:
        yield _skipped(pathlib.Path(str(error.filename)), f"can't be listed: {error.strerror}")
    if is_empty and not failed:
        yield _skipped(folder, "is a folder without a document")


def _file(path: pathlib.Path) -> pathlib.Path | Skipped:
    """A path if there is a file behind it; a device or a pipe is none, and could be endless."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return _skipped(path, _why(error))
    return path if stat.S_ISREG(mode) else _skipped(path, "is no regular file")


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"can't be read: {error.strerror if isinstance(error, OSError) else error}"


def _skipped(path: pathlib.Path, reason: str) -> Skipped:
    return Skipped(path.as_posix(), "read", reason)
