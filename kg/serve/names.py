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


def read(content: bytes, *, base: str) -> Names:
    """Make the index from SPARQL's JSON for `queries/names.rq`."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    about: dict[str, tuple[str, str]] = {}
    degree: dict[str, int] = {}
    for row in json.loads(content)["results"]["bindings"]:
        id_ = rdf.compact(row["entity"]["value"], base=base)
        about[id_] = row["label"]["value"], row["class"]["value"].rpartition("#")[2]
        degree[id_] = int(row["facts"]["value"])
        names[id_].add(row["name"]["value"])
    entities = (
        Entity(id_, label, type_, (label, *sorted(names[id_] - {label})))
        for id_, (label, type_) in sorted(about.items())
    )
    return Names(tuple(entities), degree)
