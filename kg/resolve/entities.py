"""Clusters of senses to entities: the id, the best name, every other name, and why each belongs.

An id is made of the class and the best name alone ("org:spacex"). Where two things would have the same id, the one
with most mentions keeps it, and the others take a suffix that is a digest of where they are named: never of the order
in which they were met.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, Join
from kg.resolve import names, people, types
from kg.resolve.senses import Sense
from kg.resolve.units import Unit

PREFIXES: Mapping[str, str] = {
    "Person": "person", "Organization": "org", "Place": "place", "Product": "product", "Event": "event", "Work": "work",
    "Programme": "programme", "Group": "group", "Concept": "concept", "Thing": "thing",
}  # fmt: skip

SAID: Mapping[str, str] = {
    "acronym": "acronym of {}",
    "alias": "another name of {}",
    "surname": "lone name of {}",
    "capital": "capital, for the government of {}",
    "name": "short for {}",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Senses that are one thing, and why; `name`, `id` and `type` are "" unless something outside fixes them."""

    senses: tuple[Sense, ...]
    reasons: tuple[Join, ...] = ()
    links: tuple[str, ...] = ()
    name: str = ""
    id: str = ""
    type: str = ""

    @property
    def units(self) -> list[Unit]:
        """Give all mentions of the thing, document by document."""
        return sorted((unit for sense in self.senses for unit in sense.units), key=lambda unit: unit.ref)


def entities(clusters: Iterable[Cluster]) -> list[tuple[Entity, Cluster]]:
    """Name the clusters and give them ids; in the order of the ids."""
    drafts: defaultdict[str, list[tuple[Entity, Cluster]]] = defaultdict(list)
    for cluster in clusters:
        draft = _draft(cluster)
        drafts[draft.id].append((draft, cluster))
    return sorted((pair for group in drafts.values() for pair in _distinct(group)), key=lambda pair: pair[0].id)


def _draft(cluster: Cluster) -> Entity:
    units = cluster.units
    of = cluster.type or types.vote(Counter(unit.type for unit in units))
    ranked = _ranked(units, of)
    name = cluster.name or ranked[0]
    return Entity(
        id=cluster.id or f"{PREFIXES.get(of, 'thing')}:{names.slug(name)}",
        name=name,
        type=of,
        names=tuple(dict.fromkeys([name, *ranked])),
        links=cluster.links,
        joins=tuple(sorted({*_joins(units, name), *cluster.reasons})),
    )


def _ranked(units: Sequence[Unit], of: str) -> list[str]:
    """All names, the best first: what most documents know it by, full before short, then what they also call it."""
    known = Counter(unit.name for unit in units)
    also = Counter(text for unit in units for text, why in unit.surfaces if why != "capital" and text not in known)
    described = {unit.name for unit in units if unit.nominal} - {unit.name for unit in units if not unit.nominal}
    whole = [name for name in known if of != "Person" or len(names.words(name)) > 1]
    first = sorted(whole, key=lambda name: (name in described or _is_titled(name, of), -known[name], -len(name), name))
    rest = sorted(set(known) - set(whole), key=lambda name: (-known[name], -len(name), name))
    return [*first, *rest, *sorted(also, key=lambda name: (-also[name], -len(name), name))]


def _is_titled(name: str, of: str) -> bool:
    return of == "Person" and people.is_titled(name)


def _joins(units: Sequence[Unit], name: str) -> set[Join]:
    """Say why each name that a document gives it belongs to it; what differs in spelling only has one key."""
    key = names.key(name)
    said = {
        Join(text, unit.document, SAID[why].format(unit.name))
        for unit in units
        for text, why in unit.surfaces
        if text != name
    }
    spelt = {unit.name for unit in units if unit.name != name and names.key(unit.name) == key}
    return said | {Join(other, "", f"another spelling of {name}") for other in spelt}


def _distinct(group: list[tuple[Entity, Cluster]]) -> list[tuple[Entity, Cluster]]:
    """Let the one that the register names, else the best attested, keep its id; the others get a suffix."""
    ranked = sorted(group, key=lambda pair: _claim_to_id(*pair))
    return [ranked[0], *((_suffixed(entity, cluster), cluster) for entity, cluster in ranked[1:])]


def _claim_to_id(entity: Entity, cluster: Cluster) -> tuple[object, ...]:
    nominal = all(sense.nominal for sense in cluster.senses)
    return not cluster.id, nominal, -sum(unit.count for unit in cluster.units), _digest(entity, cluster)


def _suffixed(entity: Entity, cluster: Cluster) -> Entity:
    return Entity(
        f"{entity.id}-{_digest(entity, cluster)}", entity.name, entity.type, entity.names, entity.links, entity.joins
    )


def _digest(entity: Entity, cluster: Cluster) -> str:
    """Where the thing is named first, by document: two things of one id never share that."""
    first = min(unit.ref for unit in cluster.units)
    return hashlib.sha256("\0".join([entity.id, *first]).encode()).hexdigest()[:8]
