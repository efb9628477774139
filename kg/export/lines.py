"""Facts as JSON lines: one object a fact and document, with the best quote that the document has for it."""

import json
from typing import BinaryIO

from kg import rdf
from kg.export import facts
from kg.model import Entity, Evidence, Fact, Interval, Knowledge, Value


def jsonl(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write one object a line, sorted by document, place and fact."""
    names = facts.names(knowledge)
    found = sorted(facts.best(knowledge), key=lambda pair: (pair[1].passage, pair[0].id))
    for fact, evidence in found:
        row = _row(fact, evidence, names=names, base=base)
        out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _row(fact: Fact, evidence: Evidence, *, names: facts.Names, base: str) -> dict[str, object]:
    return {
        "document": evidence.passage.document,
        "subject": _entity(names.entity(fact.subject)),
        "predicate": {"iri": rdf.iri(fact.predicate, base=base).value, "label": fact.label},
        "object": _value(fact.object) if isinstance(fact.object, Value) else _entity(names.entity(fact.object)),
        "status": fact.status.value,
        "said_by": None if fact.said_by is None else _speaker(names.entity(fact.said_by)),
        "time": _time(fact.time),
        "confidence": fact.confidence,
        "quote": evidence.quote,
        "start": evidence.passage.start,
        "end": evidence.passage.end,
        "sentence": names.sentence(evidence),
        "rule": evidence.rule,
    }


def _entity(entity: Entity) -> dict[str, object]:
    return {"id": entity.id, **_speaker(entity), "type": entity.type}


def _speaker(entity: Entity) -> dict[str, object]:
    return {"name": entity.name, "names": list(entity.names or (entity.name,))}


def _value(value: Value) -> dict[str, object]:
    return {"value": value.text, "datatype": value.datatype}


def _time(time: Interval | None) -> str | None:
    """Write a time; of an open interval, the end that is known."""
    if time is None:
        return None
    return str(time) if time.start and time.end else time.start or time.end
