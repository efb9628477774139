"""A real server in a process of its own, over a small graph; and a client that can send what no library would."""

import http.client
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from kg import folder as directory
from kg import rdf, store
from tests.corpora import BASE, SMALL

TOKEN = "a-token-for-the-tests"  # noqa: S105
ROOT = pathlib.Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, *, body: bytes | str = b"", timeout: float = 60, **headers: str | None
    ) -> Reply:
        """Send a request as it stands; a header that is None is left out, `content_type=` is written with a hyphen."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body.encode() if isinstance(body, str) else body
        try:
            connection.putrequest(method, path, skip_host="host" in named)
            for name, value in named.items():
                if value is not None:
                    connection.putheader(name, value)
            if content or method in ("POST", "PUT", "PATCH"):
                connection.putheader("Content-Length", str(len(content)))
            connection.endheaders(content or None)
            response = connection.getresponse()
            given = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, given, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str | None) -> Reply:
        return self.ask("GET", path, **headers)

    def query(self, query: str, *, accept: str | None = None, timeout: float = 60, **parameters: object) -> Reply:
        """Ask by GET; parameters may be lists."""
        pairs = {"query": query, **{name.replace("_", "-"): value for name, value in parameters.items()}}
        path = "/sparql?" + urllib.parse.urlencode(pairs, doseq=True)
        return self.ask("GET", path, accept=accept, timeout=timeout)


def make_graph(place: pathlib.Path, quads: object = None) -> pathlib.Path:
    place.mkdir(parents=True)
    store.create(place / directory.STORE, quads or rdf.quads(SMALL, base=BASE))  # type: ignore[arg-type]
    directory.describe(place, directory.About(base=BASE, model="en_core_web_md", documents=()))
    return place


@contextmanager
def serving(folder: pathlib.Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "kg", "serve", "-g", str(folder), "--port", "0", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:  # noqa: S603
        assert process.stdout
        found = re.search(rb"http://[^ ]*:(\d+)/", process.stdout.readline())
        try:
            assert found
            yield Server(int(found[1]), process)
        finally:
            process.terminate()
            process.wait(20)
