"""JSON-LD 1.1 with a context, so that keys read `kg:operates` and ids `org:spacex`; a graph a document.

Our own writer, since Oxigraph's writes the expanded form, and rdflib's needs the whole graph in memory twice.
"""

import json
from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg import rdf
from kg.model import Knowledge

Json = str | int | dict[str, str]

_TYPE = rdf.node("rdf:type")
_STRING = rdf.node("xsd:string")
_INTEGER = rdf.node("xsd:integer")


def jsonld(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
    """Write JSON-LD: one line a node of the default graph, one line a document, sorted."""
    graphs: dict[str, list[Quad]] = {}
    for quad in rdf.quads(knowledge, base=base):
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, []).append(quad)
    nodes = _nodes(graphs.pop("", []), base)
    nodes += [{"@id": _short(name, base), "@graph": _nodes(graphs[name], base)} for name in sorted(graphs)]
    lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    out.write(f'{{"@context": {json.dumps(rdf.prefixes(base))}, "@graph": [\n{lines}\n]}}\n'.encode())


def _nodes(quads: Iterable[Quad], base: str) -> list[dict[str, object]]:
    """Gather what is said of each subject, in the order of the quads."""
    nodes: dict[str, dict[str, list[Json]]] = {}
    for quad in quads:
        node = nodes.setdefault(_id(quad.subject, base), {})
        is_type = quad.predicate == _TYPE
        key = "@type" if is_type else _short(quad.predicate.value, base)
        node.setdefault(key, []).append(_id(quad.object, base) if is_type else _object(quad.object, base))
    return [{"@id": name, **{key: _single(found) for key, found in nodes[name].items()}} for name in nodes]


def _single(found: list[Json]) -> Json | list[Json]:
    return found[0] if len(found) == 1 else found


def _object(term: NamedNode | BlankNode | Literal | Triple, base: str) -> Json:
    if not isinstance(term, Literal):
        return {"@id": _id(term, base)}
    if term.datatype == _STRING:
        return term.value
    if term.datatype == _INTEGER and len(term.value) < 16:  # beyond, a reader in JavaScript would round it
        return int(term.value)
    return {"@type": _short(term.datatype.value, base), "@value": term.value}


def _id(term: NamedNode | BlankNode | Literal | Triple, base: str) -> str:
    return _short(term.value, base) if isinstance(term, NamedNode) else str(term)


def _short(full: str, base: str) -> str:
    return rdf.shorten(full, base=base).strip("<>")
