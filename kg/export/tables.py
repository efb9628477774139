"""Facts as a table: one row a fact and quote, for spreadsheets and data frames."""

import csv as standard
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.export import facts
from kg.model import Evidence, Fact, Knowledge, Value

COLUMNS = (
    "fact", "subject_id", "subject", "subject_type", "predicate", "relation", "object_id", "object", "object_type",
    "status", "said_by_id", "said_by", "time_start", "time_end", "confidence", "document", "published", "quote",
    "start", "end", "sentence", "rule", "evidence_confidence",
)  # fmt: skip
"""The columns, in order. `object_type` is the class of an entity, or the datatype of a value."""


def csv(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:  # noqa: ARG001  # an exporter's signature
    """Write CSV as RFC 4180 has it, in UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = standard.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows(knowledge))
    text.detach()


def parquet(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:  # noqa: ARG001  # an exporter's signature
    """Write Parquet."""
    import pyarrow.parquet  # takes a moment to load

    kinds = {"confidence": pyarrow.float64(), "evidence_confidence": pyarrow.float64()}
    kinds |= {"start": pyarrow.int64(), "end": pyarrow.int64()}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in COLUMNS])
    table = pyarrow.table(dict(zip(COLUMNS, _columns(knowledge), strict=True)), schema=schema)
    pyarrow.parquet.write_table(table, out)


def rows(knowledge: Knowledge) -> Iterator[tuple[str | int | float, ...]]:
    """Give the rows, sorted by fact and place; "" where a fact has no speaker or time."""
    names = facts.names(knowledge)
    for fact, evidence in facts.evidence(knowledge):
        yield (*_fact(fact, names), *_evidence(evidence, names))


def _fact(fact: Fact, names: facts.Names) -> Iterator[str | float]:
    subject = names.entity(fact.subject)
    yield from (fact.id, subject.id, subject.name, subject.type, fact.predicate, fact.label)
    if isinstance(fact.object, Value):
        yield from ("", fact.object.text, fact.object.datatype)
    else:
        target = names.entity(fact.object)
        yield from (target.id, target.name, target.type)
    yield from (fact.status.value, fact.said_by or "", names.entity(fact.said_by).name if fact.said_by else "")
    yield from (fact.time.start, fact.time.end) if fact.time else ("", "")
    yield fact.confidence


def _evidence(evidence: Evidence, names: facts.Names) -> Iterator[str | int | float]:
    document = evidence.passage.document
    yield from (document, names.published.get(document, ""), evidence.quote)
    yield from (evidence.passage.start, evidence.passage.end, names.sentence(evidence))
    yield from (evidence.rule, evidence.confidence)


def _columns(knowledge: Knowledge) -> list[list[str | int | float]]:
    found = list(rows(knowledge))
    return [[row[place] for row in found] for place in range(len(COLUMNS))]
