"""From documents to shards: what is known is taken over, what is new is read out, and each chunk is kept at once.

A run that is stopped keeps what it has: whole chunks, and where it can still act (Ctrl-C, an error) the documents of
those that it was at.
"""

import pathlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field

from kg import checkpoints, claims, engines
from kg.checkpoints import Chunk, Row, Shelf
from kg.config import Config
from kg.engines import Engine, pool
from kg.engines.extractor import Extractor
from kg.engines.pool import Result, Task
from kg.folder import Source
from kg.model import Skipped
from kg.read import Spool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is there and what is to do: the documents with their keys, all chunks, and those that are not done.

    `new` are the places of the documents that must be read out.
    """

    sources: tuple[Source, ...]
    chunks: tuple[Chunk, ...]
    undone: tuple[Chunk, ...]
    new: frozenset[int]


@dataclass(slots=True)
class _Open:
    """A chunk at work: the rows and failures that are there so far, by their place in the corpus."""

    chunk: Chunk
    rows: dict[int, Row] = field(default_factory=dict)
    failed: dict[int, Skipped] = field(default_factory=dict)

    def is_complete(self) -> bool:
        return len(self.rows) + len(self.failed) == len(self.chunk.keys)

    def take(self, task: Task, found: str | Skipped, *, key: str) -> None:
        if isinstance(found, Skipped):
            self.failed[task.number] = found
        else:
            self.rows[task.number] = Row(key, task.document.id, found)

    def save(self, folder: pathlib.Path, name: str) -> None:
        rows = [row for _, row in sorted(self.rows.items())]
        checkpoints.write(folder, name, rows, [skipped for _, skipped in sorted(self.failed.items())])


def plan(spool: Spool, *, shelf: Shelf, model: str) -> Plan:
    """Find out which documents are new; chunks that are done are in the room of the shelf then."""
    return replayed((Source(one.id, one.source, claims.key(one, model=model)) for one in spool), shelf=shelf)


def replayed(documents: Iterable[Source], *, shelf: Shelf) -> Plan:
    """Find out which documents are new, given their keys, whichever extractor those are of."""
    sources = tuple(documents)
    cut = tuple(checkpoints.chunks(source.claims for source in sources))
    undone = tuple(chunk for chunk in cut if not shelf.holds(chunk))
    new = frozenset(
        number for chunk in undone for number, key in enumerate(chunk.keys, chunk.first) if not shelf.has(key)
    )
    return Plan(sources, cut, undone, new)


def run(
    made: Plan, spool: Spool, *, shelf: Shelf, config: Config, engine: Engine, told: Callable[[int], None]
) -> Iterator[Chunk]:
    """Do what is undone, and give each chunk when its shard is there.

    `told` is called with the number of documents that have been read out. Raises `KgError` where all is in vain.
    """
    if engine.name == "ray":
        from kg.engines import cluster  # loads Ray

        todo = assembled(made, shelf=shelf)
        yield from cluster.run(todo, made.sources, spool, room=shelf.room, config=config, engine=engine, told=told)
    else:
        yield from _here(made, spool, shelf=shelf, config=config, engine=engine, told=told)


def _here(
    made: Plan, spool: Spool, *, shelf: Shelf, config: Config, engine: Engine, told: Callable[[int], None]
) -> Iterator[Chunk]:
    """Do it on this machine."""
    at_work: dict[int, _Open] = {}
    tasks = _tasks(assembled(made, shelf=shelf), spool, at_work)
    try:
        with closing(_results(tasks, made, spool, config, engine)) as results:
            for done, (task, found) in enumerate(results, start=1):
                told(done)
                first = max(start for start in at_work if start <= task.number)
                at_work[first].take(task, found, key=made.sources[task.number].claims)
                if at_work[first].is_complete():
                    chunk = at_work[first].chunk
                    at_work.pop(first).save(shelf.room, chunk.name)
                    yield chunk
    except BaseException:
        with suppress(OSError):  # a full disk, say, which is told already
            for here in at_work.values():
                here.failed.clear()  # they are tried again
                here.save(shelf.room, checkpoints.named(row.key for _, row in sorted(here.rows.items())))
        raise


def assembled(made: Plan, *, shelf: Shelf) -> Iterator[tuple[Chunk, dict[int, Row]]]:
    """Put together the chunks of which every document is known, and give the others with what is known of them."""
    for chunk in made.undone:
        found = shelf.known(chunk.keys)
        rows = {number: found[key] for number, key in enumerate(chunk.keys, chunk.first) if key in found}
        if len(rows) == len(chunk.keys):
            _Open(chunk, rows).save(shelf.room, chunk.name)
        else:
            yield chunk, rows


def failed(chunks: Iterable[Chunk], *, shelf: Shelf) -> list[Skipped]:
    """Give the documents that could not be read out."""
    return [skipped for chunk in chunks for skipped in checkpoints.failures(shelf.path(chunk.name))]


def missing(chunk: Chunk, *, shelf: Shelf) -> Iterator[int]:
    """Give the places of a chunk's documents that could not be read out."""
    path = shelf.path(chunk.name)
    if checkpoints.failures(path):
        there = set(checkpoints.keys(path))
        yield from (number for number, key in enumerate(chunk.keys, chunk.first) if key not in there)


def _tasks(opened: Iterator[tuple[Chunk, dict[int, Row]]], spool: Spool, at_work: dict[int, _Open]) -> Iterator[Task]:
    """Open one chunk after the other, as documents are asked for."""
    for chunk, rows in opened:
        at_work[chunk.first] = _Open(chunk, rows)
        for number in range(chunk.first, chunk.first + len(chunk.keys)):
            if number not in rows:
                yield Task(number, spool[number])


def _results(
    tasks: Iterator[Task], made: Plan, spool: Spool, config: Config, engine: Engine
) -> Generator[Result, None, None]:
    characters = sum(spool.sizes[number] for number in made.new)
    workers = engines.workers(characters, engine=engine)
    if workers:
        with pool.Pool(workers=workers, model=config.model, seconds=config.max_seconds) as processes:
            yield from processes.results(tasks)
        return
    extractor: Extractor | None = None
    for task in tasks:
        extractor = extractor or Extractor(model=config.model, seconds=config.max_seconds)
        yield task, extractor(task.document)
