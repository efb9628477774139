"""Answers in the format that a client asks for, read back by other readers; and rdflib as a client."""

import csv
import io
import json
import pathlib
import urllib.parse
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, RdfFormat
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from kg import folder as directory
from kg import rdf, store
from kg.serve import negotiation
from tests.corpora import BASE, SMALL
from tests.serving import TOKEN, Server, make_graph, serving

SELECT = "SELECT ?org ?name { ?org a kg:Organization ; rdfs:label ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?a kg:partnersWith ?b } WHERE { ?a kg:partnersWith ?b }"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/*", "text/xml"),
        ("text/csv;q=0.3, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        ("application/*;q=0.1, text/csv;q=0.0, */*;q=0.05", "application/sparql-results+json"),
        ("TEXT/CSV ; Q=1.0", "text/csv"),
        ("nonsense, text/csv", "text/csv"),
    ],
)
def test_a_table_comes_as_the_client_likes_it(server: Server, accept: str | None, media: str):
    reply = server.query(SELECT, accept=accept)

    assert (reply.status, reply.media) == (200, media)
    assert "accept" in reply.headers["vary"].lower()
    assert rows(reply.media, reply.body) == [
        [f"{BASE}org/{name.lower()}", name] for name in ("CNSA", "NASA", "Roscosmos")
    ]


def rows(media: str, body: bytes) -> list[list[str]]:
    """Read a table with readers that are not ours."""
    if "json" in media:
        return [[row[name]["value"] for name in ("org", "name")] for row in json.loads(body)["results"]["bindings"]]
    if "xml" in media:
        results = ET.fromstring(body).iter("{http://www.w3.org/2005/sparql-results#}result")  # noqa: S314 -- our own
        return [["".join(binding.itertext()) for binding in result] for result in results]
    found = list(csv.reader(io.StringIO(body.decode()), delimiter="," if "csv" in media else "\t"))[1:]
    return [[cell.strip("<>") for cell in row] for row in found]


@pytest.mark.parametrize(
    ("accept", "media", "syntax"),
    [
        (None, "text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml, text/turtle;q=0.5", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_as_the_client_likes_it(server: Server, accept: str | None, media: str, syntax: RdfFormat):
    reply = server.query(CONSTRUCT, accept=accept)

    triple = (rdf.iri("org:roscosmos", base=BASE), rdf.node("kg:partnersWith"), rdf.iri("org:cnsa", base=BASE))
    assert (reply.status, reply.media) == (200, media)
    assert {quad.triple for quad in pyoxigraph.parse(reply.body, format=syntax)} == {pyoxigraph.Triple(*triple)}


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png")])
def test_what_cant_be_had_as_the_client_wants_it_is_406(server: Server, query: str, accept: str):
    assert server.query(query, accept=accept).status == 406


@pytest.mark.parametrize("form", ["csv", "json", "tsv", "xml"])
def test_the_address_can_name_the_format(server: Server, form: str):
    reply = server.query(SELECT, accept="text/html", format=form)

    assert reply.media == negotiation.named(form, negotiation.TABLES)[1]  # type: ignore[index]  # each is there


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_ask_answers_true_or_false(server: Server, accept: str):
    syntax = QueryResultsFormat.JSON if "json" in accept else QueryResultsFormat.XML

    answers = [
        bool(pyoxigraph.parse_query_results(server.query(query, accept=accept).body, format=syntax))
        for query in ("ASK { org:nasa a kg:Organization }", "ASK { org:nasa a kg:Person }")
    ]

    assert answers == [True, False]


def test_head_says_what_get_would(server: Server):
    path = "/sparql?" + urllib.parse.urlencode({"query": SELECT})

    got, headed = server.get(path), server.ask("HEAD", path)

    assert (headed.status, headed.body) == (200, b"")
    assert headed.headers["content-length"] == got.headers["content-length"] == str(len(got.body))


def test_a_large_answer_comes_whole(server: Server):
    reply = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 50000", accept="text/csv")

    assert reply.body.count(b"\r\n") >= 50_001
    assert len(reply.body) == int(reply.headers["content-length"]) > 5_000_000


def test_the_service_describes_itself_and_its_graphs(server: Server):
    sd = "http://www.w3.org/ns/sparql-service-description#"
    described = rdflib.Graph().parse(data=server.get("/sparql", accept="text/turtle").text)
    dataset = rdflib.Graph().parse(data=server.get("/.well-known/void", accept="text/turtle").text)

    endpoint, base = rdflib.URIRef(server.url + "/sparql"), rdflib.URIRef(BASE)
    assert set(described.objects(endpoint, rdflib.URIRef(sd + "supportedLanguage"))) == {
        rdflib.URIRef(sd + "SPARQL11Query")
    }
    names = set(described.objects(None, rdflib.URIRef(sd + "name")))
    assert names == {rdflib.URIRef(BASE + "doc/lunar-station"), rdflib.URIRef(BASE + "doc/a%20note")}
    assert dataset.value(base, rdflib.VOID.sparqlEndpoint) == endpoint
    assert dataset.value(base, rdflib.VOID.triples).toPython() == len(list(rdf.quads(SMALL, base=BASE)))  # type: ignore[union-attr]  # a literal


def test_a_browser_that_asks_the_endpoint_for_a_page_is_shown_the_query_page(server: Server):
    reply = server.get("/sparql", accept="text/html,application/xhtml+xml,*/*;q=0.8")

    assert (reply.status, reply.headers["location"]) == (303, "/")


def test_rdflib_reads_and_writes_through_the_endpoint(tmp_path: pathlib.Path, token_file: pathlib.Path):
    place = make_graph(tmp_path / "graph")
    with serving(place, "--allow-update", "--token-file", str(token_file)) as server:
        reader = rdflib.Graph(SPARQLStore(server.url + "/sparql"))
        headers = {"Authorization": f"Bearer {TOKEN}"}
        writer = SPARQLUpdateStore(server.url + "/sparql", server.url + "/sparql", headers=headers)
        writer.update('INSERT DATA { <http://a/s> <http://a/p> "ü" }')

        found = set(reader.query("SELECT ?o { <http://a/s> <http://a/p> ?o }"))

    assert found == {(rdflib.Literal("ü"),)}
    kept = store.open(place / directory.STORE)
    assert len(kept) == len(list(rdf.quads(SMALL, base=BASE))) + 1, "kg query finds it too"


def test_an_update_happens_whole_or_not_at_all(tmp_path: pathlib.Path, token_file: pathlib.Path):
    place = make_graph(tmp_path / "graph")
    before = set(store.open(place / directory.STORE).quads())
    insert, all_pairs = (
        "INSERT DATA { <http://a/s> <http://a/p> 1 }",
        " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(5)),
    )
    words = ", ".join(f"STR(?c{i})" for i in range(5))
    updates = {
        f"{insert} ; DROP GRAPH <http://a/none>": 400,
        f"{insert} ; INSERT {{ ?a0 ?b0 ?c1 }} WHERE {{ {all_pairs} FILTER(STRLEN(CONCAT({words})) > 100000) }}": 503,
        f"{insert} ; LOAD <http://127.0.0.1/x>": 400,
        f"{insert} ; INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://127.0.0.1/> {{ ?s ?p ?o }} }}": 400,
    }
    about = {"content_type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
    with serving(place, "--allow-update", "--token-file", str(token_file), "--timeout", "4") as server:
        statuses = [server.ask("POST", "/sparql", body=update, **about).status for update in updates]

    assert statuses == list(updates.values())
    assert set(store.open(place / directory.STORE).quads()) == before


def test_readers_see_the_graph_before_an_update_or_after_it_and_never_none(
    tmp_path: pathlib.Path, token_file: pathlib.Path
):
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <a:g> { ?s ?p ?o } }"
    about = {"content_type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
    place = make_graph(tmp_path / "graph")
    with serving(place, "--allow-update", "--token-file", str(token_file)) as server, ThreadPoolExecutor(4) as pool:
        updates = [f"INSERT DATA {{ GRAPH <a:g> {{ <a:{i}> <a:p> 1 . <a:{i}> <a:p> 2 }} }}" for i in range(6)]
        writing = [pool.submit(server.ask, "POST", "/sparql", body=each, **about) for each in updates]
        seen = []
        while not all(each.done() for each in writing):
            seen.append(server.query(count, accept="text/csv"))
        last = server.query(count, accept="text/csv")

    assert {each.result().status for each in writing} == {204}
    assert {reply.status for reply in seen} == {200}
    found = [int(reply.text.split()[1]) for reply in (*seen, last)]
    assert found == sorted(found)
    assert all(number % 2 == 0 for number in found)
    assert found[-1] == 12
