"""Knowledge to RDF and back, without loss: see `kg.rdf.write` for the model in RDF."""

from kg.rdf.rdfxml import NOT_XML, rdfxml
from kg.rdf.read import knowledge
from kg.rdf.terms import NAMESPACES, compact, iri, node, prefixes
from kg.rdf.turtle import shorten, trig, turtle
from kg.rdf.write import quads, sort_key

__all__ = [
    "NAMESPACES",
    "NOT_XML",
    "compact",
    "iri",
    "knowledge",
    "node",
    "prefixes",
    "quads",
    "rdfxml",
    "shorten",
    "sort_key",
    "trig",
    "turtle",
]
