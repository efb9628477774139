"""RDF in the W3C's syntaxes: for triples the union of all graphs, for quads a graph a document."""

from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from kg import rdf
from kg.model import Knowledge


def turtle(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write Turtle for reading: see `kg.rdf.turtle`."""
    _write(rdf.turtle(rdf.quads(knowledge, base=base), prefixes=rdf.prefixes(base)), out)


def trig(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write TriG for reading."""
    _write(rdf.trig(rdf.quads(knowledge, base=base), prefixes=rdf.prefixes(base)), out)


def ntriples(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write sorted N-Triples."""
    pyoxigraph.serialize(_triples(knowledge, base), out, format=RdfFormat.N_TRIPLES)


def nquads(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write N-Quads, the default graph first, each graph sorted."""
    pyoxigraph.serialize(rdf.quads(knowledge, base=base), out, format=RdfFormat.N_QUADS)


def rdfxml(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write RDF/XML; raises `ExportError` on control characters, which XML can't hold."""
    out.write(rdf.rdfxml(_triples(knowledge, base), prefixes=rdf.prefixes(base)))


def _triples(knowledge: Knowledge, base: str) -> list[Triple]:
    return sorted({quad.triple for quad in rdf.quads(knowledge, base=base)}, key=str)


def _write(texts: Iterable[str], out: BinaryIO) -> None:
    for text in texts:
        out.write(text.encode())
