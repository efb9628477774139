"""What the graph of the seed article alone must hold."""

import pathlib

import pytest

import kg
from kg.graph import Graph
from kg.model import Fact, Status

SEED = pathlib.Path(__file__).parent.parent / "seeds" / "lunar-station.txt"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return kg.build([SEED], folder=tmp_path_factory.mktemp("seed") / "graph")


def between(graph: Graph, one: str, other: str) -> list[Fact]:
    """Give the facts between two entities, whichever is the subject."""
    ids = {graph.show(name).entity.id for name in (one, other)}
    return [fact for fact in graph.knowledge.facts if {fact.subject, fact.object} == ids]


@pytest.mark.parametrize(
    ("subject", "predicate", "thing"),
    [
        ("SpaceX", "kg:operates", "Starship"),
        ("Dmitry Rogozin", "kg:directs", "Roscosmos"),
        ("Zhang Kejian", "kg:directs", "CNSA"),
        ("Roscosmos", "kg:country", "Russia"),
        ("CNSA", "kg:country", "China"),
    ],
)
def test_who_runs_what_and_where_it_belongs_is_asserted(graph: Graph, subject: str, predicate: str, thing: str):
    subject_id, object_id = (graph.show(name).entity.id for name in (subject, thing))

    assert (predicate, Status.ASSERTED) in {
        (fact.predicate, fact.status)
        for fact in graph.knowledge.facts
        if (fact.subject, fact.object) == (subject_id, object_id)
    }


def test_the_two_agencies_are_partners(graph: Graph):
    assert "kg:partnersWith" in {fact.predicate for fact in between(graph, "Roscosmos", "CNSA")}


def test_that_russia_did_not_sign_is_no_plain_triple(graph: Graph):
    (fact,) = between(graph, "Russia", "Artemis Accord")

    assert (fact.predicate, fact.status) == ("kg:signed", Status.NEGATED)
    assert graph.select("SELECT ?what { place:russia kg:signed ?what }") == []


def test_the_landing_of_2024_is_planned(graph: Graph):
    nasa = graph.show("NASA").entity.id
    landings = [fact for fact in graph.knowledge.facts if fact.subject == nasa and "land" in fact.label]

    assert landings
    assert {fact.status for fact in landings} == {Status.PLANNED}
    assert "2024" in {fact.time.end for fact in landings if fact.time}


def test_an_acronym_and_what_it_stands_for_are_one(graph: Graph):
    assert graph.show("CNSA").entity == graph.show("Chinese National Space Administration").entity


def test_elon_musk_and_spacex_are_connected(graph: Graph):
    assert len(graph.path("Elon Musk", "SpaceX")[0]) == 1


@pytest.mark.parametrize("word", ["date", "they", "it", "he", "which", "last year", "tuesday", "march", "recent years"])
def test_no_pronoun_header_or_time_is_an_entity(graph: Graph, word: str):
    assert word not in {name.lower() for entity in graph.knowledge.entities for name in (entity.name, *entity.names)}


def test_every_quote_and_sentence_stands_in_the_article(graph: Graph):
    (document,) = graph.knowledge.documents
    text = SEED.read_text(encoding="utf-8")

    assert document.published == "2021-03-11"
    for fact in graph.knowledge.facts:
        for evidence in fact.evidence:
            assert evidence.quote == text[evidence.passage.start : evidence.passage.end]
            assert evidence.sentence.start <= evidence.passage.start < evidence.passage.end <= evidence.sentence.end
