"""A description of the graph in VoID (https://www.w3.org/TR/void/): how much of what it holds, for a catalogue."""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from kg import rdf
from kg.model import Knowledge

_TYPE = rdf.node("rdf:type")
_VOCABULARIES = ("kg", "rdf", "rdfs", "owl", "oa", "schema", "skos")


def void(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write the description alone, as Turtle."""
    quads = list(rdf.quads(knowledge, base=base))
    classes = Counter(
        quad.object.value for quad in quads if quad.predicate == _TYPE and isinstance(quad.object, NamedNode)
    )
    predicates = Counter(quad.predicate.value for quad in quads)
    about = [
        *_dataset(knowledge, len(quads), base),
        *_partitions("class", classes, "void:entities", base),
        *_partitions("property", predicates, "void:triples", base),
    ]
    out.write("".join(rdf.turtle(about, prefixes=rdf.prefixes(base))).encode())


def _dataset(knowledge: Knowledge, size: int, base: str) -> Iterator[Quad]:
    dataset = NamedNode(base)
    yield Quad(dataset, _TYPE, rdf.node("void:Dataset"))
    yield Quad(dataset, rdf.node("void:uriSpace"), Literal(base))
    yield Quad(dataset, rdf.node("void:triples"), Literal(size))
    yield Quad(dataset, rdf.node("void:entities"), Literal(len(knowledge.entities)))
    yield Quad(dataset, rdf.node("void:documents"), Literal(len(knowledge.documents)))
    for name in _VOCABULARIES:
        yield Quad(dataset, rdf.node("void:vocabulary"), NamedNode(rdf.NAMESPACES[name]))


def _partitions(kind: str, counted: Counter[str], measure: str, base: str) -> Iterator[Quad]:
    """Describe the part of the graph for each class, or for each predicate."""
    for iri, count in sorted(counted.items()):
        prefix, _, local = rdf.shorten(iri, base=base).strip("<>").partition(":")
        part = rdf.iri(f"part:{kind}-{prefix}-{local}", base=base)
        yield Quad(NamedNode(base), rdf.node(f"void:{kind}Partition"), part)
        yield Quad(part, rdf.node(f"void:{kind}"), NamedNode(iri))
        yield Quad(part, rdf.node(measure), Literal(count))
