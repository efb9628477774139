"""What each noun phrase of a document refers to: names, descriptions and pronouns, by the head of the phrase."""

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from kg.extract import chains, classes, coreference, descriptions, lexicon, names, tree
from kg.model import Document, Mention, Passage


@dataclass(frozen=True, slots=True)
class Referent:
    """A mention and what it refers to; `start`, `end` and `head` are tokens.

    `start` to `end` is the tight mention ("Dmitry Rogozin" in "Roscosmos Director-General Dmitry Rogozin"), `head`
    the token that carries the phrase's dependency. `name` is the name by which the document knows the thing, ""
    for a pronoun or description without a safe antecedent. `why` is one of `name`, `pronoun`, `surname`, `acronym`,
    `alias`, `description`, `demonym`, `capital` and `nominal`.
    """

    start: int
    end: int
    head: int
    name: str
    type: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the mentions of a document refer to."""

    referents: dict[int, Referent]
    members: dict[int, tuple[int, ...]]
    aliases: tuple[Mention, ...]


def referents(document: Document, doc: Doc) -> dict[int, Referent]:
    """What every head of a noun phrase refers to, keyed by token index; dates, times and amounts have none."""
    return _read(document, doc).referents


def members(document: Document, doc: Doc) -> dict[int, tuple[int, ...]]:
    """The heads of the coordinated antecedent of a plural pronoun or description ("they", "the two countries")."""
    return _read(document, doc).members


def aliases(document: Document, doc: Doc) -> tuple[Mention, ...]:
    """Every mention of a name, in order, with the name of its chain."""
    return _read(document, doc).aliases


@lru_cache(maxsize=1)
def _read(document: Document, doc: Doc) -> Reading:
    parse = tree.of(doc)
    found = names.names(parse)
    linked = chains.chains(parse, found)
    result: dict[int, Referent] = {}
    for name, (chain, why) in zip(found, linked, strict=True):
        result[name.head] = Referent(name.start, name.end, name.head, chain.name, chain.type, why)
    spans = {token for name in found for token in range(name.start, name.end)}
    for head in descriptions.heads(parse, spans):
        tight = descriptions.tight(parse, head)
        kind = classes.kind_of(parse, head) or "Thing"
        result[head] = Referent(tight[0], tight[-1] + 1, head, descriptions.name(parse, head, tight), kind, "nominal")
    for index, lower in enumerate(parse.lowers):
        if parse.tags[index] in ("PRP", "PRP$", "WP", "WDT", "WP$") or (parse.tags[index] == "DT" and parse.deps[index] in ("nsubj", "dobj", "pobj", "nsubjpass")):
            result.setdefault(index, Referent(index, index + 1, index, "", "Thing", "pronoun"))
    places = lexicon.places()
    for name in found:
        text = chains.text_of(parse, name)
        if text in places.demonyms and parse.tags[name.head] in ("JJ", "NNP", "NN") and parse.deps[name.head] in ("amod", "compound"):
            result[name.head] = Referent(name.start, name.end, name.head, places.demonyms[text], "Place", "demonym")
    result = coreference.resolve(parse, result)
    mentions = tuple(
        Mention(Passage(document.id, doc[n.start].idx, doc[n.end - 1].idx + len(doc[n.end - 1])),
                document.text[doc[n.start].idx : doc[n.end - 1].idx + len(doc[n.end - 1])],
                result[n.head].type, result[n.head].name, result[n.head].why)
        for n in found
    )
    return Reading(result, {}, mentions)
