"""KnowledgeNet (Mesquita et al., EMNLP 2019): facts of fifteen properties, scored on the text's own spans.

Each property is one of our predicates; pronouns stand as arguments where the text has them. A fact is right when its
property is a gold fact's and both spans overlap that fact's spans ("text evaluation", section 5 of the paper).
"""

import json
import pathlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg import extract, text
from kg.model import Claim, Document, Extraction, Mention, Value

PROPERTIES = {
    "kg:dateOfBirth": "DATE_OF_BIRTH",
    "kg:dateOfDeath": "DATE_OF_DEATH",
    "kg:bornIn": "PLACE_OF_BIRTH",
    "kg:residesIn": "PLACE_OF_RESIDENCE",
    "kg:nationality": "NATIONALITY",
    "kg:educatedAt": "EDUCATED_AT",
    "kg:worksFor": "EMPLOYEE_OR_MEMBER_OF",
    "kg:memberOf": "EMPLOYEE_OR_MEMBER_OF",
    "kg:memberOfParty": "POLITICAL_AFFILIATION",
    "kg:spouse": "SPOUSE",
    "kg:childOf": "CHILD_OF",
    "^kg:parentOf": "CHILD_OF",
    "^kg:founded": "FOUNDED_BY",
    "^kg:chiefExecutiveOf": "CEO",
    "kg:headquarteredIn": "HEADQUARTERS",
    "kg:subsidiaryOf": "SUBSIDIARY_OF",
    "^kg:ownerOf": "SUBSIDIARY_OF",
    "kg:dateFounded": "DATE_FOUNDED",
}

Span = tuple[int, int]
Fact = tuple[str, Span, Span]

LEAST = 0.36
"""Claims of less confidence, which the learned extractor finds unlikely, are not scored."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact in the benchmark's terms; offsets are characters of the passage."""

    passage: str
    property: str
    subject: Span
    object: Span


def rows(extraction: Extraction) -> Iterator[Row]:
    """Give a passage's claims that are one of the benchmark's properties, each once."""
    seen = set()
    for claim in (claim for claim in extraction.claims if claim.confidence >= LEAST):
        for row in rows_of(extraction.document.id, claim):
            if row not in seen:
                seen.add(row)
                yield row


def extractions(passages: Iterable[Mapping[str, Any]], *, model: str) -> Iterator[Extraction]:
    """Parse and extract the benchmark's passages."""
    documents = [Document(id=passage["id"], text=passage["text"]) for passage in passages]
    for document, doc in text.parse(documents, model=model):
        yield extract.extract(document, doc)


def read_gold(path: pathlib.Path, *, folds: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Read passages with their facts; only of these folds, if any are given."""
    passages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [passage for passage in passages if not folds or passage["fold"] in folds]


def score(
    passages: Iterable[Mapping[str, Any]], found: Iterable[Row]
) -> dict[str, tuple[float, float, float, int, int]]:
    """Give precision, recall, F1, gold facts and extracted facts by property, and for `ALL`."""
    gold = {passage["id"]: facts(passage) for passage in passages}
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for listed in gold.values():
        for name, _, _ in listed:
            counts[name][0] += 1
    recalled = set()
    for row in found:
        hits = [i for i, fact in enumerate(gold[row.passage]) if agrees(row, fact)]
        counts[row.property][2] += 1
        counts[row.property][3] += bool(hits)
        recalled |= {(row.passage, i) for i in hits}
    for key, i in recalled:
        counts[gold[key][i][0]][1] += 1
    counts["ALL"] = [sum(count[i] for count in counts.values()) for i in range(4)]
    return {name: _measures(*counts[name]) for name in sorted(counts)}


def rows_of(passage: str, claim: Claim) -> Iterator[Row]:
    """Give what a claim says in the benchmark's terms, if anything."""
    ends = claim.subject.passage, claim.object.passage
    if ends[1] is None or not (_is_annotated(claim.subject) and _is_annotated(claim.object)):
        return
    subject, thing = (ends[0].start, ends[0].end), (ends[1].start, ends[1].end)
    turned = claim.predicate[1:] if claim.predicate.startswith("^") else f"^{claim.predicate}"
    if claim.predicate in PROPERTIES:
        yield Row(passage, PROPERTIES[claim.predicate], subject, thing)
    if turned in PROPERTIES:
        yield Row(passage, PROPERTIES[turned], thing, subject)
    if claim.predicate == "kg:spouse":
        yield Row(passage, "SPOUSE", thing, subject)


def _is_annotated(end: Mention | Value) -> bool:
    """Whether the benchmark's facts have such an end: a name, a pronoun or a date, and no description."""
    return isinstance(end, Value) or end.why not in ("nominal", "description", "none")


def facts(passage: Mapping[str, Any]) -> list[Fact]:
    """Give a passage's facts: property, and the stretches of subject and object."""
    ends = ((fact, fact["subject"], fact["object"]) for fact in passage["facts"])
    return [(fact["property"], (one["start"], one["end"]), (other["start"], other["end"])) for fact, one, other in ends]


def agrees(row: Row, fact: Fact) -> bool:
    """Whether a row is this fact, as far as the benchmark asks."""
    name, subject, thing = fact
    return row.property == name and overlap(row.subject, subject) and overlap(row.object, thing)


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _measures(gold: int, recalled: int, extracted: int, right: int) -> tuple[float, float, float, int, int]:
    precision, recall = right / extracted if extracted else 0.0, recalled / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1, gold, extracted
