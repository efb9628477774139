"""Several things meant together: "they", "both agencies", "the two countries"."""

from collections.abc import Mapping

from kg.extract import classes, lexicon, tree
from kg.extract.discourse import Candidate, Discourse, role
from kg.extract.tree import Tree

COUNTS = {
    "both": 2,
    "two": 2,
    "pair": 2,
    "duo": 2,
    "couple": 2,
    "2": 2,
    "three": 3,
    "trio": 3,
    "3": 3,
    "four": 4,
    "five": 5,
}
STATES = frozenset(
    ["country", "nation", "state", "government", "neighbour", "neighbor", "power", "ally", "rival", "capital"]
)
ANY = frozenset(("side", "party", "partner", "pair", "duo", "couple", "trio", "one", "rival", "ally", "two", "other"))
NEAR = 3


def coordination(parse: Tree, state: Discourse, head: int, named: Mapping[int, int]) -> None:
    """Enter "Russia and China" as one thing, once the last of its members has been read."""
    first = head
    while parse.deps[first] == "conj" and parse.heads[first] != first:
        first = parse.heads[first]
    group = tree.conjuncts(parse, first)
    if first == head or head != group[-1] or not all(member in named for member in group):
        return
    if len({state.things[member] for member in group}) == len(group) and not _is_choice(parse, group):
        enter(parse, state, tuple(group), first)


def enter(parse: Tree, state: Discourse, group: tuple[int, ...], head: int) -> int:
    """Make one thing of several mentions; its number."""
    kinds = {state.types[state.things[member]] for member in group}
    thing = state.add(kinds.pop() if len(kinds) == 1 else "Thing", "", head)
    state.members[thing] = group
    state.history.append(Candidate(head, thing, "group", role(parse, head), parse.sentences[head], is_plural=True))
    return thing


def antecedent(parse: Tree, state: Discourse, head: int) -> int | None:
    """Give the several things that a plural description means; None where that is not safe."""
    count = _count(parse, head)
    for candidate in state.recent(parse.sentences[head], within=2):
        group = state.members.get(candidate.thing)
        if (
            group
            and count in (None, len(group))
            and all(_suits(parse, state, head, state.things[member]) for member in group)
        ):
            return candidate.thing
    latest = _latest(parse, state, head)
    wanted = count or (2 if parse.lemmas[head] in STATES | lexicon.words().guess else 0)
    return enter(parse, state, latest, latest[0]) if wanted and len(latest) == wanted else None


def _latest(parse: Tree, state: Discourse, head: int) -> tuple[int, ...]:
    """Give the last mentions of the different things that suit, in the window."""
    seen: dict[int, int] = {}
    for candidate in state.recent(parse.sentences[head], within=NEAR):
        named = candidate.kind != "nominal" and state.heads[candidate.thing] < 0
        if named and _suits(parse, state, head, candidate.thing):
            seen.setdefault(candidate.thing, candidate.head)
    return tuple(sorted(seen.values()))


def _count(parse: Tree, head: int) -> int | None:
    """How many a plural says that it means."""
    words = [parse.lowers[child] for child in parse.children[head] if child < head] + [
        parse.lemmas[head],
        parse.lowers[head],
    ]
    return next((COUNTS[word] for word in words if word in COUNTS), None)


def _suits(parse: Tree, state: Discourse, head: int, thing: int) -> bool:
    """Whether the noun of a plural can mean a thing."""
    lemma = parse.lemmas[head]
    if lemma == "couple":
        return state.types[thing] == "Person"
    if lemma in STATES and "country" in state.nouns[thing]:
        return True
    if lemma in ANY:
        return state.types[thing] in ("Person", "Organization") or "country" in state.nouns[thing]
    general = lexicon.words().general.get(lemma, frozenset()) | {lemma}
    kind = classes.of_noun(parse, head)
    if kind == "Person":
        return state.types[thing] == kind
    unknown = not any(noun in lexicon.words().classes for noun in state.nouns[thing])
    return bool(general & state.nouns[thing]) or (
        lemma not in STATES and unknown and kind == state.types[thing] and kind != "Place"
    )


def _is_choice(parse: Tree, group: list[int]) -> bool:
    return any(
        parse.lowers[child] in ("or", "nor")
        for member in group
        for child in parse.children[member]
        if parse.deps[child] == "cc"
    )
