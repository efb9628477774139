"""Statements to facts: what all documents say of the same entities, each fact once, with all its evidence.

Confidence is a noisy-or over independent witnesses: each document counts by its best evidence, and near-duplicates
of one document count as that one. A fact of a symmetric predicate has the lesser id as its subject, so that both ways
to say it are one fact. What would relate an entity to itself is dropped: it is a sign of a merge inside a sentence.
"""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from kg.model import Evidence, Fact, Interval, Status, Value
from kg.resolve.units import Ref, Statement

CERTAIN = 0.9999
"""No number of witnesses makes a fact certain."""

Said = tuple[str, str, str | Value, Status, str | None, Interval | None]


def facts(
    statements: Iterable[Statement],
    entity: Mapping[Ref, str],
    *,
    witness: Mapping[str, str],
    symmetric: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
) -> list[Fact]:
    """Gather statements by what they say; sorted by id. `labels` are for facts only said the other way."""
    said: defaultdict[Said, list[Statement]] = defaultdict(list)
    for statement in statements:
        what = _said(statement, entity, symmetric)
        if what:
            said[what].append(statement)
    return sorted((_fact(what, group, witness, labels or {}) for what, group in said.items()), key=lambda fact: fact.id)


def confidence(evidence: Iterable[Evidence], witness: Mapping[str, str]) -> float:
    """How sure a fact is by its evidence: one minus the chance that every independent witness is wrong."""
    best: defaultdict[str, float] = defaultdict(float)
    for one in evidence:
        document = witness.get(one.passage.document, one.passage.document)
        best[document] = max(best[document], one.confidence)
    doubt = math.prod(1 - best[document] for document in sorted(best))
    return round(min(1 - doubt, max(CERTAIN, *best.values())), 4)


def fact_id(what: Said) -> str:
    """Give an id that depends only on what the fact says."""
    subject, predicate, object_, status, said_by, time = what
    flat = f"{object_.datatype}\0{object_.text}" if isinstance(object_, Value) else object_
    whole = "\0\0".join([subject, predicate, flat, status, said_by or "", f"{time.start}\0{time.end}" if time else ""])
    return f"fact:{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def _said(statement: Statement, entity: Mapping[Ref, str], symmetric: Collection[str]) -> Said | None:
    """Give what a statement says of entities; None where one of them stays out of the graph, or both are one."""
    subject = entity.get(statement.subject)
    object_ = statement.object if isinstance(statement.object, Value) else entity.get(statement.object)
    if not subject or not object_ or subject == object_ or (statement.said_by and statement.said_by not in entity):
        return None
    if statement.predicate in symmetric and isinstance(object_, str):
        subject, object_ = sorted((subject, object_))
    said_by = entity[statement.said_by] if statement.said_by else None
    return subject, statement.predicate, object_, statement.status, said_by, statement.time


def _fact(what: Said, said: list[Statement], witness: Mapping[str, str], labels: Mapping[str, str]) -> Fact:
    subject, predicate, object_, status, said_by, time = what
    evidence = tuple(sorted({statement.evidence for statement in said}))
    label = _label(said, predicate, labels)
    sure = confidence(evidence, witness)
    return Fact(fact_id(what), subject, predicate, label, object_, status, said_by, time, sure, evidence)


def _label(said: list[Statement], predicate: str, labels: Mapping[str, str]) -> str:
    """Give the words that most evidence uses in the fact's own direction; else the ontology's."""
    words = Counter(statement.label for statement in said if not statement.turned)
    if not words:
        return labels.get(predicate) or min(statement.label for statement in said)
    return max(sorted(words), key=lambda label: words[label])
