"""RDF in the W3C's syntaxes: for triples the union of all graphs, for quads a graph a document."""

import re
from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import Literal, Quad, RdfFormat, Triple

from kg import rdf
from kg.errors import ExportError
from kg.model import Knowledge

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, not even escaped: https://www.w3.org/TR/xml/#charsets."""


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
    triples = _triples(knowledge, base)
    for triple in triples:
        if isinstance(triple.object, Literal) and (found := NOT_XML.search(triple.object.value)):
            where = f"{triple.predicate.value} of {triple.subject}"
            raise ExportError(f"XML can't hold U+{ord(found.group()):04X}, which is in {where}; export turtle instead")
    try:
        content = pyoxigraph.serialize(triples, format=RdfFormat.RDF_XML, prefixes=rdf.prefixes(base)) or b""
    except OSError as error:
        raise ExportError(f"RDF/XML can't hold this graph: {error}; export turtle instead") from error
    # Oxigraph leaves carriage returns bare, which readers turn into line feeds, and declares prefixes in random order.
    content = content.replace(b"\r", b"&#13;")
    out.write(re.sub(rb"(?<=<rdf:RDF )[^>]*", lambda head: b" ".join(sorted(head.group().split())), content, count=1))


def _triples(knowledge: Knowledge, base: str) -> list[Triple]:
    return sorted({_triple(quad) for quad in rdf.quads(knowledge, base=base)}, key=str)


def _triple(quad: Quad) -> Triple:
    return quad.triple


def _write(texts: Iterable[str], out: BinaryIO) -> None:
    for text in texts:
        out.write(text.encode())
