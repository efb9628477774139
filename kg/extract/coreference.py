"""What the mentions of a document refer to: one reading from left to right.

A name refers to its chain (`chains`). The rest is decided in reading order, as in the sieves of Raghunathan et
al. 2010 and Lee et al. 2013, the surest first: a noun in apposition is its name, a relative pronoun its noun, a
definite description what was called so before, a pronoun what stands out most of what agrees with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.extract import classes, definites, lexicon, plurals, pronouns, relatives
from kg.extract.chains import Chain
from kg.extract.discourse import Candidate, Discourse, role
from kg.extract.seeds import Seed
from kg.extract.tree import SUBJECTS, Tree

HOPS = 12


@dataclass(frozen=True, slots=True)
class Resolution:
    """What mentions refer to: `things` by head, and how each was found; `state` knows the things."""

    things: Mapping[int, int]
    whys: Mapping[int, str]
    state: Discourse


def resolve(parse: Tree, chains: list[Chain], seeds: Iterable[Seed]) -> Resolution:
    """Give every mention its thing; a pronoun without a safe antecedent has none."""
    ordered = sorted(seeds, key=lambda seed: seed.head)
    state = _opening(chains)
    things = {seed.head: seed.thing for seed in ordered if seed.thing >= 0}
    whys = {seed.head: seed.why for seed in ordered}
    starts = {seed.head: seed.start for seed in ordered if seed.thing >= 0 and seed.why != "demonym"}
    nominal = {seed.head for seed in ordered if seed.why == "nominal"}
    described = {head: (name, is_apart) for head, name, is_apart in definites.appositions(parse, starts, nominal)}
    named = frozenset(starts)
    owners = {token: seed.head for seed in ordered if seed.head in named for token in range(seed.start, seed.end)}
    for seed in ordered:
        if seed.why == "pronoun":
            _read_pronoun(parse, state, seed.head, things, owners)
        elif seed.why == "nominal":
            whys[seed.head] = _read_nominal(parse, state, seed.head, things, described)
        if seed.head in things and seed.why != "demonym":
            _remember(parse, state, seed, things, described)
            plurals.coordination(parse, state, seed.head, things, named)
    _read_speakers(parse, state, ordered, things)
    return Resolution(things, whys, state)


def _opening(chains: list[Chain]) -> Discourse:
    return Discourse(
        types=[chain.type for chain in chains],
        genders=[chain.gender for chain in chains],
        nouns=[set(chain.nouns) for chain in chains],
        words=[{*chain.nouns, *" ".join(chain.surfaces).lower().split()} for chain in chains],
        heads=[-1] * len(chains),
    )


def _remember(
    parse: Tree, state: Discourse, seed: Seed, things: dict[int, int], described: Mapping[int, tuple[int, bool]]
) -> None:
    """Enter a mention into the history, unless it only says again what its neighbour says."""
    head = seed.head
    is_predicate = parse.deps[head] in ("attr", "oprd") and seed.why == "nominal"
    is_adjective = state.types[things[head]] == "Group" and parse.deps[head] in ("amod", "compound", "nmod")
    if is_predicate or is_adjective or (head in described and described[head][1] and described[head][0] < head):
        return
    kind = seed.why if seed.why in ("nominal", "pronoun") else "name"
    thing = things[head]
    if kind == "nominal" and state.heads[thing] < 0:
        kind = "name"
    plural = thing in state.members or (parse.tags[head] in ("NNS", "NNPS") and state.types[thing] != "Place")
    state.history.append(Candidate(head, thing, kind, role(parse, head), parse.sentences[head], is_plural=plural))


def _read_nominal(
    parse: Tree, state: Discourse, head: int, things: dict[int, int], described: Mapping[int, tuple[int, bool]]
) -> str:
    """Find what a common noun refers to, and how."""
    noun, said = parse.lemmas[head], definites.modifiers(parse, head)
    if head in described and definites.suits(parse, head, state.types[things[described[head][0]]]):
        things[head] = things[described[head][0]]
        state.describe(things[head], noun, said)
        return "description"
    if definites.is_anaphoric(parse, head) and noun not in lexicon.words().unique:
        found = definites.antecedent(parse, state, head)
        if found is None and (parse.tags[head] == "NNS" or noun in ("couple", "pair", "duo", "trio")):
            found = plurals.antecedent(parse, state, head, things)
        if found is not None:
            things[head] = found
            return "description"
    national = "Person" if parse.words[head] in lexicon.places().demonyms else "Thing"
    things[head] = state.add(classes.of_noun(parse, head) or national, lexicon.words().gender.get(noun, ""), head)
    state.describe(things[head], noun, said)
    subject = _subject_of_predicate(parse, head)
    if subject in things and subject is not None:
        state.describe(things[subject], noun, said)
    return "nominal"


def _subject_of_predicate(parse: Tree, head: int) -> int | None:
    """`SpaceX` in "SpaceX is a company"."""
    verb = parse.heads[head]
    if parse.deps[head] != "attr" or any(parse.deps[child] == "neg" for child in parse.children[verb]):
        return None
    return next((child for child in parse.children[verb] if parse.deps[child] in SUBJECTS), None)


def _read_pronoun(parse: Tree, state: Discourse, head: int, things: dict[int, int], owners: Mapping[int, int]) -> None:
    """Find what a pronoun refers to; enter nothing where that is not safe."""
    lower, known = parse.lowers[head], lexicon.pronouns()
    if relatives.is_relative(parse, head):
        types = {other: state.types[thing] for other, thing in _near(things, head)}
        group = tuple(owners.get(other, other) for other in relatives.antecedents(parse, head, types))
        if len(group) == 1 and group[0] in things:
            things[head] = things[group[0]]
        elif len(group) > 1:
            things[head] = plurals.enter(parse, state, group, things, group[0])
        return
    if lower not in known.male | known.female | known.thing | known.plural:
        return
    found = _fronted(parse, state, head, things)
    if found is None:
        found = pronouns.antecedent(parse, state, head)
    if found is None:
        return
    things[head] = found
    if lower in known.male | known.female:
        state.genders[found] = lexicon.MALE if lower in known.male else lexicon.FEMALE
        state.types[found] = "Person"


def _near(things: dict[int, int], head: int) -> list[tuple[int, int]]:
    return [(other, things[other]) for other in range(max(0, head - 40), head) if other in things]


def _fronted(parse: Tree, state: Discourse, head: int, things: dict[int, int]) -> int | None:
    """`In his speech, Obama`: a possessive in a phrase before the subject points forward to the subject."""
    root, front = head, head
    for _ in range(HOPS):
        if parse.heads[root] == root:
            break
        root, front = parse.heads[root], root
    subject = next((child for child in parse.children[root] if child > head and parse.deps[child] in SUBJECTS), None)
    if subject is None or subject not in things or front > subject or parse.deps[front] not in ("prep", "advcl"):
        return None
    earlier = pronouns.antecedent(parse, state, head) if parse.deps[front] == "advcl" else None
    if earlier is not None and state.heads[earlier] < 0:
        return None
    candidate = Candidate(subject, things[subject], "name", 0.0, parse.sentences[head], is_plural=False)
    return things[subject] if pronouns.agrees(parse, state, head, candidate) else None


def _read_speakers(parse: Tree, state: Discourse, seeds: list[Seed], things: dict[int, int]) -> None:
    """`I` is whoever says the words it stands in."""
    for seed in seeds:
        if seed.why == "pronoun" and parse.lowers[seed.head] in ("i", "me", "my", "mine", "myself"):
            speaker = _speaker(parse, seed.head)
            if speaker is not None and speaker in things and state.types[things[speaker]] == "Person":
                things[seed.head] = things[speaker]


def _speaker(parse: Tree, index: int) -> int | None:
    token = index
    for _ in range(20):
        above = parse.heads[token]
        if parse.lemmas[above] in lexicon.pronouns().says:
            subject = next(
                (child for child in parse.children[above] if parse.deps[child] == "nsubj" and child != token), None
            )
            if subject is not None and parse.lowers[subject] not in lexicon.pronouns().first:
                return subject
        if above == token:
            return None
        token = above
    return None
