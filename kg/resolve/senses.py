"""Units of one name, grouped by what that name means: the namesakes apart, the rest together.

Documents that use one name for one type of thing mean one thing, with these exceptions: a name that many bear (a
lone surname, "John Smith") needs a shared neighbour; persons, places and all else are kept apart where both readings
of the name are well attested; and two that have different values of what everybody has only one of are two. What a
description names ("joint lunar space station") is a thing of its own document, or of the copies of that document.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.resolve import lexicon, names, people, types, unions
from kg.resolve.corpus import Corpus
from kg.resolve.units import Ref, Unit

PAIRWISE = 200
"""Beyond so many units of a weak name, only a shared neighbour joins: companions want a look at every pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """One name as one or more documents use it for one thing; two are equal only where they are the same object."""

    key: str
    name: str
    type: str
    nominal: bool
    units: tuple[Unit, ...]

    @property
    def identity(self) -> Ref:
        """Give the first unit's reference: no other sense has it."""
        return self.units[0].ref


OWNERS = frozenset({"Organization", "Place", "Person", "Group"})
"""Classes of what may stand before a kind as its owner: "NASA capsule" names none."""

Parted = Callable[[Unit], str]
"""What tells units of one name apart from outside: a decision, or the place that an ambiguous name is linked to."""


def senses(units: Iterable[Unit], corpus: Corpus, *, parted: Parted = lambda _unit: "") -> list[Sense]:
    """Group all units of the corpus; in the order of their first unit."""
    blocks: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
    nominals: defaultdict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    named = list(units)
    known = frozenset(names.key(unit.name) for unit in named if not unit.nominal)
    owners = frozenset(names.key(unit.name) for unit in named if not unit.nominal and unit.type in OWNERS)
    for unit in named:
        if unit.nominal and not _is_name(unit, known, owners):
            nominals[names.key(unit.name), unit.type, corpus.witness[unit.document]].append(unit)
        else:
            blocks[names.key(unit.name), parted(unit)].append(unit)
    found = [_sense(key, group) for (key, _), block in blocks.items() for group in _split(block, corpus)]
    found += [_sense(key, group, nominal=True) for (key, _, _), group in nominals.items()]
    return sorted(found, key=lambda sense: sense.identity)


def _is_name(unit: Unit, known: Collection[str], owners: Collection[str]) -> bool:
    """Tell "Orion capsule" from "NASA capsule", "Russian capsule" and "first capsule": only it says which is meant."""
    key = names.key(unit.name)
    stem = names.kind(key)[0]
    plain = set(stem.split()) <= lexicon.load().plain | names.adjectives()
    return (key in known and unit.name[0].isupper()) or (unit.proper and stem not in owners and not plain)


def _sense(key: str, units: Iterable[Unit], *, nominal: bool = False) -> Sense:
    ordered = tuple(sorted(units, key=lambda unit: unit.ref))
    spellings = Counter(unit.name for unit in ordered)
    name = max(sorted(spellings), key=lambda name: (spellings[name], len(name)))
    return Sense(key, name, types.vote(Counter(unit.type for unit in ordered)), nominal, ordered)


def _split(block: list[Unit], corpus: Corpus) -> Iterator[list[Unit]]:
    for group in _families(sorted(block, key=lambda unit: unit.ref), corpus):
        yield from _namesakes(group, corpus)


def _families(block: list[Unit], corpus: Corpus) -> Iterator[list[Unit]]:
    """Keep persons, places and the rest apart, unless one reading is too rare to be true, or neighbours are shared."""
    votes = types.families_of(Counter(unit.type for unit in block))
    main = types.family(types.vote(Counter(unit.type for unit in block)))
    apart = [of for of in sorted(votes) if of != main and votes[of] > types.SMALL_SHARE * votes.total()]
    mine = [unit for unit in block if types.family(unit.type) not in apart]
    for of in apart:
        others = [unit for unit in block if types.family(unit.type) == of]
        persons = "person" in (of, main)
        certain = not persons and _is_sure(names.key(block[0].name))
        if certain or _is_supported(mine, others, corpus, companions=not persons):
            mine += others
        else:
            yield others
    yield mine


def _is_sure(key: str) -> bool:
    """Tell whether a name is one thing's, be it called a place or anything else but a person."""
    return " " in key or names.is_country(key)


def _is_supported(some: list[Unit], others: list[Unit], corpus: Corpus, *, companions: bool) -> bool:
    """Tell whether two readings of a name share a neighbour or, if these count, two companions."""
    if _signs(some, corpus) & _signs(others, corpus):
        return True
    return companions and len(_beside(some, corpus) & _beside(others, corpus)) > 1


def _signs(units: list[Unit], corpus: Corpus) -> frozenset[str]:
    return frozenset[str]().union(*(corpus.neighbours_of(unit) for unit in units[:PAIRWISE]))


def _namesakes(group: list[Unit], corpus: Corpus) -> Iterator[list[Unit]]:
    """Part the units of a name that many persons bear, and those of which facts say that they are two."""
    persons = types.family(types.vote(Counter(unit.type for unit in group))) == "person"
    parts = _acquainted(group, corpus) if persons and people.parse(group[0].name).is_common else [group]
    for part in parts:
        yield from _by_values(part, corpus)


def _acquainted(group: list[Unit], corpus: Corpus) -> list[list[Unit]]:
    """Join units that share a neighbour, two companions, or a text: by one key each, so that the work is linear."""
    first: dict[str, Ref] = {}
    pairs = [
        (first.setdefault(sign, unit.ref), unit.ref)
        for unit in group
        for sign in sorted({corpus.witness[unit.document] + "\0", *corpus.neighbours_of(unit)})
    ]
    if len(group) <= PAIRWISE:
        beside = {unit.ref: corpus.companions_of(unit) for unit in group}
        pairs += [
            (one, other) for one, other in itertools.combinations(beside, 2) if len(beside[one] & beside[other]) > 1
        ]
    return _grouped(group, unions.roots([unit.ref for unit in group], pairs))


def _by_values(group: list[Unit], corpus: Corpus) -> Iterator[list[Unit]]:
    """Part units whose functional facts conflict; those without such facts go with whom they share most neighbours."""
    told: list[tuple[set[tuple[str, str]], list[Unit]]] = []
    for unit in sorted(group, key=lambda unit: (sorted(corpus.values.get(unit.ref, ())), unit.ref)):
        values = corpus.values.get(unit.ref, frozenset())
        home = next((part for part in told if values and not conflicting(frozenset(part[0]), values)), None)
        if home:
            home[0].update(values)
            home[1].append(unit)
        elif values:
            told.append((set(values), [unit]))
    if len(told) < 2:
        yield group
        return
    parts = [units for _, units in told]
    untold = [unit for unit in group if not corpus.values.get(unit.ref)]
    homes = [_home(unit, parts, corpus) for unit in untold]
    for place, part in enumerate(parts):
        yield part + [unit for unit, home in zip(untold, homes, strict=True) if home == place]
    yield from ([unit] for unit, home in zip(untold, homes, strict=True) if home is None)


def _home(unit: Unit, parts: list[list[Unit]], corpus: Corpus) -> int | None:
    """Choose the part that shares most with a unit; none where two share as much."""
    signs = corpus.neighbours_of(unit) | corpus.companions_of(unit)
    shared = [len(signs & (_signs(part, corpus) | _beside(part, corpus))) for part in parts]
    best = max(shared)
    return shared.index(best) if best and shared.count(best) == 1 else None


def _beside(units: list[Unit], corpus: Corpus) -> frozenset[str]:
    return frozenset[str]().union(*(corpus.companions_of(unit) for unit in units[:PAIRWISE]))


def conflicting(some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    """Tell whether a functional predicate has two values; a date and a less precise form of it are one."""
    return any(
        predicate == same and not (value.startswith(other) or other.startswith(value))
        for predicate, value in some
        for same, other in others
    )


def _grouped(group: list[Unit], root: Mapping[Ref, Ref]) -> list[list[Unit]]:
    parts: defaultdict[Ref, list[Unit]] = defaultdict(list)
    for unit in group:
        parts[root[unit.ref]].append(unit)
    return list(parts.values())
