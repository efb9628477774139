"""Entities by name, for search: as one begins to type it, and with a typo (see `kg.find.ranked`)."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg import find, rdf
from kg.model import Entity


@dataclass(frozen=True, slots=True)
class Names:
    """All entities of a graph, and in how many facts each takes part."""

    entities: tuple[Entity, ...]
    degree: Mapping[str, int]

    def search(self, typed: str, *, limit: int) -> tuple[list[Entity], int]:
        """Give the entities that a text may mean, the likeliest first, and how many there are beyond the limit too."""
        found = find.ranked_among(self.entities, typed, degree=self.degree)
        return found[:limit], len(found)

    def best(self, *, limit: int) -> list[Entity]:
        """Give the entities that take part in most facts."""
        ordered = sorted(self.entities, key=lambda each: (-self.degree.get(each.id, 0), each.id))
        return ordered[:limit]


def read(names: bytes, degrees: bytes, *, base: str) -> Names:
    """Make the index from SPARQL's JSON for `queries/names.rq` and `queries/degrees.rq`."""
    others: defaultdict[str, set[str]] = defaultdict(set)
    about: dict[str, tuple[str, str]] = {}
    for row in json.loads(names)["results"]["bindings"]:
        id_ = rdf.compact(row["entity"]["value"], base=base)
        about[id_] = row["label"]["value"], row["class"]["value"].rpartition("#")[2]
        others[id_] |= {row["other"]["value"]} if "other" in row else set()
    entities = (
        Entity(id_, label, type_, (label, *sorted(others[id_] - {label})))
        for id_, (label, type_) in sorted(about.items())
    )
    counted = ((row["entity"]["value"], row["facts"]["value"]) for row in json.loads(degrees)["results"]["bindings"])
    return Names(tuple(entities), {rdf.compact(iri, base=base): int(facts) for iri, facts in counted})
