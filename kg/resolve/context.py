"""How much the surroundings of two senses say for a merge.

A shared neighbour (stated to do with both) counts one, a shared companion (named beside both, in different documents)
a half. What is not telling (countries, names that stand everywhere) counts nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.resolve.corpus import Corpus
from kg.resolve.senses import Sense

SAMPLE = 200
"""Of a sense in more documents, the first ones stand for all."""

FULL = 0.7
STEP = 0.6
"""Evidence of one shared neighbour, and the most that context can give."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The telling names related to senses, and those in their documents."""

    neighbours: Mapping[Sense, frozenset[str]]
    companions: Mapping[Sense, frozenset[str]]

    def support(self, one: Sense, other: Sense) -> float:
        """Give the chance, by context alone, that two senses of like names are one."""
        shared = float(len(self.neighbours[one] & self.neighbours[other]))
        if not {unit.document for unit in one.units[:SAMPLE]} & {unit.document for unit in other.units[:SAMPLE]}:
            beside = self.companions[one] & self.companions[other]
            shared += len(beside - self.neighbours[one] - self.neighbours[other]) / 2
        return min(FULL, STEP * shared)


@dataclass(frozen=True, slots=True)
class Context:
    """Signs by sense, worked out once each."""

    corpus: Corpus
    _neighbours: dict[Sense, frozenset[str]] = field(default_factory=dict)
    _companions: dict[Sense, frozenset[str]] = field(default_factory=dict)

    def pairs(self, block: Sequence[Sense]) -> Iterator[tuple[Sense, Sense]]:
        """Pair the senses of a large block that share a sign."""
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for place, sense in enumerate(block):
            for sign in self.neighbours(sense) | self.companions(sense):
                holders[sign].append(place)
        found = {
            (one, other)
            for group in holders.values()
            for at, one in enumerate(group[:SAMPLE])
            for other in group[at + 1 : SAMPLE]
        }
        for one, other in sorted(found):
            yield block[one], block[other]

    def neighbours(self, sense: Sense) -> frozenset[str]:
        """Give the telling names that statements relate to a sense."""
        if sense not in self._neighbours:
            found = (self.corpus.neighbours_of(unit) for unit in sense.units[:SAMPLE])
            self._neighbours[sense] = frozenset[str]().union(*found) - {sense.key}
        return self._neighbours[sense]

    def companions(self, sense: Sense) -> frozenset[str]:
        """Give the telling names in the documents of a sense."""
        if sense not in self._companions:
            found = (self.corpus.companions_of(unit) for unit in sense.units[:SAMPLE])
            self._companions[sense] = frozenset[str]().union(*found) - {sense.key}
        return self._companions[sense]
