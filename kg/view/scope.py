"""The part of the knowledge around one entity."""

from collections import defaultdict

from kg import find
from kg.model import Fact, Knowledge


def around(knowledge: Knowledge, focus: str, *, depth: int) -> Knowledge:
    """Keep the entities within `depth` facts of `focus`, the facts among them and their documents.

    `focus` is an id or a name; raises `NotFoundError` where no entity, or more than one, is called so.
    """
    kept = _within(knowledge, find.entity(knowledge, focus).id, depth)
    facts = tuple(fact for fact in knowledge.facts if fact.subject in kept and (_target(fact) or fact.subject) in kept)
    speakers = {fact.said_by for fact in facts if fact.said_by}
    used = {evidence.passage.document for fact in facts for evidence in fact.evidence}
    return Knowledge(
        documents=tuple(document for document in knowledge.documents if document.id in used),
        entities=tuple(entity for entity in knowledge.entities if entity.id in kept | speakers),
        facts=facts,
    )


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
