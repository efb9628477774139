"""The pages as a person meets them: what they say, in which order, and the same as RDF at the same address."""

import hashlib
import html
import json
import pathlib
import re
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg import folder as directory
from kg import rdf, view
from kg.model import Entity, Knowledge
from tests.corpora import BASE, SMALL, STATION
from tests.serving import Server, make_graph, serving

PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
VENDOR = pathlib.Path(__file__).parents[2] / "kg/serve/static/vendor"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = make_graph(tmp_path_factory.mktemp("pages") / "graph")
    (place / directory.PAGE).write_text(view.page(SMALL, base=BASE), encoding="utf-8")
    with serving(place) as running:
        yield running


def page(server: Server, path: str) -> str:
    reply = server.get(path, accept=PAGE)
    assert (reply.status, reply.media) == (200, "text/html"), reply
    return reply.text


def words(markup: str) -> str:
    """Give a page's text as it is read, each run of blanks as one."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def test_an_entitys_facts_stand_apart_by_status_with_their_quotes_in_their_sentences(server: Server):
    text = page(server, "/entity/org/roscosmos")

    asserted, planned = text.index("What the documents assert"), text.index("What is planned, expected or meant to be")
    agreement, crew = text.index("partner with"), text.index("send people")
    assert asserted < agreement < planned < crew
    assert '<section class="planned"' in text
    assert "<mark>it will send 7 people by 2030</mark>." in text
    assert "said by Roscosmos" in words(text)
    assert "../2030" in text
    assert "Роскосмос" in text
    assert "the same name in another script" in text
    assert 'href="/document/lunar-station"' in text


def test_what_is_denied_is_never_among_what_is_stated(server: Server):
    text = page(server, "/entity/org/nasa")

    assert "Stated as fact" not in words(text).partition("What the documents say")[2]
    assert "Denied (1)" in words(text)
    assert "http://www.wikidata.org/entity/Q23548" in text


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (PAGE, "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json, text/html;q=0.2", "application/ld+json"),
        ("application/n-triples;q=0.5, application/rdf+xml;q=0.7", "application/rdf+xml"),
        ("*/*", "text/turtle"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/entity/org/roscosmos", "/document/lunar-station", "/resource?iri=" + BASE + "fact/1"]
)
def test_a_page_and_its_data_have_one_address(server: Server, path: str, accept: str, media: str):
    reply = server.get(path, accept=accept)

    assert (reply.status, reply.media) == (200, media)
    assert "accept" in reply.headers["vary"].lower()


def test_the_data_of_an_entity_are_its_facts_and_their_evidence(server: Server):
    reply = server.get("/entity/org/roscosmos?format=ntriples", accept=PAGE)

    triples = set(pyoxigraph.parse(reply.body, format=RdfFormat.N_TRIPLES))
    whole = {pyoxigraph.Quad(*quad.triple) for quad in rdf.quads(SMALL, base=BASE)}
    quotes = {quad.object.value for quad in triples if quad.predicate == rdf.node("oa:exact")}
    assert triples < whole
    assert "Roscosmos signed an agreement with CNSA" in quotes


@pytest.mark.parametrize(
    "path", ["/entity/org/nobody", "/document/none", "/entity/x", "/resource?iri=http://a/b", "/no"]
)
def test_what_isnt_there_is_404_for_people_and_programs(server: Server, path: str):
    person, program = server.get(path, accept=PAGE), server.get(path, accept="application/json")

    assert (person.status, person.media) == (404, "text/html")
    assert program.status == 404


def test_a_documents_text_is_whole_and_marked(server: Server):
    text = page(server, "/document/lunar-station")

    (shown,) = re.findall(r'<div class="text">(.*?)</div>', text, re.DOTALL)
    marks = re.findall(r'<a class="mark (\w+)"[^>]*>([^<]*)</a>', shown)
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == STATION.text
    assert ("planned", "it will send 7 people by 2030") in marks
    assert ("negated", "NASA did not join") in marks


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rosc", "Roscosmos"),
        ("Roscosmso", "Roscosmos"),
        ("роскосмос", "Roscosmos"),
        ("CNSA", "CNSA"),
        ("", "Roscosmos"),
    ],
)
def test_search_finds_beginnings_other_names_and_names_with_a_typo(server: Server, typed: str, first: str):
    from urllib.parse import quote

    reply = server.get(f"/search?q={quote(typed)}", accept="application/json")

    found = json.loads(reply.body)["results"]
    assert found[0]["name"] == first
    assert f'href="{found[0]["page"]}"' in page(server, f"/search?q={quote(typed)}")
    assert server.get(found[0]["page"]).status == 200


def test_a_search_that_finds_nothing_says_so(server: Server):
    assert "Nothing in this graph is called so" in page(server, "/search?q=zzzzzz")


def test_openrefine_gets_suggestions(server: Server):
    reply = server.get("/suggest?prefix=ros")

    assert json.loads(reply.body)["result"] == [
        {"id": "org:roscosmos", "name": "Roscosmos", "description": "Organization"}
    ]


def test_every_link_on_every_page_leads_somewhere(server: Server):
    seen, todo = set(), ["/", "/search", "/documents", "/entity/org/roscosmos"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        reply = server.get(path, accept=PAGE)
        assert reply.status in (200, 303), path
        if reply.media == "text/html" and path != "/graph":
            links = {
                html.unescape(link).partition("#")[0] for link in re.findall(r'(?:href|src)="([^"]*)"', reply.text)
            }
            todo += [link for link in links if link.startswith("/") and "example=" not in link]

    assert len(seen) > 20


def test_a_graph_that_is_replaced_is_served_at_once(tmp_path: pathlib.Path):
    place = make_graph(tmp_path / "graph")
    with serving(place) as server:
        assert json.loads(server.get("/search?q=ESA").body)["count"] == 0

        esa = Entity("org:esa", "ESA", "Organization", ("ESA",))
        fact = replace(SMALL.facts[2], subject="org:esa", said_by=None)
        grown = Knowledge(SMALL.documents, (*SMALL.entities, esa), (*SMALL.facts[:2], fact))
        from kg import store

        store.create(place / directory.STORE, rdf.quads(grown, base=BASE))

        assert json.loads(server.get("/search?q=ESA").body)["count"] == 1
        assert "Denied" in page(server, "/entity/org/esa")


def test_a_thing_is_at_its_own_iri_where_that_is_an_address_of_the_server(tmp_path: pathlib.Path):
    place = make_graph(tmp_path / "graph")
    with serving(place, "--allow-host", "example.org") as server:
        reply = server.get("/id/org/roscosmos", host="example.org")

    assert (reply.status, reply.headers["location"]) == (303, "/entity/org/roscosmos")


def test_the_vendored_files_are_what_they_are_said_to_be():
    sums = (VENDOR / "SHA256SUMS").read_text().splitlines()

    assert {line.split()[1] for line in sums} == {"yasgui.min.js", "yasgui.min.css"}
    for line in sums:
        expected, name = line.split()
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == expected
    script = (VENDOR / "yasgui.min.js").read_text(encoding="utf-8")
    assert "new Function(" not in script
