"""Processes to spread the work of `resolve` over: the same bytes, sooner, at the price of the copies that are sent.

with processes.spread(4) as spread:
knowledge = resolve.resolve(extractions, spread=spread)
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from kg.resolve.blocks import In, Out, Spread

AHEAD = 2
"""Tasks a process that wait for it: the rest is not pickled before its time."""


@contextmanager
def spread(workers: int) -> Iterator[Spread[Any, Any]]:
    """Give a map over so many processes, which end with the block; with one, the built-in map."""
    if workers < 2:
        yield map
        return
    # Spawned, not forked: a fork of a process with threads, or with a model in it, may hang or double its memory.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda function, items: _in_order(pool, function, items, workers * AHEAD)


def _in_order(
    pool: ProcessPoolExecutor, function: Callable[[In], Out], items: Iterable[In], ahead: int
) -> Iterator[Out]:
    waiting: list[Future[Out]] = []
    for item in items:
        waiting.append(pool.submit(function, item))
        if len(waiting) > ahead:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()
