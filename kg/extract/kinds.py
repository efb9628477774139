"""Nouns that follow a name and say what it is: "the Artemis program", "a Starship prototype".

Some make a new name ("Artemis program"), others only lend it a class ("Falcon 9 rocket" is Falcon 9). Neither
holds where the name is another thing's: "a NASA program", "the US company".
"""

import dataclasses
from collections import Counter

from kg.extract import classes, lexicon, links, tree
from kg.extract.names import Name
from kg.extract.tree import NOUNS, SUBJECTS, Tree

ACTORS = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC"))


def attached(parse: Tree, found: list[Name]) -> tuple[list[Name], dict[int, int]]:
    """Names with the nouns that belong to them; and nouns that stand for the name (by number) before them."""
    alone = Counter(_key(parse, name) for name in found if _noun_after(parse, name) is None and _acts(parse, name))
    names: list[Name] = []
    carriers: dict[int, int] = {}
    for number, name in enumerate(found):
        noun = _noun_after(parse, name)
        if noun is not None and parse.lemmas[noun] in lexicon.words().dropped and _is_kind(parse, name, noun, alone):
            carriers[noun] = number
            name = dataclasses.replace(name, noun=parse.lemmas[noun])
        elif noun is not None and parse.lemmas[noun] in lexicon.words().kept and _makes_name(parse, name, noun, alone):
            name = dataclasses.replace(name, end=noun + 1, head=noun, label="")
        names.append(name)
    return names, carriers


def _acts(parse: Tree, name: Name) -> bool:
    """Whether a name is that of a person, a place or a body: by its label, and for a body by what it does."""
    if name.label != "ORG" and not (name.label == "PERSON" and name.end - name.start == 1):
        return name.label in ACTORS
    above = parse.heads[name.head]
    known = lexicon.pronouns()
    speaks = parse.deps[name.head] in SUBJECTS and parse.lemmas[above] in known.says | known.governs
    return speaks or parse.deps[name.head] == "poss" or parse.deps[above] == "agent"


def _noun_after(parse: Tree, name: Name) -> int | None:
    """Give the noun right after a name that the name modifies."""
    noun = name.end
    if noun >= len(parse) or parse.tags[noun] not in NOUNS or parse.deps[noun] in ("compound", "nmod"):
        return None
    hangs = parse.heads[name.head] == noun and parse.deps[name.head] in ("compound", "nmod", "amod", "nummod")
    return noun if hangs else None


def _is_kind(parse: Tree, name: Name, noun: int, alone: Counter[str]) -> bool:
    """Whether the noun is of the class that the name has or may have."""
    votes = classes.votes(parse, name)
    kind, own = classes.of_noun(parse, noun), links.best(votes)
    if own == kind == "Organization":
        return not _is_certain(parse, name)
    if not votes or own == kind or (parse.words[name.end - 1][-1].isdigit() and kind == "Product"):
        return True
    is_person = own == "Person" and (name.end - name.start > 1 or bool(name.titles))
    return own not in ("Place", "Group") and not is_person and not _is_independent(parse, name, alone)


def _makes_name(parse: Tree, name: Name, noun: int, alone: Counter[str]) -> bool:
    kind = classes.of_noun(parse, noun)
    if kind == "Group":
        return name.label not in ("GPE", "NORP")
    if kind == "Place":
        text = tree.phrase(parse, range(name.start, name.end))
        places = lexicon.places()
        is_state = text.lower() in places.countries or text in places.demonyms or text in places.capitals
        return not is_state and name.label not in ("PERSON", "NORP")
    return not _is_independent(parse, name, alone)


def _is_independent(parse: Tree, name: Name, alone: Counter[str]) -> bool:
    """Whether a name is known as something else than what the noun after it says."""
    is_person = name.label == "PERSON" and name.end - name.start > 1
    return _is_certain(parse, name) or is_person or name.label in ("NORP", "GPE") or alone[_key(parse, name)] > 0


def _is_certain(parse: Tree, name: Name) -> bool:
    text = tree.phrase(parse, range(name.start, name.end))
    places = lexicon.places()
    known = text.lower() in places.countries or text in places.capitals or text.lower() in lexicon.words().known
    return known or text in places.demonyms or (text.isupper() and text.isalpha() and len(text) > 1)


def _key(parse: Tree, name: Name) -> str:
    return links.key(tree.phrase(parse, range(name.start, name.end)))
