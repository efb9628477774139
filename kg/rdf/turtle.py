"""Turtle and TriG that people read, and that is the same from run to run.

Prefixes that are used, sorted; one block a subject, with a blank line between; the class and the label first. What a
reader looks for comes first: entities, then facts, then evidence. Oxigraph's own writer is valid, but puts prefixes
in random order.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.rdf.terms import NAMESPACES, node, prefixes

Term = NamedNode | BlankNode | Literal | Triple

FIRST = ("rdf:type", "rdfs:label", "skos:altLabel", "rdf:subject", "rdf:predicate", "rdf:object", "rdf:reifies")
"""The predicates that open a block; the others follow in alphabetical order."""

ORDER = (
    "void:Dataset",
    "",
    "owl:DatatypeProperty",
    "owl:ObjectProperty",
    "kg:Join",
    "kg:Fact",
    "kg:Document",
    "kg:Evidence",
)
"""The classes in their order in a file; "" stands for any other, which is to say entities."""

_FIRST = {node(name).value: place for place, name in enumerate(FIRST)}
_RANK = {node(name).value: place for place, name in enumerate(ORDER) if name}
_TYPE = node("rdf:type").value
_XSD = NAMESPACES["xsd"]
_IRI = re.compile(r"(.*[/#])([^/#]*)", re.DOTALL)

# A part of PN_LOCAL that every reader knows: https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL
_LETTER = (
    "A-Z_a-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
)
_LOCAL = re.compile(rf"(?:[{_LETTER}]|%[0-9A-F]{{2}})(?:[-.{_LETTER}]|%[0-9A-F]{{2}})*(?<!\.)")
_BARE = {
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}

# Besides what the grammar bars: what an editor doesn't show, or reorders (https://trojansource.codes).
_HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
_SHORT = re.compile(rf'["\\\t\n{_HIDDEN}]')
_LONG = re.compile(rf'\\|"(?="|\Z)|[{_HIDDEN}]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def turtle(triples: Iterable[Triple | Quad], *, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write triples as Turtle; of quads, the union of all graphs."""
    page = _Page(prefixes)
    body = list(page.blocks({_Triple(quad.subject, quad.predicate, quad.object) for quad in triples}))
    yield from page.heading()
    yield from body


def trig(quads: Iterable[Quad], *, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write quads as TriG: the default graph, then the others by name."""
    page = _Page(prefixes)
    graphs: dict[str, set[_Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else page.term(quad.graph_name)
        graphs.setdefault(name, set()).add(_Triple(quad.subject, quad.predicate, quad.object))
    body = list(page.blocks(graphs.pop("", set())))
    for name in sorted(graphs):
        body.append(f"\n{name} {{")
        body += page.blocks(graphs[name])
        body.append("}\n")
    yield from page.heading()
    yield from body


class _Triple(NamedTuple):
    subject: Term
    predicate: NamedNode
    object: Term


class _Page:
    """A file in the making: it knows the prefixes, and remembers which were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = {namespace: prefix for prefix, namespace in sorted(prefixes.items(), reverse=True)}
        self.used: set[str] = set()

    def heading(self) -> Iterator[str]:
        for prefix, namespace in sorted((prefix, namespace) for namespace, prefix in self.prefixes.items()):
            if prefix in self.used:
                yield f"@prefix {prefix}: <{namespace}> .\n"

    def blocks(self, triples: set[_Triple]) -> Iterator[str]:
        subjects: dict[Term, dict[str, list[Term]]] = {}
        for subject, predicate, term in triples:
            subjects.setdefault(subject, {}).setdefault(predicate.value, []).append(term)
        for subject in sorted(subjects, key=lambda each: (_rank(subjects[each]), str(each))):
            yield f"\n{self.term(subject)} {self._properties(subjects[subject])} .\n"

    def _properties(self, properties: Mapping[str, list[Term]]) -> str:
        ordered = sorted(properties, key=lambda each: (_FIRST.get(each, len(FIRST)), each))
        return " ;\n    ".join(f"{self._verb(each)} {self._objects(properties[each])}" for each in ordered)

    def _verb(self, predicate: str) -> str:
        return "a" if predicate == _TYPE else self.iri(predicate)

    def _objects(self, terms: Iterable[Term]) -> str:
        return " , ".join(sorted(map(self.term, terms)))

    def term(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Triple):
            return f"<<( {self.term(term.subject)} {self.iri(term.predicate.value)} {self.term(term.object)} )>>"
        return self._literal(term) if isinstance(term, Literal) and not term.language else str(term)

    def iri(self, full: str) -> str:
        prefix, local = split(full, self.prefixes)
        if not prefix:
            return f"<{full}>"
        self.used.add(prefix)
        return f"{prefix}:{local}"

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(literal.value):
            return literal.value
        return quoted(literal.value) + ("" if datatype == f"{_XSD}string" else f"^^{self.iri(datatype)}")


def split(full: str, namespaces: Mapping[str, str]) -> tuple[str, str]:
    """Give the prefix and the local part of an IRI; two empty strings where it can't be written so."""
    found = _IRI.fullmatch(full)
    if found and found[1] in namespaces and _LOCAL.fullmatch(found[2]):
        return namespaces[found[1]], found[2]
    return "", ""


def shorten(full: str, *, base: str) -> str:
    """Write an IRI with its prefix, as a query may have it, or in angle brackets."""
    prefix, local = split(full, _namespaces(base))
    return f"{prefix}:{local}" if prefix else f"<{full}>"


@lru_cache(maxsize=4)
def _namespaces(base: str) -> dict[str, str]:
    return {namespace: prefix for prefix, namespace in prefixes(base).items()}


def quoted(text: str) -> str:
    """Quote a text: over several lines where it has several."""
    if "\n" in text:
        return f'"""{_LONG.sub(_escaped, text)}"""'
    return f'"{_SHORT.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    sign = match.group()
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04X}"


def _rank(properties: Mapping[str, list[Term]]) -> int:
    ranks = [
        _RANK[term.value] for term in properties.get(_TYPE, ()) if isinstance(term, NamedNode) and term.value in _RANK
    ]
    return min(ranks, default=ORDER.index(""))
