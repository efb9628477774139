"""What a query that runs is likely to have meant: names in it that nothing in the vocabulary or the graph has.

A misspelt predicate is no mistake to SPARQL, it only finds nothing. A hint says so, and changes no answer.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from importlib import resources

import pyoxigraph as ox

from kg import ontology, rdf, sparql
from kg.store import Store

_ALIKE = 0.75
"""The similarity (difflib's ratio) from which one name is taken for a slip of another."""


def of(query: str, store: Store) -> Iterator[str]:
    """Give a sentence for each name of ours in a query that neither the ontology nor the graph knows."""
    told = set[str]()
    for token, iri in sparql.names(query, prefixes=store.prefixes):
        for prefix in ("kg", "rel"):
            local = iri.removeprefix(rdf.NAMESPACES[prefix]) if iri.startswith(rdf.NAMESPACES[prefix]) else ""
            name = f"{prefix}:{local}"
            if local and name not in told and (unknown := _unknown(prefix, local, store)):
                told.add(name)
                yield f"{sparql.place(query, token)}: {name} {unknown}"


def _unknown(prefix: str, local: str, store: Store) -> str:
    """Say where a name isn't, and what is there that it may be meant for; "" where it is known."""
    if prefix == "kg":
        terms = _declared()
        return "" if local in terms else f"is not in the ontology{_meant(prefix, local, terms, _by_words(local))}"
    if _is_used(store, ox.NamedNode(rdf.NAMESPACES["rel"] + local)):
        return ""
    same = _by_words(local)
    return f"is not in this graph{_meant(prefix, local, set() if same else _minted(store), same)}"


@lru_cache(maxsize=1)
def _declared() -> frozenset[str]:
    """Give what the ontology declares: classes, predicates, statuses, and the terms by which facts are vouched for."""
    turtle = resources.files("kg").joinpath("data", "ontology.ttl").read_bytes()
    space = rdf.NAMESPACES["kg"]
    subjects = {triple.subject for triple in ox.parse(turtle, ox.RdfFormat.TURTLE)}
    ours = (term.value for term in subjects if isinstance(term, ox.NamedNode) and term.value.startswith(space))
    return frozenset(iri.removeprefix(space) for iri in ours)


def _meant(prefix: str, local: str, names: Set[str], by_words: str) -> str:
    """Ask for the name that is most alike, or that the words stand for."""
    folded = {name.casefold(): name for name in sorted(names, reverse=True)}
    alike = difflib.get_close_matches(local.casefold(), sorted(folded), n=1, cutoff=_ALIKE)
    found = f"{prefix}:{folded[alike[0]]}" if alike else by_words
    return f"; did you mean {found}?" if found else ""


def _by_words(local: str) -> str:
    """Give the predicate that the words of a name state: `worksAt` and `work-at` are both kg:worksFor."""
    first, *rest = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[-_]+", " ", local).lower().split() or [""]
    known = ontology.load().index
    forms = (
        " ".join([verb, *rest]) for verb in (first, first.removesuffix("s"), first.removesuffix("es"), f"be {first}")
    )
    return next((known[form][0][0].id for form in forms if form in known), "")


def _is_used(store: Store, predicate: ox.NamedNode) -> bool:
    """Whether the graph has a fact of a predicate, of whatever status, or a plain triple."""
    stated = store.graph.quads_for_pattern(None, rdf.node("rdf:predicate"), predicate)
    return any(True for _ in stated) or any(True for _ in store.graph.quads_for_pattern(None, predicate, None))


def _minted(store: Store) -> set[str]:
    """Give the predicates of the graph that are made of words."""
    stated: Iterable[ox.Quad] = store.graph.quads_for_pattern(None, rdf.node("rdf:predicate"), None)
    terms = {quad.object for quad in stated}
    space = rdf.NAMESPACES["rel"]
    return {
        term.value.removeprefix(space)
        for term in terms
        if isinstance(term, ox.NamedNode) and term.value.startswith(space)
    }
