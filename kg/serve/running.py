"""The server as a process: uvicorn, with the limits of HTTP itself."""

import socket
from collections.abc import Callable

import uvicorn

from kg.errors import ConfigError
from kg.serve import app
from kg.serve.settings import Settings

HEADER_BYTES = 65_536
CONNECTIONS = 1000
"""Connections at a time; more are answered 503 at once."""


def run(settings: Settings, *, started: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `started` is told the address. Raises `ConfigError` where it can't be had."""
    listening = _listening(settings)
    port = listening.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    config = uvicorn.Config(
        app.app(settings),
        http="h11",
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=HEADER_BYTES,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
    )
    with listening:
        _Server(config, lambda: started(f"http://{host}:{port}/")).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    except (OSError, OverflowError) as error:
        raise ConfigError(f"can't listen on {settings.host}, port {settings.port}: {error}; try --port") from error
