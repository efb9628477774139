"""What one statement says, without saying it twice: of claims that tell the same, the best keeps its confidence.

A phrase inside a phrase gives two claims ("lost its monopoly for flights | to the station"): the one whose object has a
name is the better one, else the outer. And a date is worth a claim of its own only where nothing else is said.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Claim, Value

_PLACE = "clause/nested-place"
_NESTED = frozenset({"clause/nested-preposition", _PLACE})
_TRUSTED = 0.3
_LESS, _MORE = 0.5, 1.75
"""What becomes of the confidence of a repetition, and of a date that is all there is."""


def tidied(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give the claims with what they are worth beside each other, statement by statement."""
    statements: defaultdict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        statements[claim.trigger, claim.subject.passage].append(claim)
    for group in statements.values():
        worse = {id(claim) for claim in _repeated(group)}
        alone = not any(claim.confidence >= _TRUSTED for claim in group)
        for claim in group:
            factor = _LESS if id(claim) in worse else _MORE if alone and _is_dated(claim) else 1.0
            score = round(claim.confidence * factor, 4)
            yield claim if factor == 1.0 else dataclasses.replace(claim, confidence=score)


def _repeated(group: list[Claim]) -> Iterator[Claim]:
    """Yield the worse of each pair of claims of which one goes on behind the object of the other."""
    for inner in group:
        if inner.rule in _NESTED and (above := _above(inner, group)) is not None:
            is_better = _is_named(inner) and not _is_named(above) and inner.rule != _PLACE
            yield above if is_better and inner.confidence >= _TRUSTED else inner


def _above(inner: Claim, group: list[Claim]) -> Claim | None:
    """Give the claim whose object the nested one hangs on: the nearest before it whose relation it goes on from."""
    outer = [
        claim
        for claim in group
        if claim.rule.endswith("preposition") and claim.rule not in _NESTED
        if inner.label.startswith(f"{claim.label} ") and _start(claim) < _start(inner)
    ]
    return max(outer, key=lambda claim: (len(claim.label), _start(claim)), default=None)


def _start(claim: Claim) -> int:
    return claim.object.passage.start if claim.object.passage else 0


def _is_named(claim: Claim) -> bool:
    return isinstance(claim.object, Value) or (bool(claim.object.name) and claim.object.why != "nominal")


def _is_dated(claim: Claim) -> bool:
    is_date = isinstance(claim.object, Value) and claim.object.datatype == "date"
    return (
        is_date and claim.rule == "clause/preposition" and claim.label.count(" ") >= claim.label.startswith("be ") + 1
    )
