"""Relations that prose states in too many ways for rules: a linear model over what can be seen of two mentions.

Births, deaths, schools, employers, homes, families, parties, founders, seats and owners: one logistic regression for
each predicate and direction, trained by `kg.evaluate.training` on KnowledgeNet (Mesquita et al., EMNLP 2019; CC BY-SA
4.0). The words that it weighs, their weights and the source are in `data/relations.npz`. What the rules say of a pair
is one of its features, so that it also judges them: a rule's claim that it finds unlikely loses confidence.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from kg import ontology
from kg.extract import candidates, features, tree
from kg.extract.candidates import Candidate
from kg.extract.clauses import Proposition
from kg.extract.mentions import Referent
from kg.extract.time import TimeExpression
from kg.model import Claim

Floats = npt.NDArray[np.float32]
Expressions = Sequence[TimeExpression]
Kinds = frozenset[tuple[str, str]]

RULE = "learned/"
_UNLIKELY, _PULL = -4.0, 0.6


@dataclass(frozen=True, slots=True)
class Output:
    """A predicate, and whether its subject stands before its object."""

    predicate: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature and output; `least` is the probability from which an output is worth a claim."""

    vocabulary: Mapping[str, int]
    weights: Floats
    bias: Floats
    outputs: tuple[Output, ...]
    least: Floats
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates of a sentence in the order of the text, with what can be seen of them."""

    left: Candidate
    right: Candidate
    features: list[str]


@dataclass(frozen=True, slots=True)
class Scored:
    """A document's pairs, and the probability of each output for each."""

    parse: tree.Tree
    starts: Sequence[int]
    pairs: Sequence[Pair]
    probabilities: Floats


@cache
def load() -> Model:
    """Load the model that ships, once a process."""
    with resources.files("kg").joinpath("data", "relations.npz").open("rb") as file:
        return read(file)


def read(file: IO[bytes]) -> Model:
    """Read a model as `kg.evaluate.training` writes it: whole numbers, and a scale for each output."""
    with np.load(file) as data:
        names = bytes(data["vocabulary"]).decode("utf-8").split("\n")
        weights = data["weights"].astype(np.float32) * data["scales"].astype(np.float32)
        return Model(
            vocabulary={name: number for number, name in enumerate(names)},
            weights=weights,
            bias=data["bias"],
            outputs=tuple(Output(name[1:], name[0] == ">") for name in str(data["outputs"]).split()),
            least=data["least"],
            kinds=frozenset((one, other) for one, _, other in (k.partition(">") for k in str(data["kinds"]).split())),
        )


def pairs(
    doc: Doc, referents: Mapping[int, Referent], expressions: Expressions, claims: Iterable[Claim], kinds: Kinds | None
) -> tuple[tree.Tree, list[int], list[Pair]]:
    """Give a parse, the offsets of its tokens, and its pairs of candidates; only of these kinds, if any are given."""
    parse, starts = tree.of(doc), doc.to_array("IDX").tolist()
    said = _said(claims)
    found = []
    for sentence in candidates.by_sentence(parse, referents, expressions):
        rules = _rules(sentence, starts, said)
        for left, right, names in features.of(parse, sentence, rules, kinds):
            found.append(Pair(sentence[left], sentence[right], names))
    return parse, starts, found


def scored(
    model: Model, doc: Doc, referents: Mapping[int, Referent], expressions: Expressions, claims: Iterable[Claim]
) -> Scored:
    """Score the pairs of a document; `claims` are what the rules say."""
    parse, starts, found = pairs(doc, referents, expressions, claims, model.kinds)
    sums = logits(model, [pair.features for pair in found])
    return Scored(parse, starts, found, (1 / (1 + np.exp(-shared(model, parse, found, sums)))).astype(np.float32))


def logits(model: Model, seen: Sequence[Sequence[str]]) -> Floats:
    """Give the log-odds of each output, one row for each list of features."""
    if not seen:
        return np.zeros((0, len(model.outputs)), np.float32)
    known = model.vocabulary
    ids: list[int] = []
    starts: list[int] = []
    for names in seen:
        starts.append(len(ids))
        ids.append(0)  # "", which weighs nothing, so that no row is empty
        ids += [known[name] for name in dict.fromkeys(names) if name in known]
    sums: Floats = np.add.reduceat(model.weights[ids], starts, axis=0) + model.bias
    return sums


def shared(model: Model, parse: tree.Tree, found: Sequence[Pair], sums: Floats) -> Floats:
    """Let mentions of the same two things in a sentence share what they say: each is pulled to the surest of them."""
    groups: defaultdict[tuple[int, str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for row, number in zip(*(axis.tolist() for axis in np.nonzero(sums > _UNLIKELY)), strict=True):
        pair, output = found[row], model.outputs[number]
        one, other = (pair.left, pair.right) if output.forward else (pair.right, pair.left)
        groups[parse.sentences[one.head], output.predicate, one.chain, other.chain].append((row, number))
    result = sums.copy()
    for places in groups.values():
        if len(places) > 1:
            most = max(float(sums[place]) for place in places)
            for place in places:
                result[place] += _PULL * (most - sums[place])
    return result


def propositions(model: Model, found: Scored) -> Iterator[Proposition]:
    """Yield what is likely enough to be said, in the order of the text."""
    for row, number in zip(*np.nonzero(found.probabilities >= model.least), strict=True):
        pair, output = found.pairs[row], model.outputs[number]
        one, other = (pair.left, pair.right) if output.forward else (pair.right, pair.left)
        yield Proposition(
            one.head,
            other.head,
            (),
            _governor(found.parse, one.head, other.head),
            f"{RULE}{output.predicate.partition(':')[2]}",
            label=ontology.load().predicates[output.predicate].forms[0],
            predicate=output.predicate,
            confidence=round(float(found.probabilities[row, number]), 4),
        )


def judged(model: Model, found: Scored, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give the rules' claims with what the model makes of them.

    One that it would make itself keeps the higher confidence; one that it finds unlikely has the geometric mean of
    both.
    """
    numbers = {output: number for number, output in enumerate(model.outputs)}
    predicates = {output.predicate for output in model.outputs}
    rows = {(found.starts[pair.left.start], found.starts[pair.right.start]): i for i, pair in enumerate(found.pairs)}
    for claim in claims:
        subject, name, thing = directed(claim)
        if name in predicates and thing is not None:
            row = rows.get((min(subject, thing), max(subject, thing)))
            number = numbers.get(Output(name, forward=subject < thing), numbers.get(Output(name, forward=True)))
            if row is not None and number is not None:
                likely, own = float(found.probabilities[row, number]), claim.confidence
                score = max(likely, own) if likely >= model.least[number] else (likely * own) ** 0.5
                yield dataclasses.replace(claim, confidence=round(score, 4))
                continue
        yield claim


def directed(claim: Claim) -> tuple[int, str, int | None]:
    """Where the predicate's subject starts, the predicate without a direction, and where its object starts."""
    one, other = claim.subject.passage.start, claim.object.passage.start if claim.object.passage else None
    if claim.predicate.startswith("^") and other is not None:
        return other, claim.predicate[1:], one
    return one, claim.predicate, other


def _said(claims: Iterable[Claim]) -> dict[int, list[tuple[int, str]]]:
    """Give, by where a predicate's subject starts, the predicate and where its object starts."""
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for claim in claims:
        subject, name, thing = directed(claim)
        if name.startswith("kg:") and thing is not None and (thing, name) not in found[subject]:
            found[subject].append((thing, name))
    return found


def _rules(
    sentence: Sequence[Candidate], starts: Sequence[int], said: Mapping[int, list[tuple[int, str]]]
) -> dict[tuple[int, int], list[str]]:
    """Give what the rules say of a sentence's candidates, by their numbers."""
    places = {starts[i]: number for number, each in enumerate(sentence) for i in range(each.start, each.end)}
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for start, number in places.items():
        for thing, name in said.get(start, ()):
            if thing in places and places[thing] != number:
                found[number, places[thing]].append(name)
    return found


def _governor(parse: tree.Tree, one: int, other: int) -> int:
    """The word on which both hang, as near as can be: status and time are read from there."""
    mine = features.ancestors(parse, one)
    top = next((token for token in features.ancestors(parse, other) if token in mine), other)
    while parse.tags[top][:2] not in ("VB", "MD") and parse.heads[top] != top and top in (one, other):
        top = parse.heads[top]
    return top
