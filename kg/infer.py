"""What follows from what is asserted, by the vocabulary: kept apart, in a graph and a store of its own.

The rules are SPARQL, one a file in `data/rules/`, and run until they give nothing new: subclass, subproperty, inverse,
symmetric, transitive (of RDF Schema, and OWL 2 RL's prp-inv1/2, prp-symp, prp-trp). They see the entities with their
classes and the plain triples, which only asserted facts have; nothing follows from what is planned, denied or alleged.

The graph directory gets a second store, `inferred/`: the first (hard links, so that it takes little room) and the graph
`<{base}inferred>`. So no query, page, check or export sees what nobody said, unless it asks the second store.
"""

import pathlib
from collections.abc import Iterable
from importlib import resources

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Triple

from kg import folder as directory
from kg import ontology, rdf, store
from kg.errors import GraphError
from kg.store import Store

_DATA = resources.files("kg") / "data"
_TYPE = rdf.node("rdf:type")
_VOCABULARY = NamedNode(rdf.NAMESPACES["kg"])
_DEFAULT = DefaultGraph()
_NAMES = rdf.node("kg:names")


def graph(base: str) -> NamedNode:
    """Name the graph of what is inferred."""
    return NamedNode(f"{base}inferred")


def infer(quads: Iterable[Quad], *, base: str) -> list[Quad]:
    """Give what follows from a graph and isn't in it, sorted; the same for the same quads in any order."""
    known = pyoxigraph.Store()
    known.load((_DATA / "ontology.ttl").read_bytes(), format=RdfFormat.TURTLE, to_graph=_VOCABULARY)
    said = _said(quads)
    known.extend(_quad(triple) for triple in said)
    found: set[Triple] = set()
    while new := _followed(known, base) - found - said:
        known.extend(_quad(triple) for triple in new)
        found |= new
    return sorted((_quad(triple, graph(base)) for triple in found), key=rdf.sort_key)


def rules() -> dict[str, str]:
    """Give the rules, by name."""
    files = sorted((_DATA / "rules").iterdir(), key=lambda file: file.name)
    return {file.name.removesuffix(".rq"): file.read_text(encoding="utf-8") for file in files}


def write(stored: Store, room: pathlib.Path) -> None:
    """Write what follows from a store into a graph directory: as Turtle, and as a store that holds both."""
    quads = infer(stored.quads(), base=stored.base)
    place = room / directory.INFERRED
    stored.graph.backup(str(place))
    both = pyoxigraph.Store(str(place))
    both.extend(quads)
    both.flush()
    del both  # closes it
    text = "".join(rdf.turtle(quads, prefixes=rdf.prefixes(stored.base)))
    (room / directory.INFERENCES).write_text(text, encoding="utf-8", newline="\n")


def open(folder: pathlib.Path, *, base: str) -> Store:  # noqa: A001  # read as infer.open
    """Open what is said together with what follows; raises `GraphError` where the graph was built without."""
    if not (folder / directory.INFERRED).is_dir():
        raise GraphError(f"{folder} was built without inference; build it again with kg build --infer")
    return store.open(folder / directory.INFERRED, base=base)


def _quad(triple: Triple, place: NamedNode | DefaultGraph = _DEFAULT) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, place)


def _said(quads: Iterable[Quad]) -> set[Triple]:
    """Give the classes of entities, and the plain triples about them."""
    classes = {rdf.node(f"kg:{name}") for name in ontology.load().classes}
    plain = [quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    things = {quad.subject for quad in plain if quad.predicate == _TYPE and quad.object in classes}
    ours = (rdf.NAMESPACES["kg"], rdf.NAMESPACES["rel"])
    return {
        quad.triple
        for quad in plain
        if quad.subject in things
        and (quad.predicate == _TYPE or (quad.predicate.value.startswith(ours) and quad.predicate != _NAMES))
    }


def _followed(known: pyoxigraph.Store, base: str) -> set[Triple]:
    """Apply every rule once."""
    found: set[Triple] = set()
    for name, rule in rules().items():
        answer = known.query(rule, prefixes=rdf.prefixes(base))
        if not isinstance(answer, QueryTriples):
            raise GraphError(f"{name}.rq is no CONSTRUCT query")
        found.update(answer)
    return found
