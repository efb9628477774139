"""BenchIE (Gashteovski et al., ACL 2022): fact-level scores of open information extraction.

A gold fact is a cluster of acceptable triples in which words in [brackets] may be left out. An extraction is right
when its three slots match one triple of a cluster exactly; several in one cluster count once (section 4 of the paper).
"""

import pathlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.evaluate import treebank

Triple = tuple[str, str, str]
Cluster = list[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of facts, and how long slots are on average, in words."""

    precision: float
    recall: float
    f1: float
    extractions: int
    words_per_slot: float


def evaluate(gold: pathlib.Path, *, model: str) -> tuple[Score, list[tuple[str, Triple]]]:
    """Extract from the benchmark's sentences and score; gives the extractions too, with their sentence's id."""
    facts, sentences = read_gold(gold.read_text(encoding="utf-8").splitlines())
    found = [
        (sentence.id, triple) for sentence in treebank.read(sentences, model=model) for triple in triples(sentence)
    ]
    return score(facts, found), found


def triples(sentence: treebank.Sentence) -> Iterator[Triple]:
    """Give the claims of a sentence that its own words state: what is only implied is no open extraction."""
    seen = set()
    for claim in sentence.claims:
        subject, thing = treebank.arguments(sentence, claim)
        triple = subject, claim.relation, thing
        stated = claim.rule.startswith("clause/") and claim.rule not in (
            "clause/goal",
            "clause/toll",
            "clause/content",
            "clause/reciprocal",
            "clause/recipient",
        )
        if stated and all(triple) and triple not in seen:
            seen.add(triple)
            yield triple


def read_gold(rows: Iterable[str]) -> tuple[dict[str, list[Cluster]], list[tuple[str, str]]]:
    """Read clusters by sentence id, and the sentences."""
    facts: dict[str, list[Cluster]] = {}
    sentences = []
    key = ""
    for row in map(str.strip, rows):
        if row.startswith("sent_id:"):
            head, _, sentence = row.partition("\t")
            key = head.split(":", 1)[1]
            sentences.append((key, sentence.strip()))
            facts[key] = []
        elif re.match(r"\S*\s*-->\s*Cluster", row):
            facts[key].append([])
        elif row.count(" --> ") >= 2:
            subject, relation, thing = (_slot(part.strip()) for part in row.split(" --> ")[:3])
            facts[key][-1].append((subject, relation, thing))
    return facts, sentences


def score(facts: dict[str, list[Cluster]], found: Sequence[tuple[str, Triple]]) -> Score:
    """Score extractions against clusters."""
    hits = [(key, _cluster(facts[key], triple)) for key, triple in found]
    right = {hit for hit in hits if hit[1] is not None}
    wrong = sum(hit[1] is None for hit in hits)
    precision = len(right) / (len(right) + wrong) if found else 0.0
    clusters = sum(map(len, facts.values()))
    recall = len(right) / clusters if clusters else 0.0
    words = sum(len(slot.split()) for _, triple in found for slot in triple)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Score(precision, recall, f1, len(found), words / (3 * len(found)) if found else 0.0)


def _cluster(clusters: Sequence[Cluster], triple: Triple) -> int | None:
    for i, cluster in enumerate(clusters):
        for patterns in cluster:
            if all(pattern.match(slot + " ") for pattern, slot in zip(patterns, triple, strict=True)):
                return i
    return None


def _slot(text: str) -> re.Pattern[str]:
    """Compile a slot: runs of words in brackets may be left out, each as a whole."""
    parts, tokens, i = [], text.split(" "), 0
    while i < len(tokens):
        j = i
        while "[" in tokens[i] and j < len(tokens) - 1 and "]" not in tokens[j]:
            j += 1
        unit = " ".join(tokens[i : j + 1])
        words = re.escape(unit.replace("[", "").replace("]", ""))
        parts.append(f"(?:{words} )?" if "[" in unit else f"{words} ")
        i = j + 1
    return re.compile("".join(parts) + r"\Z")
