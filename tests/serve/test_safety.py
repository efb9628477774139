"""What a hostile, careless or impatient client can't do."""

import os
import pathlib
import signal
import socket
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.serving import Server, make_graph, serving

HEALTH = "ASK { ?fact a kg:Fact }"
JSON = "application/sparql-results+json"

CROSS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"
PATH = "SELECT (COUNT(*) AS ?n) { ?a (!<a:x>|^!<a:y>)* ?b . ?b (!<a:z>|^!<a:y>)* ?c . ?c (!<a:z>|^!<a:y>)* ?d }"
REGEX = (
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l "
    'FILTER REGEX(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j)), "(.*a){9}(x+x+)+y$") }'
)
SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?c"
DOUBLING = (
    'SELECT (STRLEN(?v40) AS ?n) { BIND("0123456789" AS ?v0) '
    + "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(40))
    + "}"
)
BOMBS = [CROSS, PATH, REGEX, SORT, DOUBLING]
NESTED = "SELECT * {" + "{" * 20_000 + "?s ?p ?o" + "}" * 20_000 + "}"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the small graph with narrow limits."""
    place = make_graph(tmp_path_factory.mktemp("strict") / "graph")
    with serving(place, "--timeout", "5", "--memory", "256", "--answer", "1") as running:
        yield running


def children(pid: int) -> list[int]:
    """Give the processes below a process, as Linux lists them."""
    found: list[int] = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found


def workers(server: Server) -> list[int]:
    (nursery,) = children(server.process.pid)
    return children(nursery)


def descriptors(server: Server) -> int:
    return len(list(pathlib.Path(f"/proc/{server.process.pid}/fd").iterdir()))


def is_soon(condition: object, *, seconds: float = 20) -> bool:
    """Wait until a condition holds; generously, on a machine that may be busy."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_a_hundred_bombs_end_in_503_while_a_small_query_goes_on_being_answered(strict: Server):
    assert strict.query(HEALTH).status == 200
    before = descriptors(strict)

    with ThreadPoolExecutor(100) as pool:
        thrown = [pool.submit(strict.query, BOMBS[i % 5] + f" # {i}") for i in range(100)]
        answers = []
        while not all(each.done() for each in thrown):
            answers.append(strict.query(HEALTH))
    replies = [each.result() for each in thrown]

    assert {reply.status for reply in replies} == {503}
    assert {reply.status for reply in answers} == {200}
    assert len(answers) > 3
    assert all(b"stopped after" in reply.body or b"busy" in reply.body or b"memory" in reply.body for reply in replies)
    assert is_soon(lambda: workers(strict) == [])
    assert is_soon(lambda: descriptors(strict) <= before)


def test_fifty_clients_at_once_get_their_answers(server: Server):
    query = "SELECT ?name { ?org a kg:Organization ; rdfs:label ?name } ORDER BY ?name"

    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(lambda _: server.query(query, accept="text/csv"), range(150)))

    assert {(reply.status, reply.body) for reply in replies} == {(200, b"name\r\nCNSA\r\nNASA\r\nRoscosmos\r\n")}
    assert is_soon(lambda: workers(server) == [])


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (CROSS, "stopped after 5 s"),
        (DOUBLING, "memory"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "limit on answer"),
        (NESTED, "memory"),
    ],
    ids=["time", "memory", "size", "depth"],
)
def test_past_a_limit_the_answer_is_503_with_the_reason_and_what_to_do(strict: Server, query: str, reason: str):
    body = urllib.parse.urlencode({"query": query})
    reply = strict.ask("POST", "/sparql", body=body, content_type="application/x-www-form-urlencoded")

    assert (reply.status, reply.media) == (503, "text/plain")
    assert reason in reply.text
    assert "ask for less" in reply.text
    assert strict.query(HEALTH).status == 200


def test_a_query_ends_when_its_client_goes_away(server: Server):
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={urllib.parse.quote(CROSS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert is_soon(lambda: len(workers(server)) == 1)

    assert is_soon(lambda: workers(server) == [], seconds=10), "it would run for 15 s"


def test_a_client_that_reads_slowly_holds_no_process(server: Server):
    query = urllib.parse.quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 30000")
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert client.recv(15) == b"HTTP/1.1 200 OK"

        assert is_soon(lambda: workers(server) == [])


def test_nothing_runs_on_when_the_server_is_killed(tmp_path: pathlib.Path):
    with serving(make_graph(tmp_path / "graph")) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            request = f"GET /sparql?query={urllib.parse.quote(CROSS)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
            client.sendall(request.encode())
            assert is_soon(lambda: len(workers(server)) == 1)
            below = [*children(server.process.pid), *workers(server)]

            server.process.kill()
            server.process.wait()

        assert is_soon(lambda: not any(_is_alive(pid) for pid in below))


def _is_alive(pid: int) -> bool:
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_server_goes_on_when_the_process_that_forks_is_killed(server: Server):
    os.kill(children(server.process.pid)[0], signal.SIGKILL)

    assert is_soon(lambda: server.query(HEALTH).status == 200)


def test_nothing_is_asked_of_another_server_nor_read_from_a_file(server: Server):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        there = f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        asked = [
            server.query(f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}"),
            server.query(f"ASK FROM <{there}> {{ ?s ?p ?o }}"),
            server.query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"),
            server.query("ASK {}", default_graph_uri=there),
            server.query("ASK {}", named_graph_uri=there),
        ]

        assert [reply.status for reply in asked] == [400] * 5
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "127.0.0.1"}, 200),
        ({"host": "localhost:8080"}, 200),
        ({"host": "[::1]:8080"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example"}, 421),
        ({"host": "localhost@evil.example"}, 421),
        ({"host": ""}, 421),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, 403),
        ({"sec_fetch_site": "same-site", "sec_fetch_mode": "cors"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 200),
        ({"sec_fetch_site": "same-origin", "sec_fetch_mode": "cors"}, 200),
    ],
    ids=str,
)
def test_a_foreign_name_or_page_is_refused(server: Server, headers: dict[str, str], status: int):
    assert server.get("/sparql?query=ASK%20%7B%7D", **headers).status == status


def test_our_own_pages_may_post_and_other_sites_may_not(server: Server):
    body, form = "query=ASK%20%7B%7D", "application/x-www-form-urlencoded"

    ours = server.ask("POST", "/sparql", body=body, content_type=form, origin=server.url)
    theirs = server.ask("POST", "/sparql", body=body, content_type=form, origin="http://127.0.0.1:1")
    linked = server.ask(
        "POST", "/sparql", body=body, content_type=form, sec_fetch_site="cross-site", sec_fetch_mode="navigate"
    )

    assert (ours.status, theirs.status, linked.status) == (200, 403, 403)


def test_no_other_site_may_read_unless_it_was_named(server: Server, tmp_path: pathlib.Path):
    friend = "https://friend.example"
    with serving(make_graph(tmp_path / "graph"), "--cors", friend) as open_to_friend:
        allowed = open_to_friend.get("/sparql?query=ASK%20%7B%7D", origin=friend)
        preflight = open_to_friend.ask("OPTIONS", "/sparql", origin=friend, access_control_request_method="POST")
        stranger = open_to_friend.get("/sparql?query=ASK%20%7B%7D", origin="https://evil.example")

    assert (allowed.status, preflight.status, stranger.status) == (200, 204, 403)
    assert allowed.headers["access-control-allow-origin"] == friend
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "access-control-allow-origin" not in server.query("ASK {}").headers
    assert "access-control-allow-origin" not in stranger.headers


def test_every_answer_has_a_policy_that_runs_no_inline_script(server: Server):
    for reply in (server.get("/"), server.get("/sparql"), server.get("/nowhere"), server.query("nonsense")):
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_long_addresses_and_bodies_are_refused(server: Server):
    long = server.get("/sparql?query=" + "a" * 20_000)
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n")
        client.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        answer = _flooded(client)

    assert long.status == 414
    assert answer.startswith(b"HTTP/1.1 413")


def _flooded(client: socket.socket) -> bytes:
    """Send chunks until the server has had enough."""
    piece = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    for _ in range(400):
        try:
            client.sendall(piece)
        except OSError:
            break
    return client.recv(1000)


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=%FF", "/sparql?query=" + "%00", "/sparql?" + "a=1&" * 2000, "/sparql?query=ASK%20%7B%7D&query=",
        "/store?graph=%FF", "/store/%2e%2e/%2e%2e/etc/passwd", "/../../etc/passwd", "/store?graph=http://a%20b",
    ],
)  # fmt: skip
def test_nonsense_is_the_clients_mistake(server: Server, path: str):
    assert 400 <= server.get(path).status < 500


def test_what_xml_cant_hold_is_refused_and_not_broken_off(server: Server):
    query = 'SELECT ("a\\u0001b" AS ?x) {}'

    refused = server.query(query, accept="application/sparql-results+xml")
    given = server.query(query, accept="text/csv")

    assert (refused.status, given.status) == (400, 200)
    assert "XML can't hold U+0001" in refused.text
