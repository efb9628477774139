"""Pushing to real stores: Oxigraph, our own server, and Virtuoso where it is installed."""

import json
import pathlib
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph
import pytest
from pyoxigraph import Quad

from kg import cli, push, rdf, store
from kg.push import protocols
from kg.push.endpoint import Endpoint
from tests import serving
from tests.corpora import BASE, SMALL
from tests.push.hard import HERE, QUADS

INTO = "https://example.org/the-graph"
OXIGRAPH = shutil.which("oxigraph") or str(pathlib.Path(sysconfig.get_path("scripts")) / "oxigraph")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(*command: str, port: int, folder: pathlib.Path) -> Iterator[None]:
    """Run a server until the block ends, which begins when it listens."""
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:  # noqa: S603
        try:
            for _ in range(300):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
            yield
        finally:
            process.kill()


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of an `oxigraph serve`, whose store starts empty."""
    place, port = tmp_path_factory.mktemp("oxigraph"), free_port()
    with running(OXIGRAPH, "serve", "-l", "store", "--bind", f"127.0.0.1:{port}", port=port, folder=place):
        yield f"{HERE}:{port}"


@pytest.fixture
def graph(tmp_path: pathlib.Path) -> pathlib.Path:
    return serving.make_graph(tmp_path / "graph", QUADS)


def held(oxigraph: str) -> set[Quad]:
    """Read back all that an Oxigraph holds, and empty it for the next test."""
    request = urllib.request.Request(f"{oxigraph}/store", headers={"Accept": "application/n-quads"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        quads = set(pyoxigraph.parse(answer.read(), format=pyoxigraph.RdfFormat.N_QUADS))
    assert Endpoint(f"{oxigraph}/update").request("POST", body=b"DROP ALL", media="application/sparql-update").is_good
    return quads


@pytest.mark.parametrize(
    ("path", "option"), [("update", ""), ("store", ""), ("update", "--update"), ("store", "--store")]
)
def test_another_store_holds_what_ours_does_in_the_same_graphs(
    oxigraph: str, graph: pathlib.Path, path: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["push", f"{oxigraph}/{path}", "-g", str(graph), "--batch", "10", *filter(None, [option])]

    assert cli.run(arguments) == cli.run(arguments) == 0

    assert held(oxigraph) == set(QUADS)
    assert capsys.readouterr().out.splitlines() == [f"Pushed {len(QUADS)} triples in 4 graphs to {oxigraph}/{path}"] * 2


def test_the_default_graph_can_get_a_name_there(oxigraph: str, graph: pathlib.Path) -> None:
    assert cli.run(["push", f"{oxigraph}/update", "-g", str(graph), "--into", INTO]) == 0

    names = {quad.graph_name for quad in held(oxigraph)}
    assert pyoxigraph.NamedNode(INTO) in names
    assert pyoxigraph.DefaultGraph() not in names


@pytest.mark.parametrize("path", ["update", "store"])
def test_replacing_takes_away_what_the_last_push_wrote_and_nothing_else(
    oxigraph: str, graph: pathlib.Path, path: str
) -> None:
    other = Quad(*QUADS[0].triple, pyoxigraph.NamedNode("urn:x:theirs"))
    protocols.UPDATE.insert(Endpoint(f"{oxigraph}/update"), [other])
    assert cli.run(["push", f"{oxigraph}/{path}", "-g", str(graph), "--into", INTO]) == 0
    fewer = list(rdf.quads(SMALL, base=BASE))
    store.create(graph / "store", fewer)

    assert cli.run(["push", f"{oxigraph}/{path}", "-g", str(graph), "--into", INTO, "--replace"]) == 0

    there = held(oxigraph)
    assert other in there
    assert {quad.triple for quad in there - {other}} == {quad.triple for quad in fewer}
    assert rdf.iri("doc:worst", base=BASE) not in {quad.graph_name for quad in there}


def test_kg_serve_takes_a_push_with_its_token(
    graph: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other, token = serving.make_graph(tmp_path / "other"), tmp_path / "token"
    token.write_text(serving.TOKEN)
    with serving.serving(other, "--allow-update", "--token-file", str(token)) as server:
        assert cli.run(["push", f"{server.url}/store", "-g", str(graph)]) == 1
        assert "KG_PUSH_TOKEN" in capsys.readouterr().err
        monkeypatch.setenv("KG_PUSH_TOKEN", serving.TOKEN)

        assert cli.run(["push", f"{server.url}/sparql", "-g", str(graph)]) == 0
        assert cli.run(["push", f"{server.url}/store", "-g", str(graph)]) == 0

    assert set(store.open(other / "store").quads()) == set(QUADS)


VIRTUOSO = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = v-temp.db
TransactionFile = v-temp.trx
[Parameters]
ServerPort = {sql}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
"""


@pytest.mark.skipif(shutil.which("virtuoso-t") is None, reason="needs Debian's virtuoso-opensource-7")
def test_virtuoso_holds_every_triple_as_it_was(
    graph: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PUSH_PASSWORD", "dba")
    sql, port = free_port(), free_port()
    (tmp_path / "v.ini").write_text(VIRTUOSO.format(sql=sql, http=port))
    with running("virtuoso-t", "-f", "-c", "v.ini", port=port, folder=tmp_path):
        for place, into in (("sparql-auth", INTO), ("sparql-graph-crud-auth", f"{INTO}/2")):
            arguments = ["-g", str(graph), "--user", "dba", "--into", into]
            assert cli.run(["push", f"{HERE}:{port}/{place}", *arguments]) == 0

            expected = {quad.triple for quad in push.quads(store.open(graph / "store"), into=into)}
            assert _in_virtuoso(port, into) == {quad.triple for quad in QUADS if protocols.graph(quad) == ""}, place
            named = {
                quad.graph_name.value for quad in QUADS if not isinstance(quad.graph_name, pyoxigraph.DefaultGraph)
            }
            assert {found for name in (into, *named) for found in _in_virtuoso(port, name)} == expected, place


def _in_virtuoso(port: int, name: str) -> set[pyoxigraph.Triple]:
    query = urllib.parse.urlencode({"query": f"SELECT * FROM <{name}> {{ ?s ?p ?o }}", "format": "json"})  # noqa: S608
    with urllib.request.urlopen(f"{HERE}:{port}/sparql?{query}") as answer:  # noqa: S310
        rows = json.loads(answer.read())["results"]["bindings"]
    found = set()
    for row in rows:
        kind = row["o"].get("datatype", "http://www.w3.org/2001/XMLSchema#string")
        target = row["o"]["value"]
        is_iri = row["o"]["type"] == "uri"
        term = (
            pyoxigraph.NamedNode(target) if is_iri else pyoxigraph.Literal(target, datatype=pyoxigraph.NamedNode(kind))
        )
        subject, predicate = (pyoxigraph.NamedNode(row[part]["value"]) for part in "sp")
        found.add(pyoxigraph.Triple(subject, predicate, term))
    return found


def test_an_address_that_takes_nothing_is_told_with_what_it_answered(
    oxigraph: str, graph: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["push", f"{oxigraph}/query", "-g", str(graph)]) == 1

    said = capsys.readouterr().err
    assert "takes neither an update (HTTP 415" in said
    assert len(said.splitlines()) == 1
