"""Who may run when, so that a hundred queries without an end don't hold up a small one.

As operating systems do it (a multilevel feedback queue, Corbató 1962): a job starts on a quick place. While others
wait, one that has used its slice of CPU time moves on to a long place, where the kernel gives it what the quick ones
leave; and when these are full, the one that has run longest has to end. Those that wait come in order of arrival, but
one that was quick when last asked comes first, and one that was long comes last. When nobody waits, a long query has
the machine to itself.
"""

import asyncio
import itertools
import os
import pathlib
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.serve.refusal import RefusedError

SLICE = 0.1
"""Seconds of CPU after which a job is long."""

STAY = 1.0
"""Seconds on a quick place after which it has to move on in any case, on a machine that is busy with other things."""

REMEMBERED = 4096
"""Jobs of which it is remembered whether they were quick."""


@dataclass(eq=False, slots=True)
class Turn:
    """A job on its place: `pid` is 0 until its process is there, `verdict` tells why it was ended."""

    number: int
    started: float
    pid: int = 0
    verdict: str = ""

    def has_had_its_share(self) -> bool:
        """Whether it has used its slice, or has stayed too long."""
        return time.monotonic() - self.started >= STAY or self._used() >= SLICE

    def _used(self) -> float:
        """Give the CPU time used, in seconds; 0 where the system doesn't tell."""
        try:
            fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, IndexError):
            return 0


@dataclass(eq=False, slots=True)
class Wait:
    """A job before its turn."""

    rank: int
    order: int
    turn: "asyncio.Future[Turn]"


@dataclass(slots=True)
class Turns:
    """Places for so many quick and so many long jobs, and for so many that wait, each at most `patience` seconds."""

    quick_places: int
    long_places: int
    waiting_places: int
    patience: float
    quick: set[Turn] = field(default_factory=set)
    long: set[Turn] = field(default_factory=set)
    queue: list[Wait] = field(default_factory=list)
    was_quick: "OrderedDict[bytes, bool]" = field(default_factory=OrderedDict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def take(self, key: bytes) -> Turn:
        """Wait for a turn, to be given back with `free`; raises `RefusedError` where it doesn't come in time."""
        if len(self.queue) >= self.waiting_places:
            raise busy(f"{len(self.queue)} others are waiting")
        rank = {True: 0, None: 1, False: 2}[self.was_quick.get(key)]
        wait = Wait(rank, next(self.numbers), asyncio.get_running_loop().create_future())
        self.queue.append(wait)
        self.queue.sort(key=lambda each: (each.rank, each.order))
        self._call()
        try:
            async with asyncio.timeout(self.patience):
                return await asyncio.shield(wait.turn)
        except BaseException as error:
            if wait in self.queue:
                self.queue.remove(wait)
            elif wait.turn.done():
                self.free(wait.turn.result())  # given just when the asker gave up
            if isinstance(error, TimeoutError):
                raise busy(f"no turn in {self.patience:g} s") from None
            raise

    def free(self, turn: Turn) -> None:
        """Give a place back."""
        self.quick.discard(turn)
        self.long.discard(turn)
        self._call()

    def remember(self, key: bytes, *, seconds: float) -> None:
        """Keep in mind how long a job was."""
        self.was_quick[key] = seconds < SLICE
        self.was_quick.move_to_end(key)
        if len(self.was_quick) > REMEMBERED:
            self.was_quick.popitem(last=False)

    def shift(self) -> tuple[list[Turn], list[Turn]]:
        """Move jobs on to long places while others wait; gives those that moved, and those that have to end."""
        moved = [turn for turn in self.quick if turn.has_had_its_share()] if self.queue else []
        self.quick -= set(moved)
        self.long |= set(moved)
        by_age = sorted(self.long, key=lambda turn: turn.started)
        ending = by_age[: max(0, len(by_age) - self.long_places)]
        for turn in ending:
            turn.verdict = "busy"
        self._call()
        return moved, ending

    def _call(self) -> None:
        """Give free quick places to those who wait."""
        while self.queue and len(self.quick) < self.quick_places:
            wait = self.queue.pop(0)
            turn = Turn(next(self.numbers), time.monotonic())
            self.quick.add(turn)
            wait.turn.set_result(turn)


def busy(reason: str) -> RefusedError:
    """Refuse for want of room."""
    return RefusedError(503, f"the server is busy ({reason}); try again in a moment", Retry_After="2")
