"""A time limit for one document: what takes longer is broken off, and the run goes on.

Set by a timer of the operating system, whose signal Python notices between two instructions and inside a regular
expression, though not inside a C library. So it holds in a process's main thread alone (elsewhere there is no limit),
and processes that parse are watched from outside besides (`kg.engines.pool`).
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0
"""Seconds until the limit is told once more, to code that lost it in a destructor."""


class OverTimeError(BaseException):
    """The time is over; no `Exception`, lest a library that survives anything survives this."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `OverTimeError` in the block once it has run for so many seconds."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _raise(_signal: int, _frame: FrameType | None) -> None:
    raise OverTimeError
