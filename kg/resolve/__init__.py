"""From mentions in many documents to entities, and from claims to facts: pure, and the same in any order.

One document's mentions become units (`units`); units of one name become senses of it (`senses`); senses of different
names are joined where a rule brings them together (`blocking`), names and context say enough (`context`), and no veto
forbids it (`vetoes`, `merging`); clusters become entities (`entities`), statements facts (`facts`). A user's register
and the gazetteer (`anchors`) name what they know, and a person's decisions (`replay`) go before all rules.
"""

import dataclasses
import itertools
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from kg.model import Entity, Extraction, Fact, Knowledge
from kg.resolve import (
    anchors,
    blocking,
    blocks,
    duplicates,
    entities,
    facts,
    fitting,
    merging,
    reconcile,
    replay,
    splitting,
    units,
    vetoes,
)
from kg.resolve import corpus as surveys
from kg.resolve import register as registers
from kg.resolve import senses as sorting
from kg.resolve.blocks import Spread
from kg.resolve.context import Context
from kg.resolve.corpus import Corpus
from kg.resolve.decisions import NONE, Decisions
from kg.resolve.entities import Cluster
from kg.resolve.reconcile import Verdict
from kg.resolve.register import Entry
from kg.resolve.senses import Sense
from kg.resolve.units import Reading
from kg.resolve.vetoes import Known

AT_LEAST = 0.3
"""Claims rated lower than this stay out of the graph; `kg extract` shows them."""

__all__ = ["AT_LEAST", "NONE", "Decisions", "Entry", "explain", "resolve"]


def resolve(
    extractions: Iterable[Extraction],
    *,
    decisions: Decisions = NONE,
    register: Iterable[Entry] = (),
    verdicts: Mapping[str, Verdict] = MappingProxyType({}),
    at_least: float = AT_LEAST,
    spread: Spread[Any, Any] = map,
) -> Knowledge:
    """Resolve what documents say into what the corpus says, each part sorted by id.

    `spread` is a map that keeps the order: with `processes.spread(4)` documents are read, and blocks decided, in four
    processes, and the outcome is the same. `verdicts` tell, by the ids that entities have without them, what a
    reconciliation service takes entities for.
    """
    from kg import ontology

    predicates = ontology.load().predicates
    read = spread(partial(_readings, at_least, decisions), blocks.batches(extractions))
    readings, witness = _in_order(itertools.chain.from_iterable(read))
    functional = {name for name, predicate in predicates.items() if predicate.functional}
    corpus = surveys.survey(readings, functional=functional, witness=witness)
    named = _named(readings, corpus, decisions, register, verdicts, spread)
    types = {unit.ref: entity.type for entity, cluster in named for unit in cluster.units}
    stated = facts.facts(
        fitting.fitted((statement for reading in readings for statement in reading.statements), types),
        {unit.ref: entity.id for entity, cluster in named for unit in cluster.units},
        witness=witness,
        symmetric={name for name, predicate in predicates.items() if predicate.symmetric},
        labels={name: predicate.label for name, predicate in predicates.items()},
    )
    taking_part = _taking_part((entity for entity, _ in named), stated)
    return Knowledge(tuple(reading.document for reading in readings), taking_part, tuple(stated))


def explain(knowledge: Knowledge, entity: str) -> list[str]:
    """Tell, line by line, why each name belongs to an entity: the surest first, with the documents that say so."""
    joins = next((one.joins for one in knowledge.entities if one.id == entity), ())
    given: dict[tuple[str, str, float], list[str]] = {}
    for join in joins:
        given.setdefault((join.name, join.reason, join.score), []).extend([join.document] if join.document else [])
    ranked = sorted(given, key=lambda what: (-what[2], what[0], what[1]))
    return [
        f"{name}: {reason} ({', '.join(documents[:3])}{', …' if len(documents) > 3 else ''})"
        if (documents := sorted(given[name, reason, score]))
        else f"{name}: {reason} (score {score:.2f})"
        for name, reason, score in ranked
    ]


def _readings(
    at_least: float, decisions: Decisions, extractions: Iterable[Extraction]
) -> list[tuple[Reading, frozenset[int]]]:
    """Read each document by itself, with the shingles of its text."""
    readings = (
        units.reading(splitting.called(_trusted(extraction, at_least), decisions)) for extraction in extractions
    )
    return [(reading, duplicates.shingles(reading.document.text)) for reading in readings]


def _in_order(read: Iterable[tuple[Reading, frozenset[int]]]) -> tuple[list[Reading], Mapping[str, str]]:
    """Put readings in the order of their documents' ids, and find out which documents are copies."""
    readings, shingles = list[Reading](), dict[str, frozenset[int]]()
    for reading, found in read:
        readings.append(reading)
        shingles[reading.document.id] = found
    return sorted(readings, key=lambda reading: reading.document.id), duplicates.of_shingles(shingles)


def _trusted(extraction: Extraction, at_least: float) -> Extraction:
    """Leave out the claims that are rated too low."""
    claims = tuple(claim for claim in extraction.claims if claim.confidence >= at_least)
    return dataclasses.replace(extraction, claims=claims)


def _named(
    readings: Sequence[Reading],
    corpus: Corpus,
    decisions: Decisions,
    register: Iterable[Entry],
    verdicts: Mapping[str, Verdict],
    spread: Spread[Any, Any],
) -> list[tuple[Entity, Cluster]]:
    """Group all units into entities, without those that a decision forgets."""
    parted = anchors.parted(corpus, replay.parted(decisions))
    entries = registers.index(register)
    found = sorting.senses((unit for reading in readings for unit in reading.units), corpus, parted=parted)
    senses = anchors.retyped(found, entries)
    aliases = blocking.aliases(senses)
    anchor = anchors.anchors(senses, corpus, aliases, entries)
    known = Known(
        links={sense: link for sense, what in anchor.items() if (link := anchors.identity(what))},
        values=_values(senses, corpus),
        aliases=aliases,
        makers=frozenset(
            sense.key for sense in senses if sense.type in ("Organization", "Place") and not sense.nominal
        ),
        split=replay.split(decisions),
    )
    context = Context(corpus)
    alike = blocking.candidates(senses, context, known)
    clusters = merging.clusters(senses, alike, context, known, spread=spread)
    settled = replay.merged([anchors.anchored(cluster, anchor) for cluster in clusters], decisions)
    told = reconcile.linked(settled, verdicts, lambda one, other: bool(vetoes.veto(one, other, known)))
    return replay.kept(entities.entities(told), decisions)


def _values(senses: Iterable[Sense], corpus: Corpus) -> Mapping[Sense, frozenset[tuple[str, str]]]:
    told = {sense: [corpus.values[unit.ref] for unit in sense.units if unit.ref in corpus.values] for sense in senses}
    return {sense: frozenset[tuple[str, str]]().union(*values) for sense, values in told.items() if values}


def _taking_part(found: Iterable[Entity], stated: Iterable[Fact]) -> tuple[Entity, ...]:
    """Keep the entities that facts are about: what is merely named stays out."""
    used = {name for fact in stated for name in (fact.subject, fact.object, fact.said_by) if isinstance(name, str)}
    return tuple(entity for entity in found if entity.id in used)
