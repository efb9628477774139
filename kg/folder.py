"""The graph directory: what lies in it, and how it changes as a whole or not at all.

A build works in a hidden sibling and ends by exchanging the two names, one call of the operating system, so that a
process killed at any moment leaves the graph of before or the graph of after. What such a process leaves behind is
cleared away by the next build, which keeps the checkpoints in it. Files in the directory that are not ours (a
person's decisions, notes) are carried over, linked rather than copied where the file system can.
"""

import ctypes
import json
import os
import pathlib
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass

from kg.errors import GraphError, KgError

STORE, TURTLE, PAGE, CLAIMS, ABOUT = "store", "graph.ttl", "graph.html", "claims", "about.json"
DECISIONS = "decisions.toml"
"""A person's, not ours: carried over by every build."""

REGISTER = "register.jsonl"
"""The register that the graph was built with, if there was one."""
LINKS = "links"
"""What a reconciliation service answered: carried over, so that it is not asked again."""

INFERRED, INFERENCES = "inferred", "inferred.ttl"
"""What follows from the graph, if that was asked for: with the graph as a store, and alone as Turtle."""

OURS = frozenset({STORE, TURTLE, PAGE, CLAIMS, ABOUT, REGISTER, INFERRED, INFERENCES})

FORMAT = 2
"""Grows when an older `kg` could not read the directory."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A document in the graph: its id, where it was read, and the key of what was read out of it."""

    id: str
    source: str
    claims: str


@dataclass(frozen=True, slots=True)
class About:
    """What a graph directory was built with: `register` is a digest, `link` the address of a service; "" for none.

    Documents are in the order of reading.
    """

    base: str
    model: str
    documents: tuple[Source, ...]
    register: str = ""
    link: str = ""


def about(folder: pathlib.Path) -> About:
    """Read what a graph directory says of itself; raises `GraphError` where it is none, or of a later format."""
    recover(folder)
    try:
        row = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        if row["format"] != FORMAT:
            raise GraphError(f"{folder} has format {row['format']}, and this kg reads {FORMAT}; build it again")
        documents = tuple(Source(**document) for document in row["documents"])
        outside = {"register": row.get("register", ""), "link": row.get("link", "")}
        return About(base=row["base"], model=row["model"], documents=documents, **outside)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise GraphError(f"no graph in {folder}; make one with: kg build DOCUMENTS -g {folder}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{folder / ABOUT} can't be read ({error}); build the graph again") from error


def describe(room: pathlib.Path, described: About) -> None:
    """Write `about.json`, the mark of a graph directory."""
    row = {"format": FORMAT} | {key: value for key, value in asdict(described).items() if value != ""}
    (room / ABOUT).write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@contextmanager
def rebuilt(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """Give an empty sibling to build in, and put it in the directory's place when the block ends well.

    Where the block raises, the directory stays as it was. Raises `GraphError` where another build is at work, where
    the place can't be written to, and where it holds something that is no graph.
    """
    folder = folder.resolve()
    room = folder.with_name(f".{folder.name}.building")
    try:
        room.mkdir(parents=True, exist_ok=True)
        recover(folder)
        with _locked(room, folder):
            _refuse_others(folder)
            _clear(room, keep={CLAIMS, LINKS})
            (room / CLAIMS).mkdir(exist_ok=True)
            try:
                yield room
                _carry(folder, room)
                exchange(room, folder)
            except KgError:
                _leave(room)
                raise
            shutil.rmtree(room, ignore_errors=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise GraphError(f"can't write the graph to {folder}: {error.strerror or error}; it is as it was") from error


@contextmanager
def held(folder: pathlib.Path) -> Iterator[None]:
    """Keep builds and other changes away from a graph directory while the block runs; waits for those at work."""
    import fcntl  # not on Windows

    while True:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            # A build may have put another directory here while we waited.
            if os.path.samestat(os.fstat(handle), folder.stat()):
                yield
                return
        finally:
            os.close(handle)


def keep_only(claims: pathlib.Path, names: Iterable[str]) -> None:
    """Delete the checkpoints that the graph has no use for any more."""
    wanted = set(names)
    for path in claims.iterdir():
        if path.name not in wanted:
            path.unlink()


def link(source: pathlib.Path, target: pathlib.Path) -> None:
    """Give a file a second name, or copy it where the file system has no links."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def recover(folder: pathlib.Path) -> None:
    """Put back a graph whose exchange was cut short on a system that needs two steps for it."""
    before = _before(folder)
    if before.is_dir() and not folder.exists():
        before.rename(folder)


def _before(folder: pathlib.Path) -> pathlib.Path:
    return folder.with_name(f".{folder.resolve().name}.before")


@contextmanager
def _locked(room: pathlib.Path, folder: pathlib.Path) -> Iterator[None]:
    """Hold the room for this process alone, and the directory, which is the room once the two are exchanged.

    A lock dies with its process, and leaves no file behind.
    """
    import fcntl  # not on Windows, where a graph can be read and not be built

    with ExitStack() as stack:
        for path in (room, folder) if folder.is_dir() else (room,):
            handle = os.open(path, os.O_RDONLY)
            stack.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Another build may have moved or removed it between the two calls above.
                if not os.path.samestat(os.fstat(handle), path.stat()):
                    raise BlockingIOError
            except (BlockingIOError, FileNotFoundError) as error:
                message = f"another build is writing {folder}; wait for it, or stop it, and try again"
                raise GraphError(message) from error
        yield


def _refuse_others(folder: pathlib.Path) -> None:
    """Refuse a directory with things in it that is no graph: a slip of the hand, most likely."""
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder} is a file; name a folder for the graph")
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if present - {DECISIONS} and ABOUT not in present:
        raise GraphError(f"{folder} holds other files and no graph; name an empty or a new folder")


def _clear(room: pathlib.Path, *, keep: set[str]) -> None:
    for path in room.iterdir():
        if path.name in keep and path.is_dir():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _leave(room: pathlib.Path) -> None:
    """Leave checkpoints behind for the next build, and nothing where there are none."""
    if any((room / CLAIMS).glob("*")):
        _clear(room, keep={CLAIMS, LINKS})
    else:
        shutil.rmtree(room, ignore_errors=True)


def _carry(folder: pathlib.Path, room: pathlib.Path) -> None:
    """Give the room whatever the directory holds that is not ours and that the build has not written."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        target = room / path.name
        if path.name in OURS or target.exists():
            continue
        if path.is_symlink():
            target.symlink_to(path.readlink())
        elif path.is_dir():
            shutil.copytree(path, target, symlinks=True)
        else:
            link(path, target)


def exchange(room: pathlib.Path, folder: pathlib.Path) -> None:
    """Exchange the two names in one step where the system can, else in two that `recover` knows."""
    if not folder.exists():
        room.rename(folder)
    elif not _exchanged(room, folder):
        before = _before(folder)
        shutil.rmtree(before, ignore_errors=True)
        folder.rename(before)
        room.rename(folder)
        shutil.rmtree(before, ignore_errors=True)


def _exchanged(one: pathlib.Path, other: pathlib.Path) -> bool:
    """Call Linux's renameat2(2) with RENAME_EXCHANGE, or macOS' renamex_np(2) with RENAME_SWAP; both are 2."""
    system = ctypes.CDLL(None)
    with suppress(AttributeError):
        if sys.platform == "darwin":
            return bool(system.renamex_np(os.fsencode(one), os.fsencode(other), 2) == 0)
        here = -100  # AT_FDCWD
        return bool(system.renameat2(here, os.fsencode(one), here, os.fsencode(other), 2) == 0)
    return False
