"""From pairs that may be one to clusters that are: by descending score, and never against a veto.

The score is a noisy-or of what the names say and what the context says. A name that could belong to two things that
exclude each other goes to the one that shares more context, and to none where neither does. Joining goes from the
surest pair down; two clusters are joined only if no veto stands between any member of one and any of the other, so no
chain of merges joins what a veto keeps apart (a greedy constrained clustering; Davidson and Ravi 2005).
"""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from kg.model import Join
from kg.resolve import blocks, unions, vetoes
from kg.resolve.blocking import LARGE, Candidate
from kg.resolve.blocks import Block, Spread
from kg.resolve.context import Context, Surroundings
from kg.resolve.entities import Cluster
from kg.resolve.senses import Sense
from kg.resolve.vetoes import Known

Decided = tuple[tuple[int, ...], tuple[Join, ...]]
"""Senses of a block, by their places in it, that are one, and why."""

ENOUGH = 0.8
"""The score from which two senses are one: wrong merges are worse than duplicates."""


def clusters(
    senses: Sequence[Sense],
    candidates: Iterable[Candidate],
    context: Context,
    known: Known,
    *,
    spread: Spread[list[Block], list[list[Decided]]] = map,
) -> list[Cluster]:
    """Join senses; in the order of each cluster's first sense. `spread` says where blocks are decided."""
    allowed = [candidate for candidate in candidates if not vetoes.veto(candidate.one, candidate.other, known)]
    originals, work = list[tuple[Sense, ...]](), list[Block]()
    for group, block in blocks.blocks(senses, allowed, context, known):
        originals.append(group)
        work.append(block)
    decided = itertools.chain.from_iterable(spread(decide, blocks.batches(work)))
    found = [
        Cluster(tuple(group[place] for place in places), reasons)
        for group, several in zip(originals, decided, strict=True)
        for places, reasons in several
    ]
    joined = {sense for group in originals for sense in group}
    found += [Cluster((sense,)) for sense in senses if sense not in joined]
    return sorted(found, key=lambda cluster: _first(cluster.senses[0]))


def decide(several: Iterable[Block]) -> list[list[Decided]]:
    """Decide blocks: for each, which of its senses, by their places, are one, and why. Needs nothing but the blocks."""
    return [_decide(block) for block in several]


def _decide(block: Block) -> list[Decided]:
    known, around = block.known, block.around
    scored = [(_score(one, around), one) for one in _unambiguous(block.candidates, around, known)]
    scored = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: (-pair[0], _order(pair[1])))
    parent = {sense: sense for sense in block.senses}
    members: dict[Sense, list[Sense]] = {sense: [sense] for sense in block.senses}
    reasons: defaultdict[Sense, list[Join]] = defaultdict(list)
    for score, candidate in scored:
        one, other = unions.find(parent, candidate.one), unions.find(parent, candidate.other)
        if one is not other and _are_kept_apart(members[one], members[other], known):
            continue
        if one is not other:
            parent[other] = one
            members[one] += members.pop(other)
            reasons[one] += reasons.pop(other, [])
        reasons[one].append(Join(candidate.one.name, "", candidate.reason, round(score, 2)))
    place = {sense: number for number, sense in enumerate(block.senses)}
    return [(tuple(sorted(place[sense] for sense in group)), tuple(reasons[root])) for root, group in members.items()]


def _are_kept_apart(some: Iterable[Sense], others: Sequence[Sense], known: Known) -> bool:
    return any(vetoes.veto(one, other, known) for one in some for other in others)


def _score(candidate: Candidate, around: Surroundings) -> float:
    """Give the chance that two senses are one: names and context as two witnesses, less where a type is unknown."""
    sure = 1 - (1 - candidate.score) * (1 - around.support(candidate.one, candidate.other))
    return sure if candidate.one.type == candidate.other.type else 0.95 * sure


def _unambiguous(candidates: Sequence[Candidate], around: Surroundings, known: Known) -> list[Candidate]:
    """Leave out each candidate that one of its sides, by the same rule, could as well exchange for a rival."""
    alike = {frozenset((one.one, one.other)) for one in candidates}
    sides: defaultdict[tuple[Sense, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        sides[candidate.one, candidate.rule].append(candidate)
        sides[candidate.other, candidate.rule].append(candidate)
    kept = {
        side: _best(side[0], group, around) if _are_rivals(side[0], group, alike, known) else frozenset(map(id, group))
        for side, group in sides.items()
    }
    return [
        candidate
        for candidate in candidates
        if id(candidate) in kept[candidate.one, candidate.rule]
        and id(candidate) in kept[candidate.other, candidate.rule]
    ]


def _are_rivals(sense: Sense, group: Sequence[Candidate], alike: Collection[frozenset[Sense]], known: Known) -> bool:
    """Tell whether a sense may be two things: they exclude each other, or are not alike, though it is short for both.

    Of so many that they can't all be compared, two are.
    """
    others = list(dict.fromkeys(_opposite(candidate, sense) for candidate in group))
    if len(others) > LARGE:
        return True
    short_for = {candidate.other for candidate in group if candidate.one is sense}
    return any(
        vetoes.veto(one, other, known) or ({one, other} <= short_for and frozenset((one, other)) not in alike)
        for one, other in itertools.combinations(others, 2)
    )


def _best(sense: Sense, group: Sequence[Candidate], around: Surroundings) -> frozenset[int]:
    """Choose the candidates with the one rival that shares the most context, if one does."""
    support = {candidate: around.support(sense, _opposite(candidate, sense)) for candidate in group}
    most = max(support.values())
    best = [candidate for candidate in group if support[candidate] == most]
    return frozenset(map(id, best)) if most > 0 and len(best) == 1 else frozenset()


def _opposite(candidate: Candidate, sense: Sense) -> Sense:
    return candidate.other if candidate.one is sense else candidate.one


def _order(candidate: Candidate) -> tuple[object, ...]:
    return _first(candidate.one), _first(candidate.other), candidate.rule


def _first(sense: Sense) -> tuple[str, str, str]:
    return sense.identity
