"""What each noun phrase of a document refers to: names, descriptions and pronouns, by the head of the phrase."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from spacy.tokens import Doc

from kg.extract import attribution, classes, coreference, descriptions, lexicon, occurrences, quotes, seeds, tree
from kg.extract.chains import Chain
from kg.extract.discourse import Discourse
from kg.extract.seeds import Seed
from kg.extract.tree import Tree
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

    referents: Mapping[int, Referent]
    members: Mapping[int, tuple[int, ...]]
    aliases: tuple[Mention, ...]


def referents(document: Document, doc: Doc) -> dict[int, Referent]:
    """Tell what every head of a noun phrase refers to, keyed by token index; dates, times and amounts have none."""
    return dict(read(document, doc).referents)


def members(document: Document, doc: Doc) -> dict[int, tuple[int, ...]]:
    """Give the heads of the coordinated antecedent of a plural pronoun or description ("they", "the two countries")."""
    return dict(read(document, doc).members)


def aliases(document: Document, doc: Doc) -> tuple[Mention, ...]:
    """Every mention of a name, in order, with the name of its chain."""
    return read(document, doc).aliases


@lru_cache(maxsize=1)
def read(document: Document, doc: Doc) -> Reading:
    """Read all mentions of a document; the last document's are kept, since three functions ask for them."""
    parse = tree.of(doc)
    found, things = seeds.seeds(parse)
    state = coreference.resolve(parse, things, found, quoted=_quoted(doc))
    apart = _occurrences(parse, things, state)
    result = {seed.head: _referent(parse, seed, things, state, apart) for seed in found}
    return Reading(
        MappingProxyType({head: result[head] for head in sorted(result)}),
        MappingProxyType(_members(state)),
        tuple(_aliases(document, doc, result)),
    )


def _occurrences(parse: Tree, things: list[Chain], state: Discourse) -> Mapping[int, str]:
    """Give the names of events without one that only place or year tells apart, by the numbers of the things."""
    numbers = (number for number in range(len(things), len(state.types)) if state.types[number] == "Event")
    described = {number: (state.heads[number], _description(parse, number, things, state)) for number in numbers}

    def place(token: int) -> str:
        thing = state.things.get(token, len(things))
        return things[thing].name if thing < len(things) and state.types[thing] == "Place" else ""

    return occurrences.told_apart(parse, {number: said for number, said in described.items() if said[1]}, place)


def _referent(parse: Tree, seed: Seed, things: list[Chain], state: Discourse, apart: Mapping[int, str]) -> Referent:
    thing = state.things.get(seed.head)
    if thing is None:
        known = lexicon.pronouns()
        is_person = parse.lowers[seed.head] in known.male | known.female
        return Referent(seed.start, seed.end, seed.head, "", "Person" if is_person else "Thing", seed.why)
    own = things[thing].name if thing < len(things) else _description(parse, thing, things, state)
    name = apart.get(thing, own)
    return Referent(seed.start, seed.end, seed.head, name, state.types[thing], state.whys[seed.head])


def _description(parse: Tree, thing: int, things: list[Chain], state: Discourse) -> str:
    """Tell what a thing without a name is called; "" where its description says too little, or it is several things."""
    head = state.heads[thing]
    if thing in state.members:
        return ""
    start, end = descriptions.tight(parse, head)
    owner = descriptions.owner(parse, head)
    if start == head and end == head + 1 and owner is not None:
        return _owned(parse, head, _name(owner, things, state))
    if not descriptions.says_enough(parse, head, (start, end)):
        return ""
    if end == head + 1:
        return tree.phrase(parse, range(start, end))
    inner = _inner(parse, head, end, things, state)
    return f"{tree.phrase(parse, range(start, head + 1))} of {inner}" if inner else ""


def _owned(parse: Tree, head: int, owner: str) -> str:
    """`South Korea's military`; a vague noun of no class stays one, whoever has it."""
    if not descriptions.says_enough(parse, head, (head, head + 1)) and classes.of_noun(parse, head) in (
        None,
        "Concept",
    ):
        return ""
    if not owner:
        return tree.phrase(parse, range(head, head + 1)) if parse.lemmas[head] not in lexicon.words().vague else ""
    return f"{owner}{chr(39) if owner.endswith('s') else chr(39) + 's'} {parse.words[head]}"


def _inner(parse: Tree, head: int, end: int, things: list[Chain], state: Discourse) -> str:
    """Tell what a noun is "of": a name of its own where the words are only another way to say it."""
    words = tree.phrase(parse, range(head + 2, end))
    complement = descriptions.of_object(parse, head)
    other = state.things.get(complement) if complement is not None else None
    if other is None:
        return "" if complement is None or parse.tags[complement] == "PRP" else words
    if other >= len(things):
        return words if _description(parse, other, things, state) else ""
    return words if words.removeprefix("the ") == things[other].name else things[other].name


def _name(head: int, things: list[Chain], state: Discourse) -> str:
    thing = state.things.get(head)
    return things[thing].name if thing is not None and thing < len(things) else ""


def _members(state: Discourse) -> dict[int, tuple[int, ...]]:
    groups = state.members
    return {head: groups[thing] for head, thing in sorted(state.things.items()) if thing in groups}


def _quoted(doc: Doc) -> dict[int, int]:
    """Give the tokens inside quotations, with the heads of their speakers."""
    inside = quotes.quotations(doc)
    if not inside:
        return {}
    speakers = attribution.speakers(doc)
    tokens = (index for quotation in inside for index in range(quotation.start, quotation.end))
    return {index: speakers[index] for index in tokens if index in speakers}


def _aliases(document: Document, doc: Doc, result: Mapping[int, Referent]) -> Iterator[Mention]:
    for referent in sorted(result.values(), key=lambda referent: referent.start):
        if referent.why in ("nominal", "pronoun", "description", "demonym", "capital") or not referent.name:
            continue
        last = doc[referent.end - 1]
        passage = Passage(document.id, doc[referent.start].idx, last.idx + len(last))
        text = document.text[passage.start : passage.end]
        yield Mention(passage, text, referent.type, referent.name, referent.why)
