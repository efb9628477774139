"""RDF 1.2: a fact as a node that reifies a triple term, in place of `rdf:subject`, `rdf:predicate` and `rdf:object`.

For stores that index triple terms. It is an option and not the model, since rdflib, QLever and Virtuoso read none of
it, and Oxigraph answers patterns over triple terms hundreds of times more slowly.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

from kg import rdf
from kg.model import Knowledge

_VERSION = b'VERSION "1.2"\n'
_PARTS = tuple(rdf.node(name) for name in ("rdf:subject", "rdf:predicate", "rdf:object"))
_STATEMENT = rdf.node("rdf:Statement")


def turtle(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write Turtle 1.2 for reading."""
    out.write(_VERSION + "".join(rdf.turtle(_quads(knowledge, base), prefixes=rdf.prefixes(base))).encode())


def trig(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write TriG 1.2 for reading."""
    out.write(_VERSION + "".join(rdf.trig(_quads(knowledge, base), prefixes=rdf.prefixes(base))).encode())


def ntriples(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write sorted N-Triples 1.2."""
    triples = sorted({quad.triple for quad in _quads(knowledge, base)}, key=str)
    pyoxigraph.serialize(triples, out, format=RdfFormat.N_TRIPLES)


def nquads(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write sorted N-Quads 1.2."""
    pyoxigraph.serialize(_quads(knowledge, base), out, format=RdfFormat.N_QUADS)


def _quads(knowledge: Knowledge, base: str) -> list[Quad]:
    """Put one triple term in the place of a statement's three parts."""
    parts: dict[NamedNode, dict[NamedNode, NamedNode | BlankNode | Literal | Triple]] = {}
    kept = []
    for quad in rdf.quads(knowledge, base=base):
        if quad.predicate in _PARTS and isinstance(quad.subject, NamedNode):
            parts.setdefault(quad.subject, {})[quad.predicate] = quad.object
        elif quad.object != _STATEMENT:
            kept.append(quad)
    return sorted((*kept, *_reifiers(parts.items())), key=rdf.sort_key)


def _reifiers(
    facts: Iterable[tuple[NamedNode, dict[NamedNode, NamedNode | BlankNode | Literal | Triple]]],
) -> Iterator[Quad]:
    for fact, parts in facts:
        subject, predicate, target = (parts[name] for name in _PARTS)
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
            yield Quad(fact, rdf.node("rdf:reifies"), Triple(subject, predicate, target))
