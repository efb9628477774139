"""KnowledgeNet by cross-validation: each fold is scored by a model that was trained on the other folds.

The model that ships has seen folds 1 to 3, so that its own score on them says nothing. Its calibration is fitted, for
each fold, to what the models of the other folds made of passages that they had not seen. The table of reliability tells
how often what the learned extractor says with some confidence is a fact of the passage, by tenths of confidence; since
passages are annotated for some properties only, these shares are too low.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg import extract
from kg.evaluate import knowledgenet, training
from kg.evaluate.knowledgenet import Row
from kg.evaluate.training import Example, HeldOut
from kg.extract import learned
from kg.model import Extraction

Passages = Sequence[Mapping[str, Any]]


def extractions(passages: Passages, *, model: str) -> Iterator[Extraction]:
    """Extract each passage with a model trained on the other folds; needs two folds or more."""
    found = list(training.examples(passages, model=model))
    yield from extracted(found, training.crossed(found))


def extracted(found: Iterable[Example], held: Mapping[str, HeldOut]) -> Iterator[Extraction]:
    """Extract each passage with the model that has not seen its fold, calibrated on the other folds."""
    models = {
        fold: training.calibrated(own.model, [each for other, each in held.items() if other != fold])
        for fold, own in held.items()
    }
    for each in found:
        yield extract.extract(each.document, each.doc, model=models[each.fold])


def reliability(passages: Passages, found: Iterable[Extraction]) -> list[tuple[float, int, float, float]]:
    """Give, by tenths of confidence: its lower bound, learned claims in it, their mean confidence, the share right."""
    gold = {passage["id"]: knowledgenet.facts(passage) for passage in passages}
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for extraction in found:
        for claim in extraction.claims:
            if claim.rule.startswith(learned.RULE):
                for row in knowledgenet.rows_of(extraction.document.id, claim):
                    right = is_right(row, gold[row.passage])
                    bins[min(int(claim.confidence * 10), 9)].append((claim.confidence, right))
    return [
        (
            number / 10,
            len(each),
            sum(score for score, _ in each) / len(each),
            sum(right for _, right in each) / len(each),
        )
        for number, each in enumerate(bins)
        if each
    ]


def is_right(row: Row, facts: Iterable[tuple[str, knowledgenet.Span, knowledgenet.Span]]) -> bool:
    """Whether a row is one of these facts."""
    return any(knowledgenet.agrees(row, fact) for fact in facts)
