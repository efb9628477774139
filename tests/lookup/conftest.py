"""A reconciliation service of our own on this machine: it speaks version 0.2 of the protocol, or breaks as told."""

import json
import threading
import time
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Wikidata",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
    "batchSize": 2,
}

KNOWN = {
    "SpaceX": [{"id": "Q193701", "name": "SpaceX", "score": 100, "match": True, "type": [{"id": "Q4830453"}]}],
    "NASA": [
        {"id": "Q23548", "name": "NASA", "score": 100.0, "type": [{"id": "Q327333", "name": "government agency"}]},
        {"id": "Q6952373", "name": "NASA", "score": 97.0, "type": ["Q43229"]},
    ],
    "Starship": [{"id": "Q101352", "name": "Starship", "score": 100, "type": [{"id": "Q101352"}]}],
    "Elon Musk": [
        {"id": "Q317521", "name": "Elon Musk", "score": 100, "type": [{"id": "Q5"}]},
        {"id": "Q1", "name": "Elon Musk (book)", "score": 88, "type": [{"id": "Q571"}]},
    ],
    "Artemis Accords": [{"id": "Q96", "name": "Accords", "score": 41.5, "type": []}],
}


class Service(ThreadingHTTPServer):
    """The server, with what it was asked; `mode` is how it breaks, "" for not at all."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mode = ""
        self.fails = 0
        self.asked: list[dict[str, object]] = []
        self.known: dict[str, list[dict[str, object]]] = dict(KNOWN)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/en/api"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self._send(MANIFEST if self.server.mode != "no manifest" else {"name": "a web page"})

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        batch = json.loads(urllib.parse.parse_qs(form)["queries"][0])
        assert len(batch) <= MANIFEST["batchSize"]
        self.server.asked += batch.values()
        answer = {name: {"result": self.server.known.get(one["query"], [])} for name, one in batch.items()}
        if self.server.mode == "other ids":
            answer = {f"x{name}": one for name, one in answer.items()}
        if self.server.mode == "nonsense":
            answer = {name: {"result": [{"id": 5, "name": None, "score": "high"}]} for name in answer}
        self._send(answer)

    def _send(self, answer: object) -> None:
        if self.server.mode == "slow":
            time.sleep(1.5)
        failing = self.server.fails > 0
        self.server.fails -= failing
        self.send_response(500 if self.server.mode == "500" or failing else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"<html>" if self.server.mode == "no json" else json.dumps(answer).encode())

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 -- http.server's signature
        """Say nothing."""


@pytest.fixture
def wikidata() -> Iterator[Service]:
    """Give a service that runs until the test is over."""
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a server no longer than a test may."""
    from kg.lookup import service

    monkeypatch.setattr(service.Patience.__init__, "__defaults__", (0.5, 2, 0.01))
