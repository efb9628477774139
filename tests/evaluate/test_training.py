"""Training the learned extractor: what counts as said, and that the same data give the same bytes."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from spacy.tokens import Doc

from kg import extract, text
from kg.evaluate import deep, knowledgenet, packing, regression, training, validation
from kg.evaluate.training import Example
from kg.extract import learned, network, surroundings, weights
from kg.extract.weights import Model, Output
from kg.model import Document

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


@pytest.fixture(scope="module")
def examples(passages: list[dict[str, Any]]) -> list[Example]:
    return list(training.examples(passages, model="en_core_web_md"))


@pytest.fixture(scope="module")
def model(examples: list[Example]) -> Model:
    return training.train(examples)


def test_a_pair_is_an_example_of_the_facts_that_it_overlaps(examples: list[Example]):
    said = {example.document.id: example.said for example in examples}

    assert said["0-dwells in"] == (frozenset({Output("kg:residesIn", forward=True)}),)
    assert said["0-visits"] == (frozenset(),)


def test_the_same_passages_give_the_same_bytes(examples: list[Example], model: Model):
    again = training.train(examples)

    assert packing.write(again) == packing.write(model)


def test_a_trained_model_and_its_file_tell_living_from_visiting(examples: list[Example], model: Model):
    read = weights.read(io.BytesIO(packing.write(model)))

    odds = {each.document.id: learned.odds(read, each.doc, each.parse, each.pairs).max() for each in examples}

    assert min(odds["0-dwells in"], odds["3-dwells in"]) > 0 > max(odds["0-visits"], odds["3-visits"])


def test_a_trained_model_reads_a_sentence_that_it_has_not_seen(model: Model):
    document, doc = _parsed("Zoe Moss dwells in Turin.")

    claims = extract.extract(document, doc, model=model).claims

    assert [claim.label for claim in claims if claim.predicate == "kg:residesIn"]


def test_the_network_gives_what_it_gave_in_training(examples: list[Example], monkeypatch: pytest.MonkeyPatch):
    readers: list[deep.Reader] = []
    named = deep._named

    def kept(reader: deep.Reader) -> Iterator[tuple[str, deep.Floats]]:
        readers.append(reader)
        yield from named(reader)

    monkeypatch.setattr(deep, "_named", kept)
    model = training.train(examples)
    document, doc = _parsed("Ann Lee, who dwells in Rome, saw Bob Orr and Eve Rust in Lima. Max Holt left Oslo.")
    each = training.of_kinds(training._example(document, doc, {"fold": "1", "facts": []}), model.kinds)
    rows = np.arange(len(each.pairs))
    assert model.network is not None

    empty = np.zeros((len(rows), 1), np.float32)
    with torch.no_grad():
        wanted = readers[0].eval()(training._lesson(model, model.network.fields, each, rows, empty, empty)).numpy()
    ends = [(pair.left, pair.right) for pair in each.pairs]
    strings = network.fields(each.parse, [end for pair in ends for end in pair])
    common = learned.common(learned.numbers(model.vocabulary, each.pairs), rows)
    found = network.logits(model.network, doc, strings, surroundings.of(each.parse, ends), common)

    assert len(rows) > 4
    assert np.allclose(found, wanted, atol=0.01)


def test_calibration_lowers_what_was_said_too_surely():
    odds = np.repeat([-2.0, 4.0], 200)
    right = np.array([0.0] * 200 + [1.0, 0.0] * 100)

    slope, shift = regression.calibrated(odds, right)

    assert abs(slope * 4 + shift) < 0.3


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


def _parsed(prose: str) -> tuple[Document, Doc]:
    return next(iter(text.parse([Document(id="new", text=prose)])))
