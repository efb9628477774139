"""Where persons belong, as their titles and descriptions say: "Pfizer CEO Albert Bourla", hence "his company"."""

from collections.abc import Mapping

from kg.extract import classes, lexicon
from kg.extract.discourse import Discourse
from kg.extract.seeds import Seed
from kg.extract.tree import Tree

FARTHEST = 5
OWNERS = frozenset(("poss", "compound", "nmod", "amod"))


def of_title(parse: Tree, state: Discourse, seed: Seed, owners: Mapping[int, int]) -> None:
    """Keep what stands before a person's titles: "Ukrainian President", "Boeing's chief executive"."""
    if state.types[seed.thing] != "Person":
        return
    index = seed.start - 1
    while index >= 0 and seed.start - index <= FARTHEST and parse.sentences[index] == parse.sentences[seed.head]:
        if index in owners:
            _keep(state, seed.thing, state.things[owners[index]])
            return
        if parse.deps[index] not in ("compound", "amod", "punct", "nmod", "case") or parse.words[index] == ",":
            return
        index -= 1


def of_noun(parse: Tree, state: Discourse, head: int) -> None:
    """Keep whose a person in apposition is: "its chief executive, Tim Cook"."""
    thing = state.things[head]
    if state.types[thing] == "Person":
        for child in parse.children[head]:
            if parse.deps[child] in OWNERS and child in state.things:
                _keep(state, thing, state.things[child])


def owned(parse: Tree, state: Discourse, head: int) -> int | None:
    """Give the company of "his company", where just one is known to be the person's."""
    if parse.lemmas[head] not in lexicon.words().owned or parse.tags[head] != "NN":
        return None
    owner = next((child for child in parse.children[head] if parse.tags[child] == "PRP$"), None)
    if owner is None or owner not in state.things:
        return None
    kind = classes.of_noun(parse, head)
    suiting = {home for home in state.homes.get(state.things[owner], ()) if state.types[home] == kind}
    return suiting.pop() if len(suiting) == 1 else None


def _keep(state: Discourse, person: int, home: int) -> None:
    if person != home and state.types[home] in ("Organization", "Place") and state.heads[home] < 0:
        state.homes.setdefault(person, set()).add(home)
