"""Which entity a person means by a name."""

import pathlib
import tomllib
from typing import Any

import pytest

from kg import find
from kg.errors import NotFoundError
from kg.model import Entity, Fact, Knowledge, Status
from tests import corpora


def _fact(id_: str, subject: str, predicate: str, label: str, thing: str, status: Status, speaker: str | None) -> Fact:
    return Fact(id_, subject, predicate, label, thing, status, speaker, None, 0.9, ())


KNOWLEDGE = Knowledge(
    documents=(),
    entities=(
        Entity("org:cnsa", "CNSA", "Organization", ("CNSA", "Chinese National Space Administration")),
        Entity("org:georgia", "Georgia", "Organization", ("Georgia",)),
        Entity("org:roscosmos", "Roscosmos", "Organization", ("Roscosmos", "Роскосмос")),
        Entity("person:ines", "Inés Gómez", "Person", ("Inés Gómez",)),
        Entity("place:georgia", "Georgia", "Place", ("Georgia",)),
        Entity("product:luna-25", "Luna 25", "Product", ("Luna 25",)),
        Entity("product:luna-26", "Luna 26", "Product", ("Luna 26",)),
    ),
    facts=(
        _fact("fact:1", "org:roscosmos", "kg:partnersWith", "partner with", "org:cnsa", Status.ASSERTED, None),
        _fact("fact:2", "product:luna-25", "rel:land", "land", "place:georgia", Status.PLANNED, "org:cnsa"),
    ),
)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("org:cnsa", "org:cnsa"),
        ("CNSA", "org:cnsa"),
        ("Chinese National Space Administration", "org:cnsa"),
        ("cnsa", "org:cnsa"),
        ("роскосмос", "org:roscosmos"),
        ("ines  gomez", "person:ines"),
        ("Roscomos", "org:roscosmos"),
        ("place:georgia", "place:georgia"),
        ("luna 26", "product:luna-26"),
    ],
)
def test_a_name_finds_its_entity_by_id_alias_case_accent_or_typo(name: str, id_: str):
    assert find.entity(KNOWLEDGE, name).id == id_


def test_a_name_that_two_entities_have_is_not_guessed():
    with pytest.raises(NotFoundError, match=r"2 entities .* org:georgia, place:georgia"):
        find.entity(KNOWLEDGE, "Georgia")


def test_a_name_between_two_entities_is_not_guessed():
    with pytest.raises(NotFoundError, match="did you mean Luna 25 or Luna 26"):
        find.entity(KNOWLEDGE, "Luna 27")


def test_a_name_like_no_other_gets_no_suggestion():
    with pytest.raises(NotFoundError, match="no entity called 'Zzyzx'; kg stats"):
        find.entity(KNOWLEDGE, "Zzyzx")


def test_a_profile_has_the_facts_of_an_entity_and_what_it_said():
    profile = find.profile(KNOWLEDGE, "CNSA")

    assert [fact.id for fact in profile.facts] == ["fact:1"]
    assert [fact.id for fact in profile.said] == ["fact:2"]
    assert profile.names["product:luna-25"] == "Luna 25"


RANKING = tomllib.loads((pathlib.Path(__file__).parent / "ranking.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", RANKING["case"], ids=lambda case: str(case["typed"]))
def test_suggestions_are_ranked(case: dict[str, Any]):
    found = find.ranked(corpora.ranking(RANKING["entities"]), case["typed"])

    assert [entity.name for entity in found][: len(case["first"]) or None] == case["first"], case["why"]


def test_suggestions_for_a_name_half_remembered_begin_with_what_it_begins():
    with pytest.raises(NotFoundError, match="did you mean Luna 25 or Luna 26"):
        find.entity(KNOWLEDGE, "Luna")
