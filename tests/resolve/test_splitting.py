"""Decisions that part names inside one article."""

import pytest

from kg import extract, resolve
from kg.resolve.decisions import Decisions, Split

PROSE = "A court sentenced Markus Feld, the former head of Alpin Bank. Feld lives in Graz."


@pytest.mark.parametrize(
    ("split", "things"),
    [
        (None, {"Markus Feld"}),
        (Split(("Markus Feld", "Feld")), {"Markus Feld", "Feld"}),
        (Split(("person:markus-feld", "Feld")), {"Markus Feld", "Feld"}),
        (Split(("Feld",), ("test",)), {"Markus Feld", "Feld"}),
        (Split(("Feld",), ("another",)), {"Markus Feld"}),
        (Split(("Feld", "Graz")), {"Markus Feld"}),
    ],
)
def test_a_surname_is_parted_from_the_full_name_where_a_decision_says_so(parse, split, things):
    document, doc = parse(PROSE)
    decisions = Decisions((split,)) if split else resolve.NONE

    found = resolve.resolve([extract.extract(document, doc)], decisions=decisions)

    people = {entity.id: entity.name for entity in found.entities if entity.type == "Person"}
    home = next(fact for fact in found.facts if fact.predicate == "kg:residesIn")
    assert set(people.values()) == things
    assert people[home.subject] == min(things, key=len)
