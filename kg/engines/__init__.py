"""Where documents are read out: in this process, in several of this machine, or on a cluster.

All three run one class, `extractor.Extractor`, and leave the same shards (`kg.checkpoints`), byte for byte, so that a
run which began on one engine can be finished on another.
"""

import os
from dataclasses import dataclass

SMALL = 100_000
"""Characters up to which processes don't pay: parsing them takes about as long as loading the model once more."""

SHARE = 50_000
"""Characters for which one more process pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where to read documents out: `name` is `local` or `ray`, `workers` how many at most (None: all cores).

    `address` is that of a Ray cluster; without it Ray takes the one that it finds, or starts one on this machine.
    """

    name: str = "local"
    workers: int | None = None
    address: str | None = None


LOCAL = Engine()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def workers(characters: int, *, engine: Engine) -> int:
    """How many processes pay for so much text: 0 is none besides this one."""
    if characters <= SMALL:
        return 0
    return max(1, min(engine.workers or cores(), -(-characters // SHARE)))
