"""The checks: a good graph passes, and each rule catches a graph that was broken in its way alone."""

import dataclasses
import pathlib
from collections.abc import Callable

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import SH

from kg import check, rdf
from kg.errors import GraphError
from kg.model import Knowledge, Value
from tests.corpora import BASE, SMALL, corpora

Quads = list[Quad]
Term = NamedNode | Literal
SHAPES = str(pathlib.Path(check.__file__).parent / "data" / "shapes.ttl")
GOOD: Quads = list(rdf.quads(SMALL, base=BASE))


def term(text: str) -> Term:
    """Read a term: a number, a date, a quoted text, or a compact IRI."""
    if text.startswith('"'):
        value, _, datatype = text[1:].rpartition('"')
        return Literal(value, datatype=rdf.node(datatype.removeprefix("^^") or "xsd:string"))
    if text.lstrip("-").isdigit():
        return Literal(text, datatype=rdf.node("xsd:integer"))
    prefix = text.partition(":")[0]
    return rdf.node(text) if prefix in rdf.NAMESPACES and prefix != "rel" else rdf.iri(text, base=BASE)


def one(subject: str) -> NamedNode:
    """Find a node: an entity or a fact by its id, `evidence`, `join` and `base` by what they are."""
    if subject == "base":
        return NamedNode(BASE)
    if ":" in subject:
        return rdf.iri(subject, base=BASE)
    kind = {"evidence": "kg:Evidence", "join": "kg:Join"}[subject]
    found = next(quad.subject for quad in GOOD if quad.object == rdf.node(kind))
    assert isinstance(found, NamedNode)
    return found


def without(subject: str, predicate: str) -> Quads:
    """Take a property away."""
    return [quad for quad in GOOD if (quad.subject, quad.predicate) != (one(subject), term(predicate))]


def adding(subject: str, predicate: str, value: str) -> Quads:
    """Add a property, to the graph that the node is in."""
    node, verb = one(subject), term(predicate)
    graph = next((quad.graph_name for quad in GOOD if quad.subject == node), GOOD[0].graph_name)
    assert isinstance(verb, NamedNode)
    return [*GOOD, Quad(node, verb, term(value), graph)]


def setting(subject: str, predicate: str, value: str) -> Quads:
    """Put another value in the place of a property's."""
    node, verb = one(subject), term(predicate)
    return [
        Quad(node, quad.predicate, term(value), quad.graph_name)
        if (quad.subject, quad.predicate) == (node, verb)
        else quad
        for quad in GOOD
    ]


def cut(subject: str) -> Quads:
    """Take a node away with all its properties."""
    return [quad for quad in GOOD if quad.subject != one(subject)]


def elsewhere(subject: str) -> Quads:
    """Move a node to the graph of another document."""
    other = rdf.iri("doc:other", base=BASE)
    return [Quad(*quad.triple, other) if quad.subject == one(subject) else quad for quad in GOOD]


def with_value(value: Value) -> Quads:
    """State that the agency was founded at a value."""
    fact = dataclasses.replace(SMALL.facts[1], predicate="kg:dateFounded", object=value)
    return list(rdf.quads(dataclasses.replace(SMALL, facts=(fact,)), base=BASE))


def retyped(name: str, kind: str) -> Quads:
    """Give an entity another class."""
    entities = [dataclasses.replace(each, type=kind) if each.id == name else each for each in SMALL.entities]
    return list(rdf.quads(dataclasses.replace(SMALL, entities=tuple(entities)), base=BASE))


BROKEN: list[tuple[str, str, Callable[[], Quads]]] = [
    ("subject", "fact:1", lambda: without("fact:1", "rdf:subject")),
    ("subject", "fact:1", lambda: adding("fact:1", "rdf:subject", "org:nasa")),
    ("subject", "fact:1", lambda: setting("fact:1", "rdf:subject", '"Roscosmos"')),
    ("predicate", "fact:1", lambda: without("fact:1", "rdf:predicate")),
    ("predicate", "fact:1", lambda: setting("fact:1", "rdf:predicate", "schema:knows")),
    ("object", "fact:1", lambda: without("fact:1", "rdf:object")),
    ("object", "fact:1", lambda: adding("fact:1", "rdf:object", "org:nasa")),
    ("relationLabel", "fact:1", lambda: without("fact:1", "kg:relationLabel")),
    ("status", "fact:1", lambda: without("fact:1", "kg:status")),
    ("status", "fact:2", lambda: setting("fact:2", "kg:status", "kg:likely")),
    ("status", "fact:2", lambda: adding("fact:2", "kg:status", "kg:alleged")),
    ("confidence", "fact:1", lambda: setting("fact:1", "kg:confidence", '"1.01"^^xsd:decimal')),
    ("confidence", "fact:1", lambda: setting("fact:1", "kg:confidence", '"high"')),
    ("confidence", "evidence", lambda: without("evidence", "kg:confidence")),
    ("evidence", "fact:3", lambda: [quad for quad in GOOD if quad.object != one("fact:3")]),
    ("evidenceCount", "fact:1", lambda: without("fact:1", "kg:evidenceCount")),
    ("documentCount", "fact:1", lambda: setting("fact:1", "kg:documentCount", "0")),
    ("saidBy", "fact:2", lambda: setting("fact:2", "kg:saidBy", '"NASA"')),
    ("begin", "fact:3", lambda: setting("fact:3", "kg:start", '"soon"')),
    ("begin", "fact:3", lambda: adding("fact:3", "kg:start", '"2020"^^xsd:gYear')),
    ("end", "fact:3", lambda: setting("fact:3", "kg:end", '"2024-13"^^xsd:gYearMonth')),
    ("supports", "evidence", lambda: setting("evidence", "kg:supports", "org:nasa")),
    ("supports", "evidence", lambda: adding("evidence", "kg:supports", "fact:3")),
    ("document", "evidence", lambda: without("evidence", "kg:document")),
    ("document", "evidence", lambda: setting("evidence", "kg:document", "doc:lost")),
    ("exact", "evidence", lambda: without("evidence", "oa:exact")),
    ("exact", "evidence", lambda: setting("evidence", "oa:exact", '""')),
    ("quoteStart", "evidence", lambda: setting("evidence", "oa:start", "-1")),
    ("quoteStart", "evidence", lambda: setting("evidence", "oa:start", "999")),
    ("quoteEnd", "evidence", lambda: setting("evidence", "oa:end", "999")),
    ("sentence", "evidence", lambda: without("evidence", "kg:sentence")),
    ("sentenceStart", "evidence", lambda: setting("evidence", "kg:sentenceStart", "30")),
    ("sentenceEnd", "evidence", lambda: without("evidence", "kg:sentenceEnd")),
    ("rule", "evidence", lambda: without("evidence", "kg:rule")),
    ("text", "doc:lunar-station", lambda: without("doc:lunar-station", "schema:text")),
    ("datePublished", "doc:lunar-station", lambda: setting("doc:lunar-station", "schema:datePublished", '"March"')),
    ("label", "doc:lunar-station", lambda: without("doc:lunar-station", "rdfs:label")),
    ("label", "org:nasa", lambda: without("org:nasa", "rdfs:label")),
    ("label", "org:nasa", lambda: setting("org:nasa", "rdfs:label", '""')),
    ("label", "rel:join", lambda: adding("rel:join", "rdfs:label", '"joins"')),
    ("altLabel", "org:nasa", lambda: setting("org:nasa", "skos:altLabel", '"NASA"')),
    ("sameAs", "org:nasa", lambda: setting("org:nasa", "owl:sameAs", '"Q23548"')),
    ("joinedEntity", "join", lambda: without("join", "kg:entity")),
    ("joinedName", "join", lambda: adding("join", "kg:name", '"x"')),
    ("reason", "join", lambda: setting("join", "kg:reason", '""')),
    ("score", "join", lambda: setting("join", "kg:score", "2")),
    ("uriSpace", "base", lambda: adding("base", "void:uriSpace", '"https://other.example/"')),
    ("quotes", "evidence", lambda: setting("evidence", "oa:exact", '"something else"')),
    ("quotes", "evidence", lambda: setting("evidence", "oa:start", "1")),
    ("sentences", "evidence", lambda: setting("evidence", "kg:sentence", '"something else"')),
    ("untold", "fact:1", lambda: without("org:roscosmos", "kg:partnersWith")),
    ("untold", "fact:3", lambda: setting("fact:3", "kg:status", "kg:asserted")),
    ("unfounded", "org:roscosmos", lambda: setting("fact:1", "kg:status", "kg:alleged")),
    ("unfounded", "org:nasa", lambda: adding("org:nasa", "rel:rival", "org:roscosmos")),
    ("unfounded", "org:roscosmos", lambda: adding("org:roscosmos", "kg:partnersWith", "org:nasa")),
    ("counts", "fact:1", lambda: setting("fact:1", "kg:evidenceCount", "3")),
    ("counts", "fact:1", lambda: setting("fact:1", "kg:documentCount", "1")),
    ("dates", "fact:3", lambda: setting("fact:3", "kg:end", '"2020-12"^^xsd:gYearMonth')),
    ("dangling", "fact:1", lambda: cut("org:cnsa")),
    ("dangling", "fact:2", lambda: setting("fact:2", "kg:saidBy", "person:nobody")),
    ("dangling", "join", lambda: setting("join", "kg:document", "doc:lost")),
    ("predicates", "fact:3", lambda: cut("rel:join")),
    ("predicates", "fact:2", lambda: setting("rel:send-people", "rdf:type", "owl:ObjectProperty")),
    ("domains", "fact:1", lambda: retyped("org:roscosmos", "Event")),
    ("ranges", "fact:1", lambda: retyped("org:cnsa", "Event")),
    ("datatypes", "fact:2", lambda: with_value(Value("seven", "number"))),
    ("datatypes", "fact:2", lambda: with_value(Value("7", "number"))),
    ("datatypes", "fact:2", lambda: with_value(Value("long ago", "text"))),
    ("places", "evidence", lambda: elsewhere("evidence")),
    ("places", "evidence", lambda: adding("doc:a note", "schema:datePublished", '"2021"^^xsd:gYear')),
]  # fmt: skip
"""A rule, the node that it should name, and a graph that is broken so."""


def test_a_good_graph_passes() -> None:
    assert check.check(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "focus", "broken"), BROKEN, ids=[f"{row[0]} {row[1]} {place}" for place, row in enumerate(BROKEN)]
)
def test_each_rule_catches_a_graph_that_was_broken_on_purpose(
    rule: str, focus: str, broken: Callable[[], Quads]
) -> None:
    quads = broken()
    assert set(quads) != set(GOOD)

    found = check.check(quads)

    assert found == sorted(set(found))
    assert (rule, rdf.shorten(one(focus).value, base=BASE)) in {(each.shape, each.focus) for each in found}


def test_every_shape_and_every_query_has_such_a_graph() -> None:
    shapes = rdflib.Graph().parse(SHAPES)
    named = {str(shape).removeprefix(check.SHAPES) for shape in shapes.subjects(rdflib.RDF.type, SH.PropertyShape)}

    assert {row[0] for row in BROKEN} == named | set(check.rules())
    assert len(named) > 25
    assert len(check.rules()) > 10


def test_each_property_shape_belongs_to_a_node_shape_and_says_what_is_wrong() -> None:
    shapes = rdflib.Graph().parse(SHAPES)
    named = set(shapes.subjects(rdflib.RDF.type, SH.PropertyShape))

    assert named == set(shapes.objects(None, SH.property))
    assert all(shapes.value(shape, SH.message) for shape in named)


def test_a_violation_reads_as_one_line() -> None:
    found = check.check(setting("fact:3", "kg:end", '"2020"^^xsd:gYear'))

    assert [str(each) for each in found] == ["fact:3: nothing ends before it begins: 2021 to 2020 [dates]"]


def test_what_is_no_graph_at_all_is_refused() -> None:
    with pytest.raises(GraphError, match="no graph of kg"):
        check.check([])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge=corpora())
def test_hostile_texts_break_no_check(knowledge: Knowledge) -> None:
    assert isinstance(check.check(rdf.quads(knowledge, base=BASE)), list)


def test_values_are_judged_by_what_they_are_and_not_by_their_form() -> None:
    assert [each.shape for each in check.check(with_value(Value("2021-03", "date")))] == []
    assert [each.shape for each in check.check(with_value(Value("last March", "date")))] == []
    assert [each.shape for each in check.check(with_value(Value("2021", "text")))] == ["datatypes"]


def test_a_thing_of_no_known_class_fits_every_predicate() -> None:
    assert check.check(retyped("org:cnsa", "Thing")) == []
