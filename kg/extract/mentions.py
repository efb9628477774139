"""What each noun phrase of a document refers to: names, descriptions and pronouns, by the head of the phrase."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from spacy.tokens import Doc

from kg.extract import chains, coreference, descriptions, governments, kinds, lexicon, names, pronouns, tree
from kg.extract.chains import Chain
from kg.extract.coreference import Resolution, Seed
from kg.extract.names import Name
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
    found, carriers = kinds.attached(parse, names.names(parse))
    adjectives = list(governments.demonyms(parse, found))
    covered = {token for start, end, _ in adjectives for token in range(start, end)}
    seeds, things = _named(parse, found, carriers, adjectives, covered)
    taken = {token for seed in seeds for token in range(seed.start, seed.end)} | {seed.head for seed in seeds}
    seeds += _described(parse, taken)
    resolution = coreference.resolve(parse, things, seeds)
    result = {seed.head: _referent(parse, seed, things, resolution) for seed in seeds}
    return Reading(
        MappingProxyType({head: result[head] for head in sorted(result)}),
        MappingProxyType(_members(resolution)),
        tuple(_aliases(document, doc, result)),
    )


def _named(
    parse: Tree, found: list[Name], carriers: dict[int, int], adjectives: list[tuple[int, int, str]], covered: set[int]
) -> tuple[list[Seed], list[Chain]]:
    """Mentions that carry a name, with the things that are named."""
    found, old = [name for name in found if not covered.issuperset(range(name.start, name.end))], found
    things, linked = chains.chains(parse, found)
    acting = governments.capitals(parse, found)
    seeds = []
    for number, (name, (thing, why)) in enumerate(zip(found, linked, strict=True)):
        if number in acting and things[thing].type != "Person":
            thing, why = _country(things, acting[number]), "capital"
        seeds.append(Seed(name.start, name.end, name.head, thing, why))
    by_name = dict(zip(found, seeds, strict=True))
    for noun, number in carriers.items():
        if old[number] in by_name:
            own = by_name[old[number]]
            seeds.append(Seed(own.start, own.end, noun, own.thing, "description"))
    for start, end, place in adjectives:
        seeds.append(Seed(start, end, names.head(parse, start, end), _country(things, place), "demonym"))
    return seeds, things


def _country(things: list[Chain], name: str) -> int:
    """Give the number of a country among the things; it is added where the document does not name it."""
    number = next((number for number, thing in enumerate(things) if thing.name == name), None)
    if number is None:
        things.append(Chain(name, "Place", "", (), frozenset({"country"})))
    return len(things) - 1 if number is None else number


def _described(parse: Tree, taken: set[int]) -> Iterator[Seed]:
    """Mentions without a name: descriptions and pronouns."""
    for head in descriptions.heads(parse, taken):
        start, end = descriptions.tight(parse, head)
        yield Seed(start, end, head, -1, "nominal")
    for index in range(len(parse)):
        if index not in taken and pronouns.is_pronoun(parse, index) and not pronouns.is_expletive(parse, index):
            yield Seed(index, index + 1, index, -1, "pronoun")


def _referent(parse: Tree, seed: Seed, things: list[Chain], resolution: Resolution) -> Referent:
    thing = resolution.things.get(seed.head)
    if thing is None:
        known = lexicon.pronouns()
        is_person = parse.lowers[seed.head] in known.male | known.female
        return Referent(seed.start, seed.end, seed.head, "", "Person" if is_person else "Thing", seed.why)
    name = things[thing].name if thing < len(things) else _description(parse, thing, things, resolution)
    return Referent(seed.start, seed.end, seed.head, name, resolution.state.types[thing], resolution.whys[seed.head])


def _description(parse: Tree, thing: int, things: list[Chain], resolution: Resolution) -> str:
    """Tell what a thing without a name is called; "" where its description says too little, or it is several things."""
    head = resolution.state.heads[thing]
    if thing in resolution.state.members:
        return ""
    span = descriptions.tight(parse, head)
    if not descriptions.says_enough(parse, head, span):
        return ""
    complement = descriptions.of_object(parse, head)
    if complement is None or span[1] == head + 1:
        return tree.phrase(parse, range(*span))
    other = resolution.things.get(complement)
    inner = (
        things[other].name
        if other is not None and other < len(things)
        else tree.phrase(parse, range(head + 2, span[1]))
    )
    return f"{tree.phrase(parse, range(span[0], head + 1))} of {inner}"


def _members(resolution: Resolution) -> dict[int, tuple[int, ...]]:
    groups = resolution.state.members
    return {head: groups[thing] for head, thing in sorted(resolution.things.items()) if thing in groups}


def _aliases(document: Document, doc: Doc, result: Mapping[int, Referent]) -> Iterator[Mention]:
    for referent in sorted(result.values(), key=lambda referent: referent.start):
        if referent.why in ("nominal", "pronoun", "description", "demonym", "capital") or not referent.name:
            continue
        last = doc[referent.end - 1]
        passage = Passage(document.id, doc[referent.start].idx, last.idx + len(last))
        text = document.text[passage.start : passage.end]
        yield Mention(passage, text, referent.type, referent.name, referent.why)
