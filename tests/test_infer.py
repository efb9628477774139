"""Inference: what follows, from what alone it may follow, and that it stays apart."""

import pathlib
import shutil
from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import DefaultGraph, NamedNode, Quad

import kg
from kg import cli, infer, ontology, rdf
from kg.errors import GraphError
from kg.model import Entity, Knowledge, Status, Value
from tests.corpora import AGREEMENT, BASE, SMALL, corpora

KINDS = {"org": "Organization", "person": "Person", "place": "Place", "programme": "Programme"}


def said(*triples: tuple[str, str, str], status: Status = Status.ASSERTED) -> list[Quad]:
    """Write facts, with their entities, as a graph."""
    names = sorted({name for subject, _, target in triples for name in (subject, target) if ":" in name})
    entities = tuple(Entity(name, name, KINDS[name.partition(":")[0]]) for name in names)
    facts = tuple(
        replace(
            AGREEMENT,
            id=f"fact:{number}",
            subject=subject,
            predicate=predicate,
            object=target if ":" in target else Value(target, "date"),
            status=status,
        )
        for number, (subject, predicate, target) in enumerate(triples)
    )
    return list(rdf.quads(Knowledge(SMALL.documents, entities, facts), base=BASE))


def follows(quads: list[Quad]) -> set[tuple[str, str, str]]:
    """Give what follows, without classes, in compact form."""
    found = [quad for quad in infer.infer(quads, base=BASE) if quad.predicate != rdf.node("rdf:type")]
    return {tuple(_compact(term) for term in quad.triple) for quad in found}  # type: ignore[misc]  # three


def _compact(term: object) -> str:
    assert isinstance(term, NamedNode | pyoxigraph.Literal)
    if isinstance(term, NamedNode) and term.value.startswith(BASE):
        return rdf.compact(term.value, base=BASE)
    return rdf.shorten(term.value, base=BASE) if isinstance(term, NamedNode) else term.value


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([("org:a", "kg:partnersWith", "org:b")], {("org:b", "kg:partnersWith", "org:a")}),
        ([("person:a", "kg:childOf", "person:b")], {("person:b", "kg:parentOf", "person:a")}),
        ([("person:b", "kg:parentOf", "person:a")], {("person:a", "kg:childOf", "person:b")}),
        (
            [
                ("place:a", "kg:locatedIn", "place:b"),
                ("place:b", "kg:locatedIn", "place:c"),
                ("place:c", "kg:locatedIn", "place:d"),
            ],
            {
                ("place:a", "kg:locatedIn", "place:c"),
                ("place:a", "kg:locatedIn", "place:d"),
                ("place:b", "kg:locatedIn", "place:d"),
            },
        ),
        (
            [("place:a", "kg:partOf", "place:b"), ("place:c", "kg:hasPart", "place:b")],
            {
                ("place:b", "kg:hasPart", "place:a"), ("place:b", "kg:partOf", "place:c"),
                ("place:a", "kg:partOf", "place:c"), ("place:c", "kg:hasPart", "place:a"),
            },
        ),
        (
            [("place:a", "kg:partOf", "place:b"), ("place:b", "kg:partOf", "place:a")],
            {("place:b", "kg:hasPart", "place:a"), ("place:a", "kg:hasPart", "place:b")},
        ),
        ([("org:a", "rel:praise", "org:b")], set()),
    ],
    ids=["symmetric", "inverse", "inverse of the inverse", "transitive", "all together", "a circle", "open relation"],
)  # fmt: skip
def test_what_follows_by_each_rule(facts: list[tuple[str, str, str]], expected: set[tuple[str, str, str]]) -> None:
    related = {triple for triple in follows(said(*facts)) if not triple[1].startswith("schema:")}

    assert related == expected


def test_a_narrower_relation_holds_as_each_wider_one() -> None:
    narrower = {each.id: each.parents for each in ontology.load().predicates.values() if each.parents}

    assert len(narrower) > 5
    for predicate, parents in narrower.items():
        expected = {("org:a", wider, "org:b") for wider in parents}
        assert expected <= follows(said(("org:a", predicate, "org:b"))), predicate


def test_a_value_is_never_a_subject() -> None:
    assert {triple[0] for triple in follows(said(("org:a", "kg:dateFounded", "2001")))} <= {"org:a"}


def test_classes_above_are_added_and_none_that_was_said() -> None:
    quads = infer.infer(said(("programme:a", "kg:partnersWith", "org:b")), base=BASE)

    classes = {
        (rdf.compact(quad.subject.value, base=BASE), quad.object)
        for quad in quads
        if quad.predicate == rdf.node("rdf:type")
    }
    assert {("programme:a", rdf.node("kg:Thing")), ("org:b", rdf.node("kg:Thing"))} <= classes
    assert ("org:b", rdf.node("kg:Organization")) not in classes


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ASSERTED])
def test_nothing_follows_from_what_is_not_asserted(status: Status) -> None:
    assert follows(said(("org:a", "kg:partnersWith", "org:b"), status=status)) == set()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge=corpora())
def test_it_is_complete_after_one_run_and_the_same_in_any_order(knowledge: Knowledge) -> None:
    quads = list(rdf.quads(knowledge, base=BASE))

    found = infer.infer(quads, base=BASE)

    assert infer.infer(reversed(quads), base=BASE) == found == sorted(set(found), key=rdf.sort_key)
    assert {quad.graph_name for quad in found} <= {infer.graph(BASE)}
    plain = {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    assert not plain & {quad.triple for quad in found}
    both = [*quads, *(Quad(*quad.triple) for quad in found)]
    assert infer.infer(both, base=BASE) == []


def test_every_rule_says_in_its_first_line_what_it_is() -> None:
    assert set(infer.rules()) == {"inverse", "subclass", "subproperty", "symmetric", "transitive"}
    assert all(text.startswith("# ") for text in infer.rules().values())


BACKWARDS = (
    "SELECT ?a { ?a kg:partnersWith ?b . FILTER NOT EXISTS { ?fact rdf:subject ?a ; rdf:predicate kg:partnersWith } }"
)


def test_a_build_keeps_what_follows_apart_until_it_is_asked_for(
    built: pathlib.Path, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = pathlib.Path(shutil.copytree(built, tmp_path / "graph"))
    corpus, there = str(built.parent / "corpus"), ["-g", str(place)]

    assert cli.run(["build", corpus, "--infer", *there]) == 0

    graph = kg.open(place)
    assert (place / "graph.ttl").read_bytes() == (built / "graph.ttl").read_bytes()
    assert (place / "graph.html").read_bytes() == (built / "graph.html").read_bytes()
    assert graph.select(BACKWARDS) == []
    assert cli.run(["query", "-e", BACKWARDS, "--with-inferred", *there]) == 0
    assert "/org/roscosmos" in capsys.readouterr().out
    assert len(graph.inferred) - len(graph.store) == len(infer.infer(graph.store.quads(), base=graph.about.base)) > 5


def test_it_is_kept_by_decisions_has_the_same_bytes_and_goes_with_a_build_without(
    built: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    place, corpus = tmp_path / "graph", built.parent / "corpus"
    shutil.copytree(built, place)
    kg.build(corpus, folder=place, infer=True)
    first = (place / "inferred.ttl").read_bytes()
    assert b"kg:partnersWith org:chinese-national-space-administration" in first

    assert cli.run(["forget", "NASA", "-g", str(place)]) == 0
    assert b"org:nasa" not in (place / "inferred.ttl").read_bytes()
    (place / "decisions.toml").unlink()
    kg.build(corpus, folder=place, infer=True)
    assert (place / "inferred.ttl").read_bytes() == first

    graph = kg.build(corpus, folder=place)
    assert not (place / "inferred.ttl").exists()
    with pytest.raises(GraphError, match="kg build --infer"):
        graph.inferred  # noqa: B018 -- reading it is what fails
