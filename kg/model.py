"""The waist of the hourglass: small frozen types that import neither spaCy nor an RDF library.

Two nouns keep the stages apart. A *claim* is what one sentence says about mentions; a *fact* is what the
corpus says about entities, with its evidence. Offsets are in characters (code points) of `Document.text`,
half-open, so that `text[start:end]` is the mention's text and the evidence's quote, exactly.

Class and predicate names are compact IRIs without a base: classes are local names of `kg:` (`Person`),
predicates are `kg:operates` (known to the ontology) or `rel:unveil-plans-for` (minted from words), entity ids
are `org:spacex`. Only `kg.rdf` turns them into IRIs.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a text puts a thing: only what is asserted becomes a plain triple."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    NEGATED = "negated"
    ALLEGED = "alleged"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a document's text, in characters; `end` is exclusive."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and where it comes from.

    `id` is the file's name without its suffix, or the record's own id; unique in a corpus. `published` is an
    ISO date (`2021-03-11`), the day against which "Tuesday" or "last year" is resolved; empty when unknown.
    `title` is "" where the source gives none. `furniture` are the stretches of `text` that are not prose
    (headers, headings, datelines, credits): they stay in the text, so that offsets hold, and are not parsed.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    published: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    furniture: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A document that could not be used: where it was, the stage that gave up, and why."""

    source: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """When something holds or happened: ISO dates of year, month or day precision, both ends inclusive.

    A single date has `start == end`; an open end is "" ("since 1998" has no end, "by 2024" has no start).
    """

    start: str
    end: str

    def __str__(self) -> str:
        """Give `2021-03` for a single date, else ISO 8601's `start/end` (an open end is `..`)."""
        return self.start if self.start == self.end else f"{self.start or '..'}/{self.end or '..'}"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of text that refers to a thing.

    `name` is the name by which its document knows the thing: the fullest name of the coreference chain
    ("Dmitry Rogozin" for "he"). It is empty where there is no safe antecedent; such a claim is kept with its
    words and stays out of the graph. `why` tells how the name was found (`name`, `pronoun`, `surname`,
    `acronym`, `alias`, `description`, `demonym`, `capital`), `phrase` is the whole noun phrase around it.
    """

    passage: Passage
    text: str
    type: str
    name: str
    why: str = "name"
    phrase: Passage | None = None


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal: its datatype is `text`, `number` or `date`, and a date is in ISO form, as precise as the text."""

    text: str
    datatype: str
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says, in the sentence's own direction and words.

    `relation` is the words as the text has them ("had signed an agreement with"), `label` their base form
    ("sign agreement with"), `predicate` the compact IRI for them; a leading `^` says that the predicate runs
    from object to subject. `quote` is the shortest stretch that states it, inside `sentence`; `trigger` is the
    word that it hangs on ("signed"), the same for all claims of one clause.
    """

    subject: Mention
    relation: str
    label: str
    predicate: str
    object: Mention | Value
    sentence: Passage
    quote: Passage
    status: Status = Status.ASSERTED
    said_by: Mention | None = None
    time: Interval | None = None
    rule: str = ""
    confidence: float = 1.0
    trigger: Passage | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one document: its claims, and the mentions that name something (claims or not)."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """Why a name belongs to an entity: `reason` is a short sentence, `document` is "" for a corpus-wide one."""

    name: str
    document: str
    reason: str
    score: float = 1.0


LINKED, NOT_LINKED = "linked to ", "not linked: "
"""How the reasons begin that tell what a thing is in a register or for a service, and why it is nothing there."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the corpus: `id` is a compact IRI (`org:spacex`), `names` every surface name, the best first."""

    id: str
    name: str
    type: str
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One place that states a fact: the exact quote, its whole sentence, and the rule that read it."""

    passage: Passage
    quote: str
    sentence: Passage
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """What the corpus says of an entity: subject and speaker are entity ids, and so is an object that is no value."""

    id: str
    subject: str
    predicate: str
    label: str
    object: str | Value
    status: Status
    said_by: str | None
    time: Interval | None
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The resolved corpus, each part sorted by id: what goes into the store, and what comes back out of it."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
