"""The formats: each is read back by another tool than wrote it, and says what the graph says."""

import csv
import dataclasses
import io
import json
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints
from typing import BinaryIO

import networkx
import pyarrow.parquet
import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from kg import export, rdf
from kg.errors import ExportError
from kg.export import tables
from kg.model import Knowledge
from tests.corpora import BASE, SMALL, STATION, corpora, evidence

SYNTAXES = {
    "turtle": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "ntriples": (pyoxigraph.RdfFormat.N_TRIPLES, "nt"),
    "rdfxml": (pyoxigraph.RdfFormat.RDF_XML, "xml"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
    "nquads": (pyoxigraph.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
}
QUADS = ("trig", "nquads", "jsonld")


def exported(knowledge: Knowledge, name: str) -> bytes:
    out = io.BytesIO()
    export.write(knowledge, format=name, base=BASE, out=out)
    return out.getvalue()


def said(knowledge: Knowledge, name: str) -> set[tuple[str, ...]]:
    """Give what a syntax should hold, as N-Triples terms: with the graph's name where the syntax has graphs."""
    quads = set(rdf.quads(knowledge, base=BASE))
    return {_terms(quad) if name in QUADS else _terms(quad)[:3] for quad in quads}


def _terms(quad: pyoxigraph.Quad) -> tuple[str, ...]:
    graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
    return str(quad.subject), str(quad.predicate), str(quad.object), graph


def by_oxigraph(content: bytes, name: str) -> set[tuple[str, ...]]:
    quads = pyoxigraph.parse(content, format=SYNTAXES[name][0])
    return {_terms(quad) if name in QUADS else _terms(quad)[:3] for quad in quads}


def by_rdflib(content: bytes, name: str) -> set[tuple[str, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format=SYNTAXES[name][1])
    found = set()
    for subject, predicate, term, graph in dataset.quads():
        terms = tuple(str(_term(each)) for each in (subject, predicate, term))
        is_default = graph is None or graph == rdflib.graph.DATASET_DEFAULT_GRAPH_ID
        found.add((*terms, "" if is_default else f"<{graph}>") if name in QUADS else terms)
    return found


def _term(term: object) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if isinstance(term, rdflib.Literal):
        datatype = str(term.datatype or rdflib.XSD.string)
        return pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(datatype))
    return pyoxigraph.NamedNode(str(term))


@pytest.mark.parametrize("name", SYNTAXES)
def test_two_other_readers_find_the_very_same_graph(name: str) -> None:
    content = exported(SMALL, name)

    assert by_oxigraph(content, name) == said(SMALL, name)
    assert by_rdflib(content, name) == said(SMALL, name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge=corpora())
def test_hostile_texts_come_through_every_syntax(knowledge: Knowledge) -> None:
    for name in SYNTAXES:
        try:
            content = exported(knowledge, name)
        except ExportError:
            assert name == "rdfxml", name
            continue

        assert by_oxigraph(content, name) == said(knowledge, name), name
        assert by_rdflib(content, name) == said(knowledge, name), name


def test_rdfxml_refuses_control_characters_and_says_which_and_where() -> None:
    document = dataclasses.replace(SMALL.documents[0], text="page\x0cbreak")

    with pytest.raises(ExportError, match=r"U\+000C.*schema\.org/text.*write turtle"):
        exported(dataclasses.replace(SMALL, documents=(document,)), "rdfxml")


def test_jsonld_has_a_context_so_that_it_reads_like_turtle() -> None:
    page = json.loads(exported(SMALL, "jsonld"))

    nodes = {node["@id"]: node for node in page["@graph"]}
    assert page["@context"]["org"] == f"{BASE}org/"
    assert nodes["org:cnsa"] == {
        "@id": "org:cnsa",
        "@type": ["schema:Organization", "kg:Organization"],
        "rdfs:label": "CNSA",
    }
    assert {node["@type"] for node in nodes["doc:lunar-station"]["@graph"] if "oa:exact" in node} == {"kg:Evidence"}


def test_jsonl_has_one_object_a_fact_and_document_with_exactly_the_agreed_keys() -> None:
    rows = [json.loads(line) for line in exported(SMALL, "jsonl").splitlines()]

    assert [(row["document"], row["predicate"]["label"]) for row in rows] == [
        ("a note", "partner with"),
        ("lunar-station", "partner with"),
        ("lunar-station", "send people"),
        ("lunar-station", "join"),
    ]
    assert rows[2] == {
        "document": "lunar-station",
        "subject": {
            "id": "org:roscosmos",
            "name": "Roscosmos",
            "names": ["Roscosmos", "Роскосмос"],
            "type": "Organization",
        },
        "predicate": {"iri": "https://w3id.org/prosegraph/rel/send-people", "label": "send people"},
        "object": {"value": "7", "datatype": "number"},
        "status": "planned",
        "said_by": {"name": "Roscosmos", "names": ["Roscosmos", "Роскосмос"]},
        "time": "2030",
        "confidence": 0.5,
        "quote": "it will send 7 people by 2030",
        "start": 67,
        "end": 96,
        "sentence": "It said it will send 7 people by 2030.",
        "rule": "verb",
    }
    assert [row["time"] for row in rows] == ["2021-03-09", "2021-03-09", "2030", "2021/2024"]
    assert rows[0]["said_by"] is None


def test_of_several_quotes_in_a_document_jsonl_gives_the_surest() -> None:
    text = STATION.text
    quotes = [evidence(STATION, "Roscosmos", confidence=0.7), evidence(STATION, "CNSA", confidence=0.8)]
    fact = dataclasses.replace(SMALL.facts[0], evidence=tuple(sorted(quotes)))

    rows = [json.loads(line) for line in exported(dataclasses.replace(SMALL, facts=(fact,)), "jsonl").splitlines()]

    assert [row["quote"] for row in rows] == ["CNSA"]
    assert text[rows[0]["start"] : rows[0]["end"]] == "CNSA"


def test_csv_has_one_row_a_fact_and_quote_and_keeps_line_breaks_and_quotes() -> None:
    rows = list(csv.DictReader(io.StringIO(exported(SMALL, "csv").decode(), newline="")))

    assert tuple(rows[0]) == tables.COLUMNS
    assert len(rows) == sum(len(fact.evidence) for fact in SMALL.facts)
    assert rows[0]["quote"] == "Roscosmos (Роскосмос) and CNSA signed\r\nan accord"
    assert [row["status"] for row in rows] == ["asserted", "asserted", "planned", "negated"]
    assert (rows[2]["object_id"], rows[2]["object"], rows[2]["object_type"]) == ("", "7", "number")
    assert (rows[3]["said_by"], rows[3]["time_start"], rows[3]["time_end"]) == ("NASA", "2021", "2024")


def test_parquet_holds_the_rows_of_the_csv_with_their_types() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(exported(SMALL, "parquet")))

    assert [tuple(row.values()) for row in table.to_pylist()] == list(tables.rows(SMALL))
    assert {str(table.schema.field(name).type) for name in ("start", "end")} == {"int64"}


@pytest.mark.parametrize(
    ("name", "read", "label"), [("graphml", networkx.read_graphml, "name"), ("gexf", networkx.read_gexf, "label")]
)
def test_networks_have_entities_as_nodes_and_facts_between_them_as_edges(
    name: str, read: Callable[[BinaryIO], "networkx.MultiDiGraph[str]"], label: str
) -> None:
    network = read(io.BytesIO(exported(SMALL, name)))

    assert {node: about[label] for node, about in network.nodes(data=True)} == {
        "org:cnsa": "CNSA",
        "org:nasa": "NASA",
        "org:roscosmos": "Roscosmos",
    }
    edges = {
        (source, target, about["predicate"], about["status"]) for source, target, about in network.edges(data=True)
    }
    assert edges == {
        ("org:roscosmos", "org:cnsa", "kg:partnersWith", "asserted"),
        ("org:nasa", "org:roscosmos", "rel:join", "negated"),
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge=corpora())
def test_hostile_texts_leave_every_view_readable(knowledge: Knowledge) -> None:
    nodes = {rdf.NOT_XML.sub("\ufffd", entity.id) for entity in knowledge.entities}
    rows = list(tables.rows(knowledge))

    assert nodes <= set(networkx.read_graphml(io.BytesIO(exported(knowledge, "graphml"))))
    assert set(networkx.read_gexf(io.BytesIO(exported(knowledge, "gexf")))) >= {
        node for node in nodes if "\r" not in node
    }
    assert all(json.loads(line) for line in exported(knowledge, "jsonl").split(b"\n") if line)
    assert [tuple(map(str, row)) for row in rows] == [
        tuple(row) for row in csv.reader(io.StringIO(exported(knowledge, "csv").decode(), newline=""))
    ][1:]
    assert pyarrow.parquet.read_table(io.BytesIO(exported(knowledge, "parquet"))).num_rows == len(rows)


def test_the_formats_are_those_that_the_design_names() -> None:
    named = "csv gexf graphml jsonl jsonld nquads ntriples parquet rdfxml trig turtle"
    more = "nquads12 ntriples12 trig12 turtle12 void"

    assert set(export.FORMATS) == {*named.split(), *more.split()}
    assert list(export.FORMATS) == sorted(export.FORMATS)


def test_an_unknown_format_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ExportError, match="unknown format 'docx'; known are csv, gexf"):
        exported(SMALL, "docx")


def shout(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write as another package's exporter would."""
    out.write(f"{base} {len(knowledge.facts)}!".encode())


def test_another_package_adds_a_format_by_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    found = EntryPoints([EntryPoint("shout", "tests.test_export:shout", "prosegraph.exporters")])
    monkeypatch.setattr(export, "entry_points", found.select)

    assert exported(SMALL, "shout") == f"{BASE} 3!".encode()
    assert "shout" in export.formats()
