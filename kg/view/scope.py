"""The part of the knowledge around one entity."""

import unicodedata
from collections import defaultdict

from kg.errors import NotFoundError
from kg.model import Entity, Fact, Knowledge


def around(knowledge: Knowledge, focus: str, *, depth: int) -> Knowledge:
    """Keep the entities within `depth` facts of `focus` (an id or a name), the facts among them and their documents."""
    kept = _within(knowledge, find(knowledge, focus).id, depth)
    facts = tuple(fact for fact in knowledge.facts if fact.subject in kept and (_target(fact) or fact.subject) in kept)
    speakers = {fact.said_by for fact in facts if fact.said_by}
    used = {evidence.passage.document for fact in facts for evidence in fact.evidence}
    return Knowledge(
        documents=tuple(document for document in knowledge.documents if document.id in used),
        entities=tuple(entity for entity in knowledge.entities if entity.id in kept | speakers),
        facts=facts,
    )


def find(knowledge: Knowledge, name: str) -> Entity:
    """Find an entity by its id, its name, or any of its names, best first; raises `NotFoundError`."""
    wanted = _fold(name)
    tests = (
        lambda entity: entity.id == name,
        lambda entity: _fold(entity.name) == wanted,
        lambda entity: wanted in map(_fold, entity.names),
    )
    for test in tests:
        for entity in knowledge.entities:
            if test(entity):
                return entity
    raise NotFoundError(f"no entity is called {name!r}; `kg stats` lists the best-connected ones")


def _within(knowledge: Knowledge, start: str, depth: int) -> set[str]:
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for fact in knowledge.facts:
        if other := _target(fact):
            neighbours[fact.subject].add(other)
            neighbours[other].add(fact.subject)
    kept, edge = {start}, {start}
    for _ in range(depth):
        edge = {far for near in edge for far in neighbours[near]} - kept
        kept |= edge
    return kept


def _target(fact: Fact) -> str | None:
    return fact.object if isinstance(fact.object, str) else None


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
