"""What the corpus knows around each unit: the names beside it, and how telling each of them is.

Two mentions of "Nelson" in two documents are one person where both are stated to do with the same rare thing. A
neighbour is the other side of a statement; a companion is merely named in the same document and counts half. What is
named everywhere (a country, or what a hundredth of all documents name) tells nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.model import Status, Value
from kg.resolve import names
from kg.resolve.units import Reading, Ref, Statement, Unit

COMMON = 10
"""A name in so many documents, or in a hundredth of a larger corpus, is no sign any more."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Neighbours by unit and companions by document, as keys of names; in how many documents each is named."""

    neighbours: Mapping[Ref, frozenset[str]]
    companions: Mapping[str, frozenset[str]]
    frequency: Mapping[str, int]
    values: Mapping[Ref, frozenset[tuple[str, str]]]
    witness: Mapping[str, str]

    def is_telling(self, key: str) -> bool:
        """Whether a shared name is a sign that two documents speak of one thing."""
        return not names.is_country(key) and 0 < self.frequency.get(key, 0) <= max(COMMON, len(self.companions) // 100)

    def neighbours_of(self, unit: Unit) -> frozenset[str]:
        """Give the telling names that the document relates to the unit."""
        own = names.key(unit.name)
        return frozenset(key for key in self.neighbours.get(unit.ref, ()) if key != own and self.is_telling(key))

    def companions_of(self, unit: Unit) -> frozenset[str]:
        """Give the telling names in the unit's document."""
        own = names.key(unit.name)
        return frozenset(key for key in self.companions[unit.document] if key != own and self.is_telling(key))


def survey(readings: Iterable[Reading], *, functional: Collection[str], witness: Mapping[str, str]) -> Corpus:
    """Go through all documents once; `functional` are the predicates of which a thing has one value at most."""
    neighbours: defaultdict[Ref, set[str]] = defaultdict(set)
    values: defaultdict[Ref, set[tuple[str, str]]] = defaultdict(set)
    companions: dict[str, frozenset[str]] = {}
    frequency: Counter[str] = Counter()
    for reading in readings:
        companions[reading.document.id] = frozenset(names.key(unit.name) for unit in reading.units if not unit.nominal)
        frequency.update(companions[reading.document.id])
        for said in reading.statements:
            if said.predicate in functional and _tells_persons_apart(said):
                values[said.subject].add((said.predicate, said.object.text if isinstance(said.object, Value) else ""))
            if not isinstance(said.object, Value):
                neighbours[said.subject].add(names.key(said.object[1]))
                neighbours[said.object].add(names.key(said.subject[1]))
    return Corpus(_frozen(neighbours), companions, frequency, _frozen(values), witness)


def _tells_persons_apart(said: Statement) -> bool:
    """Tell whether a statement dates a person's life: an age changes, and two dates of a firm are a contradiction."""
    dated = isinstance(said.object, Value) and said.object.datatype == "date"
    return dated and said.status == Status.ASSERTED and said.subject[2] == "Person"


def _frozen(found: Mapping[Ref, set[str]] | Mapping[Ref, set[tuple[str, str]]]) -> dict[Ref, frozenset]:  # type: ignore[type-arg]
    return {ref: frozenset(keys) for ref, keys in found.items()}
