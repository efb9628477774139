"""A person's decisions go before all rules, lie in one readable file, and are undone by deleting their line."""

import pytest

from kg import resolve
from kg.errors import GraphError
from kg.resolve import decisions
from kg.resolve.decisions import Decisions, Forget, Merge, Split

ALL = (
    Merge(("org:cnsa", 'China "NSA"')),
    Split(("Bank of America", "Merrill Lynch")),
    Split(("Amazon",), ("rainforest", "a\\b")),
    Forget("person:張"),
)


def test_what_was_appended_is_read_back_line_by_line(tmp_path):
    path = tmp_path / "decisions.toml"
    for decision in ALL:
        decisions.append(path, decision)

    assert decisions.load(path) == Decisions(ALL)
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(ALL) + 3


def test_deleting_a_line_undoes_its_decision(tmp_path):
    path = tmp_path / "decisions.toml"
    for decision in ALL:
        decisions.append(path, decision)

    path.write_text(
        "".join(line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if "Bank" not in line),
        encoding="utf-8",
    )

    assert decisions.load(path).lines == (ALL[0], ALL[2], ALL[3])


def test_a_file_that_a_person_wrote_keeps_its_comments(tmp_path):
    path = tmp_path / "decisions.toml"
    path.write_text('# mine\ndecisions = [ { forget = "x" } ] # [really]\n', encoding="utf-8")

    decisions.append(path, Forget("y"))

    assert decisions.load(path).lines == (Forget("x"), Forget("y"))
    assert "# mine" in path.read_text(encoding="utf-8")


def test_no_file_is_no_decision(tmp_path):
    assert decisions.load(tmp_path / "decisions.toml") == resolve.NONE


@pytest.mark.parametrize(
    "text",
    [
        "decisions = [",
        "merge = 1",
        'decisions = [{ merge = ["one"] }]',
        'decisions = [{ split = "one" }]',
        "decisions = [{ forget = 3 }]",
        'decisions = [{ merge = ["a", "b"], why = "x" }]',
        "decisions = 3",
        "decisions = [3]",
    ],
)
def test_a_line_that_is_no_decision_is_named(tmp_path, text):
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(GraphError, match=r"decisions\.toml"):
        decisions.load(path)


def resolved(extractions, *lines):
    return [entity.id for entity in resolve.resolve(extractions, decisions=Decisions(lines)).entities]


def test_merged_entities_are_one_whatever_speaks_against_it(says):
    extractions = [says("a", "Luna 25:Product | rel:x | Q"), says("b", "Luna 26:Product | rel:x | Q")]

    assert resolved(extractions, Merge(("product:luna-25", "Luna 26"))) == ["org:q", "product:luna-25"]


def test_split_names_are_two_whatever_speaks_for_a_merge(says):
    extractions = [says("a", "Elon Musk:Person | rel:x | SpaceX"), says("b", "E. Musk:Person | rel:x | SpaceX")]

    assert resolved(extractions) == ["org:spacex", "person:elon-musk"]
    assert resolved(extractions, Split(("Elon Musk", "E. Musk"))) == ["org:spacex", "person:e-musk", "person:elon-musk"]


def test_what_one_document_calls_by_a_name_can_be_split_off(says):
    extractions = [says(name, "Amazon | rel:x | Q") for name in ("shop", "rainforest")]

    assert len(resolved(extractions, Split(("Amazon",), ("rainforest",)))) == 3


def test_a_forgotten_entity_is_gone_with_what_is_said_of_it(says):
    knowledge = resolve.resolve(
        [says("a", "NASA | rel:x | Q", "ESA | rel:x | Q")], decisions=Decisions((Forget("NASA"),))
    )

    assert [entity.id for entity in knowledge.entities] == ["org:esa", "org:q"]
    assert [fact.subject for fact in knowledge.facts] == ["org:esa"]


def test_of_two_decisions_about_a_pair_the_later_holds(says):
    extractions = [says("a", "NASA | rel:x | Q"), says("b", "ESA | rel:x | Q")]

    assert len(resolved(extractions, Merge(("NASA", "ESA")), Split(("ESA", "NASA")))) == 3
    assert len(resolved(extractions, Split(("ESA", "NASA")), Merge(("NASA", "ESA")))) == 2
