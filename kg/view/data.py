"""The page's data: one JSON object of columns, which `js/data.js` reads back into entities, facts and evidence.

Numbers refer to rows: a fact's subject is the row of an entity, an evidence's document the row of a document. Entities
come by falling degree and facts by falling weight, so that the page never sorts. Quotes and sentences are not
stored but cut out of the documents' texts by the page, at offsets in UTF-16 units, as JavaScript counts.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from kg import wording
from kg.model import Document, Evidence, Fact, Knowledge, Status, Value
from kg.view import communities, layout, styles

VERSION = 1

Data = dict[str, Any]


def pack(knowledge: Knowledge, *, title: str, base: str) -> Data:
    """Give the columns that the page embeds; everything that the page shows is in them."""
    degree = _degrees(knowledge.facts)
    entities = sorted(knowledge.entities, key=lambda entity: (-degree[entity.id], entity.id))
    facts = sorted(knowledge.facts, key=lambda fact: (-len(fact.evidence), -fact.confidence, fact.id))
    row = {entity.id: number for number, entity in enumerate(entities)}
    types = _by_count(entity.type for entity in entities)
    predicates = _by_count(fact.predicate for fact in facts)
    return {
        "version": VERSION,
        "title": title,
        "base": base,
        "types": [{"id": name, **styles.style(name)} for name in types],
        "predicates": _read(facts, predicates),
        "statuses": [status.value for status in Status],
        "documents": [_document(document) for document in knowledge.documents],
        "entities": {
            "id": [entity.id for entity in entities],
            "name": [entity.name for entity in entities],
            "type": [types.index(entity.type) for entity in entities],
            "names": [[name for name in entity.names if name != entity.name] for entity in entities],
            "links": [list(entity.links) for entity in entities],
            "degree": [degree[entity.id] for entity in entities],
        }
        | _places(facts, row, [entity.name for entity in entities]),
        "facts": _facts(facts, row, predicates),
        "evidence": _evidence(facts, knowledge.documents),
    }


def words(predicate: str) -> str:
    """Give a predicate in words: `kg:partnersWith` and `rel:partners-with` both read "partners with"."""
    local = predicate.removeprefix("^").partition(":")[2] or predicate
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).replace("-", " ").replace("_", " ").lower()


def _read(facts: list[Fact], predicates: list[str]) -> list[list[str]]:
    """Give each predicate with its words: of one that was made of a text's words, as its facts are read."""
    readings: dict[str, Counter[str]] = {predicate: Counter() for predicate in predicates}
    for fact in facts:
        if fact.predicate.startswith("rel:"):
            readings[fact.predicate][wording.reading(fact)] += 1
    return [
        [name, min(found, key=lambda words: (-found[words], words)) if found else words(name)]
        for name, found in readings.items()
    ]


def _places(facts: list[Fact], row: dict[str, int], names: list[str]) -> Data:
    ends = sorted({(row[fact.subject], row[fact.object]) for fact in facts if isinstance(fact.object, str)})
    pairs = np.array([pair for pair in ends if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    groups = communities.communities(len(row), pairs)
    widths = np.array([20 + 6.5 * min(len(name), 28) for name in names])
    points = np.rint(layout.positions(groups, pairs, widths)).astype(int)
    return {"group": groups.tolist(), "x": points[:, 0].tolist(), "y": points[:, 1].tolist()}


def _facts(facts: list[Fact], row: dict[str, int], predicates: list[str]) -> Data:
    number = {predicate: place for place, predicate in enumerate(predicates)}
    status = {status: place for place, status in enumerate(Status)}
    return {
        "id": [fact.id for fact in facts],
        "subject": [row[fact.subject] for fact in facts],
        "predicate": [number[fact.predicate] for fact in facts],
        "object": [row[fact.object] if isinstance(fact.object, str) else -1 for fact in facts],
        # A sparse column: [row, text, datatype] of those whose object is a value.
        "values": [
            [place, fact.object.text, fact.object.datatype]
            for place, fact in enumerate(facts)
            if isinstance(fact.object, Value)
        ],
        "status": [status[fact.status] for fact in facts],
        "said": [row.get(fact.said_by, -1) if fact.said_by else -1 for fact in facts],
        "times": [[place, fact.time.start, fact.time.end] for place, fact in enumerate(facts) if fact.time is not None],
        "confidence": [round(fact.confidence, 4) for fact in facts],
        "count": [len(fact.evidence) for fact in facts],
    }


def _evidence(facts: list[Fact], documents: tuple[Document, ...]) -> Data:
    """Give the evidence of all facts in the facts' order: `count` says how many rows belong to each."""
    place = {document.id: number for number, document in enumerate(documents)}
    units = {document.id: _utf16(document.text) for document in documents}
    rows = [evidence for fact in facts for evidence in fact.evidence]
    rules = _by_count(evidence.rule for evidence in rows)

    def offsets(cut: Callable[[Evidence], int], *, beyond: list[int] | None = None) -> list[int]:
        places = [units[evidence.passage.document](cut(evidence)) for evidence in rows]
        return [place - before for place, before in zip(places, beyond, strict=True)] if beyond else places

    first = offsets(lambda evidence: evidence.sentence.start)

    return {
        "rules": rules,
        "rule": [rules.index(evidence.rule) for evidence in rows],
        "document": [place[evidence.passage.document] for evidence in rows],
        "sentence": first,
        # Relative to the sentence, which packs smaller.
        "start": offsets(lambda evidence: evidence.passage.start, beyond=first),
        "end": offsets(lambda evidence: evidence.passage.end, beyond=first),
        "length": offsets(lambda evidence: evidence.sentence.end, beyond=first),
        "confidence": [round(evidence.confidence, 4) for evidence in rows],
    }


def _document(document: Document) -> list[str]:
    about = (document.id, document.title, document.published, document.publisher, document.author)
    return [*about, document.url, document.source, document.text]


def _utf16(text: str) -> Callable[[int], int]:
    """Give the function from an offset in code points to one in UTF-16 units."""
    astral = [place for place, letter in enumerate(text) if ord(letter) > 0xFFFF]
    if not astral:
        return lambda offset: offset
    where = np.array(astral)
    return lambda offset: offset + int(np.searchsorted(where, offset))


def _degrees(facts: Iterable[Fact]) -> Counter[str]:
    degree: Counter[str] = Counter()
    for fact in facts:
        degree[fact.subject] += 1
        if isinstance(fact.object, str) and fact.object != fact.subject:
            degree[fact.object] += 1
    return degree


def _by_count(names: Iterable[str]) -> list[str]:
    return [name for name, _ in sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))]
