"""A parsed document to claims: what each sentence says, about whom, and how it puts it.

Plain functions over spaCy's parse; nothing of ours is stored on it, so that parsing can be spread over processes.
The way of a claim: `clauses` and `nouns` propose pairs of noun phrases and the words between them, `mentions`
says what the phrases refer to, `relations` gives the predicate, `status`, `attribution` and `time` how, by whom and
when, and `confidence` how far it can be trusted. Then `learned` judges what was read, and adds what rules miss.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract import (
    clauses,
    confidence,
    learned,
    manners,
    mentions,
    nouns,
    phrases,
    readings,
    relations,
    tidying,
    values,
    weights,
    wordlists,
)
from kg.extract.clauses import Proposition
from kg.extract.readings import Reading
from kg.model import Claim, Document, Extraction, Mention, Status, Value

_OFFICES = frozenset({"kg:worksFor", "kg:chiefExecutiveOf"})


def extract(document: Document, doc: Doc, *, model: weights.Model | None = None) -> Extraction:
    """Read the claims out of a parsed document, in the order of its text, each once; `model` is not the usual one."""
    reading = readings.read(document, doc)
    claims = _learned(reading, list(_claims(reading)), model or weights.load())
    found = {_key(claim): claim for claim in reversed(list(tidying.tidied(claims)))}
    ordered = sorted(found.values(), key=lambda claim: (claim.quote, claim.rule, claim.label))
    return Extraction(document, mentions.aliases(document, doc), tuple(ordered))


def stated(document: Document, doc: Doc) -> list[Claim]:
    """Read what the rules alone find: what `learned` is trained on."""
    return list(_claims(readings.read(document, doc)))


def _claims(reading: Reading) -> Iterator[Claim]:
    for proposition in clauses.propositions(reading.doc):
        yield from _spread(reading, proposition)
    for proposition in nouns.propositions(reading.doc, reading.referents):
        yield from _spread(reading, proposition)


def _learned(reading: Reading, claims: list[Claim], model: weights.Model) -> list[Claim]:
    """Give the rules' claims as the learned model judges them, and what it reads besides."""
    scored = learned.scored(model, reading.doc, reading.referents, reading.expressions, claims)
    known = {learned.directed(claim) for claim in claims}
    over = {_ends(claim) for claim in claims if claim.label.startswith("former ")}
    found = list(learned.judged(model, scored, claims))
    for proposition in learned.propositions(model, scored):
        claim = _claim(reading, proposition, proposition.subject, proposition.object)
        if claim is None or learned.directed(claim) in known or not _refers(claim.subject, claim.object):
            continue
        if claim.predicate not in _OFFICES or _ends(claim) not in over:
            found.append(claim)
    return found


def _ends(claim: Claim) -> frozenset[str]:
    """The names of both ends: whose office is over in one claim holds it in none."""
    return frozenset(end.name if isinstance(end, Mention) else end.text for end in (claim.subject, claim.object))


def _refers(*ends: Mention | Value) -> bool:
    """Whether all ends are mentions of something, or values: "where" is neither."""
    return all(isinstance(end, Value) or end.why != "none" for end in ends)


def _spread(reading: Reading, proposition: Proposition) -> Iterator[Claim]:
    """Make a claim, or one for each of "the two countries"."""
    for subject in reading.members.get(proposition.subject, (proposition.subject,)):
        for thing in reading.members.get(proposition.object, (proposition.object,)):
            claim = _claim(reading, proposition, subject, thing)
            if claim is not None:
                yield claim


def _claim(reading: Reading, proposition: Proposition, subject: int, thing: int) -> Claim | None:
    """Put a claim together; None for what says nothing of its own (questions, orders, a thing about itself)."""
    doc, manner = reading.doc, manners.of(reading, proposition.head)
    if manner is None:
        return None
    about = readings.mention(reading, subject, at=proposition.subject)
    other: Mention | Value | None = _value(reading, thing) or _class(reading, proposition)
    other = other or readings.mention(reading, thing, at=proposition.object)
    if isinstance(other, Mention) and _is_idle(proposition, about, other):
        return None
    form = relations.label(doc, proposition)
    form = relations.fitted(form, about.type, other)
    if manner.is_denied and manner.status == Status.CONDITIONAL:
        form = f"not {form}"
    is_ahead = relations.is_ahead(form) and manner.status == Status.ASSERTED
    predicate = proposition.predicate or relations.predicate(
        form, _type(about), _type(other), passive=proposition.passive
    )
    if proposition.rule == "clause/goal" and _type(other) == "date" and predicate.startswith("rel:"):
        return None  # its time says so
    claim = Claim(
        subject=about,
        relation=relations.words(doc, proposition),
        label=form,
        predicate=predicate,
        object=other,
        sentence=manner.sentence,
        quote=readings.quote(reading, proposition),
        status=Status.PLANNED if is_ahead else manner.status,
        said_by=manner.said_by if manners.is_content(reading, proposition) else None,
        time=manners.time_of(reading, proposition, manner),
        rule=proposition.rule,
        confidence=proposition.confidence,
        trigger=manner.trigger,
    )
    return claim if proposition.confidence else confidence.rated(claim)


def _is_idle(proposition: Proposition, about: Mention, other: Mention) -> bool:
    """Whether a thing would be related to itself, or belong to a country that is none ("European agency")."""
    itself = bool(about.name) and (about.name, about.type) == (other.name, other.type)
    belongs = proposition.rule in ("noun/country", "noun/nationality")
    return itself or (belongs and other.name.lower() in wordlists.load("roles")["regions"])


def _value(reading: Reading, head: int) -> Value | None:
    """A number or a date; of things that are only counted ("killed 27 people") their number with what it counts."""
    referent = reading.referents.get(head)
    if referent is not None:
        return values.counted(reading.doc[head], reading.document.id) if referent.why == "nominal" else None
    return values.value(reading.doc[head], reading.document.id, reading.dates)


def _class(reading: Reading, proposition: Proposition) -> Value | None:
    """What a thing is said to be ("an aviation pioneer"), as text: a description of it, and no thing of its own."""
    referent = reading.referents.get(proposition.object)
    if proposition.rule not in ("clause/complement", "noun/apposition-class", "noun/position"):
        return None
    if proposition.rule != "noun/position" and (referent is None or referent.why not in ("nominal", "description")):
        return None
    start, end = phrases.span(reading.doc[proposition.object])
    while start < end - 1 and reading.doc[start].dep_ in ("det", "poss", "case"):
        start += 1
    passage = readings.passage(reading, start, end)
    return Value(reading.document.text[passage.start : passage.end], "text", passage)


def _type(end: Mention | Value) -> str:
    """The type by which a predicate's domain and range are checked; a common noun of no known class fits few."""
    if isinstance(end, Value):
        return end.datatype
    return "Concept" if end.type == "Thing" and end.why == "nominal" else end.type


def _key(claim: Claim) -> tuple[object, ...]:
    other = claim.object
    return claim.subject.passage, claim.predicate, other.passage, claim.status
