"""Units of one name, grouped by what that name means: the namesakes apart, the rest together.

Documents that use one name for one type of thing mean one thing, with these exceptions: a name that many bear (a
lone surname, "John Smith") needs a shared neighbour; persons, places and all else are kept apart where both readings
of the name are well attested; and two that have different values of what everybody has only one of are two. What a
description names ("joint lunar space station") is a thing of its own document, or of the copies of that document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.resolve import names, types, unions
from kg.resolve.corpus import Corpus
from kg.resolve.units import Ref, Unit

PAIRWISE = 200
"""Beyond so many units of a weak name, only a shared neighbour joins: companions want a look at every pair."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One name as one or more documents use it for one thing."""

    key: str
    name: str
    type: str
    nominal: bool
    units: tuple[Unit, ...]
    reason: str = ""

    @property
    def identity(self) -> Ref:
        """The first unit's: no other sense has it."""
        return self.units[0].ref


def senses(units: Iterable[Unit], corpus: Corpus) -> list[Sense]:
    """Group all units of the corpus; in the order of their first unit."""
    blocks: defaultdict[str, list[Unit]] = defaultdict(list)
    nominals: defaultdict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.nominal:
            nominals[names.key(unit.name), unit.type, corpus.witness[unit.document]].append(unit)
        else:
            blocks[names.key(unit.name)].append(unit)
    found = [_sense(key, group) for key, block in blocks.items() for group in _split(block, corpus)]
    found += [_sense(key, group) for (key, _, _), group in nominals.items()]
    return sorted(found, key=lambda sense: sense.identity)


def _sense(key: str, units: Iterable[Unit]) -> Sense:
    ordered = tuple(sorted(units, key=lambda unit: unit.ref))
    spellings = Counter(unit.name for unit in ordered)
    name = max(sorted(spellings), key=lambda name: (spellings[name], len(name)))
    return Sense(key, name, types.vote(Counter(unit.type for unit in ordered)), ordered[0].nominal, ordered)


def _split(block: list[Unit], corpus: Corpus) -> Iterator[list[Unit]]:
    for group in _families(sorted(block, key=lambda unit: unit.ref), corpus):
        yield from _namesakes(group, corpus)


def _families(block: list[Unit], corpus: Corpus) -> Iterator[list[Unit]]:
    """Persons, places and the rest apart, unless one reading is so rare that it is an error, or neighbours are shared."""
    votes = types.families_of(Counter(unit.type for unit in block))
    main = types.family(types.vote(Counter(unit.type for unit in block)))
    apart = [of for of in sorted(votes) if of != main and votes[of] > types.SMALL_SHARE * votes.total()]
    mine = [unit for unit in block if types.family(unit.type) not in apart]
    for of in apart:
        others = [unit for unit in block if types.family(unit.type) == of]
        if _is_supported(mine, others, corpus):
            mine += others
        else:
            yield others
    yield mine


def _is_supported(some: list[Unit], others: list[Unit], corpus: Corpus) -> bool:
    return bool(_signs(some, corpus) & _signs(others, corpus))


def _signs(units: list[Unit], corpus: Corpus) -> frozenset[str]:
    return frozenset[str]().union(*(corpus.neighbours_of(unit) for unit in units[:PAIRWISE]))


def _namesakes(group: list[Unit], corpus: Corpus) -> Iterator[list[Unit]]:
    return iter([group])
