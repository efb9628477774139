"""One document with all that was found out about it, before its claims are put together.

From it come the parts of a claim: the mention that a token heads, the sentence around it, the words that state it.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract import attribution, mentions, named, phrases, quotes, time, tree
from kg.extract.clauses import Proposition
from kg.model import Document, Interval, Mention, Passage, Status


@dataclass(frozen=True, slots=True)
class Manner:
    """How a clause puts what it says, when it holds, and who says it.

    `is_denied` tells of a condition that something is *not* so, which its status leaves open.
    """

    status: Status
    is_denied: bool
    time: Interval | None
    said_by: Mention | None
    sentence: Passage
    trigger: Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found out about a document; tokens stand for what they head."""

    document: Document
    doc: Doc
    referents: dict[int, mentions.Referent]
    members: dict[int, tuple[int, ...]]
    speakers: dict[int, int]
    quoted: tuple[tuple[int, int], ...]
    expressions: tuple[time.TimeExpression, ...]
    dates: dict[int, time.TimeExpression]
    manners: dict[int, Manner | None] = field(default_factory=dict)
    """Filled as clauses are met: many claims hang on one word."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Noun phrases by their heads, filled as they are met: many claims are about one thing."""


def read(document: Document, doc: Doc) -> Reading:
    """Find out what claims are made of: things, speakers, times."""
    expressions = time.expressions(doc, document.published)
    referents = mentions.referents(document, doc)
    dates = {i: expression for expression in expressions for i in range(expression.start, expression.end)}
    return Reading(
        document=document,
        doc=doc,
        referents=referents | named.inside(doc, referents),
        members=mentions.members(document, doc),
        speakers=attribution.speakers(doc),
        quoted=tuple((quotation.start, quotation.end) for quotation in quotes.quotations(doc)),
        expressions=expressions,
        dates=dates,
    )


def mention(reading: Reading, head: int, *, at: int) -> Mention:
    """The mention that a token heads; what refers to nothing known keeps its words, and no name.

    `at` is the token that stands in the sentence of the claim: that of "the two countries", not of "Russia".
    """
    phrase = passage(reading, *_span(reading, at))
    referent = reading.referents.get(head)
    if referent is None:
        return Mention(phrase, reading.document.text[phrase.start : phrase.end], "Thing", "", "none", phrase)
    own = referent if head == at else reading.referents.get(at, referent)
    here = passage(reading, own.start, own.end)
    words = reading.document.text[here.start : here.end]
    return Mention(here, words, referent.type, referent.name, referent.why if head == at else "description", phrase)


def sentence(reading: Reading, head: Token) -> Passage:
    """The sentence around a token, without furniture (a header before it) and white space at its ends."""
    text, parse = reading.document.text, tree.of(reading.doc)
    first_token, behind = tree.around(parse, head.i)
    start, end = parse.starts[first_token], parse.starts[behind - 1] + len(parse.words[behind - 1])
    for first, last in reading.document.furniture:
        start, end = (
            (max(start, last), end) if last <= head.idx else (start, min(end, first) if first > head.idx else end)
        )
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(reading.document.id, start, end)


def quote(reading: Reading, proposition: Proposition) -> Passage:
    """The shortest stretch that holds both arguments and the relation."""
    spans = [_span(reading, i) for i in (proposition.subject, proposition.object)]
    first, behind = tree.around(tree.of(reading.doc), proposition.head)
    tokens = [i for i in proposition.words if first <= i < behind]
    start = min([start for start, _ in spans] + tokens)
    end = max([end for _, end in spans] + [i + 1 for i in tokens])
    return passage(reading, max(start, first), min(end, behind))


def passage(reading: Reading, start: int, end: int) -> Passage:
    """Token offsets to character offsets, white space at both ends left out."""
    parse = tree.of(reading.doc)
    while start < end - 1 and parse.words[end - 1].isspace():
        end -= 1
    while start < end - 1 and parse.words[start].isspace():
        start += 1
    return Passage(reading.document.id, parse.starts[start], parse.starts[end - 1] + len(parse.words[end - 1]))


def _span(reading: Reading, head: int) -> tuple[int, int]:
    """The noun phrase of a token."""
    if head not in reading.spans:
        reading.spans[head] = phrases.span(reading.doc[head])
    return reading.spans[head]
