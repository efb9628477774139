"""The vocabulary: `data/ontology.ttl` read into classes and predicates, and the words that stand for them.

A predicate is found by its lexical forms, which are base forms of relations (`kg.extract.relations`), and by the
types at both ends. Words before a known form change what it says, and the file tells how (`kg:Qualifier`): "acting
director of" is still "director of", "former director of" is `kg:whenFormer` of it, "deputy director of" is
`kg:whenDeputy` of it, and has no predicate where the file gives none. Offices that have ended thus never become
plain triples of offices held. "Once" before a verb is milder: who once owned owns no longer, who once visited did.

Domains and ranges are unions (`schema:domainIncludes`), since `rdfs:domain` would make intersections.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

import pyoxigraph as ox

from kg.errors import OntologyError

TOP = "Thing"
"""The class of what has no known one: as an argument it fits every domain and range that is no literal's."""

LITERALS = frozenset({"text", "number", "date"})

_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": "https://w3id.org/prosegraph/ns#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "wd": "http://www.wikidata.org/entity/",
        "wdt": "http://www.wikidata.org/prop/direct/",
    }
)
_HYPHENS = str.maketrans("-\u2010\u2011\u2013", "    ")
_DATATYPES = {"schema:Text": "text", "schema:Number": "number", "schema:Date": "date"}
_ALIGNMENTS = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "owl:equivalentProperty",
    "owl:equivalentClass",
    "skos:closeMatch",
)

Properties = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A kind of thing: `name` is its local name (`Person`), `prefix` that of its entities' ids (`person`)."""

    name: str
    label: str
    comment: str
    prefix: str
    parents: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A relation: `forms` run from subject to object, `inverse_forms` from object to subject.

    Names are compact IRIs (`kg:operates`); domain and range are any-of, by local names of classes and, for a
    datatype predicate, `text`, `number` or `date`. `former` and `deputy` are the predicates for an office that has
    ended and for that of a deputy. `alignments` are properties of other vocabularies; `^` says that one runs the other
    way (`^schema:author` of `kg:wrote`).
    """

    id: str
    label: str
    comment: str
    domain: frozenset[str]
    range: frozenset[str]
    kind: Literal["object", "datatype"]
    symmetric: bool
    transitive: bool
    functional: bool
    inverse: str | None
    parents: tuple[str, ...]
    former: str | None
    deputy: str | None
    forms: tuple[str, ...]
    inverse_forms: tuple[str, ...]
    alignments: tuple[str, ...]
    example: str


Candidate = tuple[Predicate, bool]
"""A predicate, and whether a form of it runs from object to subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Classes by local name, predicates by compact IRI; `openers` tell what words before a form do to it."""

    classes: Mapping[str, Class]
    predicates: Mapping[str, Predicate]
    openers: Mapping[str, str]
    index: Mapping[str, Sequence[Candidate]]

    def is_a(self, child: str, parent: str) -> bool:
        """Whether one class is another or lies below it; everything is a Thing."""
        if child == parent or parent == TOP:
            return True
        above = self.classes[child].parents if child in self.classes else ()
        return any(self.is_a(each, parent) for each in above)

    def canonical(self, label: str, subject_type: str, object_type: str) -> str | None:
        """Give the predicate for a base form between two types; `^` says that it runs from object to subject.

        None where the ontology has none. Of several, the one with the narrowest domain and range wins, but where a
        type is unknown the widest: it claims the least.
        """
        form = key(label)
        found = self._read(form, subject_type, object_type) or self._read(f"be {form}", subject_type, object_type)
        return None if found is None else f"{'^' if found[1] else ''}{found[0].id}"

    def _read(self, form: str, subject_type: str, object_type: str) -> Candidate | None:
        found = self._fitting(form, subject_type, object_type)
        if found:
            return found
        words = form.split()
        for length in range(min(len(words) - 1, 4), 0, -1):
            effect = self.openers.get(" ".join(words[:length]))
            inner = self._read(" ".join(words[length:]), subject_type, object_type) if effect else None
            if effect and inner:
                return self._changed(inner, effect)
        return None

    def _fitting(self, form: str, subject_type: str, object_type: str) -> Candidate | None:
        fitting = []
        for predicate, inverse in self.index.get(form, ()):
            ends = (object_type, subject_type) if inverse else (subject_type, object_type)
            if self.fits(predicate, *ends):
                fitting.append((self._breadth(predicate, *ends), inverse, predicate.id))
        if not fitting:
            return None
        _, inverse, name = min(fitting)
        return self.predicates[name], inverse and not self.predicates[name].symmetric

    def fits(self, predicate: Predicate, subject_type: str, object_type: str) -> bool:
        """Whether a predicate may hold between things of two types."""
        return self._within(subject_type, predicate.domain) and self._within(object_type, predicate.range)

    def _within(self, kind: str, allowed: frozenset[str]) -> bool:
        if kind in LITERALS or allowed <= LITERALS:
            return kind in allowed
        return kind == TOP or any(self.is_a(kind, each) for each in allowed)

    def _breadth(self, predicate: Predicate, subject_type: str, object_type: str) -> int:
        """Count the classes that a predicate's ends may have, against it, or for it where the type is unknown."""
        ends = ((predicate.domain, subject_type), (predicate.range, object_type))
        sizes = ((len(self.classes) if TOP in allowed else len(allowed), kind) for allowed, kind in ends)
        return sum(-size if kind == TOP else size for size, kind in sizes)

    def _changed(self, found: Candidate, effect: str) -> Candidate | None:
        """Give what a qualifier makes of a predicate: itself, another, or none."""
        predicate, inverse = found
        past = predicate.former or predicate.id
        other = {"former": predicate.former, "deputy": predicate.deputy, "past": past}.get(effect, predicate.id)
        return (self.predicates[other], inverse) if other else None


def key(form: str) -> str:
    """Fold a base form to what it is looked up by: lower case, hyphens as spaces ("director-general of")."""
    return " ".join(form.casefold().translate(_HYPHENS).split())


@lru_cache(maxsize=1)
def load() -> Ontology:
    """Read the ontology that ships, once a process."""
    return read(resources.files("kg").joinpath("data", "ontology.ttl").read_bytes())


def read(turtle: bytes) -> Ontology:
    """Read an ontology in Turtle; raises `OntologyError` where it can't be parsed or contradicts itself."""
    try:
        nodes = _nodes(ox.parse(turtle, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(f"ontology.ttl: {error}") from error
    classes = {_local(name): _class(name, node) for name, node in nodes.items() if "owl:Class" in _types(node)}
    predicates = {name: _predicate(name, node) for name, node in nodes.items() if "schema:domainIncludes" in node}
    for predicate in predicates.values():
        _require_known(predicate, classes, predicates)
    openers = {
        key(word): _local(name).removesuffix("Qualifier")
        for name, node in nodes.items()
        if "kg:Qualifier" in _types(node)
        for word in node["kg:word"]
    }
    return Ontology(
        classes=MappingProxyType({name: each for name, each in sorted(classes.items()) if each.prefix}),
        predicates=MappingProxyType(dict(sorted(predicates.items()))),
        openers=MappingProxyType(openers),
        index=_index(predicates.values()),
    )


def _nodes(triples: Iterable[ox.Quad]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Gather what is said of each term of ours, with IRIs made compact."""
    nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    compact = lru_cache(maxsize=None)(_compact)
    for subject, property_, term, _ in triples:
        value = compact(term.value) if isinstance(term, ox.NamedNode) else term.value
        nodes[compact(subject.value)][compact(property_.value)].append(value)
    return {name: {key: tuple(values) for key, values in node.items()} for name, node in nodes.items()}


def _compact(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _class(name: str, node: Properties) -> Class:
    return Class(
        name=_local(name),
        label=_one(name, node, "rdfs:label"),
        comment=_one(name, node, "rdfs:comment"),
        prefix=next(iter(node.get("kg:prefix", ())), ""),
        parents=tuple(_local(each) for each in node.get("rdfs:subClassOf", ()) if each.startswith("kg:")),
        same_as=_alignments(node),
    )


def _predicate(name: str, node: Properties) -> Predicate:
    types = _types(node)
    return Predicate(
        id=name,
        label=_one(name, node, "rdfs:label"),
        comment=_one(name, node, "rdfs:comment"),
        domain=frozenset(_local(each) for each in node["schema:domainIncludes"]),
        range=frozenset(_DATATYPES.get(each) or _local(each) for each in node.get("schema:rangeIncludes", ())),
        kind="object" if "owl:ObjectProperty" in types else "datatype",
        symmetric="owl:SymmetricProperty" in types,
        transitive="owl:TransitiveProperty" in types,
        functional="owl:FunctionalProperty" in types,
        inverse=next(iter(node.get("owl:inverseOf", ())), None),
        parents=tuple(each for each in node.get("rdfs:subPropertyOf", ()) if each.startswith("kg:")),
        former=next(iter(node.get("kg:whenFormer", ())), None),
        deputy=next(iter(node.get("kg:whenDeputy", ())), None),
        forms=node.get("kg:lexicalForm", ()),
        inverse_forms=node.get("kg:inverseForm", ()),
        alignments=_alignments(node),
        example=_one(name, node, "skos:example"),
    )


def _alignments(node: Properties) -> tuple[str, ...]:
    found = {each for name in _ALIGNMENTS for each in node.get(name, ())}
    turned = {f"^{each}" for each in node.get("kg:inverseMatch", ())}
    return tuple(sorted(turned | {each for each in found if not each.startswith("kg:")}))


def _types(node: Properties) -> tuple[str, ...]:
    return node.get("rdf:type", ())


def _local(name: str) -> str:
    return name.partition(":")[2]


def _one(name: str, node: Properties, property_: str) -> str:
    values = node.get(property_, ())
    if len(values) != 1:
        raise OntologyError(f"ontology.ttl: {name} has {len(values) or 'no'} {property_}, where one is needed")
    return values[0]


def _require_known(predicate: Predicate, classes: Mapping[str, Class], predicates: Mapping[str, Predicate]) -> None:
    """Raise `OntologyError` where a predicate refers to what isn't there, or mixes things and literals."""
    literals = predicate.range & LITERALS
    if not predicate.range or literals != (predicate.range if predicate.kind == "datatype" else frozenset()):
        raise OntologyError(f"ontology.ttl: the range of {predicate.id} doesn't suit its kind, {predicate.kind}")
    if unknown := (predicate.domain | predicate.range) - classes.keys() - LITERALS:
        raise OntologyError(f"ontology.ttl: {predicate.id} names unknown classes: {', '.join(sorted(unknown))}")
    others = {*predicate.parents, predicate.inverse, predicate.former, predicate.deputy} - {None}
    if missing := others - predicates.keys():
        raise OntologyError(f"ontology.ttl: {predicate.id} names what is no predicate: {sorted(map(str, missing))}")


def _index(predicates: Iterable[Predicate]) -> Mapping[str, Sequence[Candidate]]:
    found: defaultdict[str, list[Candidate]] = defaultdict(list)
    for predicate in predicates:
        for inverse, forms in ((False, predicate.forms), (True, predicate.inverse_forms)):
            candidate = (predicate, inverse)
            for form in forms:
                found[key(form) if "-" in form else form].append(candidate)  # key() thousands of times is slow
    return MappingProxyType(dict(found))
