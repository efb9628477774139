"""What is sent, and to a server that fails in every way there is."""

import json
import pathlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph
import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Quad

from kg import push, rdf, store
from kg.errors import PushError
from kg.model import Knowledge
from kg.push import protocols
from kg.push.endpoint import Credentials, Endpoint, Reply
from tests.corpora import BASE, corpora
from tests.push.hard import HERE, QUADS


@settings(max_examples=100, deadline=None)
@given(knowledge=corpora())
def test_hostile_texts_come_through_an_update_and_through_turtle(knowledge: Knowledge) -> None:
    quads = list(rdf.quads(knowledge, base=BASE))

    assert _received(protocols.UPDATE, quads) == _received(protocols.GRAPH_STORE, quads) == set(quads)


class Listener:
    """Takes the place of an endpoint, and loads what comes."""

    def __init__(self) -> None:
        self.graph, self.url = pyoxigraph.Store(), "nowhere"

    def request(
        self, _method: str, *, body: bytes, media: str, parameters: dict[str, str] | None = None, **_: object
    ) -> Reply:

        if media == "application/sparql-update":
            self.graph.update(body.decode())
        else:
            name = (parameters or {}).get("graph")
            place = pyoxigraph.NamedNode(name) if name else pyoxigraph.DefaultGraph()
            self.graph.load(body, format=pyoxigraph.RdfFormat.TURTLE, to_graph=place)
        return Reply(204, "No Content")


def _received(protocol: protocols.Protocol, quads: list[Quad]) -> set[Quad]:
    listener = Listener()
    sent = protocols.send(quads, listener, protocol=protocol, size=7)  # type: ignore[arg-type]
    assert sum(sent) == len(quads)
    return set(listener.graph)


def test_a_blank_node_gets_a_name_so_that_it_can_be_sent_twice() -> None:
    extra = Quad(BlankNode("x1"), rdf.node("rdfs:seeAlso"), BlankNode("x2"))

    found = set(push.quads(store.of([*QUADS, extra]))) - set(QUADS)

    assert [str(quad.triple) for quad in found] == [
        f"<{BASE}.well-known/genid/x1> {rdf.node('rdfs:seeAlso')} <{BASE}.well-known/genid/x2>"
    ]


Answer = Callable[[int, BaseHTTPRequestHandler, bytes], tuple[int, str]]


@contextmanager
def scripted(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """Run a server that answers its n-th request as `answer` has it: a status, and a header or a text."""
    bodies: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            status, said = answer(len(bodies) - 1, self, bodies[-1])
            if not status:
                self.close_connection = True
                return self.connection.close()
            self.send_response(status)
            name, _, value = said.partition("=")
            if value:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said.encode())
            return None

        def log_message(self, *_: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (OSError, ValueError):  # of a connection that we closed ourselves
                self.close_connection = True

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"{HERE}:{server.server_port}/update", bodies
        server.shutdown()


def pushed(
    url: str, marks: pathlib.Path, *, batch: int = 50, waits: list[float] | None = None, **options: object
) -> push.Pushed:
    endpoint = Endpoint(url, wait=(waits if waits is not None else []).append, **options)  # type: ignore[arg-type]
    how = push.Options(batch=batch)
    return push.push(store.of(QUADS), endpoint, protocol=protocols.UPDATE, marks=push.Marks(marks), options=how)


def test_a_server_that_stumbles_is_asked_again_after_longer_and_longer_pauses(tmp_path: pathlib.Path) -> None:
    waits: list[float] = []
    trouble = {0: (503, ""), 1: (500, "oops"), 2: (0, ""), 3: (429, "Retry-After=30")}

    with scripted(lambda number, *_: trouble.get(number, (204, ""))) as (url, bodies):
        done = pushed(url, tmp_path, waits=waits)

    assert waits == [1.0, 2.0, 4.0, 30.0]
    assert len(set(bodies[:5])) == 1
    assert done.requests == len(bodies) - 4 == -(-len(QUADS) // 50)


def test_a_server_that_stays_silent_is_given_up_with_its_address(tmp_path: pathlib.Path) -> None:
    waits: list[float] = []

    with pytest.raises(PushError, match=r"127.0.0.1:1/ can't be reached: .*refused"):
        pushed(f"{HERE}:1/", tmp_path, waits=waits)
    with scripted(lambda *_: (time.sleep(0.3), (204, ""))[1]) as (url, _), pytest.raises(PushError, match="timed out"):
        pushed(url, tmp_path, timeout=0.1, tries=1)

    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize(
    ("status", "said", "message"),
    [
        (401, "", r"HTTP 401.*KG_PUSH_TOKEN.*--user.*KG_PUSH_PASSWORD"),
        (403, "no entry", r"HTTP 403 Forbidden: no entry"),
        (400, "Parse error: 1:1", r"refused 50 triples from <\S+> on: HTTP 400 Bad Request: Parse error: 1:1"),
        (400, "No default graph here", r"--into IRI"),
        (307, "Location=https://elsewhere.example/", r"has moved to https://elsewhere.example/"),
        (200, "<html><form>", r"refused 50 triples"),
        (500, "out of  order\n", r"HTTP 500 Internal Server Error: out of order"),
        (413, "", r"too small for one triple"),
    ],
)
def test_a_refusal_is_told_in_words_that_help(tmp_path: pathlib.Path, status: int, said: str, message: str) -> None:
    with scripted(lambda *_: (status, said)) as (url, _), pytest.raises(PushError, match=message):
        pushed(url, tmp_path, tries=2)


def test_what_is_too_large_is_sent_in_smaller_pieces_from_then_on(tmp_path: pathlib.Path) -> None:
    lines = []

    def answer(_number: int, _handler: object, body: bytes) -> tuple[int, str]:
        lines.append(body.count(b" .\n"))
        return (413 if lines[-1] > 20 else 204), ""

    with scripted(answer) as (url, _):
        done = pushed(url, tmp_path)

    assert lines[:3] == [50, 25, 12]
    assert max(lines[2:]) == 12
    assert sum(lines[2:]) == done.quads == len(QUADS)


def test_a_push_that_was_cut_short_goes_on_where_it_was_and_a_changed_graph_begins_anew(tmp_path: pathlib.Path) -> None:
    with scripted(lambda number, *_: (204 if number < 2 else 400, "")) as (url, first), pytest.raises(PushError):
        pushed(url, tmp_path)
    state = json.loads((tmp_path / "push.json").read_text())
    assert [row["done"] for row in state.values()] == [100]

    marks = push.Marks(tmp_path)
    (key,) = state
    with scripted(lambda *_: (204, "")) as (again, rest):
        marks.set(f"update {again}", marks.of(key, state[key]["digest"]))
        done = pushed(again, tmp_path)
        whole = pushed(again, tmp_path)

    assert (done.before, done.quads, whole.before) == (100, len(QUADS), 0)
    sent = pyoxigraph.Store()
    for body in (*first[:2], *rest[: done.requests]):
        sent.update(body.decode())
    assert set(sent) == set(QUADS)
    assert marks.of(key, "another digest").done == 0


def test_a_state_that_is_damaged_counts_as_none(tmp_path: pathlib.Path) -> None:
    for damaged in ("", "{", "[]", '{"update x": 3}', '{"update x": {"done": "many"}}'):
        (tmp_path / "push.json").write_text(damaged)

        assert push.Marks(tmp_path).of("update x", "d") == push.state.Mark("d")


def test_name_and_password_answer_a_challenge_and_a_token_goes_along_at_once(tmp_path: pathlib.Path) -> None:
    given, asked = list[str](), list[str]()

    def answer(_number: int, handler: BaseHTTPRequestHandler, _body: bytes) -> tuple[int, str]:
        given.append(handler.headers.get("Authorization", "").partition(" ")[0])
        return (204, "") if given[-1] else (401, f"WWW-Authenticate={asked[-1]}")

    for challenge in ('Basic realm="x"', 'Digest realm="x", nonce="1", qop="auth"'):
        asked.append(challenge)
        with scripted(answer) as (url, _):
            pushed(url, tmp_path, batch=1000, credentials=Credentials(user="ada", password="secret"))  # noqa: S106
    with scripted(answer) as (url, _):
        pushed(url, tmp_path, batch=1000, credentials=Credentials(token="t"))  # noqa: S106

    assert given == ["", "Basic", "", "Digest", "Bearer"]
    assert "secret" not in (tmp_path / "push.json").read_text() + repr(Credentials(user="ada", password="secret"))  # noqa: S106


@pytest.mark.parametrize("url", ["ftp://x/", "localhost:80/", "http:///x", "https://me:pw@example.org/"])
def test_an_address_that_is_none_or_tells_a_password_is_refused(url: str) -> None:
    with pytest.raises(PushError) as error:
        Endpoint(url)

    assert ":pw" not in str(error.value)
