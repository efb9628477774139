"""Quads back to knowledge: the exact inverse of `kg.rdf.write`, so that the store is the only truth.

Reads what it knows and passes over the rest, so that a graph may hold more (the ontology, inferred triples).
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import GraphError
from kg.model import Document, Entity, Evidence, Fact, Interval, Join, Knowledge, Passage, Status, Value
from kg.rdf import terms

T = TypeVar("T")


class Node:
    """A subject with its properties, out of all graphs."""

    __slots__ = ("base", "id", "properties")

    def __init__(self, full: str, *, base: str) -> None:
        self.base = base
        self.id = terms.compact(full, base=base)
        self.properties: defaultdict[str, list[NamedNode | Literal]] = defaultdict(list)

    def all(self, predicate: str) -> list[str]:
        """Give the texts and IRIs of a property, sorted."""
        return sorted({term.value for term in self.properties[terms.node(predicate).value]})

    def term(self, predicate: str) -> NamedNode | Literal:
        """Give the only value of a property; raises `GraphError` where there is none, or more than one."""
        match list(dict.fromkeys(self.properties[terms.node(predicate).value])):
            case [term]:
                return term
            case found:
                count = len(found) or "no"
                raise GraphError(
                    f"{self.id} has {count} {predicate}, where one is needed; the graph is damaged, build it again"
                )

    def text(self, predicate: str) -> str:
        """Give the only value of a property as a text; "" where there is none."""
        return self.term(predicate).value if self.properties[terms.node(predicate).value] else ""

    def number(self, predicate: str) -> float:
        """Give the only value of a property as a number."""
        try:
            return float(self.term(predicate).value)
        except ValueError as error:
            raise GraphError(f"{self.id}: {predicate} is no number") from error

    def name(self, predicate: str) -> str:
        """Give the compact IRI that is the only value of a property."""
        return terms.compact(self.term(predicate).value, base=self.base)

    def passage(self, document: str, start: str, end: str) -> Passage:
        """Give a passage from the properties that hold its parts."""
        return Passage(_local(self.name(document)), int(self.number(start)), int(self.number(end)))


def knowledge(quads: Iterable[Quad], *, base: str) -> Knowledge:
    """Read a graph back; raises `GraphError` where it is incomplete or was built with another base."""
    kinds: dict[str, list[Node]] = {"doc": [], "fact": [], "evidence": [], "join": [], "": []}
    for node in _nodes(quads, base):
        kind = node.id.partition(":")[0]
        kinds[kind if kind in kinds else ""].append(node)
    evidence = _grouped((node.name("kg:supports"), _evidence(node)) for node in kinds["evidence"])
    joins = _grouped((node.name("kg:entity"), _join(node)) for node in kinds["join"])
    return Knowledge(
        documents=tuple(sorted((_document(node) for node in kinds["doc"] if _class(node)), key=lambda each: each.id)),
        entities=tuple(sorted((_entity(node, joins) for node in kinds[""] if _class(node)), key=lambda each: each.id)),
        facts=tuple(sorted((_fact(node, evidence) for node in kinds["fact"]), key=lambda each: each.id)),
    )


def _nodes(quads: Iterable[Quad], base: str) -> Iterable[Node]:
    """Gather the properties of each subject that lies under the base."""
    nodes: dict[str, Node] = {}
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        subject = quad.subject.value
        if subject == base or not subject.startswith(base):  # the dataset itself, or vocabulary
            continue
        node = nodes.get(subject) or nodes.setdefault(subject, Node(subject, base=base))
        node.properties[quad.predicate.value].append(quad.object)
    return nodes.values()


def _grouped(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return groups


def _class(node: Node) -> str:
    """Give the local name of a node's class of ours; "" where it has none, and so is only mentioned."""
    namespace = terms.NAMESPACES["kg"]
    found = [name for name in node.all("rdf:type") if name.startswith(namespace)]
    return _local(terms.compact(found[0], base=node.base)) if found else ""


def _local(compact: str) -> str:
    return compact.partition(":")[2]


def _document(node: Node) -> Document:
    ranges = (stretch.split("-") for stretch in node.text("kg:furniture").split())
    return Document(
        id=_local(node.id),
        text=node.term("schema:text").value,
        title=node.text("schema:headline"),
        source=node.text("kg:source"),
        published=node.text("schema:datePublished"),
        publisher=node.text("schema:publisher"),
        author=node.text("schema:author"),
        url=node.text("schema:url"),
        furniture=tuple((int(start), int(end)) for start, end in ranges),
    )


def _entity(node: Node, joins: dict[str, list[Join]]) -> Entity:
    name = node.term("rdfs:label").value
    written = node.text("kg:names")
    return Entity(
        id=node.id,
        name=name,
        type=_class(node),
        names=tuple(json.loads(written)) if written else (name, *node.all("skos:altLabel")),
        links=tuple(sorted(node.all("owl:sameAs") + node.all("schema:identifier"))),
        joins=tuple(sorted(joins.get(node.id, ()))),
    )


def _join(node: Node) -> Join:
    document = _local(node.name("kg:document")) if node.text("kg:document") else ""
    return Join(node.text("kg:name"), document, node.text("kg:reason"), node.number("kg:score"))


def _fact(node: Node, evidence: dict[str, list[Evidence]]) -> Fact:
    start, end = node.text("kg:start"), node.text("kg:end")
    return Fact(
        id=node.id,
        subject=node.name("rdf:subject"),
        predicate=node.name("rdf:predicate"),
        label=node.term("kg:relationLabel").value,
        object=_object(node),
        status=_status(node),
        said_by=node.name("kg:saidBy") if node.text("kg:saidBy") else None,
        time=Interval(start, end) if start or end else None,
        confidence=node.number("kg:confidence"),
        evidence=tuple(sorted(evidence.get(node.id, ()))),
    )


def _object(node: Node) -> str | Value:
    term = node.term("rdf:object")
    if isinstance(term, NamedNode):
        return terms.compact(term.value, base=node.base)
    has_passage = node.text("kg:valueDocument")
    passage = node.passage("kg:valueDocument", "kg:valueStart", "kg:valueEnd") if has_passage else None
    return Value(term.value, node.text("kg:valueType") or terms.datatype(term), passage)


def _status(node: Node) -> Status:
    name = _local(node.name("kg:status"))
    if name not in set(Status):
        raise GraphError(f"{node.id} has the status {name!r}; known are {', '.join(Status)}")
    return Status(name)


def _evidence(node: Node) -> Evidence:
    return Evidence(
        passage=node.passage("kg:document", "oa:start", "oa:end"),
        quote=node.term("oa:exact").value,
        sentence=node.passage("kg:document", "kg:sentenceStart", "kg:sentenceEnd"),
        rule=node.text("kg:rule"),
        confidence=node.number("kg:confidence"),
    )
