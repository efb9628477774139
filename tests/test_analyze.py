"""Measures of a small graph whose answers can be counted by hand."""

import io

import networkx

from kg import analyze
from kg.model import Document, Entity, Evidence, Fact, Interval, Knowledge, Passage, Status, Value

TEXT = "SpaceX operates Starship. Elon Musk founded SpaceX. Russia did not sign the accord. Musk visited Texas in 2021."


def fact(
    subject: str, label: str, thing: str | Value, *, status: Status = Status.ASSERTED, confidence: float = 0.9
) -> Fact:
    passage = Passage("d", 0, 24)
    evidence = Evidence(passage, TEXT[:24], Passage("d", 0, 25), "clause/svo", confidence)
    name = thing if isinstance(thing, str) else thing.text
    return Fact(
        f"fact:{subject}-{label}-{name}-{status}", subject, f"rel:{label}", label, thing, status, None,
        Interval("2021", "2021"), confidence, (evidence,),
    )  # fmt: skip


KNOWLEDGE = Knowledge(
    documents=(Document(id="d", text=TEXT),),
    entities=(
        Entity("org:spacex", "SpaceX", "Organization", ("SpaceX", "Space X")),
        Entity("person:elon-musk", "Elon Musk", "Person", ("Elon Musk",)),
        Entity("place:russia", "Russia", "Place", ("Russia",)),
        Entity("place:texas", "Texas", "Place", ("Texas",)),
        Entity("product:starship", "Starship", "Product", ("Starship",)),
        Entity("work:accord", "Accord", "Work", ("Accord",)),
    ),
    facts=(
        fact("org:spacex", "operate", "product:starship"),
        fact("person:elon-musk", "found", "org:spacex"),
        fact("person:elon-musk", "run", "org:spacex", confidence=0.5),
        fact("place:russia", "sign", "work:accord", status=Status.NEGATED),
        fact("person:elon-musk", "visit", "place:texas", status=Status.PLANNED),
        fact("org:spacex", "be founded in", Value("2002", "date")),
    ),
)


def test_the_network_has_every_entity_and_every_fact_between_two():
    graph = analyze.network(KNOWLEDGE)

    assert set(graph) == {entity.id for entity in KNOWLEDGE.entities}
    assert graph.number_of_edges() == 5
    assert graph.nodes["org:spacex"]["names"] == "SpaceX; Space X"


def test_the_network_can_be_written_by_networkx():
    out = io.BytesIO()

    networkx.write_graphml(analyze.network(KNOWLEDGE), out)

    assert b"SpaceX operates Starship" in out.getvalue()


def test_a_degree_counts_other_entities_and_not_facts():
    degrees = analyze.degrees(KNOWLEDGE)

    assert list(degrees.items())[:2] == [("org:spacex", 2), ("person:elon-musk", 2)]


def test_a_denied_fact_connects_nothing():
    assert analyze.degrees(KNOWLEDGE)["work:accord"] == 0
    assert analyze.path(KNOWLEDGE, "place:russia", "work:accord") == []


def test_a_path_goes_along_facts_whatever_way_they_point():
    (route,) = analyze.path(KNOWLEDGE, "product:starship", "place:texas")

    assert [step.fact.label for step in route] == ["operate", "found", "visit"]
    assert [step.source for step in route] == ["product:starship", "org:spacex", "person:elon-musk"]


def test_of_two_facts_between_the_same_entities_a_path_shows_the_surer():
    ((step,),) = analyze.path(KNOWLEDGE, "org:spacex", "person:elon-musk")

    assert step.fact.label == "found"


def test_stats_count_entities_by_type_and_facts_by_status_largest_first():
    stats = analyze.stats(KNOWLEDGE)

    assert stats.documents == 1
    assert stats.entities[:2] == (("Place", 2), ("Organization", 1))
    assert stats.facts == (("asserted", 4), ("negated", 1), ("planned", 1))
    assert [(entity.name, count) for entity, count in stats.connected][:2] == [("SpaceX", 2), ("Elon Musk", 2)]
    assert stats.evidence == 6


def test_an_empty_graph_has_nothing_in_it():
    empty = Knowledge((), (), ())

    assert analyze.stats(empty) == analyze.Stats(0, (), (), (), (), 0)
    assert analyze.degrees(empty) == {}
