"""From one extraction to what it says, in the smallest form: the step that needs no other document.

A *unit* is one thing as one document knows it: coreference has given all its mentions one name. Of a claim, a
*statement* between units is left, with its evidence; claims whose subject or object is unknown have none. What a
pronoun, a description or an adjective of nationality is called is no name of its thing, and "Moscow" for Russia's
government is Russia's name in that document alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Claim, Document, Evidence, Extraction, Interval, Mention, Passage, Status, Value
from kg.resolve import lexicon, names, types

Ref = tuple[str, str, str]
"""A unit by its document, the name that the document knows it by, and its type."""

SENTENCE_START = re.compile(r"(^|[.!?:\n“\"])\s*$")

NAMING = frozenset({"name", "acronym", "alias", "surname", "capital"})
"""Reasons for a mention's name that make its words a name of the thing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing in one document: `surfaces` are its other names there, each with its reason, `count` its mentions.

    A `nominal` unit has a description for its name; it is `proper` where that ends in a kind and begins with a name
    ("Orion capsule"), so that other documents may mean the same by it.
    """

    ref: Ref
    nominal: bool
    proper: bool
    surfaces: tuple[tuple[str, str], ...]
    count: int

    @property
    def document(self) -> str:
        """Give the id of its document."""
        return self.ref[0]

    @property
    def name(self) -> str:
        """Give the name by which the document knows it."""
        return self.ref[1]

    @property
    def type(self) -> str:
        """Give its class."""
        return self.ref[2]


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim between units, in the predicate's own direction; `turned` where the words run the other way."""

    subject: Ref
    predicate: str
    label: str
    turned: bool
    object: Ref | Value
    status: Status
    said_by: Ref | None
    time: Interval | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says: its units and its statements, each in the order of their content."""

    document: Document
    units: tuple[Unit, ...]
    statements: tuple[Statement, ...]


def reading(extraction: Extraction) -> Reading:
    """Group a document's mentions into units, and put its claims between them."""
    mentions = {mention for mention in _mentions(extraction) if mention.name}
    named: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda mention: (mention.passage, mention.type, mention.name, mention.why)):
        named[mention.name].append(mention)
    units: dict[tuple[str, str], Unit] = {}
    for name, group in named.items():
        for unit, types_of_it in _units(extraction.document, name, group):
            units |= {(name, of): unit for of in types_of_it}
    distinct = {unit.ref: unit for unit in units.values()}
    claims = (_statement(extraction.document, claim, units) for claim in extraction.claims)
    statements = {_order(statement): statement for statement in claims if statement}
    return Reading(
        extraction.document,
        tuple(distinct[ref] for ref in sorted(distinct)),
        tuple(statements[order] for order in sorted(statements)),
    )


def _mentions(extraction: Extraction) -> Iterator[Mention]:
    yield from extraction.mentions
    for claim in extraction.claims:
        yield claim.subject
        if isinstance(claim.object, Mention):
            yield claim.object
        if claim.said_by:
            yield claim.said_by


def _units(document: Document, name: str, mentions: list[Mention]) -> Iterator[tuple[Unit, frozenset[str]]]:
    """One unit, or one for each family of types where two of them are both well attested; with the types it takes."""
    votes = Counter(mention.type for mention in mentions)
    for voters in types.split(votes):
        group = [mention for mention in mentions if mention.type in voters]
        surfaces = {(mention.text, mention.why) for mention in group if mention.why in NAMING and mention.text != name}
        ref = (document.id, name, _type(name, Counter(mention.type for mention in group)))
        nominal = _is_described(name, group)
        proper = nominal and any(_is_proper(document, mention) for mention in group)
        yield Unit(ref, nominal, proper, tuple(sorted(surfaces)), len({mention.passage for mention in group})), voters


def _type(name: str, votes: Counter[str]) -> str:
    """Vote on a class; the name's own last word outvotes taggers ("Artemis Accords" are no organisation)."""
    voted, told = types.vote(votes), names.kind(names.key(name))[1]
    if names.key(name) in lexicon.load().bodies:
        return "Place"
    return told if told in types.TOLD and voted != "Person" else voted


def _is_proper(document: Document, mention: Mention) -> bool:
    """Tell whether a description begins with a name: a capital, and not for being the first word of its sentence."""
    first, *_ = mention.name.split()
    at = document.text.find(first, mention.passage.start, mention.passage.end)
    stem = mention.name.split()[: len(names.kind(names.key(mention.name))[0].split())]
    capitals = all(word[0].isupper() or word[0].isdigit() for word in stem)
    return capitals and at >= 0 and not SENTENCE_START.search(document.text[max(0, at - 4) : at])


def _is_described(name: str, mentions: list[Mention]) -> bool:
    """Tell whether a thing has only a description for a name; "the moon" is a name in lower case."""
    named = any(mention.why in NAMING | {"demonym"} for mention in mentions)
    return not named and names.key(name) not in lexicon.load().bodies


def _statement(document: Document, claim: Claim, units: dict[tuple[str, str], Unit]) -> Statement | None:
    subject = _ref(claim.subject, units)
    object_ = (
        _ref(claim.object, units)
        if isinstance(claim.object, Mention)
        else Value(claim.object.text, claim.object.datatype)
    )
    if not subject or not object_ or subject == object_:
        return None
    turned = claim.predicate.startswith("^") and not isinstance(object_, Value)
    return Statement(
        subject=object_ if turned and not isinstance(object_, Value) else subject,
        predicate=claim.predicate.removeprefix("^"),
        label=claim.label,
        turned=turned,
        object=subject if turned else object_,
        status=claim.status,
        said_by=_ref(claim.said_by, units) if claim.said_by else None,
        time=claim.time,
        evidence=Evidence(claim.quote, _slice(document, claim.quote), claim.sentence, claim.rule, claim.confidence),
    )


def _ref(mention: Mention, units: dict[tuple[str, str], Unit]) -> Ref | None:
    return units[mention.name, mention.type].ref if mention.name else None


def _slice(document: Document, passage: Passage) -> str:
    return document.text[passage.start : passage.end]


def _order(statement: Statement) -> tuple[object, ...]:
    """Everything that tells two statements apart, in an order that any two of them have."""
    object_ = statement.object
    flat = ("", object_.text, object_.datatype) if isinstance(object_, Value) else object_
    time = statement.time or Interval("", "")
    said_by = statement.said_by or ("", "", "")
    said = (statement.subject, statement.predicate, isinstance(object_, Value), flat, statement.status, said_by)
    return (*said, time, statement.label, statement.turned, statement.evidence)
