"""The W3C's tests of the Graph Store HTTP Protocol, replayed from the descriptions in its test suite.

The suite (https://www.w3.org/2009/sparql/docs/tests/data-sparql11/http-rdf-update/) changes one store step by step, and
reads after each change; each row of `STEPS` is one of its tests, under its name there.
"""

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from tests.serving import TOKEN, Reply, Server, make_graph, serving

FOAF = "http://xmlns.com/foaf/0.1/"
HEAD = f"@prefix foaf: <{FOAF}> . @prefix v: <http://www.w3.org/2006/vcard/ns#> . "
JOHN = (
    HEAD + '<http://$HOST$/$GRAPHSTORE$/person/1> a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn "John Doe" ] .'
)
JANE = HEAD + '[] a foaf:Person ; foaf:businessCard [ a v:VCard ; v:given-name "Jane Doe" ] .'
ALICE = HEAD + '[] a foaf:Person ; foaf:businessCard [ a v:VCard ; v:given-name "Alice" ] .'
JOHN_AGAIN = HEAD + '<http://$HOST$/$GRAPHSTORE$/person/1> foaf:name "Jane Doe" .'
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'
TURTLE = "text/turtle"
ONE, TWO, NEW, GONE = "/store/person/1.ttl", "/store/person/2.ttl", "$NEW$", "/store/person/4.ttl"

MULTIPART = (
    "--a6fe4cd636164618814be9f8d3d1a0de\r\n"
    'Content-Disposition: form-data; name="lastName.ttl"; filename="lastName.ttl"\r\n'
    f"Content-Type: text/turtle; charset=utf-8\r\n\r\n{HEAD}"
    '<http://$HOST$/$GRAPHSTORE$/person/1> foaf:familyName "Doe" .\r\n'
    "--a6fe4cd636164618814be9f8d3d1a0de\r\n"
    'Content-Disposition: form-data; name="firstName.ttl"; filename="firstName.ttl"\r\n'
    f"Content-Type: text/turtle; charset=utf-8\r\n\r\n{HEAD}"
    '<http://$HOST$/$GRAPHSTORE$/person/1> foaf:givenName "Jane" .\r\n'
    "--a6fe4cd636164618814be9f8d3d1a0de--\r\n"
)
FORM = "multipart/form-data; boundary=a6fe4cd636164618814be9f8d3d1a0de"
BOTH_NAMES = HEAD + '<http://$HOST$/$GRAPHSTORE$/person/1> foaf:familyName "Doe" ; foaf:givenName "Jane" .'


@dataclass(frozen=True)
class Step:
    """A request with the statuses that may answer it, and the graph that has to come back."""

    name: str
    method: str
    path: str
    status: tuple[int, ...]
    body: str = ""
    type: str | None = None
    graph: str | None = None


STEPS = [
    Step("put__initial_state", "PUT", f"/store?graph=http://$HOST${ONE}", (201,), JOHN, TURTLE),
    Step("get_of_put__initial_state", "GET", f"/store?graph=http://$HOST${ONE}", (200,), graph=JOHN),
    Step("put__graph_already_in_store", "PUT", ONE, (200, 204), JANE, TURTLE),
    Step("get_of_put__graph_already_in_store", "GET", ONE, (200,), graph=JANE),
    Step("put__default_graph", "PUT", "/store?default", (200, 201, 204), ALICE, TURTLE),
    Step("get_of_put__default_graph", "GET", "/store?default", (200,), graph=ALICE),
    Step("put__mismatched_payload", "PUT", ONE, (400,), XML, TURTLE),
    Step("put__empty_graph", "PUT", TWO, (201,), "", TURTLE),
    Step("get_of_put__empty_graph", "GET", TWO, (200,), graph=""),
    Step("replace_empty_graph", "PUT", TWO, (200, 204), JANE, TURTLE),
    Step("get_of_replace_empty_graph", "GET", TWO, (200,), graph=JANE),
    Step("delete__existing_graph", "DELETE", TWO, (200, 204)),
    Step("get_of_delete__existing_graph", "GET", TWO, (404,)),
    Step("delete__nonexistent_graph", "DELETE", TWO, (404,)),
    Step("put__john_again", "PUT", ONE, (200, 204), JOHN, TURTLE),
    Step("post__existing_graph", "POST", ONE, (200, 204), JOHN_AGAIN, TURTLE),
    Step("get_of_post__existing_graph", "GET", ONE, (200,), graph=JOHN + JOHN_AGAIN),
    Step("post__multipart_formdata", "POST", TWO, (200, 201, 204), MULTIPART, FORM),
    Step("get_of_post__multipart_formdata", "GET", TWO, (200,), graph=BOTH_NAMES),
    Step("post__create__new_graph", "POST", "/store", (201,), ALICE, TURTLE),
    Step("get_of_post__create__new_graph", "GET", NEW, (200,), graph=ALICE),
    Step("post__empty_graph__existing_graph", "POST", NEW, (200, 204), "", TURTLE),
    Step("get_of_post__after_noop", "GET", NEW, (200,), graph=ALICE),
    Step("head_on_an_existing_graph", "HEAD", ONE, (200,)),
    Step("head_on_a_nonexisting_graph", "HEAD", GONE, (404,)),
]
OWN = {"put__john_again"}
"""Steps that the suite doesn't have: where it reads in between from another order of its tests."""


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory, token_file: pathlib.Path) -> Iterator[Server]:
    place = make_graph(tmp_path_factory.mktemp("stored") / "graph")
    with serving(place, "--allow-update", "--token-file", str(token_file)) as running:
        yield running


def sent(server: Server, method: str, path: str, body: str = "", content_type: str | None = None) -> Reply:
    return server.ask(
        method, path, body=body, content_type=content_type, authorization=f"Bearer {TOKEN}", accept="text/turtle"
    )


def graph(text: str | bytes) -> pyoxigraph.Dataset:
    found = pyoxigraph.Dataset(pyoxigraph.parse(text, format=RdfFormat.TURTLE, base_iri="http://example.org/"))
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def test_the_w3cs_graph_store_tests_pass_in_their_order(changing: Server):
    """Each step builds on those before it, so that they are one test."""
    new = ""
    for step in STEPS:
        host = f"127.0.0.1:{changing.port}"
        path, body, wanted = (
            text.replace("$HOST$", host).replace("$GRAPHSTORE$", "store").replace("$NEW$", new)
            for text in (step.path, step.body, step.graph or "")
        )

        reply = sent(changing, step.method, path, body, step.type)

        assert reply.status in step.status, (step.name, reply)
        if step.graph is not None:
            assert graph(reply.body) == graph(wanted), (step.name, reply)
        new = reply.headers.get("location", new).removeprefix(changing.url)


def test_all_tests_of_the_suite_are_here():
    suite = [step for step in STEPS if step.name not in OWN]

    assert len({step.name for step in suite}) == len(suite) == 24
    assert len([step for step in suite if not step.name.startswith("get_of_")]) == 14


def test_a_patch_is_an_update_of_one_graph_that_may_touch_no_other(changing: Server):
    path = "/store?graph=http://example.org/patched"
    sent(changing, "PUT", path, "<a:s> <a:p> 1 , 2 .", TURTLE)

    patched = sent(changing, "PATCH", path, "DELETE DATA { <a:s> <a:p> 1 }", "application/sparql-update")
    strayed = sent(
        changing, "PATCH", path, "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 3 } }", "application/sparql-update"
    )

    assert (patched.status, strayed.status) == (204, 422)
    assert graph(sent(changing, "GET", path).body) == graph("<a:s> <a:p> 2 .")


def test_the_whole_store_can_be_read_with_its_graphs(server: Server):
    reply = server.get("/store", accept="application/n-quads")

    found = list(pyoxigraph.parse(reply.body, format=RdfFormat.N_QUADS))
    assert reply.media == "application/n-quads"
    assert len({str(quad.graph_name) for quad in found}) == 3


@pytest.mark.parametrize(
    "path", ["/store?graph=a&default", "/store?graph=not+an+iri", "/store/x?default", "/store?g=1"]
)
def test_a_graph_that_is_not_named_clearly_is_refused(server: Server, path: str):
    assert server.get(path).status == 400


def test_nothing_is_changed_without_leave_nor_without_the_token(changing: Server, server: Server):
    for method, path in (
        ("PUT", "/store?default"),
        ("DELETE", "/store?default"),
        ("POST", "/store"),
        ("PATCH", "/store"),
    ):
        assert server.ask(method, path, authorization=f"Bearer {TOKEN}").status == 403
        assert changing.ask(method, path).status == 401
        assert changing.ask(method, path, authorization="Bearer wrong").status == 401
