"""CaRB (Bhardwaj, Aggarwal and Mausam, EMNLP 2019): word overlap of extractions with crowd-written tuples.

Section 4 of the paper: a pair of tuples is compared part by part, and is no match unless relation and both
arguments share a word; recall of a gold tuple is that of its best match, precision matches one to one, greedily.
Arguments after the first are joined, as the paper's default ("binary lenient") does. Reported is the best F1 over
all thresholds of confidence.
"""

import pathlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate import treebank
from kg.model import Claim

IMPLIED = frozenset(
    {"noun/apposition", "noun/apposition-class", "noun/place-chain", "noun/title", "noun/position", "noun/age"}
)
TURNED = frozenset({"clause/goal", "clause/toll"})
SAYING = frozenset({"said", "told", "added", "adds", "says"})


@dataclass(frozen=True, slots=True)
class Tuple:
    """One extraction or gold tuple, its words split: subject, relation, all else."""

    subject: tuple[str, ...]
    relation: tuple[str, ...]
    rest: tuple[str, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 at the threshold of confidence where F1 is best."""

    precision: float
    recall: float
    f1: float
    threshold: float


def evaluate(gold: pathlib.Path, *, model: str) -> Score:
    """Extract from the benchmark's sentences and score."""
    wanted = read_gold(gold.read_text(encoding="utf-8").splitlines())
    sentences = treebank.read(((sentence, sentence) for sentence in wanted), model=model)
    return score(wanted, {sentence.id: list(tuples(sentence)) for sentence in sentences})


def tuples(sentence: treebank.Sentence) -> Iterator[Tuple]:
    """Join the claims of each clause and subject into one tuple of all its arguments, as the benchmark counts them."""
    groups: defaultdict[tuple[object, str], list[Claim]] = defaultdict(list)
    for claim in sentence.claims:
        groups[claim.trigger, _arguments(sentence, claim)[0]].append(claim)
    for (_, subject), claims in groups.items():
        stated = [claim for claim in claims if claim.rule.startswith("clause/") and claim.rule not in TURNED]
        if stated and subject:
            yield _joined(sentence, subject, stated)
        yield from _implied(sentence, subject, claims)


def _arguments(sentence: treebank.Sentence, claim: Claim) -> tuple[str, str]:
    """Subject and object as the annotators put them: names for pronouns, where the sentence has the name."""
    subject, thing = treebank.arguments(sentence, claim)
    return treebank.named(sentence, claim.subject) or subject, treebank.named(sentence, claim.object) or thing


def _implied(sentence: treebank.Sentence, subject: str, claims: Iterable[Claim]) -> Iterator[Tuple]:
    """What noun phrases say, put as a copula would: "is", "is in", "is chairman of", "belongs to"."""
    for claim in claims:
        thing = _arguments(sentence, claim)[1].split()
        if claim.rule in IMPLIED and subject and thing:
            relation = claim.label.removeprefix("be ").split() if claim.label not in ("be", "position held") else []
            yield Tuple(tuple(subject.split()), ("is", *relation), tuple(thing), claim.confidence)


def _joined(sentence: treebank.Sentence, subject: str, claims: Sequence[Claim]) -> Tuple:
    relation = min((claim.relation for claim in claims), key=len).split()
    rest: Counter[str] = Counter()
    for claim in claims:
        extra = Counter(claim.relation.split()) - Counter(relation)
        rest |= extra + Counter(_arguments(sentence, claim)[1].split())
    best = max(claim.confidence for claim in claims)
    return Tuple(tuple(subject.split()), tuple(relation), tuple(rest.elements()), best)


def read_gold(rows: Iterable[str]) -> dict[str, list[Tuple]]:
    """Read the benchmark's lines: sentence, relation, subject, object, further arguments, tab-separated."""
    gold: defaultdict[str, list[Tuple]] = defaultdict(list)
    for row in rows:
        cells = row.rstrip("\n").split("\t")
        if len(cells) >= 3:
            gold[cells[0]].append(_split(cells[2], cells[1], " ".join(cells[3:])))
    return dict(gold)


def score(gold: Mapping[str, Sequence[Tuple]], found: Mapping[str, Sequence[Tuple]]) -> Score:
    """Give the best F1 over thresholds; both map a sentence to its tuples."""
    thresholds = sorted({round(item.confidence, 2) for items in found.values() for item in items}) or [0.0]
    matches = {
        sentence: [[match(wanted, item) for item in found.get(sentence, ())] for wanted in items]
        for sentence, items in gold.items()
    }
    return max((_at(gold, found, matches, threshold) for threshold in thresholds), key=lambda result: result.f1)


def match(gold: Tuple, item: Tuple) -> tuple[float, float]:
    """Precision and recall in words of one extraction against one gold tuple; zeros where they don't match."""
    straight = _match(gold, item)
    if SAYING & set(gold.relation):
        turned = _match(gold, Tuple(item.rest, item.relation, item.subject))
        return max(straight, turned)
    return straight


def _match(gold: Tuple, item: Tuple) -> tuple[float, float]:
    shared = 0
    for ours, theirs in zip(_parts(item), _parts(gold), strict=True):
        common = (Counter(ours) & Counter(theirs)).total()
        if not common and theirs:
            return 0.0, 0.0
        shared += common
    predicted, wanted = sum(map(len, _parts(item))), sum(map(len, _parts(gold)))
    return shared / predicted, shared / wanted


def _at(
    gold: Mapping[str, Sequence[Tuple]],
    found: Mapping[str, Sequence[Tuple]],
    matches: Mapping[str, list[list[tuple[float, float]]]],
    threshold: float,
) -> Score:
    precision = recall = 0.0
    extracted = wanted = 0
    for sentence, items in gold.items():
        kept = [i for i, item in enumerate(found.get(sentence, ())) if item.confidence >= threshold - 0.005]
        rows = [[row[i] for i in kept] for row in matches[sentence]]
        recall += sum(max((cell[1] for cell in row), default=0.0) for row in rows)
        precision += _one_to_one([[cell[0] for cell in row] for row in rows])
        extracted, wanted = extracted + len(kept), wanted + len(items)
    p, r = precision / extracted if extracted else 0.0, recall / wanted if wanted else 0.0
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0, threshold)


def _one_to_one(rows: list[list[float]]) -> float:
    """Sum the precision of a greedy matching, the best pair first."""
    pairs = sorted(
        ((cell, i, j) for i, row in enumerate(rows) for j, cell in enumerate(row) if cell),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    total, used_rows, used_columns = 0.0, set[int](), set[int]()
    for cell, i, j in pairs:
        if i not in used_rows and j not in used_columns:
            total += cell
            used_rows.add(i)
            used_columns.add(j)
    return total


def _parts(item: Tuple) -> tuple[tuple[str, ...], ...]:
    return item.relation, item.subject, item.rest


def _split(subject: str, relation: str, rest: str) -> Tuple:
    return Tuple(tuple(subject.split()), tuple(relation.split()), tuple(rest.split()))
