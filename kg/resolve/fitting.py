"""Predicates once more, now that the corpus has said what its things are.

A predicate is chosen by the types that one document's words suggest. Where the corpus decides otherwise (the Gateway
is a place), a predicate whose domain or range no longer fits gives way to one made of the words themselves.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from kg import ontology
from kg.model import Value
from kg.ontology import Ontology
from kg.resolve import names
from kg.resolve.units import Ref, Statement


def fitted(statements: Iterable[Statement], types: Mapping[Ref, str]) -> Iterator[Statement]:
    """Give statements whose predicates fit the types of the things between which they stand."""
    known = ontology.load()
    for statement in statements:
        yield statement if _fits(statement, types, known) else _in_words(statement, known)


def _fits(statement: Statement, types: Mapping[Ref, str], known: Ontology) -> bool:
    predicate = known.predicates.get(statement.predicate)
    if predicate is None or statement.subject not in types:
        return True
    thing = statement.object
    kind = thing.datatype if isinstance(thing, Value) else types.get(thing, ontology.TOP)
    return known.fits(predicate, types[statement.subject], kind)


def _in_words(statement: Statement, known: Ontology) -> Statement:
    """Say it in the text's words, and in their direction."""
    words = dataclasses.replace(statement, predicate=f"rel:{names.slug(statement.label)}")
    reads_backwards = ontology.key(statement.label) in map(
        ontology.key, known.predicates[statement.predicate].inverse_forms
    )
    if not statement.turned or not reads_backwards or isinstance(statement.object, Value):
        return words
    return dataclasses.replace(words, subject=statement.object, object=statement.subject, turned=False)
