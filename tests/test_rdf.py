"""The mapping to RDF: lossless, sorted, the same from run to run."""

import dataclasses
import os
import pathlib
import re
import subprocess
import sys

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import export, ontology, rdf
from kg.errors import GraphError
from kg.model import Entity, Join, Knowledge, Status, Value
from tests.corpora import BASE, HOSTILE, SMALL, corpora


@settings(max_examples=300, deadline=None)
@given(knowledge=corpora(), base=st.sampled_from((BASE, "urn:x:", "https://example.org/ns#")))
def test_knowledge_comes_back_from_rdf_as_it_went_in(knowledge: Knowledge, base: str) -> None:
    quads = list(rdf.quads(knowledge, base=base))

    assert rdf.knowledge(reversed(quads), base=base) == knowledge


@settings(max_examples=100, deadline=None)
@given(knowledge=corpora())
def test_knowledge_comes_back_from_a_store_as_it_went_in(knowledge: Knowledge) -> None:
    quads = list(rdf.quads(knowledge, base=BASE))
    store = pyoxigraph.Store()

    store.extend(quads)

    assert set(store) == set(quads), "Oxigraph rewrote a literal"
    assert rdf.knowledge(store, base=BASE) == knowledge


def test_knowledge_that_is_no_hostile_case_comes_back_too() -> None:
    assert rdf.knowledge(rdf.quads(SMALL, base=BASE), base=BASE) == SMALL


def test_only_what_is_asserted_is_a_plain_triple() -> None:
    found = {
        str(quad.predicate) for quad in rdf.quads(SMALL, base=BASE) if quad.subject.value == f"{BASE}org/roscosmos"
    }

    assert "<https://w3id.org/prosegraph/ns#partnersWith>" in found
    assert "<https://w3id.org/prosegraph/rel/send-people>" not in found
    assert len([fact for fact in SMALL.facts if fact.status is not Status.ASSERTED]) == 2


def test_quads_come_sorted_and_once_and_without_blank_nodes() -> None:
    quads = list(rdf.quads(SMALL, base=BASE))

    assert quads == sorted(set(quads), key=rdf.sort_key)
    assert not any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_a_documents_evidence_lies_in_its_own_graph() -> None:
    quads = list(rdf.quads(SMALL, base=BASE))
    evidence = {quad.subject: quad for quad in quads if quad.object == rdf.node("kg:Evidence")}

    documents = {
        quad.object for quad in quads if quad.predicate == rdf.node("kg:document") and quad.subject in evidence
    }

    assert {quad.graph_name for quad in evidence.values()} == documents
    assert {node.value for node in documents} == {f"{BASE}doc/lunar-station", f"{BASE}doc/a%20note"}


ALL_FORMATS = """
import io
from kg import export
from tests.corpora import BASE, SMALL
for name in sorted(export.FORMATS):
    out = io.BytesIO()
    export.write(SMALL, format=name, base=BASE, out=out)
    print(name, out.getvalue())
"""


def test_the_same_bytes_come_out_whatever_the_hash_seed() -> None:
    runs = {
        subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-c", ALL_FORMATS],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(pathlib.Path.cwd())},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }

    assert len(runs) == 1
    assert runs.pop().count(b"\n") == len(export.FORMATS)


def _put(part: str, text: str) -> Knowledge:
    """Put a text into a part of the small corpus, such as `document.title`."""
    kind, _, field = part.partition(".")
    document, entity, fact = SMALL.documents[0], SMALL.entities[0], SMALL.facts[0]
    evidence = dataclasses.replace(fact.evidence[0], **({field: text} if kind == "evidence" else {}))
    made = {
        "document": lambda: {"documents": (dataclasses.replace(document, **{field: text}),)},
        "entity": lambda: {
            "entities": (dataclasses.replace(entity, **{field: (text,) if field[-1] == "s" else text}),)
        },
        "join": lambda: {
            "entities": (
                dataclasses.replace(entity, joins=(dataclasses.replace(Join("a", "", "b"), **{field: text}),)),
            )
        },
        "fact": lambda: {"facts": (dataclasses.replace(fact, **{field: text}),)},
        "value": lambda: {"facts": (dataclasses.replace(fact, object=Value(text, "text")),)},
        "evidence": lambda: {"facts": (dataclasses.replace(fact, evidence=(evidence,)),)},
    }
    return dataclasses.replace(SMALL, **made[kind]())


@pytest.mark.parametrize("text", ["\ud800", "abc\udfff"])
@pytest.mark.parametrize(
    "part",
    [
        *(
            f"document.{field}"
            for field in ("id", "text", "title", "source", "published", "publisher", "author", "url")
        ),
        *("entity.name", "entity.names", "entity.links", "join.name", "join.document", "join.reason"),
        *("fact.label", "value.text", "evidence.quote", "evidence.rule"),
    ],
)
def test_a_lone_surrogate_is_refused_with_its_place_wherever_it_stands(part: str, text: str) -> None:
    with pytest.raises(GraphError, match="lone surrogate"):
        list(rdf.quads(_put(part, text), base=BASE))


@pytest.mark.parametrize("name", ["org:a b\ud800", "fact:\udfff"])
def test_a_lone_surrogate_is_no_part_of_a_name(name: str) -> None:
    with pytest.raises(GraphError, match="lone surrogate"):
        rdf.iri(name, base=BASE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_becomes_one_folder_under_the_base_and_back(name: str) -> None:
    iri = rdf.iri(f"org:{name}", base=BASE)

    assert iri.value.startswith(f"{BASE}org/")
    assert not set(iri.value.removeprefix(f"{BASE}org/")) & set('/#?<> "{}|\\^`\n')
    assert rdf.compact(iri.value, base=BASE) == f"org:{name}"


@pytest.mark.parametrize(
    ("text", "datatype", "xsd"),
    [
        ("107", "number", "integer"),
        ("-3", "number", "integer"),
        ("0.5", "number", "decimal"),
        ("042", "number", "string"),
        ("-0", "number", "string"),
        ("1.50", "number", "string"),
        ("1e9", "number", "string"),
        ("two dozen", "number", "string"),
        ("2021", "date", "gYear"),
        ("2021-03", "date", "gYearMonth"),
        ("2021-03-11", "date", "date"),
        ("2021-13", "date", "string"),
        ("2021-02-30", "date", "string"),
        ("0000", "date", "string"),
        ("2021", "text", "string"),
    ],
)
def test_a_literal_is_typed_where_its_text_is_canonical(text: str, datatype: str, xsd: str) -> None:
    fact = dataclasses.replace(SMALL.facts[1], object=Value(text, datatype))

    quads = list(rdf.quads(dataclasses.replace(SMALL, facts=(fact,)), base=BASE))

    found = next(quad.object for quad in quads if quad.predicate == rdf.node("rdf:object"))
    assert found == pyoxigraph.Literal(text, datatype=rdf.node(f"xsd:{xsd}"))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (dataclasses.replace(SMALL, entities=(*SMALL.entities, SMALL.entities[0])), "two things"),
        (dataclasses.replace(SMALL, facts=(SMALL.facts[0], SMALL.facts[0])), "two things"),
        (dataclasses.replace(SMALL, entities=(Entity("fact:1", "A", "Thing"),)), "prefix"),
        (dataclasses.replace(SMALL, entities=(Entity("a", "A", "Thing"),)), "no compact IRI"),
        (dataclasses.replace(SMALL, facts=(dataclasses.replace(SMALL.facts[0], id="org:x"),)), "fact:"),
        (
            dataclasses.replace(SMALL, facts=(dataclasses.replace(SMALL.facts[0], confidence=float("nan")),)),
            "confidence",
        ),
    ],
)
def test_what_would_make_one_iri_of_two_things_is_refused(broken: Knowledge, message: str) -> None:
    with pytest.raises(GraphError, match=message):
        list(rdf.quads(broken, base=BASE))


def test_a_graph_that_lacks_a_part_is_refused_with_the_part() -> None:
    quads = [quad for quad in rdf.quads(SMALL, base=BASE) if quad.predicate != rdf.node("kg:status")]

    with pytest.raises(GraphError, match=r"fact:1 has no kg:status"):
        rdf.knowledge(quads, base=BASE)


def test_a_graph_of_another_base_gives_nothing_rather_than_nonsense() -> None:
    assert rdf.knowledge(rdf.quads(SMALL, base="https://other.org/"), base=BASE) == Knowledge((), (), ())


def test_a_graph_may_hold_more_than_knowledge() -> None:
    extra = pyoxigraph.Quad(rdf.iri("org:nasa", base=BASE), rdf.node("prov:wasInfluencedBy"), pyoxigraph.BlankNode())

    assert rdf.knowledge([*rdf.quads(SMALL, base=BASE), extra], base=BASE) == SMALL


def test_a_text_is_written_so_that_hidden_characters_show() -> None:
    document = dataclasses.replace(SMALL.documents[0], text='\u202eevil\u202c says "hi"\\ \u2028')

    written = "".join(rdf.turtle(rdf.quads(dataclasses.replace(SMALL, documents=(document,)), base=BASE), prefixes={}))

    assert '"\\u202Eevil\\u202C says \\"hi\\"\\\\ \\u2028"' in written


def test_turtle_puts_entities_before_facts_before_evidence_and_class_and_label_first() -> None:
    written = "".join(rdf.turtle(rdf.quads(SMALL, base=BASE), prefixes=rdf.prefixes(BASE)))

    heading, _, body = written.partition("\n\n")
    assert heading.splitlines() == sorted(heading.splitlines())
    blocks = body.strip().split("\n\n")
    kinds = [block.split()[2] for block in blocks]
    expected = ["void:Dataset"] + ["kg:Organization"] * 3 + ["owl:DatatypeProperty"] + ["owl:ObjectProperty"] * 2
    expected += ["kg:Join"] + ["kg:Fact"] * 3 + ["kg:Document"] * 2 + ["kg:Evidence"] * 4
    assert kinds == expected
    assert blocks[1].startswith('org:cnsa a kg:Organization , schema:Organization ;\n    rdfs:label "CNSA" ')


def test_prefixes_cover_every_class_of_the_ontology() -> None:
    assert {found.prefix for found in ontology.load().classes.values()} <= set(rdf.prefixes(BASE))


def test_every_term_of_ours_is_declared_with_a_label_and_a_comment() -> None:
    quads = list(rdf.quads(SMALL, base=BASE))
    vocabulary = pyoxigraph.Store()
    vocabulary.load(path=str(pathlib.Path(rdf.__file__).parent.parent / "data" / "ontology.ttl"))
    terms = {
        term
        for quad in quads
        for term in (quad.predicate, quad.object)
        if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith(rdf.NAMESPACES["kg"])
    }

    def is_declared(term: pyoxigraph.NamedNode) -> bool:
        found = vocabulary.quads_for_pattern(term, None, None)
        return {rdf.node("rdfs:label"), rdf.node("rdfs:comment")} <= {quad.predicate for quad in found}

    assert len(terms) >= 30
    assert [term for term in terms if not is_declared(term)] == []


def test_no_predicate_of_a_fact_is_a_term_of_the_records() -> None:
    written = (pathlib.Path(rdf.__file__).parent / "write.py").read_text(encoding="utf-8")
    records = set(re.findall(r'"(kg:[a-z]\w+)"', written))

    assert len(records) > 20
    assert records.isdisjoint(ontology.load().predicates)
