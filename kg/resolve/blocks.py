"""Blocks: senses that candidates connect, with all that is needed to decide which of them are one.

No candidate leads out of a block, so that blocks are decided apart from each other, in any order and in any process:
a block can be pickled, and holds no more than its decision needs (a few documents of each sense, its own signs).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.resolve import unions
from kg.resolve.blocking import Candidate
from kg.resolve.context import SAMPLE, Context, Surroundings
from kg.resolve.senses import Sense
from kg.resolve.vetoes import Known

In = TypeVar("In")
Out = TypeVar("Out")

Spread = Callable[[Callable[[In], Out], Iterable[In]], Iterable[Out]]
"""A `map` that keeps the order: the built-in one, an executor's, a cluster's."""

TOGETHER = 100
"""Blocks, or documents, that go to a process at once."""


@dataclass(frozen=True, slots=True)
class Block:
    """Senses in their order, the candidates between them, and what is known and stands beside them."""

    senses: tuple[Sense, ...]
    candidates: tuple[Candidate, ...]
    known: Known
    around: Surroundings


def blocks(
    senses: Sequence[Sense], candidates: Sequence[Candidate], context: Context, known: Known
) -> Iterator[tuple[tuple[Sense, ...], Block]]:
    """Give each block with the senses that its own stand for; senses without candidates are in none."""
    root = unions.roots(senses, [(one.one, one.other) for one in candidates])
    members: defaultdict[Sense, list[Sense]] = defaultdict(list)
    between: defaultdict[Sense, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        between[root[candidate.one]].append(candidate)
    for sense in senses:
        if root[sense] in between:
            members[root[sense]].append(sense)
    for first, group in members.items():
        yield tuple(group), _block(group, between[first], context, known)


def batches(items: Iterable[In], *, size: int = TOGETHER) -> Iterator[list[In]]:
    """Put so many items together, since one alone is not worth sending to another process."""
    batch: list[In] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _block(group: Sequence[Sense], between: Sequence[Candidate], context: Context, known: Known) -> Block:
    """Copy senses, without most of their units, and what is said of them."""
    light = {sense: replace(sense, units=sense.units[:SAMPLE]) for sense in group}
    return Block(
        senses=tuple(light.values()),
        candidates=tuple(replace(one, one=light[one.one], other=light[one.other]) for one in between),
        known=replace(
            known,
            links=_of(known.links, light),
            values=_of(known.values, light),
            aliases=_of(known.aliases, light),
            makers=_beginnings(group) & known.makers,
        ),
        around=Surroundings(
            neighbours={copy: context.neighbours(sense) for sense, copy in light.items()},
            companions={copy: context.companions(sense) for sense, copy in light.items()},
        ),
    )


def _of(found: Mapping[Sense, Out], light: Mapping[Sense, Sense]) -> dict[Sense, Out]:
    return {copy: found[sense] for sense, copy in light.items() if sense in found}


def _beginnings(senses: Iterable[Sense]) -> frozenset[str]:
    """Give all that names begin with: what may be the maker before a thing."""
    split = [sense.key.split() for sense in senses]
    return frozenset(" ".join(words[:length]) for words in split for length in range(1, len(words)))
