"""The mentions of a document before they are resolved: names, nationalities, descriptions and pronouns."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import chains, descriptions, governments, kinds, names, pronouns, tree
from kg.extract.chains import Chain
from kg.extract.names import Name
from kg.extract.tree import Tree


@dataclass(frozen=True, slots=True)
class Seed:
    """A mention before it is resolved: `thing` is the number of its chain, -1 for a nominal or pronoun."""

    start: int
    end: int
    head: int
    thing: int
    why: str


def seeds(parse: Tree) -> tuple[list[Seed], list[Chain]]:
    """Give all mentions of a document, and the things that it names."""
    found, carriers = kinds.attached(parse, names.names(parse))
    adjectives = list(governments.demonyms(parse, found))
    covered = {token for start, end, _ in adjectives for token in range(start, end)}
    kept = [number for number, name in enumerate(found) if not covered.issuperset(range(name.start, name.end))]
    mentions, things = _named(parse, [found[number] for number in kept])
    places = _Numbers(things)
    by_number = dict(zip(kept, mentions, strict=True))
    for noun, number in carriers.items():
        if number in by_number:
            own = by_number[number]
            mentions.append(Seed(own.start, own.end, noun, own.thing, "description"))
    mentions += [_nationality(parse, places, *adjective) for adjective in adjectives]
    taken = {token for seed in mentions for token in (*range(seed.start, seed.end), seed.head)}
    return mentions + list(_nameless(parse, taken)), things


class _Numbers:
    """The numbers of things by name; a name that a document only implies is added."""

    def __init__(self, things: list[Chain]) -> None:
        self.things = things
        self.known = {thing.name: number for number, thing in reversed(list(enumerate(things)))}

    def of(self, thing: Chain) -> int:
        """Give the number of a thing by its name."""
        if thing.name not in self.known:
            self.known[thing.name] = len(self.things)
            self.things.append(thing)
        return self.known[thing.name]


def _named(parse: Tree, found: list[Name]) -> tuple[list[Seed], list[Chain]]:
    """Mentions that carry a name, with the things that are named."""
    things, linked = chains.chains(parse, found)
    acting = governments.capitals(parse, found)
    places = _Numbers(things)
    mentions = []
    for number, (name, (thing, why)) in enumerate(zip(found, linked, strict=True)):
        if number in acting and things[thing].type != "Person":
            thing, why = places.of(_country(acting[number])), "capital"
        mentions.append(Seed(name.start, name.end, name.head, thing, why))
    return mentions, things


def _country(name: str) -> Chain:
    return Chain(name, "Place", "", (), frozenset({"country"}))


def _nationality(parse: Tree, places: _Numbers, start: int, end: int, place: str) -> Seed:
    """Give the mention that a demonym is: the place, its people, its language, or one of its people."""
    head, sense = names.head(parse, start, end), governments.sense(parse, start, end)
    if sense == "Person":
        return Seed(start, end, head, -1, "nominal")
    if sense == "Place":
        return Seed(start, end, head, places.of(_country(place)), "demonym")
    text = tree.phrase(parse, range(start, end))
    return Seed(start, end, head, places.of(Chain(text, sense, "", (text,), frozenset())), "name")


def _nameless(parse: Tree, taken: set[int]) -> Iterator[Seed]:
    """Mentions without a name: descriptions and pronouns."""
    for head in descriptions.heads(parse, taken):
        start, end = descriptions.tight(parse, head)
        yield Seed(start, end, head, -1, "nominal")
    for index in range(len(parse)):
        if index not in taken and pronouns.is_pronoun(parse, index) and not pronouns.is_expletive(parse, index):
            yield Seed(index, index + 1, index, -1, "pronoun")
