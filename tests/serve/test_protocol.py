"""The W3C's 34 tests of the SPARQL 1.1 Protocol, replayed from the descriptions in its test suite.

The suite (https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/) describes requests and what to expect of
the answer; each row of `CASES` is one of them, under its name there. The data sets that it takes from the web lie in
the store here, as nothing is fetched.
"""

import json
import pathlib
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph
import pytest

from kg import rdf
from tests.corpora import BASE, SMALL
from tests.serving import TOKEN, Reply, Server, make_graph, serving

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
DATA = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(1, 4)]
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
FOAF = "http://xmlns.com/foaf/0.1/"
DC = "http://purl.org/dc/terms/"
MADE = "http://example.org/protocol-update-dataset-test/"
PRELUDE = (
    f"PREFIX dc: <{DC}> PREFIX foaf: <{FOAF}> CLEAR ALL ; "
    + "".join(f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> a foaf:Document }} }} ; " for graph in DATA)
)  # fmt: skip
PUT_TYPED = f"INSERT {{ GRAPH <{MADE}> {{ ?s a dc:BibliographicResource }} }} WHERE {{ ?s a foaf:Document }}"
PUT_FROM_NAMED = (
    f"INSERT {{ GRAPH <{MADE}> {{ ?s a dc:BibliographicResource }} }} "
    "WHERE { GRAPH ?g { ?s a foaf:Document } }"
)  # fmt: skip
PUT_FROM_BOTH = (
    f"INSERT {{ GRAPH <{MADE}> {{ ?s a dc:BibliographicResource }} }} "
    "WHERE { { ?s a foaf:Document } UNION { GRAPH ?g { ?s a foaf:Document } } }"
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A request, the class of its status, and then either the media types or the boolean that are expected.

    `after` is an ASK query that has to be true (or, where it begins with `!`, false) once the request is done.
    """

    name: str
    method: str
    parameters: tuple[tuple[str, str], ...] = ()
    body: bytes | str = b""
    type: str | None = None
    status: int = 2
    media: tuple[str, ...] = ()
    answer: bool | None = None
    after: tuple[str, ...] = field(default=())


BOOLEAN = ("application/sparql-results+xml", "application/sparql-results+json")
TABLE = (*BOOLEAN, "text/tab-separated-values", "text/csv")
GRAPH = ("application/rdf+xml", "application/rdf+json", "text/turtle", "application/n-triples")


def form(*pairs: tuple[str, str]) -> str:
    return urllib.parse.urlencode(pairs)


def in_default(*graphs: str) -> tuple[tuple[str, str], ...]:
    return tuple(("default-graph-uri", graph) for graph in graphs)


def in_named(*graphs: str) -> tuple[tuple[str, str], ...]:
    return tuple(("named-graph-uri", graph) for graph in graphs)


def typed(graph: str) -> str:
    return f"ASK {{ GRAPH <{MADE}> {{ <{graph}> a <{DC}BibliographicResource> }} }}"


BOTH_DEFAULT = f"ASK {{ <{DATA[0]}> {TYPE} ?type . <{DATA[1]}> {TYPE} ?type }}"
BOTH_NAMED = f"ASK {{ GRAPH ?g {{ <{DATA[0]}> ?p ?o }} GRAPH ?h {{ <{DATA[1]}> ?p ?o }} }}"
FULL = (
    f"ASK {{ <{DATA[2]}> a <{FOAF}Document> GRAPH ?g {{ <{DATA[0]}> ?p ?o }} GRAPH ?h {{ <{DATA[1]}> ?p ?o }} "
    f"FILTER NOT EXISTS {{ <{DATA[0]}> a <{FOAF}Document> }} FILTER NOT EXISTS {{ GRAPH ?i {{ <{DATA[2]}> ?p ?o }} }}"
    "}"
)

CASES = [
    Case("query_post_form", "POST", body=form(("query", "ASK {}")), type=FORM, media=BOOLEAN, answer=True),
    Case("query_dataset_default_graphs_get", "GET", (("query", BOTH_DEFAULT), *in_default(*DATA[:2])), answer=True),
    Case(
        "query_dataset_default_graphs_post", "POST", body=form(("query", BOTH_DEFAULT), *in_default(*DATA[:2])),
        type=FORM, answer=True,
    ),
    Case(
        "query_dataset_named_graphs_post", "POST", in_named(*DATA[:2]), body=BOTH_NAMED, type=QUERY, answer=True,
    ),
    Case("query_dataset_named_graphs_get", "GET", (("query", BOTH_NAMED), *in_named(*DATA[:2])), answer=True),
    Case(
        "query_dataset_full", "POST", (*in_default(DATA[2]), *in_named(*DATA[:2])), body=FULL, type=QUERY, answer=True,
    ),
    Case(
        "query_multiple_dataset", "POST", in_default(DATA[0]),
        body=f"ASK FROM <{DATA[1]}> {{ <{DATA[0]}> a <{FOAF}Document> FILTER NOT EXISTS {{ <{DATA[1]}> ?p ?o }} }}",
        type=QUERY, answer=True,
    ),
    Case("query_get", "GET", (("query", "ASK {}"),), media=BOOLEAN, answer=True),
    Case("query_content_type_select", "GET", (("query", "SELECT (1 AS ?value) {}"),), media=TABLE),
    Case("query_content_type_ask", "GET", (("query", "ASK {}"),), media=BOOLEAN, answer=True),
    Case("query_content_type_describe", "GET", (("query", "DESCRIBE <http://example.org/>"),), media=GRAPH),
    Case("query_content_type_construct", "GET", (("query", "CONSTRUCT { <s> <p> 1 } WHERE {}"),), media=GRAPH),
    Case(
        "update_dataset_default_graph", "POST",
        body=form(("using-graph-uri", DATA[0]), ("update", PRELUDE + PUT_TYPED)), type=FORM,
        after=(typed(DATA[0]), "!" + typed(DATA[1]), "!" + typed(DATA[2])),
    ),
    Case(
        "update_dataset_default_graphs", "POST",
        body=form(*(("using-graph-uri", graph) for graph in DATA[:2]), ("update", PRELUDE + PUT_TYPED)), type=FORM,
        after=(typed(DATA[0]), typed(DATA[1]), "!" + typed(DATA[2])),
    ),
    Case(
        "update_dataset_named_graphs", "POST",
        body=form(*(("using-named-graph-uri", graph) for graph in DATA[:2]), ("update", PRELUDE + PUT_FROM_NAMED)),
        type=FORM, after=(typed(DATA[0]), typed(DATA[1]), "!" + typed(DATA[2])),
    ),
    Case(
        "update_dataset_full", "POST",
        body=form(
            ("using-graph-uri", DATA[0]), ("using-named-graph-uri", DATA[1]), ("update", PRELUDE + PUT_FROM_BOTH)
        ),
        type=FORM, after=(typed(DATA[0]), typed(DATA[1]), "!" + typed(DATA[2])),
    ),
    Case("query_post_direct", "POST", body="ASK {}", type=QUERY, media=BOOLEAN, answer=True),
    Case("update_post_form", "POST", body=form(("update", "CLEAR NAMED")), type=FORM),
    Case("update_post_direct", "POST", body="CLEAR NAMED", type=UPDATE),
    Case(
        "update_base_uri", "POST",
        body="CLEAR GRAPH <http://example.org/protocol-base-test/> ; INSERT DATA { GRAPH "
        "<http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> <test> } }",
        type=UPDATE,
        after=(
            "ASK { GRAPH <http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> ?o "
            "FILTER(isIRI(?o) && STR(?o) != 'test' && STRENDS(STR(?o), '/test')) } }",
        ),
    ),
    Case("bad_query_method", "PUT", (("query", "ASK {}"),), status=4),
    Case("bad_multiple_queries", "GET", (("query", "ASK {}"), ("query", "SELECT * {}")), status=4),
    Case("bad_query_wrong_media_type", "POST", body="ASK {}", type="text/plain", status=4),
    Case("bad_query_missing_form_type", "POST", body=form(("query", "ASK {}")), status=4),
    Case("bad_query_missing_direct_type", "POST", body="ASK {}", status=4),
    Case("bad_query_non_utf8", "POST", body="ASK {}".encode("utf-16"), type=f"{QUERY}; charset=UTF-16", status=4),
    Case("bad_query_syntax", "GET", (("query", "ASK"),), status=400),
    Case("bad_update_get", "GET", (("update", "CLEAR ALL"),), status=4),
    Case("bad_multiple_updates", "POST", body=form(*[("update", "CLEAR NAMED")] * 2), type=FORM, status=4),
    Case("bad_update_wrong_media_type", "POST", body="CLEAR NAMED", type="text/plain", status=4),
    Case("bad_update_missing_form_type", "POST", body=form(("update", "CLEAR NAMED")), status=4),
    Case("bad_update_non_utf8", "POST", body="CLEAR NAMED".encode("utf-16"), type=UPDATE, status=4),
    Case("bad_update_syntax", "POST", body=form(("update", "CREATE XYZ")), type=FORM, status=400),
    Case(
        "bad_update_dataset_conflict", "POST",
        body=form(
            ("using-named-graph-uri", "http://example/people"),
            ("update", "WITH <http://example/addresses> DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }"),
        ),
        type=FORM, status=400,
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory, token_file: pathlib.Path) -> Iterator[Server]:
    """Serve a graph with the suite's data in it, which may be changed."""
    document = pyoxigraph.NamedNode(f"{FOAF}Document")
    given = [
        pyoxigraph.Quad(pyoxigraph.NamedNode(graph), rdf.node("rdf:type"), document, pyoxigraph.NamedNode(graph))
        for graph in DATA
    ]
    place = make_graph(tmp_path_factory.mktemp("w3c") / "graph", [*given, *rdf.quads(SMALL, base=BASE)])
    with serving(place, "--allow-update", "--token-file", str(token_file)) as running:
        yield running


def sent(server: Server, case: Case) -> Reply:
    path = "/sparql" + ("?" + form(*case.parameters) if case.parameters else "")
    return server.ask(case.method, path, body=case.body, content_type=case.type, authorization=f"Bearer {TOKEN}")


def test_all_tests_of_the_suite_are_here():
    assert len({case.name for case in CASES}) == len(CASES) == 34


def test_the_w3cs_protocol_tests_pass_in_their_order(changing: Server):
    """The updates build on each other, so that the cases are one test."""
    for case in CASES:
        _hold(changing, case)


def _hold(server: Server, case: Case) -> None:
    reply = sent(server, case)
    assert reply.status // (1 if case.status > 99 else 100) == case.status, (case.name, reply)
    assert not case.media or reply.media in case.media, (case.name, reply)
    if case.answer is not None:
        assert json.loads(reply.body)["boolean"] is case.answer, (case.name, reply)
    for question in case.after:
        answer = json.loads(server.query(question.removeprefix("!")).body)["boolean"]
        assert answer is not question.startswith("!"), (case.name, question)
