"""Training the learned extractor: what counts as said, and that the same data give the same bytes."""

from typing import Any

import pytest

from kg.evaluate import knowledgenet, training, validation
from kg.extract.learned import Output

NAMES = ("Ann Lee", "Bob Orr", "Cy Dunn", "Eve Rust", "Max Holt", "Ida Penn", "Joe Pratt", "Kay Boyd")
TOWNS = ("Lyon", "Lima", "Oslo", "Rome", "Bonn", "Kyiv", "Riga", "Bern")


def _passage(number: int, verb: str, *, listed: bool) -> dict[str, Any]:
    name, town = NAMES[number], TOWNS[number]
    prose = f"{name} {verb} {town}."
    ends = {end: {"text": word, "start": prose.index(word), "end": prose.index(word) + len(word)}
            for end, word in (("subject", name), ("object", town))}  # fmt: skip
    facts = [{"property": "PLACE_OF_RESIDENCE", **ends}] if listed else []
    return {"id": f"{number}-{verb}", "fold": str(number % 2 + 1), "text": prose, "facts": facts}


@pytest.fixture(scope="module")
def passages() -> list[dict[str, Any]]:
    """Give passages in which who dwells somewhere lives there, and who visits a place does not."""
    dwelling = [_passage(number, "dwells in", listed=True) for number in range(len(NAMES))]
    return dwelling + [_passage(number, "visits", listed=False) for number in range(len(NAMES))]


def test_a_pair_is_an_example_of_the_facts_that_it_overlaps(passages: list[dict[str, Any]]):
    examples = list(training.examples(passages, model="en_core_web_md"))

    said = {example.passage: example.said for example in examples}
    assert said["0-dwells in"] == {Output("kg:residesIn", forward=True)}
    assert said["0-visits"] == frozenset()


def test_the_same_passages_give_the_same_bytes(passages: list[dict[str, Any]]):
    first, second = (training.train(list(training.examples(passages, model="en_core_web_md"))) for _ in range(2))

    assert training.write(first) == training.write(second)


def test_cross_validation_scores_every_fold_by_models_of_the_others(passages: list[dict[str, Any]]):
    found = list(validation.extractions(passages, model="en_core_web_md"))

    assert sorted(each.document.id for each in found) == sorted(passage["id"] for passage in passages)


def test_cross_validation_of_one_fold_is_refused(passages: list[dict[str, Any]]):
    with pytest.raises(ValueError, match="two folds"):
        list(validation.extractions([p for p in passages if p["fold"] == "1"], model="en_core_web_md"))


def test_the_benchmark_counts_a_row_once_and_both_ends_by_overlap():
    passage = _passage(0, "dwells in", listed=True)
    right = knowledgenet.Row("0-dwells in", "PLACE_OF_RESIDENCE", (4, 7), (18, 20))
    wrong = knowledgenet.Row("0-dwells in", "PLACE_OF_BIRTH", (4, 7), (18, 20))

    scores = knowledgenet.score([passage], [right, wrong])

    assert scores["PLACE_OF_RESIDENCE"] == (1.0, 1.0, 1.0, 1, 1)
    assert scores["ALL"][:2] == (0.5, 1.0)
