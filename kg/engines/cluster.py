"""Documents read out on a Ray cluster: an actor pool of Ray Data, which reads and writes shards in a shared folder.

The driver writes the documents of each chunk that is undone to a shard of their own; an actor reads it, has a process
of its own (`kg.engines.pool`) read the documents out, so that one of them can cost no actor, and writes the same shard
that a run without Ray would. Between the two only names travel. A shard that is there is not made again, so an actor
or a node that dies costs the chunk that it was at, and a run that was cut short goes on, on this engine or another.

The graph directory must lie in a folder that every node has under one path, and kg must be installed on all of them.
"""

import contextlib
import logging
import pathlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg import checkpoints, claims
from kg.checkpoints import Chunk, Row
from kg.config import Config
from kg.engines import Engine
from kg.engines.pool import Pool, Task
from kg.errors import KgError
from kg.folder import Source
from kg.model import Skipped
from kg.read import Spool

ORDERS = "documents"
"""The folder, in the room of the build, of what is to be read out."""

Batch = Mapping[str, Sequence[Any]]
"""What Ray hands an actor: columns by name."""


class Harvester:
    """What an actor is: it reads orders, and writes shards."""

    def __init__(self, *, room: str, model: str, seconds: int) -> None:
        self._room = pathlib.Path(room)
        self._pool = Pool(workers=1, model=model, seconds=seconds)

    def __call__(self, batch: Batch) -> dict[str, list[Any]]:
        """Do the orders of a batch, and tell how many documents were read out for each."""
        names = [str(name) for name in batch["name"]]
        return {"name": names, "documents": [self._do(name) for name in names]}

    def _do(self, name: str) -> int:
        ordered = checkpoints.read(self._room.parent / ORDERS / f"{name}{checkpoints.SHARD}")
        documents = [claims.document_from_json(row.document) for row in ordered]
        new = [Task(number, documents[number]) for number, row in enumerate(ordered) if not row.extraction]
        if not (self._room / f"{name}{checkpoints.SHARD}").exists():
            found: dict[int, str | Skipped] = {number: row.extraction for number, row in enumerate(ordered)}
            found |= {task.number: outcome for task, outcome in self._pool.results(iter(new))}
            outcomes = [(ordered[number].key, documents[number].id, found[number]) for number in range(len(ordered))]
            rows = [Row(key, document, line) for key, document, line in outcomes if isinstance(line, str)]
            failed = [outcome for _, _, outcome in outcomes if isinstance(outcome, Skipped)]
            checkpoints.write(self._room, name, rows, failed)
        return len(new)


def run(
    todo: Iterable[tuple[Chunk, dict[int, Row]]],
    sources: Sequence[Source],
    spool: Spool,
    *,
    room: pathlib.Path,
    config: Config,
    engine: Engine,
    told: Callable[[int], None],
) -> Iterator[Chunk]:
    """Have chunks read out into the folder `room`, and give each when its shard is there.

    Raises `KgError` where Ray is not installed, or there is no such cluster.
    """
    with contextlib.ExitStack() as stack:
        orders = room.parent / ORDERS
        orders.mkdir(exist_ok=True)
        stack.callback(shutil.rmtree, orders, ignore_errors=True)
        chunks = {chunk.name: chunk for chunk in _ordered(todo, sources, spool, orders)}
        if not chunks:
            return
        for name in chunks:  # what failed is tried again
            (room / f"{name}{checkpoints.SHARD}").unlink(missing_ok=True)
        done = 0
        for row in _rows(list(chunks), stack, room=room, config=config, engine=engine):
            done += row["documents"]
            told(done)
            yield chunks[row["name"]]


def _ordered(
    todo: Iterable[tuple[Chunk, dict[int, Row]]], sources: Sequence[Source], spool: Spool, orders: pathlib.Path
) -> Iterator[Chunk]:
    """Write the documents of each chunk, with what is known of them already."""
    for chunk, known in todo:
        numbers = range(chunk.first, chunk.first + len(chunk.keys))
        rows = (
            Row(
                sources[number].claims,
                claims.document_to_json(spool[number]),
                known[number].extraction if number in known else "",
            )
            for number in numbers
        )
        checkpoints.write(orders, chunk.name, rows)
        yield chunk


def _rows(
    names: list[str], stack: contextlib.ExitStack, *, room: pathlib.Path, config: Config, engine: Engine
) -> Iterator[dict[str, Any]]:
    """Give a row as soon as an order is done; the cluster is left when `stack` is closed."""
    try:
        import ray
    except ImportError as error:
        raise KgError("--engine ray needs Ray: pip install 'prosegraph[ray]'") from error
    if not ray.is_initialized():
        try:
            ray.init(address=engine.address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise KgError(f"no Ray cluster at {engine.address or 'this machine'}: {error}") from error
        stack.callback(ray.shutdown)
    cpus = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]  # Ray's to type
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    harvested = ray.data.from_items([{"name": name} for name in names], override_num_blocks=len(names)).map_batches(
        Harvester,
        fn_constructor_kwargs={"room": str(room), "model": config.model, "seconds": config.max_seconds},
        batch_size=1,
        num_cpus=1,
        compute=ray.data.ActorPoolStrategy(size=min(engine.workers or cpus, cpus, len(names))),
    )
    yield from harvested.iter_rows()
