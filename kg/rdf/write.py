"""Knowledge to quads: no blank nodes, every IRI from content alone, sorted.

The default graph holds what the corpus says, a graph named after each document what that document says:

In the default graph:

- the base itself: a void:Dataset; void:uriSpace, so that a store knows its own base
- an entity: a class of `kg:` and its classes in schema.org; rdfs:label, skos:altLabel, owl:sameAs, schema:identifier
- a kg:Join, why a name belongs to an entity: kg:entity, kg:name, kg:reason, kg:score, kg:document
- a predicate: a owl:ObjectProperty and/or owl:DatatypeProperty; rdfs:label
- a direct triple for each fact that is asserted
- a kg:Fact, of any status: rdf:subject, rdf:predicate, rdf:object, kg:relationLabel, kg:status, kg:confidence,
  kg:saidBy, kg:start, kg:end, kg:evidenceCount, kg:documentCount

In the document's graph:

- the kg:Document, a schema:NewsArticle or schema:CreativeWork too: schema:headline, schema:datePublished,
  schema:publisher, schema:author, schema:url, schema:text, kg:source, kg:furniture
- its kg:Evidence: kg:supports, kg:document, kg:published, oa:exact, oa:start, oa:end, kg:sentence, kg:sentenceStart,
  kg:sentenceEnd, kg:rule, kg:confidence

Where RDF would lose something it is written out beside: `kg:names` (a JSON array) where an entity's names are not
its label and then the others in alphabetical order; `kg:valueType` where a literal's datatype doesn't tell that its
text is a number or a date; `kg:valueDocument`, `kg:valueStart` and `kg:valueEnd` where a value has a passage. An
address that is no IRI (a space in it) is kept as a string, under schema:identifier or schema:url. What is not kept:
digits of a confidence beyond the fourth, and the order of links, joins and evidence, which come back sorted.

The id of a piece of evidence is a hash of its fact, passage, sentence and rule, that of a join of all that it holds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import ontology
from kg.errors import GraphError
from kg.model import Document, Entity, Evidence, Fact, Join, Knowledge, Status, Value
from kg.rdf import terms
from kg.rdf.terms import node

Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


def quads(knowledge: Knowledge, *, base: str) -> Iterator[Quad]:
    """Give the graph, sorted by graph, subject, predicate and object; raises `GraphError` on what RDF can't hold."""
    yield from sorted(set(_quads(knowledge, base)), key=sort_key)


def sort_key(quad: Quad) -> tuple[str, str, str, str]:
    """Order the default graph first, then by name."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _quads(knowledge: Knowledge, base: str) -> Iterator[Quad]:
    _refuse_doubles(knowledge)
    for subject, pairs in _corpus(knowledge, base):
        for predicate, term in pairs:
            yield Quad(subject, predicate, term)
    documents = {document.id: document for document in knowledge.documents}
    for document in knowledge.documents:
        graph = terms.iri(f"doc:{document.id}", base=base)
        for predicate, term in _document(document):
            yield Quad(graph, predicate, term, graph)
    for fact in knowledge.facts:
        for evidence in fact.evidence:
            graph = terms.iri(f"doc:{evidence.passage.document}", base=base)
            subject = terms.iri(_evidence_id(fact, evidence), base=base)
            for predicate, term in _evidence(fact, evidence, documents.get(evidence.passage.document), base):
                yield Quad(subject, predicate, term, graph)


def _refuse_doubles(knowledge: Knowledge) -> None:
    """Raise `GraphError` where one IRI would stand for two things."""
    seen: set[str] = set()
    for name in _ids(knowledge):
        if name in seen:
            raise GraphError(
                f"{name} stands for two things; an id belongs to one document, entity, fact or quote alone"
            )
        seen.add(name)


def _ids(knowledge: Knowledge) -> Iterator[str]:
    yield from (f"doc:{document.id}" for document in knowledge.documents)
    for entity in knowledge.entities:
        if entity.id.partition(":")[0] in (*terms.RECORDS, *terms.VOCABULARY):
            raise GraphError(f"{entity.id} names an entity, and its prefix is kept for what is none")
        yield entity.id
    for fact in knowledge.facts:
        if not fact.id.startswith("fact:"):
            raise GraphError(f"{fact.id} names a fact, and has another prefix than fact:")
        yield fact.id
        yield from (_evidence_id(fact, evidence) for evidence in fact.evidence)


def _corpus(knowledge: Knowledge, base: str) -> Iterator[tuple[NamedNode, Pairs]]:
    """Give what lies in the default graph, as subjects with their properties."""
    yield NamedNode(base), _dataset(base)
    for entity in knowledge.entities:
        subject = terms.iri(entity.id, base=base)
        yield subject, _entity(entity)
        for join in entity.joins:
            yield terms.iri(_join_id(entity, join), base=base), _join(subject, join, base)
    for fact in knowledge.facts:
        yield terms.iri(fact.id, base=base), _fact(fact, base)
        if fact.status is Status.ASSERTED:
            direct = (terms.iri(fact.predicate, base=base), _object(fact, base))
            yield terms.iri(fact.subject, base=base), iter([direct])
    labels = _labels(knowledge.facts)
    for fact in knowledge.facts:
        yield terms.iri(fact.predicate, base=base), _predicate(fact, labels[fact.predicate])


def _labels(facts: Iterable[Fact]) -> dict[str, str]:
    """Label predicates as the ontology does, else with the relation's words: of several, the first in the alphabet."""
    known = ontology.load().predicates
    labels: dict[str, str] = {}
    for fact in facts:
        if fact.predicate in known:
            labels[fact.predicate] = known[fact.predicate].label
            continue
        labels[fact.predicate] = min(fact.label, labels.get(fact.predicate, fact.label))
    return labels


def _dataset(base: str) -> Pairs:
    yield node("rdf:type"), node("void:Dataset")
    yield node("void:uriSpace"), terms.string(base)


def _entity(entity: Entity) -> Pairs:
    yield node("rdf:type"), terms.iri(f"kg:{entity.type}", base="")
    for name in _equivalents(entity.type):
        yield node("rdf:type"), node(name)
    yield node("rdfs:label"), terms.string(entity.name)
    others = sorted(set(entity.names) - {entity.name})
    for name in others:
        yield node("skos:altLabel"), terms.string(name)
    if entity.names != (entity.name, *others):
        yield node("kg:names"), terms.string(json.dumps(entity.names, ensure_ascii=False))
    for address in entity.links:
        target = terms.link(address)
        yield node("owl:sameAs" if isinstance(target, NamedNode) else "schema:identifier"), target


def _equivalents(type_: str) -> list[str]:
    """Name the classes of schema.org that a class of ours is the same as."""
    found = ontology.load().classes.get(type_)
    return [name for name in found.same_as if name.startswith("schema:")] if found else []


def _join(entity: NamedNode, join: Join, base: str) -> Pairs:
    yield node("rdf:type"), node("kg:Join")
    yield node("kg:entity"), entity
    yield node("kg:name"), terms.string(join.name)
    yield node("kg:reason"), terms.string(join.reason)
    yield node("kg:score"), terms.decimal(join.score)
    if join.document:
        yield node("kg:document"), terms.iri(f"doc:{join.document}", base=base)


def _predicate(fact: Fact, label: str) -> Pairs:
    yield node("rdfs:label"), terms.string(label)
    yield node("rdf:type"), node("owl:DatatypeProperty" if isinstance(fact.object, Value) else "owl:ObjectProperty")


def _fact(fact: Fact, base: str) -> Pairs:
    yield node("rdf:type"), node("kg:Fact")
    yield node("rdf:type"), node("rdf:Statement")
    yield node("rdf:subject"), terms.iri(fact.subject, base=base)
    yield node("rdf:predicate"), terms.iri(fact.predicate, base=base)
    yield node("rdf:object"), _object(fact, base)
    yield node("kg:relationLabel"), terms.string(fact.label)
    yield node("kg:status"), node(f"kg:{fact.status}")
    yield node("kg:confidence"), terms.decimal(fact.confidence)
    yield node("kg:evidenceCount"), terms.integer(len(fact.evidence))
    yield node("kg:documentCount"), terms.integer(len({evidence.passage.document for evidence in fact.evidence}))
    if fact.said_by is not None:
        yield node("kg:saidBy"), terms.iri(fact.said_by, base=base)
    if fact.time and fact.time.start:
        yield node("kg:start"), terms.date(fact.time.start)
    if fact.time and fact.time.end:
        yield node("kg:end"), terms.date(fact.time.end)
    if isinstance(fact.object, Value):
        yield from _value(fact.object, base)


def _object(fact: Fact, base: str) -> NamedNode | Literal:
    return terms.literal(fact.object) if isinstance(fact.object, Value) else terms.iri(fact.object, base=base)


def _value(value: Value, base: str) -> Pairs:
    """Give what the literal itself doesn't tell of a value."""
    if terms.datatype(terms.literal(value)) != value.datatype:
        yield node("kg:valueType"), terms.string(value.datatype)
    if value.passage:
        yield node("kg:valueDocument"), terms.iri(f"doc:{value.passage.document}", base=base)
        yield node("kg:valueStart"), terms.integer(value.passage.start)
        yield node("kg:valueEnd"), terms.integer(value.passage.end)


def _document(document: Document) -> Pairs:
    """Describe a document: one that is dated and has a publisher is news."""
    is_news = bool(document.published and document.publisher)
    yield node("rdf:type"), node("kg:Document")
    yield node("rdf:type"), node("schema:NewsArticle" if is_news else "schema:CreativeWork")
    yield node("rdfs:label"), terms.string(document.title or document.id)
    yield node("schema:text"), terms.string(document.text)
    if document.published:
        yield node("schema:datePublished"), terms.date(document.published)
    if document.url:
        yield node("schema:url"), terms.link(document.url)
    if document.furniture:
        yield node("kg:furniture"), terms.string(" ".join(f"{start}-{end}" for start, end in document.furniture))
    for predicate, text in (
        ("schema:headline", document.title),
        ("schema:publisher", document.publisher),
        ("schema:author", document.author),
        ("kg:source", document.source),
    ):
        if text:
            yield node(predicate), terms.string(text)


def _evidence(fact: Fact, evidence: Evidence, document: Document | None, base: str) -> Pairs:
    """Describe a quote; its sentence and date are repeated here, so that the common questions need no join."""
    if evidence.sentence.document != evidence.passage.document:
        raise GraphError(f"{fact.id}: a quote and its sentence lie in different documents: {evidence}")
    yield node("rdf:type"), node("kg:Evidence")
    yield node("kg:supports"), terms.iri(fact.id, base=base)
    yield node("kg:document"), terms.iri(f"doc:{evidence.passage.document}", base=base)
    if document and document.published:
        yield node("kg:published"), terms.date(document.published)
    if document:
        yield node("kg:sentence"), terms.string(document.text[evidence.sentence.start : evidence.sentence.end])
    yield node("oa:exact"), terms.string(evidence.quote)
    yield node("oa:start"), terms.integer(evidence.passage.start)
    yield node("oa:end"), terms.integer(evidence.passage.end)
    yield node("kg:sentenceStart"), terms.integer(evidence.sentence.start)
    yield node("kg:sentenceEnd"), terms.integer(evidence.sentence.end)
    yield node("kg:rule"), terms.string(evidence.rule)
    yield node("kg:confidence"), terms.decimal(evidence.confidence)


def _evidence_id(fact: Fact, evidence: Evidence) -> str:
    passage, sentence = evidence.passage, evidence.sentence
    return _minted(
        "evidence", fact.id, passage.document, passage.start, passage.end, sentence.start, sentence.end, evidence.rule
    )


def _join_id(entity: Entity, join: Join) -> str:
    return _minted("join", entity.id, join.name, join.document, join.reason, round(join.score, 4))


def _minted(kind: str, *content: str | float) -> str:
    """Name a record after a hash of its content."""
    text = terms.well_formed(json.dumps(content, ensure_ascii=False))
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
