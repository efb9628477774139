"""Facts as rows: what the formats for tables and for lines share."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Entity, Evidence, Fact, Knowledge


@dataclass(frozen=True, slots=True)
class Names:
    """The entities and documents of a graph by id."""

    entities: dict[str, Entity]
    texts: dict[str, str]
    published: dict[str, str]

    def entity(self, name: str) -> Entity:
        """Give an entity; one that is only mentioned goes by its id."""
        return self.entities.get(name) or Entity(name, name, "Thing", (name,))

    def sentence(self, evidence: Evidence) -> str:
        """Give the sentence around a quote."""
        passage = evidence.sentence
        return self.texts.get(passage.document, "")[passage.start : passage.end]


def names(knowledge: Knowledge) -> Names:
    """Index a graph."""
    return Names(
        entities={entity.id: entity for entity in knowledge.entities},
        texts={document.id: document.text for document in knowledge.documents},
        published={document.id: document.published for document in knowledge.documents},
    )


def evidence(knowledge: Knowledge) -> Iterator[tuple[Fact, Evidence]]:
    """Give each fact with each quote that states it."""
    for fact in knowledge.facts:
        for each in fact.evidence:
            yield fact, each


def best(knowledge: Knowledge) -> Iterator[tuple[Fact, Evidence]]:
    """Give each fact with its best quote in each document: of those with the highest confidence, the first."""
    for fact in knowledge.facts:
        found: dict[str, Evidence] = {}
        for each in sorted(fact.evidence, key=lambda each: (-each.confidence, each)):
            found.setdefault(each.passage.document, each)
        for document in sorted(found):
            yield fact, found[document]
