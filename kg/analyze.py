"""Measures of the graph: what it holds, what is well connected, how two things are connected.

The only room of networkx. A fact that is denied connects nothing: "Russia did not sign the accord" is in the graph,
but it is no way from Russia to the accord.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx

from kg.model import Entity, Fact, Knowledge, Status, Value


@dataclass(frozen=True, slots=True)
class Stats:
    """What a graph holds, in numbers; every listing has the largest first, then goes by the alphabet."""

    documents: int
    entities: tuple[tuple[str, int], ...]
    facts: tuple[tuple[str, int], ...]
    predicates: tuple[tuple[str, int], ...]
    connected: tuple[tuple[Entity, int], ...]
    evidence: int


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path: from `source` to `target` by a fact, which may point the other way."""

    source: str
    target: str
    fact: Fact


def network(knowledge: Knowledge) -> "networkx.MultiDiGraph[str]":
    """Give entities as nodes and the facts between them as edges, keyed by the fact's id.

    Attributes are plain strings and numbers, "" where there is none, so that every writer of networkx takes them.
    Facts of every status are there: filter edges by `status` before measuring. A fact about a value is no edge.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for entity in knowledge.entities:
        graph.add_node(entity.id, name=entity.name, type=entity.type, names="; ".join(entity.names))
    for fact in knowledge.facts:
        if isinstance(fact.object, str):
            graph.add_edge(fact.subject, fact.object, key=fact.id, **_attributes(fact))
    return graph


def degrees(knowledge: Knowledge) -> dict[str, int]:
    """Count, for each entity, the others that it is connected to; most first, then by id."""
    neighbours: dict[str, set[str]] = {entity.id: set() for entity in knowledge.entities}
    for fact in _connecting(knowledge.facts):
        neighbours[fact.subject].add(str(fact.object))
        neighbours[str(fact.object)].add(fact.subject)
    counted = ((entity, len(others - {entity})) for entity, others in neighbours.items())
    return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def path(knowledge: Knowledge, source: str, target: str, *, at_most: int = 3) -> list[tuple[Step, ...]]:
    """Find the shortest connections of two entities by id, whatever way the facts point; none is an empty list.

    Where two entities are connected by several facts, the asserted one with the highest confidence is given.
    """
    best: dict[tuple[str, str], Fact] = {}
    for fact in sorted(_connecting(knowledge.facts), key=_worth):
        best.setdefault((fact.subject, str(fact.object)), fact)
        best.setdefault((str(fact.object), fact.subject), fact)
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(entity.id for entity in knowledge.entities)
    graph.add_edges_from(sorted(best))
    try:
        routes = list(islice(networkx.all_shortest_paths(graph, source, target), at_most))
    except networkx.NetworkXNoPath:
        return []
    return [tuple(Step(a, b, best[a, b]) for a, b in pairwise(route)) for route in routes]


def stats(knowledge: Knowledge, *, at_most: int = 10) -> Stats:
    """Count documents, entities by type, facts by status and by predicate; list the best-connected entities."""
    entities = {entity.id: entity for entity in knowledge.entities}
    connected = islice(((entities[id_], count) for id_, count in degrees(knowledge).items() if count), at_most)
    return Stats(
        documents=len(knowledge.documents),
        entities=_ranked(entity.type for entity in knowledge.entities),
        facts=_ranked(fact.status.value for fact in knowledge.facts),
        predicates=_ranked(fact.predicate for fact in knowledge.facts),
        connected=tuple(connected),
        evidence=sum(len(fact.evidence) for fact in knowledge.facts),
    )


def _connecting(facts: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if not isinstance(fact.object, Value) and fact.status is not Status.NEGATED)


def _worth(fact: Fact) -> tuple[bool, float, str]:
    return fact.status is not Status.ASSERTED, -fact.confidence, fact.id


def _ranked(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def _attributes(fact: Fact) -> dict[str, str | float | int]:
    return {
        "id": fact.id,
        "predicate": fact.predicate,
        "label": fact.label,
        "status": fact.status.value,
        "said_by": fact.said_by or "",
        "start": fact.time.start if fact.time else "",
        "end": fact.time.end if fact.time else "",
        "confidence": fact.confidence,
        "evidence": len(fact.evidence),
        "quote": fact.evidence[0].quote if fact.evidence else "",
        "document": fact.evidence[0].passage.document if fact.evidence else "",
    }
