"""Who may run when, without any process: what the policy promises."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from kg.serve import turns
from kg.serve.refusal import RefusedError


@dataclass
class Room:
    quick: int = 2
    long: int = 1
    waiting: int = 3
    patience: float = 5

    def turns(self) -> turns.Turns:
        return turns.Turns(self.quick, self.long, self.waiting, self.patience)


def run(work: Coroutine[object, object, None]) -> None:
    """Run it in a thread of its own: a browser of other tests may keep this one's event loop busy."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()  # type: ignore[arg-type]  # as an async function gives it


def aged(turn: turns.Turn, seconds: float) -> turns.Turn:
    turn.started -= seconds
    return turn


def test_those_that_were_quick_come_first_and_those_that_were_long_last():
    async def work() -> None:
        kept = Room(quick=1).turns()
        kept.remember(b"quick", seconds=0.01)
        kept.remember(b"long", seconds=9)
        now = await kept.take(b"now")
        order: list[bytes] = []

        async def wait(key: bytes) -> None:
            turn = await kept.take(key)
            order.append(key)
            kept.free(turn)

        waiting = [asyncio.create_task(wait(key)) for key in (b"long", b"new", b"quick")]
        await asyncio.sleep(0)
        kept.free(now)
        await asyncio.gather(*waiting)
        assert order == [b"quick", b"new", b"long"]

    run(work())


def test_nobody_has_to_move_while_nobody_waits():
    async def work() -> None:
        kept = Room().turns()
        aged(await kept.take(b"a"), 100)

        assert kept.shift() == ([], [])

    run(work())


def test_while_others_wait_the_long_move_on_and_the_longest_ends():
    async def work() -> None:
        kept = Room(quick=2, long=1).turns()
        older, old = aged(await kept.take(b"a"), 200), aged(await kept.take(b"b"), 100)
        waiting = asyncio.create_task(kept.take(b"c"))
        await asyncio.sleep(0)

        moved, ending = kept.shift()

        assert set(moved) == {older, old}
        assert ending == [older]
        assert older.verdict == "busy"
        assert (await waiting) in kept.quick

    run(work())


def test_too_many_are_refused_at_once_and_the_patient_in_the_end():
    async def work() -> None:
        kept = Room(quick=1, waiting=1, patience=0.05).turns()
        await kept.take(b"a")
        patient = asyncio.create_task(kept.take(b"b"))
        await asyncio.sleep(0)

        with pytest.raises(RefusedError, match="1 others are waiting") as refused:
            await kept.take(b"c")
        with pytest.raises(RefusedError, match="no turn"):
            await patient
        assert refused.value.status == 503
        assert refused.value.headers == {"Retry-After": "2"}
        assert kept.queue == []

    run(work())


def test_a_place_given_to_one_who_left_goes_to_the_next():
    async def work() -> None:
        kept = Room(quick=1).turns()
        first = await kept.take(b"a")
        leaver, stayer = asyncio.create_task(kept.take(b"b")), asyncio.create_task(kept.take(b"c"))
        await asyncio.sleep(0)
        kept.free(first)
        leaver.cancel()

        turn = await asyncio.wait_for(stayer, 1)

        assert kept.quick == {turn}

    run(work())


def test_only_so_much_is_remembered():
    kept = Room().turns()

    for number in range(turns.REMEMBERED + 10):
        kept.remember(str(number).encode(), seconds=0)

    assert len(kept.was_quick) == turns.REMEMBERED
    assert b"0" not in kept.was_quick
