"""How a relation's base form is read."""

import pytest

from kg import wording
from kg.model import Evidence, Fact, Passage, Status


def fact(label: str, rule: str) -> Fact:
    place = Passage("doc", 0, 1)
    evidence = Evidence(place, "x", place, rule, 0.5)
    return Fact("fact:1", "org:a", "rel:x", label, "org:b", Status.ASSERTED, None, None, 0.5, (evidence,))


@pytest.mark.parametrize(
    ("verb", "read"),
    [("operate", "operates"), ("be", "is"), ("have", "has"), ("carry", "carries"), ("pay", "pays"), ("pass", "passes"),
     ("launch", "launches"), ("go", "goes"), ("fix", "fixes"), ("directs", "directs")],
)  # fmt: skip
def test_a_verb_is_read_in_the_third_person(verb: str, read: str):
    assert wording.third_person(verb) == read


@pytest.mark.parametrize(
    ("label", "rule", "read"),
    [
        ("sign agreement with", "clause/preposition", "signs agreement with"),
        ("bankroll", "noun/participle", "bankrolls"),
        ("be born in", "learned/bornIn", "is born in"),
        ("become part of", "clause/complement-preposition", "becomes part of"),
        ("guest of", "clause/complement-preposition", "guest of"),
        ("director of", "noun/title", "director of"),
        ("position held", "noun/position", "position held"),
    ],
)
def test_only_a_relation_with_a_verb_is_conjugated(label: str, rule: str, read: str):
    assert wording.reading(fact(label, rule)) == read
