"""From mentions in many documents to entities, and from claims to facts: pure, and the same in any order.

One document's mentions become units (`units`); units of one name become senses of it (`senses`); senses of different
names are joined where a rule proposes it (`blocking`), the score is high enough, and no veto stands in the way
(`vetoes`, `merging`); clusters become entities (`entities`) and statements facts (`facts`). A person's decisions
(`decisions`) and a user's register (`register`) go before all rules.
"""

from collections.abc import Iterable

from kg.model import Entity, Extraction, Fact, Knowledge
from kg.resolve import corpus, duplicates, entities, facts, senses, units
from kg.resolve.decisions import NONE, Decisions

__all__ = ["NONE", "Decisions", "resolve"]


def resolve(
    extractions: Iterable[Extraction], *, decisions: Decisions = NONE, register: Iterable[object] = ()
) -> Knowledge:
    """Resolve what documents say into what the corpus says, each part sorted by id."""
    from kg import ontology

    predicates = ontology.load().predicates
    functional = frozenset(name for name, predicate in predicates.items() if predicate.functional)
    readings = sorted(
        (units.reading(extraction) for extraction in extractions), key=lambda reading: reading.document.id
    )
    witness = duplicates.witnesses(reading.document for reading in readings)
    surveyed = corpus.survey(readings, functional=functional, witness=witness)
    found = senses.senses((unit for reading in readings for unit in reading.units), surveyed)
    named = entities.entities(entities.Cluster((sense,)) for sense in found)
    entity = {unit.ref: one.id for one, cluster in named for unit in cluster.units}
    stated = facts.facts(
        (statement for reading in readings for statement in reading.statements),
        entity,
        witness=witness,
        symmetric=frozenset(name for name, predicate in predicates.items() if predicate.symmetric),
        labels={name: predicate.label for name, predicate in predicates.items()},
    )
    return Knowledge(
        documents=tuple(reading.document for reading in readings),
        entities=_taking_part([one for one, _ in named], stated),
        facts=tuple(stated),
    )


def _taking_part(found: Iterable[Entity], stated: Iterable[Fact]) -> tuple[Entity, ...]:
    """The entities that facts are about: what is merely named stays out."""
    used = {name for fact in stated for name in (fact.subject, fact.object, fact.said_by) if isinstance(name, str)}
    return tuple(entity for entity in found if entity.id in used)
