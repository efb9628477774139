"""The things that a document names: names joined into chains, each with its fullest name, class and gender."""

from collections import Counter
from dataclasses import dataclass

from kg.extract import classes, evidence, lexicon, sieves, tree
from kg.extract.links import Links, best, gender, key
from kg.extract.names import Name
from kg.extract.tree import Tree

FAMILY = {"Place": ("Organization",), "Programme": ("Event", "Product"), "Event": ("Programme",), "Product": ("Event",)}
"""Classes whose nouns a thing may be called by besides its own: a hospital is a place and a body."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A thing that a document names: its fullest name, its class and gender, and its surface names.

    `nouns` are those that the document calls it by: the last of its own words, and its titles.
    """

    name: str
    type: str
    gender: str
    surfaces: tuple[str, ...]
    nouns: frozenset[str]


def chains(parse: Tree, found: list[Name]) -> tuple[list[Chain], list[tuple[int, str]]]:
    """Give the things that a document names; for each name the number of its thing, and how that was found."""
    texts = [tree.phrase(parse, range(name.start, name.end)) for name in found]
    links = Links(
        parent=list(range(len(found))),
        why=["name"] * len(found),
        texts=texts,
        votes=[classes.votes(parse, name) for name in found],
        told=[classes.told(parse, name) for name in found],
        labels=[classes.label(parse, name) for name in found],
    )
    sieves.join(parse, found, links)
    totals = links.totals()
    sets: dict[int, list[int]] = {}
    for index in range(len(found)):
        sets.setdefault(links.find(index), []).append(index)
    numbers = {root: number for number, root in enumerate(sets)}
    made = [_chain(parse, found, links, indexes, totals[root]) for root, indexes in sets.items()]
    linked = [(numbers[links.find(index)], index) for index in range(len(found))]
    return made, [(number, _why(made[number], links, index)) for number, index in linked]


def _why(chain: Chain, links: Links, index: int) -> str:
    """Tell how a name was found: one that is not the chain's full name is a surname or another name."""
    why, text = links.why[index], links.texts[index]
    if text == chain.name:
        return "name"
    if why != "name" or key(text) == key(chain.name):
        return why
    return "surname" if chain.type == "Person" else "alias"


def _chain(parse: Tree, found: list[Name], links: Links, indexes: list[int], total: Counter[str]) -> Chain:
    kind = best(total)
    surfaces = tuple(dict.fromkeys(links.texts[index] for index in indexes))
    genders = (gender(parse, found[index]) for index in indexes)
    nouns = {noun for index in indexes for noun in _nouns(parse, found[index], kind)}
    is_person = kind == "Person"
    told = next(filter(None, genders), "") if is_person else ""
    return Chain(_fullest(surfaces, is_person=is_person), kind, told, surfaces, frozenset(nouns))


def _nouns(parse: Tree, name: Name, kind: str) -> set[str]:
    """Tell what a name calls its bearer: "agency" in "European Space Agency", "director" before a person."""
    if kind == "Person":
        return set(name.titles)
    over = next((i for i in range(name.start + 1, name.end) if parse.lowers[i] in ("of", "for")), name.end)
    last = parse.lowers[over - 1].rstrip(".")
    text, places = tree.phrase(parse, range(name.start, name.end)), lexicon.places()
    is_city = text in places.capitals
    is_country = text.lower() in places.countries or (
        kind == "Place" and evidence.is_state(parse, name) and not is_city
    )
    is_noun = name.end - name.start > 1 and classes.of_noun(parse, over - 1) in (None, kind, *FAMILY.get(kind, ()))
    nouns = {name.noun, last if is_noun else ""}
    nouns |= {"country"} if is_country else set()
    nouns |= {"city"} if is_city else set()
    return nouns - {""}


def _fullest(surfaces: tuple[str, ...], *, is_person: bool) -> str:
    """Give a country's usual name, else the longest in Latin letters that is no acronym, the first of equals."""
    countries = lexicon.places().countries
    for surface in surfaces:
        if surface.lower() in countries:
            return countries[surface.lower()]

    def rank(surface: str) -> tuple[bool, bool, int]:
        spelled = not (surface.replace(".", "").isupper() and " " not in surface)
        return surface.isascii() or not _is_foreign(surface), spelled, min(len(surface.split()), 5 if is_person else 9)

    return max(surfaces, key=rank)


def _is_foreign(text: str) -> bool:
    """Whether a name is in another script than Latin."""
    return not any(letter.isalpha() and letter < "ɐ" for letter in text)
