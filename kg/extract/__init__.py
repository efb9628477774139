"""A parsed document to claims: what each sentence says, about whom, and how it puts it.

Plain functions over spaCy's parse; nothing of ours is stored on it, so that parsing can be spread over processes.
The way of a claim: `clauses` and `nouns` propose pairs of noun phrases and the words between them, `mentions`
says what the phrases refer to, `relations` gives the predicate, `status`, `attribution` and `time` how, by whom and
when, and `confidence` how far it can be trusted. Then `learned` judges what was read, and adds what rules miss.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract import (
    attribution,
    clauses,
    confidence,
    learned,
    mentions,
    named,
    nouns,
    phrases,
    quotes,
    relations,
    status,
    time,
    values,
    wordlists,
)
from kg.extract.clauses import Proposition
from kg.model import Claim, Document, Extraction, Interval, Mention, Passage, Status, Value


@dataclass(frozen=True, slots=True)
class _Reading:
    """One document with all that was found out about it before its claims are put together."""

    document: Document
    doc: Doc
    referents: dict[int, mentions.Referent]
    members: dict[int, tuple[int, ...]]
    speakers: dict[int, int]
    quoted: tuple[tuple[int, int], ...]
    expressions: tuple[time.TimeExpression, ...]
    dates: dict[int, time.TimeExpression]
    manners: dict[int, "_Manner | None"] = field(default_factory=dict)
    """Filled as clauses are met: many claims hang on one word."""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a clause puts what it says, when it holds, and who says it."""

    status: Status
    time: Interval | None
    said_by: Mention | None
    sentence: Passage
    trigger: Passage


def extract(document: Document, doc: Doc, *, model: learned.Model | None = None) -> Extraction:
    """Read the claims out of a parsed document, in the order of its text, each once; `model` is not the usual one."""
    reading = _read(document, doc)
    claims = _learned(reading, list(_claims(reading)), model or learned.load())
    found = {_key(claim): claim for claim in reversed(claims)}
    ordered = sorted(found.values(), key=lambda claim: (claim.quote, claim.rule, claim.label))
    return Extraction(document, mentions.aliases(document, doc), tuple(ordered))


def stated(document: Document, doc: Doc) -> list[Claim]:
    """Read what the rules alone find: what `learned` is trained on."""
    return list(_claims(_read(document, doc)))


def _read(document: Document, doc: Doc) -> _Reading:
    expressions = time.expressions(doc, document.published)
    referents = mentions.referents(document, doc)
    dates = {i: expression for expression in expressions for i in range(expression.start, expression.end)}
    return _Reading(
        document=document,
        doc=doc,
        referents=referents | named.inside(doc, referents),
        members=mentions.members(document, doc),
        speakers=attribution.speakers(doc),
        quoted=tuple((quotation.start, quotation.end) for quotation in quotes.quotations(doc)),
        expressions=expressions,
        dates=dates,
    )


def _claims(reading: _Reading) -> Iterator[Claim]:
    for proposition in clauses.propositions(reading.doc):
        yield from _spread(reading, proposition)
    for proposition in nouns.propositions(reading.doc, reading.referents):
        yield from _spread(reading, proposition)


def _learned(reading: _Reading, claims: list[Claim], model: learned.Model) -> list[Claim]:
    """Give the rules' claims as the learned model judges them, and what it reads besides."""
    scored = learned.scored(model, reading.doc, reading.referents, reading.expressions, claims)
    known = {learned.directed(claim) for claim in claims}
    found = list(learned.judged(model, scored, claims))
    for proposition in learned.propositions(model, scored):
        claim = _claim(reading, proposition, proposition.subject, proposition.object)
        if claim is not None and learned.directed(claim) not in known and _refers(claim.subject, claim.object):
            found.append(claim)
    return found


def _refers(*ends: Mention | Value) -> bool:
    """Whether all ends are mentions of something, or values: "where" is neither."""
    return all(isinstance(end, Value) or end.why != "none" for end in ends)


def _spread(reading: _Reading, proposition: Proposition) -> Iterator[Claim]:
    """Make a claim, or one for each of "the two countries"."""
    for subject in reading.members.get(proposition.subject, (proposition.subject,)):
        for thing in reading.members.get(proposition.object, (proposition.object,)):
            claim = _claim(reading, proposition, subject, thing)
            if claim is not None:
                yield claim


def _claim(reading: _Reading, proposition: Proposition, subject: int, thing: int) -> Claim | None:
    """Put a claim together; None for what says nothing of its own (questions, orders, a thing about itself)."""
    doc, manner = reading.doc, _manner(reading, proposition.head)
    if manner is None:
        return None
    about = _mention(reading, subject, at=proposition.subject)
    other = _value(reading, thing) or _class(reading, proposition) or _mention(reading, thing, at=proposition.object)
    if isinstance(other, Mention) and _is_idle(proposition, about, other):
        return None
    form = relations.label(doc, proposition)
    form = relations.fitted(form, about.type, other)
    is_ahead = relations.is_ahead(form) and manner.status == Status.ASSERTED
    claim = Claim(
        subject=about,
        relation=relations.words(doc, proposition),
        label=form,
        predicate=proposition.predicate
        or relations.predicate(form, _type(about), _type(other), passive=proposition.passive),
        object=other,
        sentence=manner.sentence,
        quote=_quote(reading, proposition),
        status=Status.PLANNED if is_ahead else manner.status,
        said_by=manner.said_by if _is_content(reading, proposition) else None,
        time=manner.time or _today(reading, proposition),
        rule=proposition.rule,
        confidence=proposition.confidence,
        trigger=manner.trigger,
    )
    return claim if proposition.confidence else confidence.rated(claim)


def _manner(reading: _Reading, i: int) -> _Manner | None:
    """Read off the clause that a token heads; None for a question, an order or a wish."""
    if i not in reading.manners:
        head, speaker = reading.doc[i], reading.speakers.get(i)
        reading.manners[i] = (
            _Manner(
                status=status.of(head),
                time=_time(reading, head),
                said_by=None if speaker is None else _mention(reading, speaker, at=speaker),
                sentence=_sentence(reading, head),
                trigger=_passage(reading, i, i + 1),
            )
            if status.is_assertable(head)
            else None
        )
    return reading.manners[i]


def _is_idle(proposition: Proposition, about: Mention, other: Mention) -> bool:
    """Whether a thing would be related to itself, or belong to a country that is none ("European agency")."""
    itself = bool(about.name) and (about.name, about.type) == (other.name, other.type)
    belongs = proposition.rule in ("noun/country", "noun/nationality")
    return itself or (belongs and other.name.lower() in wordlists.load("roles")["regions"])


def _is_content(reading: _Reading, proposition: Proposition) -> bool:
    """Whether what is read belongs to what somebody says: a noun phrase in reported speech is the writer's own."""
    return (
        not proposition.rule.startswith("noun/")
        or proposition.rule == "noun/event"
        or any(start <= proposition.head < end for start, end in reading.quoted)
    )


def _time(reading: _Reading, head: Token) -> Interval | None:
    """When a clause holds; in "the first to be launched since 1976" the year is no time of the launch."""
    found = time.of(head, reading.expressions, reading.doc)
    ordinals = wordlists.load("control")["ordinals"]
    if found and not found.end and head.dep_ in ("acl", "relcl"):
        ranked = any(child.lower_ in ordinals or child.tag_ == "JJS" for child in (*head.head.lefts, *head.lefts))
        ranked = ranked or any(token.lower_ in ordinals for child in head.lefts for token in child.lefts)
        return None if ranked else found
    return found


def _mention(reading: _Reading, head: int, *, at: int) -> Mention:
    """The mention that a token heads; what refers to nothing known keeps its words, and no name.

    `at` is the token that stands in the sentence of the claim: that of "the two countries", not of "Russia".
    """
    token = reading.doc[at]
    phrase = _passage(reading, *phrases.span(token))
    referent = reading.referents.get(head)
    if referent is None:
        return Mention(phrase, reading.document.text[phrase.start : phrase.end], "Thing", "", "none", phrase)
    own = referent if head == at else reading.referents.get(at, referent)
    passage = _passage(reading, own.start, own.end)
    words = reading.document.text[passage.start : passage.end]
    return Mention(passage, words, referent.type, referent.name, referent.why if head == at else "description", phrase)


def _value(reading: _Reading, head: int) -> Value | None:
    if head in reading.referents:
        return None
    return values.value(reading.doc[head], reading.document.id, reading.dates)


def _class(reading: _Reading, proposition: Proposition) -> Value | None:
    """What a thing is said to be ("an aviation pioneer"), as text: a description of it, and no thing of its own."""
    referent = reading.referents.get(proposition.object)
    if proposition.rule not in ("clause/complement", "noun/apposition-class", "noun/position"):
        return None
    if proposition.rule != "noun/position" and (referent is None or referent.why not in ("nominal", "description")):
        return None
    start, end = phrases.span(reading.doc[proposition.object])
    while start < end - 1 and reading.doc[start].dep_ in ("det", "poss", "case"):
        start += 1
    passage = _passage(reading, start, end)
    return Value(reading.document.text[passage.start : passage.end], "text", passage)


def _today(reading: _Reading, proposition: Proposition) -> Interval | None:
    """An age is true on the day of publication, and says nothing without a day."""
    published = reading.document.published
    return Interval(published, published) if published and proposition.rule == "noun/age" else None


def _type(end: Mention | Value) -> str:
    """The type by which a predicate's domain and range are checked; a common noun of no known class fits few."""
    if isinstance(end, Value):
        return end.datatype
    return "Concept" if end.type == "Thing" and end.why == "nominal" else end.type


def _sentence(reading: _Reading, head: Token) -> Passage:
    """The sentence around a token, without furniture (a header before it) and white space at its ends."""
    text = reading.document.text
    start, end = head.sent.start_char, head.sent.end_char
    for first, last in reading.document.furniture:
        start, end = (
            (max(start, last), end) if last <= head.idx else (start, min(end, first) if first > head.idx else end)
        )
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(reading.document.id, start, end)


def _quote(reading: _Reading, proposition: Proposition) -> Passage:
    """The shortest stretch that holds both arguments and the relation."""
    spans = [phrases.span(reading.doc[i]) for i in (proposition.subject, proposition.object)]
    sentence = reading.doc[proposition.head].sent
    tokens = [i for i in proposition.words if sentence.start <= i < sentence.end]
    start = min([start for start, _ in spans] + tokens)
    end = max([end for _, end in spans] + [i + 1 for i in tokens])
    return _passage(reading, max(start, sentence.start), min(end, sentence.end))


def _passage(reading: _Reading, start: int, end: int) -> Passage:
    """Token offsets to character offsets, white space at both ends left out."""
    while start < end - 1 and reading.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and reading.doc[start].is_space:
        start += 1
    last = reading.doc[end - 1]
    return Passage(reading.document.id, reading.doc[start].idx, last.idx + len(last))


def _key(claim: Claim) -> tuple[object, ...]:
    other = claim.object
    return claim.subject.passage, claim.predicate, other.passage, claim.status
