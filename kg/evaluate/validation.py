"""KnowledgeNet by cross-validation: each fold is scored by a model that was trained on the other folds.

The model that ships has seen folds 1 to 3, so that its own score on them says nothing. The table of reliability tells
how often what the learned extractor says with some confidence is a fact of the passage, by tenths of confidence; since
passages are annotated for some properties only, these shares are too low.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg import extract, text
from kg.evaluate import knowledgenet, training
from kg.evaluate.knowledgenet import Row
from kg.extract import learned
from kg.model import Document, Extraction

Passages = Sequence[Mapping[str, Any]]


def extractions(passages: Passages, *, model: str) -> Iterator[Extraction]:
    """Extract each passage with a model trained on the other folds; needs two folds or more."""
    folds = sorted({passage["fold"] for passage in passages})
    if len(folds) < 2:
        raise ValueError("cross-validation needs passages of two folds or more")
    fold_of = {passage["id"]: passage["fold"] for passage in passages}
    found = list(training.examples(passages, model=model))
    for fold in folds:
        trained = training.train([each for each in found if fold_of[each.passage] != fold])
        yield from extracted((passage for passage in passages if passage["fold"] == fold), trained, model=model)


def extracted(passages: Iterable[Mapping[str, Any]], trained: learned.Model, *, model: str) -> Iterator[Extraction]:
    """Parse and extract passages with this model of relations."""
    documents = [Document(id=passage["id"], text=passage["text"]) for passage in passages]
    for document, doc in text.parse(documents, model=model):
        yield extract.extract(document, doc, model=trained)


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
