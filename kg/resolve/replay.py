"""A person's decisions put to work: which units and senses they part, which clusters they join, which they forget.

A reference in a decision is an id, as the graph had it, or any name. An id with no suffix also finds a thing that has
since got a better name, by its other names.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, Join
from kg.resolve import entities, names, unions
from kg.resolve.decisions import Decisions, Split
from kg.resolve.entities import Cluster
from kg.resolve.senses import Sense
from kg.resolve.units import Unit


def parted(decisions: Decisions) -> Callable[[Unit], str]:
    """Tell which units a decision sets apart from others of their name, by the number of its line."""
    splits = [split for split in decisions.splits if split.documents]
    if not splits:
        return lambda _unit: ""
    return lambda unit: " ".join(str(place) for place, split in enumerate(splits) if _is_meant(unit, split))


@dataclass(frozen=True, slots=True)
class Parted:
    """Tells which two senses a decision keeps apart: a class, so that it can be sent to another process."""

    pairs: tuple[tuple[str, ...], ...]
    lone: tuple[Split, ...] = ()
    """Of names that mean another thing in some documents: what they mean there is joined to nothing."""

    def __call__(self, one: Sense, other: Sense) -> bool:
        """Whether a decision names the one and the other as two."""
        if any(_is_lone(one, split) != _is_lone(other, split) for split in self.lone):
            return True
        return any(_are_parted(one, other, pair) for pair in self.pairs)


def split(decisions: Decisions) -> Callable[[Sense, Sense], bool]:
    """Tell which two senses a decision keeps apart."""
    pairs = tuple(split.entities for split in decisions.splits if not split.documents)
    return Parted(pairs, tuple(split for split in decisions.splits if split.documents))


def merged(clusters: Sequence[Cluster], decisions: Decisions) -> list[Cluster]:
    """Join the clusters that a decision joins, whatever speaks against it."""
    if not decisions.merges:
        return list(clusters)
    found = _index(entities.entities(clusters))
    pairs, reasons = list[tuple[int, int]](), list[tuple[int, Join]]()
    place = {id(cluster): number for number, cluster in enumerate(clusters)}
    for merge in decisions.merges:
        meant = sorted({place[id(cluster)] for name in merge.entities for cluster in _find(name, found)})
        pairs += [(meant[0], other) for other in meant[1:]]
        reasons += [
            (other, Join(clusters[other].senses[0].name, "", f"merged by decision: {' = '.join(merge.entities)}"))
            for other in meant
        ]
    root = unions.roots(range(len(clusters)), pairs)
    groups: defaultdict[int, list[Cluster]] = defaultdict(list)
    why: defaultdict[int, list[Join]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        groups[root[number]].append(cluster)
    for number, join in reasons:
        why[root[number]].append(join)
    return [_joined(group, why[number]) for number, group in sorted(groups.items())]


def kept(named: Iterable[tuple[Entity, Cluster]], decisions: Decisions) -> list[tuple[Entity, Cluster]]:
    """Leave out the entities that a decision forgets."""
    pairs = list(named)
    index = _index(pairs) if decisions.forgotten else {}
    gone = {id(cluster) for name in decisions.forgotten for cluster in _find(name, index)}
    return [pair for pair in pairs if id(pair[1]) not in gone]


def means(reference: str, name: str, of: str) -> bool:
    """Whether a reference in a decision is to a thing of this name and class."""
    return not _tokens([name], of).isdisjoint(_sought(reference))


def _is_meant(unit: Unit, split: Split) -> bool:
    return unit.document in split.documents and means(split.entities[0], unit.name, unit.type)


def _is_lone(sense: Sense, split: Split) -> bool:
    return all(_is_meant(unit, split) for unit in sense.units)


def _are_parted(one: Sense, other: Sense, pair: Sequence[str]) -> bool:
    first, second = _tokens([one.name], one.type), _tokens([other.name], other.type)
    mine = {place for place, name in enumerate(pair) if first & _sought(name)}
    yours = {place for place, name in enumerate(pair) if second & _sought(name)}
    return bool(mine and yours) and mine != yours


def _index(named: Iterable[tuple[Entity, Cluster]]) -> Mapping[str, list[Cluster]]:
    found: defaultdict[str, list[Cluster]] = defaultdict(list)
    for entity, cluster in named:
        for token in sorted({entity.id, *_tokens(entity.names, entity.type)}):
            found[token].append(cluster)
    return found


def _find(name: str, index: Mapping[str, list[Cluster]]) -> list[Cluster]:
    """Find what a reference means: by id, else by any name."""
    return index.get(name) or [cluster for token in sorted(_sought(name)) for cluster in index.get(token, ())]


def _tokens(known: Iterable[str], of: str) -> frozenset[str]:
    """Give what a reference can find a thing by: its names' keys, and the ids that they would give it."""
    prefix = entities.PREFIXES.get(of, "thing")
    return frozenset(token for name in known for token in (f"= {names.key(name)}", f"{prefix}:{names.slug(name)}"))


def _sought(name: str) -> frozenset[str]:
    return frozenset({name, f"= {names.key(name)}"})


def _joined(group: Sequence[Cluster], why: Sequence[Join]) -> Cluster:
    """Make one cluster of several: linked to what the first linked one is linked to."""
    first = next((cluster for cluster in group if cluster.links or cluster.id), group[0])
    senses = tuple(sense for cluster in group for sense in cluster.senses)
    reasons = tuple(reason for cluster in group for reason in cluster.reasons)
    return Cluster(senses, (*reasons, *why), first.links, first.name, first.id, first.type)
