"""Claims to text and back: a line of JSON a document, for checkpoints, and the rows of `kg extract`.

What was read out of a document is kept under a digest of what its claims depend on: the document itself (its id and
date too, since passages name the one and "last year" needs the other), the sources and data of the extractor, and the
language model. So a changed rule can't meet an old claim, and nobody has to remember to count a version up.
`kg.checkpoints` has the files.
"""

import hashlib
import json
import os
import pathlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata, resources
from typing import Any

from kg.errors import CheckpointError
from kg.model import Claim, Document, Extraction, Interval, Mention, Passage, Status, Value

Json = dict[str, Any]

EXTRACTOR = ("model.py", "text.py", "ontology.py", "extract", "data")
"""What of this package claims depend on: files, and folders with all that is in them."""

DOCUMENT = ("id", "text", "title", "source", "published", "publisher", "author", "url")


def to_json(extraction: Extraction) -> str:
    """Write an extraction as one line of JSON (no line break at its end)."""
    home = extraction.document.id
    row = {
        "document": _document_row(extraction.document),
        "mentions": [_mention_row(mention, home) for mention in extraction.mentions],
        "claims": [_claim_row(claim, home) for claim in extraction.claims],
    }
    return json.dumps(row, separators=(",", ":"))


def from_json(line: str) -> Extraction:
    """Read back what `to_json` wrote, exactly; raises `CheckpointError` for anything else."""
    try:
        row = json.loads(line)
        home = row["document"]["id"]
        return Extraction(
            document=_document(row["document"]),
            mentions=tuple(_mention(mention, home) for mention in row["mentions"]),
            claims=tuple(_claim(claim, home) for claim in row["claims"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CheckpointError(f"not a stored extraction: {type(error).__name__}: {error}") from error


def document_to_json(document: Document) -> str:
    """Write a document as one line of JSON, for a process that reads it out."""
    return json.dumps(_document_row(document), separators=(",", ":"))


def document_from_json(line: str | bytes) -> Document:
    """Read back what `document_to_json` wrote."""
    return _document(json.loads(line))


def claim_rows(extraction: Extraction) -> Iterator[Json]:
    """Give one plain row a claim, in text order: what each sentence says, before anything is resolved."""
    text = extraction.document.text
    for claim in sorted(extraction.claims, key=lambda claim: (claim.sentence, claim.quote, claim.rule, claim.label)):
        yield {
            "document": extraction.document.id,
            "sentence": text[claim.sentence.start : claim.sentence.end],
            "sentence_start": claim.sentence.start,
            "subject": _readable(claim.subject, text),
            "relation": claim.relation,
            "relation_start": claim.trigger and claim.trigger.start,
            "relation_end": claim.trigger and claim.trigger.end,
            "label": claim.label,
            "predicate": claim.predicate,
            "object": _readable(claim.object, text),
            "quote": text[claim.quote.start : claim.quote.end],
            "start": claim.quote.start,
            "end": claim.quote.end,
            "status": claim.status.value,
            "said_by": claim.said_by and (claim.said_by.name or claim.said_by.text),
            "time": claim.time and str(claim.time),
            "rule": claim.rule,
            "confidence": claim.confidence,
        }


def key(document: Document, *, model: str) -> str:
    """Name what is read out of a document: a digest of all that its claims depend on."""
    parts = [json.dumps(_document_row(document), sort_keys=True), version(), model, _installed(model)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def version() -> str:
    """Digest the extractor: its sources and data, and the parser's release."""
    digest = hashlib.sha256(_installed("spacy").encode())
    root = pathlib.Path(str(resources.files("kg")))
    for part in EXTRACTOR:
        for path in _files(root / part):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(path: pathlib.Path) -> Iterator[pathlib.Path]:
    if path.is_file():
        yield path
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if name != "__pycache__")
        yield from (pathlib.Path(folder, name) for name in sorted(files))


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except (metadata.PackageNotFoundError, ValueError):
        return ""


def _readable(thing: Mention | Value, text: str) -> Json:
    where = thing.passage
    offsets = {"start": where and where.start, "end": where and where.end}
    if isinstance(thing, Value):
        return {"value": thing.text, "datatype": thing.datatype} | offsets
    phrase = thing.phrase or thing.passage
    words = {"phrase": text[phrase.start : phrase.end], "type": thing.type, "name": thing.name, "why": thing.why}
    return {"text": thing.text} | offsets | words


def _document_row(document: Document) -> Json:
    return {field: getattr(document, field) for field in DOCUMENT} | {"furniture": list(map(list, document.furniture))}


def _document(row: Json) -> Document:
    stretches = tuple((start, end) for start, end in row["furniture"])
    return Document(**{field: row[field] for field in DOCUMENT}, furniture=stretches)


def _passage_row(passage: Passage | None, home: str) -> list[int | str] | None:
    """Give `[start, end]`, and the document only where it is not the extraction's own."""
    if passage is None:
        return None
    return [passage.start, passage.end] + ([] if passage.document == home else [passage.document])


def _passage(row: list[Any], home: str) -> Passage:
    return Passage(row[2] if len(row) > 2 else home, row[0], row[1])


def _mention_row(mention: Mention, home: str) -> Json:
    return {
        "passage": _passage_row(mention.passage, home),
        "text": mention.text,
        "type": mention.type,
        "name": mention.name,
        "why": mention.why,
        "phrase": _passage_row(mention.phrase, home),
    }


def _mention(row: Json, home: str) -> Mention:
    phrase = row["phrase"] and _passage(row["phrase"], home)
    return Mention(_passage(row["passage"], home), row["text"], row["type"], row["name"], row["why"], phrase)


def _value_row(value: Value, home: str) -> Json:
    return {"value": value.text, "datatype": value.datatype, "passage": _passage_row(value.passage, home)}


def _object(row: Json, home: str) -> Mention | Value:
    if "value" not in row:
        return _mention(row, home)
    return Value(row["value"], row["datatype"], row["passage"] and _passage(row["passage"], home))


def _claim_row(claim: Claim, home: str) -> Json:
    thing = claim.object
    return {
        "subject": _mention_row(claim.subject, home),
        "relation": claim.relation,
        "label": claim.label,
        "predicate": claim.predicate,
        "object": _mention_row(thing, home) if isinstance(thing, Mention) else _value_row(thing, home),
        "sentence": _passage_row(claim.sentence, home),
        "quote": _passage_row(claim.quote, home),
        "status": claim.status.value,
        "said_by": claim.said_by and _mention_row(claim.said_by, home),
        "time": claim.time and [claim.time.start, claim.time.end],
        "rule": claim.rule,
        "confidence": claim.confidence,
        "trigger": _passage_row(claim.trigger, home),
    }


def _claim(row: Json, home: str) -> Claim:
    return Claim(
        subject=_mention(row["subject"], home),
        relation=row["relation"],
        label=row["label"],
        predicate=row["predicate"],
        object=_object(row["object"], home),
        sentence=_passage(row["sentence"], home),
        quote=_passage(row["quote"], home),
        status=Status(row["status"]),
        said_by=row["said_by"] and _mention(row["said_by"], home),
        time=row["time"] and Interval(*row["time"]),
        rule=row["rule"],
        confidence=row["confidence"],
        trigger=row["trigger"] and _passage(row["trigger"], home),
    )
