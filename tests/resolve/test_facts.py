"""Claims of many documents become facts: each once, with all its evidence, and as sure as its witnesses are many."""

import dataclasses

import pytest

from kg import resolve
from kg.model import Interval, Mention, Passage, Status

HERA = "ESA | kg:operates | Hera:Product"
LONG = " ".join(f"word{number}" for number in range(60))


def test_a_fact_of_two_documents_keeps_both_quotes_and_is_surer_than_either(says):
    knowledge = resolve.resolve([says("b", HERA, text="So it is."), says("a", HERA)])

    (fact,) = knowledge.facts
    assert [evidence.passage.document for evidence in fact.evidence] == ["a", "b"]
    assert fact.confidence == pytest.approx(0.96)


def test_copies_of_one_article_are_one_witness(says):
    said = [HERA]

    knowledge = resolve.resolve([says("a", *said, text=LONG), says("b", *said, text=LONG + " more")])

    assert knowledge.facts[0].confidence == pytest.approx(0.8)
    assert len(knowledge.facts[0].evidence) == 2


def test_a_turned_predicate_runs_from_object_to_subject(says):
    knowledge = resolve.resolve([says("a", "Hera:Product | ^kg:operates | ESA")])

    assert [(fact.subject, fact.predicate, fact.object) for fact in knowledge.facts] == [
        ("org:esa", "kg:operates", "product:hera")
    ]


def test_both_ways_to_say_a_symmetric_fact_are_one(says):
    knowledge = resolve.resolve([says("a", "ESA | kg:partnersWith | NASA"), says("b", "NASA | kg:partnersWith | ESA")])

    assert [(fact.subject, fact.object) for fact in knowledge.facts] == [("org:esa", "org:nasa")]


@pytest.mark.parametrize(
    "change", [{"status": Status.PLANNED}, {"time": Interval("2024", "2024")}], ids=["status", "time"]
)
def test_status_and_time_tell_facts_apart(says, change):
    said = HERA

    knowledge = resolve.resolve([says("a", said), says("b", said, **change)])

    assert len({fact.id for fact in knowledge.facts}) == 2


def test_a_claim_about_nobody_stays_out_of_the_graph(says):
    knowledge = resolve.resolve([says("a", "they=:Person | kg:operates | Hera:Product", "ESA | rel:see | it=:Thing")])

    assert not knowledge.facts
    assert not knowledge.entities


def test_what_would_relate_an_entity_to_itself_is_dropped(says):
    knowledge = resolve.resolve([says("a", "ESA | rel:praise | agency=ESA:Organization@description")])

    assert not knowledge.facts


def test_who_said_it_is_an_entity_though_it_takes_part_in_nothing_else(says):
    extraction = says("a", HERA, "Rogozin:Person")
    speaker = next(mention for mention in extraction.mentions if mention.type == "Person")
    claim = dataclasses.replace(extraction.claims[0], said_by=speaker)

    knowledge = resolve.resolve([dataclasses.replace(extraction, claims=(claim,))])

    assert knowledge.facts[0].said_by == "person:rogozin"
    assert "person:rogozin" in {entity.id for entity in knowledge.entities}


def test_quotes_are_the_exact_words_of_the_document(says):
    extraction = says("a", HERA)

    (fact,) = resolve.resolve([extraction]).facts

    (evidence,) = fact.evidence
    assert extraction.document.text[evidence.passage.start : evidence.passage.end] == evidence.quote


def test_a_value_is_the_same_wherever_it_stands(says):
    knowledge = resolve.resolve(
        [says("a", 'ESA | rel:have | "22 members"'), says("b", "X | rel:x | Y", 'ESA | rel:have | "22 members"')]
    )

    assert [len(fact.evidence) for fact in knowledge.facts if fact.predicate == "rel:have"] == [2]


def test_a_speaker_without_a_name_leaves_the_fact(says):
    extraction = says("a", HERA)
    nobody = Mention(Passage("a", 0, 3), "he", "Person", "")
    claim = dataclasses.replace(extraction.claims[0], said_by=nobody)

    (fact,) = resolve.resolve([dataclasses.replace(extraction, claims=(claim,))]).facts

    assert fact.said_by is None
