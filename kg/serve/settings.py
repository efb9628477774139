"""What a server is told at its start."""

import pathlib
from collections.abc import Mapping
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where to listen, what to allow, and how much.

    `names` are further names in the Host header that are ours, `origins` other sites whose scripts may read. `token`
    is "" where nothing may be changed. A query may take `timeout` seconds and `memory` bytes, its answer and a body
    `size` bytes; `quick` queries run at once beside as many `long` ones, and `waiting` more wait for them.
    """

    folder: pathlib.Path
    host: str = "127.0.0.1"
    port: int = 8080
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    token: str = ""
    timeout: float = 15
    memory: int = 512 * MEGABYTE
    answer_size: int = 100 * MEGABYTE
    body_size: int = 10 * MEGABYTE
    address_size: int = 16_384
    quick: int = 4
    long: int = 4
    waiting: int = 200

    @property
    def hosts(self) -> frozenset[str]:
        """Names by which a client may call this server, without a port."""
        loopback = {"127.0.0.1", "localhost", "[::1]"}
        own = {f"[{self.host}]" if ":" in self.host else self.host}
        return frozenset(name.lower() for name in loopback | own | set(self.names)) - {"0.0.0.0", "[::]"}  # noqa: S104  # never a client's name


LIMITS: Mapping[str, str] = {
    "timeout": "ask for less (a LIMIT, more conditions), or restart the server with a longer --timeout",
    "memory": "ask for less at a time (a LIMIT, fewer variables in GROUP BY or ORDER BY)",
    "answer": "ask for less at a time (LIMIT and OFFSET), or export the whole graph with kg export",
}
"""What to do about each limit."""
