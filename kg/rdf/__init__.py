"""Knowledge to RDF and back, without loss: see `kg.rdf.write` for the model in RDF."""

from kg.rdf.read import knowledge
from kg.rdf.terms import NAMESPACES, compact, iri, node, prefixes
from kg.rdf.turtle import shorten, trig, turtle
from kg.rdf.write import quads, sort_key

__all__ = [
    "NAMESPACES",
    "compact",
    "iri",
    "knowledge",
    "node",
    "prefixes",
    "quads",
    "shorten",
    "sort_key",
    "trig",
    "turtle",
]
