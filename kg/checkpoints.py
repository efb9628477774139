"""What was read out of the documents, on disk, so that each is parsed once: Parquet shards, named by what they hold.

A *chunk* is a run of documents in the order of reading. Where it ends is decided by the documents themselves, as
backup programs cut files: behind a document whose key is divisible by `MEAN`. So an edit changes the chunk around it
and no other, and the shards are those of a build from nothing, byte for byte, whatever was built before and whichever
engine wrote them. A shard has a row for each document of its chunk and is named by a digest of their keys; it is
written whole and renamed, and a chunk whose shard is there is done. Documents that failed have rows in a file beside
it, by which the next build knows to try them again.

Parquet, for nine articles as for a crawl, since one format is simpler than two: compressed, claims take a tenth; keys
are read without the rest; pages carry checksums; and DuckDB, Spark and Ray read it as it is.
"""

import hashlib
import json
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from typing import NamedTuple

import pyarrow
from pyarrow import parquet

from kg import claims
from kg import folder as directory
from kg.errors import CheckpointError
from kg.model import Extraction, Skipped

MEAN, MOST = 64, 256
"""Documents in a chunk."""

SHARD, FAILED = ".parquet", ".failed.jsonl"

SCHEMA = pyarrow.schema([(name, pyarrow.string()) for name in ("key", "document", "extraction")])


class Row(NamedTuple):
    """A document's key (see `kg.claims.key`), its id, and its extraction as a line of JSON."""

    key: str
    document: str
    extraction: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of documents: the place of the first among all, and the key of each."""

    first: int
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its shard."""
        return named(self.keys)


def named(keys: Iterable[str]) -> str:
    """Name a shard by the keys in it."""
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]


def chunks(corpus: Iterable[str]) -> Iterator[Chunk]:
    """Cut a corpus, given by its documents' keys in the order of reading."""
    first, held = 0, list[str]()
    for key in corpus:
        held.append(key)
        if int(key[:8], 16) % MEAN == 0 or len(held) == MOST:
            yield Chunk(first, tuple(held))
            first, held = first + len(held), []
    if held:
        yield Chunk(first, tuple(held))


def write(folder: pathlib.Path, name: str, rows: Iterable[Row], failed: Iterable[Skipped] = ()) -> pathlib.Path:
    """Write a shard, whole or not at all, and give its path; what failed goes first, so that a shard tells all."""
    lost = folder / f"{name}{FAILED}"
    lines = [json.dumps(astuple(skipped)) + "\n" for skipped in failed]
    if lines:
        partial = folder / f"{name}{FAILED}.partial"
        partial.write_text("".join(lines), encoding="ascii")
        partial.replace(lost)
    path, partial = folder / f"{name}{SHARD}", folder / f"{name}{SHARD}.partial"
    columns = [*zip(*rows, strict=True)] or [(), (), ()]
    table = pyarrow.table([pyarrow.array(column, pyarrow.string()) for column in columns], schema=SCHEMA)
    # Statistics would hold the largest extraction once more, and a dictionary is of no use where nothing is twice.
    plain = {"write_statistics": False, "use_dictionary": False}
    parquet.write_table(table, partial, compression="zstd", write_page_checksum=True, **plain)
    partial.replace(path)
    if not lines:
        lost.unlink(missing_ok=True)
    return path


def read(path: pathlib.Path) -> tuple[Row, ...]:
    """Read a shard; raises `CheckpointError` where it is damaged."""
    return tuple(Row(*row) for row in zip(*_columns(path, SCHEMA.names), strict=True))


def keys(path: pathlib.Path) -> list[str]:
    """Read which documents a shard holds, and no more of it; raises `CheckpointError` where it is damaged."""
    return _columns(path, ["key"])[0]


def _columns(path: pathlib.Path, names: list[str]) -> list[list[str]]:
    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            table = file.read(columns=names, use_threads=False)
        return [table[name].to_pylist() for name in names]
    except (OSError, pyarrow.ArrowException, KeyError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise CheckpointError(f"{path}: {reason}; delete it, and kg build reads its documents again") from error


def failures(path: pathlib.Path) -> list[Skipped]:
    """The documents of a shard's chunk that failed."""
    with suppress(FileNotFoundError):
        text = path.with_name(path.name.removesuffix(SHARD) + FAILED).read_text(encoding="ascii")
        return [Skipped(*json.loads(line)) for line in text.splitlines()]
    return []


def files(paths: Iterable[pathlib.Path]) -> Iterator[str]:
    """Give the names of the files that shards consist of."""
    for path in paths:
        yield path.name
        yield path.name.removesuffix(SHARD) + FAILED


def extractions(paths: Iterable[pathlib.Path]) -> Iterator[Extraction]:
    """Give what shards hold, one document at a time; raises `CheckpointError` where one is damaged."""
    for path in paths:
        for row in read(path):
            yield claims.from_json(row.extraction)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shards in the room of a build, where new ones go, and in `others`, the graph of before.

    A damaged shard is as good as none, and is named in `damaged`.
    """

    room: pathlib.Path
    others: tuple[pathlib.Path, ...] = ()
    damaged: dict[str, str] = field(default_factory=dict)
    places: dict[str, pathlib.Path] = field(default_factory=dict)
    """Where each document that was read out before lies, by its key; filled when first asked for."""

    def path(self, name: str) -> pathlib.Path:
        """Where the shard of a chunk lies, or will."""
        return self.room / f"{name}{SHARD}"

    def holds(self, chunk: Chunk) -> bool:
        """Whether all of a chunk was read out before; its shard is in the room then."""
        name = chunk.name
        for folder in (self.room, *self.others):
            path = folder / f"{name}{SHARD}"
            if not path.exists() or failures(path) or tuple(row.key for row in self._rows(path)) != chunk.keys:
                continue
            if folder != self.room:
                directory.link(path, self.path(name))
            return True
        return False

    def known(self, wanted: Iterable[str]) -> Mapping[str, Row]:
        """Give those of some documents that were read out before."""
        found: dict[str, Row] = {}
        for key in wanted:
            if self.has(key) and key not in found:
                found |= {row.key: row for row in self._rows(self.places[key])}
        return found

    def has(self, key: str) -> bool:
        """Whether a document was read out before, as far as can be told without reading all of its shard."""
        if not self.places:
            self._look_around()
        return key in self.places

    def _look_around(self) -> None:
        for path in sorted(path for folder in (*self.others, self.room) for path in folder.glob(f"*{SHARD}")):
            with suppress(CheckpointError):  # named as soon as something of it is asked for
                self.places.update(dict.fromkeys(keys(path), path))
        self.places.setdefault("", self.room)  # looked around, and found nothing

    def _rows(self, path: pathlib.Path) -> tuple[Row, ...]:
        try:
            return read(path)
        except CheckpointError as error:
            self.damaged[str(path)] = str(error)
            if path.parent == self.room:
                path.unlink(missing_ok=True)
            return ()
