"""Relations that prose states in too many ways for rules: what can be seen of two mentions, weighed.

Births, deaths, schools, employers, homes, families, parties, founders, seats and owners: one logistic regression for
each predicate and direction, and a small network beside it, trained by `kg.evaluate.training` on KnowledgeNet
(Mesquita et al., EMNLP 2019; CC BY-SA 4.0). What they weigh, their weights and the source are in `data/relations.npz`.
What the rules say of a pair is one of its features, so that it also judges them: a rule's claim that it finds unlikely
loses confidence.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from kg import ontology
from kg.extract import candidates, features, network, surroundings, tree
from kg.extract.candidates import Candidate
from kg.extract.clauses import Proposition
from kg.extract.mentions import Referent
from kg.extract.surroundings import Ints, Lists
from kg.extract.time import TimeExpression
from kg.extract.weights import Floats, Model, Output
from kg.model import Claim

Expressions = Sequence[TimeExpression]
Kinds = frozenset[tuple[str, str]]

RULE = "learned/"
COMMON = 1500
"""So many of the commonest features are seen by the network too: they come first in the vocabulary, after ""."""
FAINT = -4.5
"""The network is not asked about pairs to which the regressions give lower log-odds of anything."""
SAFE = 0.9
"""A rule that is right so often (offices before a name, say) is not doubted."""
_LINEAR, _DEEP = 0.5, 0.4
_JUDGED_AS = {"kg:memberOf": "kg:worksFor"}  # which the training data don't tell apart
_UNLIKELY, _PULL = -4.0, 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates of a sentence in the order of the text, with what can be seen of them."""

    sentence: int
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


def pairs(
    doc: Doc, referents: Mapping[int, Referent], expressions: Expressions, claims: Iterable[Claim], kinds: Kinds | None
) -> tuple[tree.Tree, list[int], list[Pair]]:
    """Give a parse, the offsets of its tokens, and its pairs of candidates; only of these kinds, if any are given."""
    parse = tree.of(doc)
    starts = parse.starts
    said = _said(claims)
    found = []
    for sentence in candidates.by_sentence(parse, referents, expressions):
        rules = _rules(sentence, starts, said)
        for left, right, names in features.of(parse, sentence, rules, kinds):
            found.append(Pair(parse.sentences[sentence[0].head], sentence[left], sentence[right], names))
    return parse, starts, found


def scored(
    model: Model, doc: Doc, referents: Mapping[int, Referent], expressions: Expressions, claims: Iterable[Claim]
) -> Scored:
    """Score the pairs of a document; `claims` are what the rules say."""
    parse, starts, found = pairs(doc, referents, expressions, claims, model.kinds)
    sums = odds(model, doc, parse, found) * model.slopes + model.shifts
    return Scored(parse, starts, found, (1 / (1 + np.exp(-sums))).astype(np.float32))


def odds(model: Model, doc: Doc, parse: tree.Tree, found: Sequence[Pair]) -> Floats:
    """Give the log-odds of each output for each pair, before they are calibrated."""
    return shared(model.outputs, found, _mixed(model, doc, parse, found))


def _mixed(model: Model, doc: Doc, parse: tree.Tree, found: Sequence[Pair]) -> Floats:
    """Give the log-odds of each output, by regressions and network; far-fetched ones by the regressions alone."""
    seen = numbers(model.vocabulary, found)
    sums = linear(model, seen)
    kept = np.flatnonzero(sums.max(axis=1, initial=FAINT) > FAINT)
    if model.network is None or not len(kept):
        return sums
    few = [found[row] for row in kept.tolist()]
    around = surroundings.of(parse, [(pair.left, pair.right) for pair in few])
    strings = network.fields(parse, [each for pair in few for each in (pair.left, pair.right)])
    sums[kept] = mixed(sums[kept], network.logits(model.network, doc, strings, around, common(seen, kept)))
    return sums


def mixed(shallow: Floats, deep: Floats) -> Floats:
    """Put the log-odds of both kinds together; the shares were found by cross-validation."""
    return (_LINEAR * shallow + _DEEP * deep).astype(np.float32)


def numbers(vocabulary: Mapping[str, int], found: Sequence[Pair]) -> Lists:
    """Give the numbers of the features of pairs, in a row, and where those of each pair begin."""
    known = vocabulary.get
    ids: list[int] = []
    starts = [0]
    for pair in found:
        ids.append(0)  # "", which weighs nothing, so that no row is empty
        ids += filter(None, dict.fromkeys(map(known, pair.features)))
        starts.append(len(ids))
    return np.array(ids, np.int64), np.array(starts, np.int64)


def common(seen: Lists, rows: Ints) -> Lists:
    """Give the features of some pairs that the network sees."""
    ids, starts = seen
    kept = [own[(own > 0) & (own <= COMMON)] for own in (ids[starts[row] : starts[row + 1]] for row in rows)]
    return np.concatenate([np.zeros(0, np.int64), *kept]), np.cumsum([0, *map(len, kept)], dtype=np.int64)


def linear(model: Model, seen: Lists) -> Floats:
    """Give the log-odds of each output by the regressions, one row for each pair."""
    ids, starts = seen
    if len(starts) == 1:
        return np.zeros((0, len(model.outputs)), np.float32)
    sums: Floats = np.add.reduceat(model.weights[ids], starts[:-1], axis=0) + model.bias
    return sums


def shared(outputs: Sequence[Output], found: Sequence[Pair], sums: Floats) -> Floats:
    """Let mentions of the same two things in a sentence share what they say: each is pulled to the surest of them."""
    known = ontology.load().predicates
    groups: defaultdict[tuple[int, str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for row, number in zip(*(axis.tolist() for axis in np.nonzero(sums > _UNLIKELY)), strict=True):
        pair, name = found[row], outputs[number].predicate
        one, other = (pair.left, pair.right) if outputs[number].forward else (pair.right, pair.left)
        turned = known[name].symmetric and other.chain < one.chain
        ends = (other.chain, one.chain) if turned else (one.chain, other.chain)
        groups[pair.sentence, name, *ends].append((row, number))
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

    One that it would make itself keeps the higher confidence; one that it finds unlikely gets the mean of both.
    """
    numbers = {output: number for number, output in enumerate(model.outputs)}
    predicates = {output.predicate for output in model.outputs}
    rows = {(found.starts[pair.left.start], found.starts[pair.right.start]): i for i, pair in enumerate(found.pairs)}
    for claim in claims:
        subject, name, thing = directed(claim)
        name = _JUDGED_AS.get(name, name)
        if name in predicates and thing is not None:
            row = rows.get((min(subject, thing), max(subject, thing)))
            number = numbers.get(Output(name, forward=subject < thing), numbers.get(Output(name, forward=True)))
            if row is not None and number is not None:
                likely, own = float(found.probabilities[row, number]), claim.confidence
                score = max(likely, own) if likely >= model.least[number] or own >= SAFE else (likely + own) / 2
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
