"""What a page shows of an entity or a document: the facts apart by status, each quote in its sentence.

Made from the triples of `queries/entity.rq` and `queries/document.rq`, read back with `kg.rdf`.
"""

import itertools
import urllib.parse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import find, jobs, rdf
from kg.errors import GraphError
from kg.jobs import Said
from kg.model import Document, Entity, Evidence, Fact, Join, Knowledge, Status, Value
from kg.rdf.terms import ENTITIES
from kg.serve.refusal import RefusedError

HEADINGS: Mapping[Status, tuple[str, str]] = {
    Status.ASSERTED: ("Stated as fact", "What the documents assert."),
    Status.PLANNED: ("Planned", "What is planned, expected or meant to be: not what has happened."),
    Status.NEGATED: ("Denied", "What the documents say is not so, or did not happen."),
    Status.ALLEGED: ("Alleged", "What somebody claims or suspects, and the documents don't vouch for."),
    Status.CONDITIONAL: ("Under a condition", "What would be so if something else were."),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A name with the address of its page, "" where there is none."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote in its sentence, and where that stands."""

    before: str
    quote: str
    after: str
    document: Link
    published: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as a page shows it."""

    id: str
    subject: Link
    relation: Link
    object: Link
    status: Status
    said_by: Link | None
    time: str
    confidence: float
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one status."""

    status: Status
    heading: str
    meaning: str
    facts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the page of an entity shows."""

    iri: str
    entity: Entity
    sections: tuple[Section, ...]
    said: tuple[Section, ...]
    neighbours: tuple[tuple[Link, int], ...]
    documents: tuple[tuple[Link, str], ...]
    joins: tuple[tuple[Join, Link | None], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a document's text, with the facts that it states."""

    text: str
    facts: tuple[Shown, ...]
    first: tuple[str, ...]
    """The ids of the facts that begin here."""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that the page of a document shows."""

    iri: str
    document: Document
    text: tuple[Stretch, ...]
    sections: tuple[Section, ...]


def entity(content: bytes, iri: str, *, base: str) -> EntityPage | None:
    """Give the page of an entity from N-Triples; None where there is none."""
    knowledge, maker = jobs.knowledge(content, base=base), _Maker(jobs.triples(content), base)
    found = next((each for each in knowledge.entities if each.id == rdf.compact(iri, base=base)), None)
    if found is None:
        return None
    profile = find.profile(knowledge, found.id)
    maker.names |= profile.names
    own = {fact.id for fact in profile.facts}
    documents = sorted({evidence.passage.document for fact in knowledge.facts for evidence in fact.evidence})
    return EntityPage(
        iri=iri,
        entity=found,
        sections=maker.sections(profile.facts),
        said=maker.sections(fact for fact in profile.said if fact.id not in own),
        neighbours=tuple((maker.link(other), count) for other, count in _neighbours(knowledge, found.id)),
        documents=tuple((maker.document(name), maker.published(name)) for name in documents),
        joins=tuple((join, maker.document(join.document) if join.document else None) for join in found.joins),
    )


def document(content: bytes, iri: str, *, base: str) -> DocumentPage | None:
    """Give the page of a document from N-Triples; None where there is none."""
    knowledge, maker = jobs.knowledge(content, base=base), _Maker(jobs.triples(content), base)
    if not knowledge.documents:
        return None
    (found,) = knowledge.documents
    maker.names |= {each.id: each.name for each in knowledge.entities}
    ordered = sorted(knowledge.facts, key=lambda fact: (fact.evidence, fact.id))
    return DocumentPage(iri, found, tuple(_stretches(found, ordered, maker)), maker.sections(ordered))


def rows(said: Iterable[Said], iri: str, *, base: str) -> tuple[list[tuple[Link, Link]], ...]:
    """Give properties and values of an IRI, properties and subjects that point to it, and its uses as a property."""

    def link(full: str) -> Link:
        return Link(rdf.shorten(full, base=base).strip("<>"), href(full, base=base))

    own, others, uses = [], [], []
    for each in said:
        value = link(each.object) if each.is_link else Link(each.object)
        if each.subject == iri:
            own.append((link(each.predicate), value))
        elif each.predicate == iri:
            uses.append((link(each.subject), value))
        else:
            others.append((link(each.predicate), link(each.subject)))
    return own, others, uses


def iri(path: str, *, base: str) -> str:
    """Give the IRI below the base that a path of an address stands for; raises `RefusedError`."""
    kind, _, local = path.partition("/")
    try:
        return rdf.iri(f"{kind}:{urllib.parse.unquote(local, errors='strict')}", base=base).value
    except (GraphError, UnicodeDecodeError) as error:
        raise RefusedError(404, f"there is nothing at {path!r}") from error


def href(iri: str, *, base: str) -> str:
    """Give the address of the page of an IRI."""
    kind, _, local = iri.removeprefix(base).partition("/")
    path = urllib.parse.quote(local, safe="%/~:@!$&'()*+,;=")
    if iri.startswith(base) and local and kind in ENTITIES:
        return f"/entity/{kind}/{path}"
    if iri.startswith(base) and local and kind == "doc":
        return f"/document/{path}"
    return "/resource?" + urllib.parse.urlencode({"iri": iri})


class _Maker:
    """Turns facts into what is shown; knows names, sentences and documents."""

    def __init__(self, said: Iterable[Said], base: str) -> None:
        self.base = base
        self.names: dict[str, str] = {}
        self.values = {(each.subject, each.predicate): each.object for each in said}
        self.sentences = {
            (self.value(subject, "kg:document"), self.value(subject, "kg:sentenceStart")): text
            for (subject, predicate), text in self.values.items()
            if predicate == rdf.node("kg:sentence").value
        }

    def value(self, iri: str, predicate: str) -> str:
        return self.values.get((iri, rdf.node(predicate).value), "")

    def sections(self, facts: Iterable[Fact]) -> tuple[Section, ...]:
        """Put facts of one status together."""
        by_status = sorted(facts, key=lambda fact: find.STATUSES.index(fact.status))
        groups = itertools.groupby(by_status, key=lambda fact: fact.status)
        return tuple(Section(status, *HEADINGS[status], tuple(map(self.shown, group))) for status, group in groups)

    def shown(self, fact: Fact) -> Shown:
        return Shown(
            id=fact.id,
            subject=self.link(fact.subject),
            relation=Link(fact.label, href(self.iri(fact.predicate), base=self.base)),
            object=Link(fact.object.text) if isinstance(fact.object, Value) else self.link(fact.object),
            status=fact.status,
            said_by=self.link(fact.said_by) if fact.said_by else None,
            time=str(fact.time) if fact.time else "",
            confidence=fact.confidence,
            evidence=tuple(map(self.cited, fact.evidence)),
        )

    def cited(self, evidence: Evidence) -> Cited:
        passage, sentence = evidence.passage, evidence.sentence
        whole = self.sentences.get((self.iri(f"doc:{passage.document}"), str(sentence.start)), evidence.quote)
        start = whole.find(evidence.quote, max(0, passage.start - sentence.start))
        before, after = (whole[:start], whole[start + len(evidence.quote) :]) if start >= 0 else ("", "")
        name = passage.document
        return Cited(before, evidence.quote, after, self.document(name), self.published(name))

    def link(self, id_: str) -> Link:
        return Link(self.names.get(id_, id_), href(self.iri(id_), base=self.base))

    def document(self, name: str) -> Link:
        iri = self.iri(f"doc:{name}")
        return Link(self.value(iri, "rdfs:label") or name, href(iri, base=self.base))

    def published(self, name: str) -> str:
        return self.value(self.iri(f"doc:{name}"), "schema:datePublished")

    def iri(self, id_: str) -> str:
        return rdf.iri(id_, base=self.base).value


def _neighbours(knowledge: Knowledge, id_: str) -> list[tuple[str, int]]:
    """Count the facts that an entity shares with each other one."""
    ends = ((fact.subject, fact.object) for fact in knowledge.facts if isinstance(fact.object, str))
    others = Counter(other for pair in ends if id_ in pair for other in pair if other != id_)
    return sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))


def _stretches(document: Document, facts: Sequence[Fact], maker: _Maker) -> Iterator[Stretch]:
    """Cut a text where a quote begins or ends."""
    places = [(evidence.passage.start, evidence.passage.end, fact) for fact in facts for evidence in fact.evidence]
    cuts = sorted({0, len(document.text), *(place[0] for place in places), *(place[1] for place in places)})
    shown = {fact.id: maker.shown(fact) for fact in facts}
    begun: set[str] = set()
    for start, end in itertools.pairwise(cuts):
        stating = [fact.id for first, last, fact in places if first <= start and end <= last]
        new = [id_ for id_ in dict.fromkeys(stating) if id_ not in begun]
        begun |= set(new)
        yield Stretch(document.text[start:end], tuple(shown[id_] for id_ in dict.fromkeys(stating)), tuple(new))
