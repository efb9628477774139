"""The mapping to RDF: lossless, sorted, the same from run to run."""

import dataclasses
import os
import subprocess
import sys

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.errors import GraphError
from kg.model import Document, Entity, Evidence, Fact, Interval, Join, Knowledge, Passage, Status, Value

BASE = "https://example.org/id/"

HOSTILE = (
    "",
    " ",
    ".",
    "..",
    'say "no"',
    "'''\"\"\"",
    "a\\b\\",
    "line\nbreak\r\nand\ttab",
    "\u200fעברית\u202eevil\u202c",
    "🚀 𝔘𝔫𝔦",
    "Роскосмос",
    "国家航天局",
    "http://example.org/a b?c=<d>",
    "50%20% off",
    "\x00\x07\x0c\x1f",
    "\ufeff\ufffe\uffff\ue000\U000e0001",
    "<b>&amp;</b>",
    "a/b#c?d",
    "042",
    "-0",
    "1.50",
    "0.5",
    "2021-02-30",
    "0000",
    "{}^`|",
    "@en",
    "^^xsd:date",
)
"""Texts that a careless writer or reader breaks on."""

texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers().map(str) | st.decimals(allow_nan=False, allow_infinity=False).map(str)
dates = st.dates().map(str) | st.dates().map(lambda date: str(date)[:7]) | st.dates().map(lambda date: str(date)[:4])
scores = st.integers(0, 10_000).map(lambda number: number / 10_000)
offsets = st.integers(0, 50)


@st.composite
def passages(draw: st.DrawFn, document: str) -> Passage:
    start = draw(offsets)
    return Passage(document, start, start + draw(offsets))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    furniture = draw(st.lists(st.tuples(offsets, offsets), max_size=3))
    about = {field: draw(texts) for field in ("id", "text", "title", "source", "publisher", "author", "url")}
    return Document(**about, published=draw(dates | texts), furniture=tuple(furniture))


@st.composite
def entities(draw: st.DrawFn, *, known: tuple[str, ...]) -> Entity:
    kind = draw(st.sampled_from(("org", "person", "place", "thing")))
    joins = st.builds(Join, texts, st.sampled_from(("", *known)), texts, scores)
    return Entity(
        id=f"{kind}:{draw(texts)}",
        name=draw(texts),
        type=draw(st.sampled_from(("Organization", "Person", "Place", "Thing"))),
        names=tuple(draw(st.lists(texts, max_size=4))),
        links=tuple(sorted(draw(st.sets(texts | st.just("http://www.wikidata.org/entity/Q42"), max_size=3)))),
        joins=tuple(sorted(draw(st.sets(joins, max_size=3)))),
    )


@st.composite
def evidences(draw: st.DrawFn, *, known: tuple[str, ...]) -> Evidence:
    document = draw(st.sampled_from(known))
    return Evidence(draw(passages(document)), draw(texts), draw(passages(document)), draw(texts), draw(scores))


@st.composite
def values(draw: st.DrawFn, *, known: tuple[str, ...]) -> Value:
    text = draw(numbers | dates | texts)
    passage = draw(st.none() | passages(draw(st.sampled_from(known))))
    return Value(text, draw(st.sampled_from(("text", "number", "date"))), passage)


@st.composite
def facts(draw: st.DrawFn, *, known: tuple[str, ...], named: tuple[str, ...]) -> Fact:
    evidence = st.lists(
        evidences(known=known), max_size=3, unique_by=lambda each: (each.passage, each.sentence, each.rule)
    )
    ends = st.tuples(dates | texts, dates | texts).filter(any)
    return Fact(
        id=f"fact:{draw(texts)}",
        subject=draw(st.sampled_from(named)),
        predicate=draw(st.sampled_from(("kg:operates", "rel:unveil-plan-for", "rel:größer als"))),
        label=draw(texts),
        object=draw(st.sampled_from(named) | values(known=known)),
        status=draw(st.sampled_from(Status)),
        said_by=draw(st.none() | st.sampled_from(named)),
        time=draw(st.none() | ends.map(lambda pair: Interval(*pair))),
        confidence=draw(scores),
        evidence=tuple(sorted(draw(evidence))),
    )


@st.composite
def corpora(draw: st.DrawFn) -> Knowledge:
    """Whatever the stages above could hand over, and much that they never would."""
    read = draw(st.lists(documents(), min_size=1, max_size=3, unique_by=lambda each: each.id))
    known = tuple(document.id for document in read)
    things = draw(st.lists(entities(known=known), min_size=1, max_size=3, unique_by=lambda each: each.id))
    named = tuple(entity.id for entity in things)
    said = draw(st.lists(facts(known=known, named=named), max_size=4, unique_by=lambda each: each.id))
    return Knowledge(*(tuple(sorted(part, key=lambda each: each.id)) for part in (read, things, said)))


@settings(max_examples=300, deadline=None)
@given(knowledge=corpora(), base=st.sampled_from((BASE, "urn:x:", "https://example.org/ns#")))
def test_knowledge_comes_back_from_rdf_as_it_went_in(knowledge: Knowledge, base: str) -> None:
    quads = list(rdf.quads(knowledge, base=base))

    assert rdf.knowledge(reversed(quads), base=base) == knowledge


@settings(max_examples=100, deadline=None)
@given(knowledge=corpora())
def test_knowledge_comes_back_from_a_store_as_it_went_in(knowledge: Knowledge) -> None:
    quads = list(rdf.quads(knowledge, base=BASE))
    store = pyoxigraph.Store()

    store.extend(quads)

    assert set(store) == set(quads), "Oxigraph rewrote a literal"
    assert rdf.knowledge(store, base=BASE) == knowledge
