"""A process that reads documents out: `python -m kg.engines.worker`, JSON lines in and out.

The first line says which model and how many seconds; then come some documents a line, between tabs, and a line for
each goes back: its extraction, or what was wrong with it. A spawned interpreter rather than multiprocessing, which
would run the caller's script a second time. It dies with its parent, and before it when memory runs out.
"""

import ctypes
import json
import os
import pathlib
import signal
import sys
from contextlib import suppress
from dataclasses import astuple
from typing import BinaryIO

from kg import claims
from kg.engines.extractor import Extractor
from kg.errors import KgError
from kg.model import Skipped

TAB = b"\t"
"""Between documents; in JSON, a tab is written otherwise."""

READY, SKIPPED, REFUSED = b"ready", b"skipped ", b"refused "
"""How lines begin that are no extraction."""


def main() -> None:
    """Serve until standard input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer of ours
    _expendable(parent=int(sys.argv[1]))
    order = json.loads(sys.stdin.buffer.readline())
    try:
        extractor = Extractor(model=order["model"], seconds=order["seconds"])
        _answer(out, READY)
        for line in sys.stdin.buffer:
            for document in line.split(TAB):  # all were read before the first is answered, so that no pipe gets stuck
                found = extractor(claims.document_from_json(document))
                told = SKIPPED.decode() + json.dumps(astuple(found)) if isinstance(found, Skipped) else found
                _answer(out, told.encode("ascii"))
    except KgError as error:
        _answer(out, REFUSED + json.dumps([type(error).__name__, str(error)]).encode())
    except BrokenPipeError:
        os._exit(0)  # the parent is gone, and with it whoever would read a complaint


def _answer(out: BinaryIO, line: bytes) -> None:
    out.write(line + b"\n")
    out.flush()


def _expendable(*, parent: int) -> None:
    """On Linux, die when the parent does, and be the first to go when memory runs out."""
    with suppress(OSError, AttributeError):
        pathlib.Path("/proc/self/oom_score_adj").write_text("1000")
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before it could be tied to us
        sys.exit()


if __name__ == "__main__":
    main()
