"""What the mentions of a document refer to: one reading from left to right.

A name refers to its chain (`chains`). The rest is decided in reading order, as in the sieves of Raghunathan et
al. 2010 and Lee et al. 2013, the surest first: a noun in apposition is its name, a relative pronoun its noun, a
definite description what was called so before, a pronoun what stands out most of what agrees with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract import appositions, classes, definites, homes, lexicon, plurals, pronouns, relatives
from kg.extract.chains import Chain
from kg.extract.discourse import Candidate, Discourse, role
from kg.extract.seeds import Seed
from kg.extract.tree import SUBJECTS, Tree

HOPS = 12
SEVERAL = frozenset(("couple", "pair", "duo", "trio"))
NAMED_ONE = frozenset(("Organization", "Event", "Programme", "Work", "Product"))
FIRST = frozenset(("i", "me", "my", "mine", "myself"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known before the reading: names by the nouns beside them, and by their tokens; who says what is quoted.

    `described` maps heads of nominals to heads of names, `owners` tokens of names to heads, `quoted` tokens inside
    quotations to the heads of their speakers.
    """

    described: Mapping[int, int]
    owners: Mapping[int, int]
    quoted: Mapping[int, int]


def resolve(parse: Tree, chains: list[Chain], seeds: Sequence[Seed], *, quoted: Mapping[int, int]) -> Discourse:
    """Give every mention its thing, in `Discourse.things`; a pronoun without a safe antecedent has none."""
    ordered = sorted(seeds, key=lambda seed: seed.head)
    state = _opening(chains, ordered)
    names = {seed.head: seed.start for seed in ordered if seed.thing >= 0 and seed.why != "demonym"}
    nominal = {seed.head for seed in ordered if seed.why == "nominal"}
    owners = {token: seed.head for seed in ordered if seed.thing >= 0 for token in range(seed.start, seed.end)}
    frame = Frame(dict(appositions.appositions(parse, names, nominal)), owners, quoted)
    for seed in ordered:
        if seed.why == "pronoun":
            _read_pronoun(parse, state, seed.head, frame)
        elif seed.why == "nominal":
            state.whys[seed.head] = _read_nominal(parse, state, seed.head, frame)
        elif seed.why != "demonym":
            homes.of_title(parse, state, seed, owners)
        if seed.head in state.things and seed.why != "demonym":
            _remember(parse, state, seed, frame)
            plurals.coordination(parse, state, seed.head, names)
    _read_speakers(parse, state, ordered, quoted)
    return state


def _opening(chains: list[Chain], seeds: Sequence[Seed]) -> Discourse:
    return Discourse(
        things={seed.head: seed.thing for seed in seeds if seed.thing >= 0},
        whys={seed.head: seed.why for seed in seeds},
        types=[chain.type for chain in chains],
        genders=[chain.gender for chain in chains],
        nouns=[set(chain.nouns) for chain in chains],
        words=[{*chain.nouns, *" ".join(chain.surfaces).lower().split()} for chain in chains],
        heads=[-1] * len(chains),
    )


def _remember(parse: Tree, state: Discourse, seed: Seed, frame: Frame) -> None:
    """Enter a mention into the history, unless it only says again what its neighbour says."""
    head, thing = seed.head, state.things[seed.head]
    is_predicate = seed.why == "nominal" and (parse.deps[head] in ("attr", "oprd") or _is_post(parse, head))
    is_adjective = state.types[thing] == "Group" and parse.deps[head] in ("amod", "compound", "nmod")
    is_apart = parse.deps[head] == "appos" and head in frame.described
    if is_predicate or is_adjective or is_apart:
        return
    kind = seed.why if seed.why in ("nominal", "pronoun") else "name"
    if kind == "nominal" and state.heads[thing] < 0:
        kind = "name"
    is_one = state.types[thing] == "Place" or (state.heads[thing] < 0 and state.types[thing] in NAMED_ONE)
    plural = thing in state.members or (parse.tags[head] in ("NNS", "NNPS") and not is_one)
    state.history.append(Candidate(head, thing, kind, role(parse, head), parse.sentences[head], is_plural=plural))


def _read_nominal(parse: Tree, state: Discourse, head: int, frame: Frame) -> str:
    """Find what a common noun refers to, and how."""
    noun, said = parse.lemmas[head], definites.modifiers(parse, head)
    name = frame.described.get(head)
    if name is not None and appositions.suits(parse, head, state.types[state.things[name]]):
        state.things[head] = state.things[name]
        state.describe(state.things[head], noun, said)
        homes.of_noun(parse, state, head)
        return "description"
    found = _found(parse, state, head)
    if found is not None:
        state.things[head] = found
        return "description"
    national = "Person" if parse.words[head] in lexicon.places().demonyms else "Thing"
    kind = classes.of_noun(parse, head) or national
    state.things[head] = state.add(kind, lexicon.words().gender.get(noun, ""), head)
    state.describe(state.things[head], noun, said)
    subject = _subject_of_predicate(parse, head)
    if subject is not None and subject in state.things:
        state.describe(state.things[subject], noun, said)
    return "nominal"


def _found(parse: Tree, state: Discourse, head: int) -> int | None:
    """Find what a description points back to."""
    noun = parse.lemmas[head]
    if noun in lexicon.words().unique:
        return None
    if not definites.is_anaphoric(parse, head):
        return homes.owned(parse, state, head)
    found = definites.antecedent(parse, state, head)
    if found is None and (parse.tags[head] == "NNS" or noun in SEVERAL):
        found = plurals.antecedent(parse, state, head)
    return found


def _subject_of_predicate(parse: Tree, head: int) -> int | None:
    """`SpaceX` in "SpaceX is a company", "Poe" in "Poe was sworn in as mayor" and in "they named Poe as mayor"."""
    verb = parse.heads[head]
    if parse.deps[head] == "attr" and not any(parse.deps[child] == "neg" for child in parse.children[verb]):
        return next((child for child in parse.children[verb] if parse.deps[child] in SUBJECTS), None)
    if not _is_post(parse, head):
        return None
    verb = parse.heads[verb]
    ends = {parse.deps[child]: child for child in parse.children[verb] if child < head}
    return next((ends[dep] for dep in ("nsubjpass", "dobj", "nsubj") if dep in ends), None)


def _is_post(parse: Tree, head: int) -> bool:
    """Whether a noun after "as" says what a person is made or works as."""
    preposition = parse.heads[head]
    is_post = parse.deps[head] == "pobj" and parse.lowers[preposition] == "as"
    return is_post and parse.tags[parse.heads[preposition]][:1] == "V" and classes.of_noun(parse, head) == "Person"


def _read_pronoun(parse: Tree, state: Discourse, head: int, frame: Frame) -> None:
    """Find what a pronoun refers to; enter nothing where that is not safe."""
    lower, known = parse.lowers[head], lexicon.pronouns()
    if relatives.is_relative(parse, head):
        _read_relative(parse, state, head, frame)
        return
    if lower not in known.male | known.female | known.thing | known.plural:
        return
    speaker = state.things.get(frame.quoted.get(head, -1))
    found = _fronted(parse, state, head)
    if found is None or found == speaker:
        found = pronouns.antecedent(parse, state, head, speaker=speaker)
    if found is None:
        return
    state.things[head] = found
    if lower in known.male | known.female:
        state.genders[found] = lexicon.MALE if lower in known.male else lexicon.FEMALE
        state.types[found] = "Person"


def _read_relative(parse: Tree, state: Discourse, head: int, frame: Frame) -> None:
    """Find the noun that a relative pronoun takes up."""
    before = range(max(0, head - 40), head)
    types = {other: state.types[state.things[other]] for other in before if other in state.things}
    group = tuple(frame.owners.get(other, other) for other in relatives.antecedents(parse, head, types))
    if len(group) == 1 and group[0] in state.things:
        state.things[head] = state.things[group[0]]
    elif len(group) > 1 and all(member in state.things for member in group):
        state.things[head] = plurals.enter(parse, state, group, group[0])


def _fronted(parse: Tree, state: Discourse, head: int) -> int | None:
    """`In his speech, Obama`: a pronoun in a phrase before the subject points forward to the subject."""
    root, front = head, head
    for _ in range(HOPS):
        if parse.heads[root] == root:
            break
        root, front = parse.heads[root], root
    subject = next((child for child in parse.children[root] if child > head and parse.deps[child] in SUBJECTS), None)
    if subject is None or subject not in state.things or front > subject or parse.deps[front] not in ("prep", "advcl"):
        return None
    earlier = pronouns.antecedent(parse, state, head) if parse.deps[front] == "advcl" else None
    if earlier is not None and state.heads[earlier] < 0:
        return None
    thing = state.things[subject]
    candidate = Candidate(subject, thing, "name", 0.0, parse.sentences[head], is_plural=False)
    return thing if pronouns.agrees(parse, state, head, candidate) else None


def _read_speakers(parse: Tree, state: Discourse, seeds: Sequence[Seed], quoted: Mapping[int, int]) -> None:
    """`I` is whoever says the words it stands in."""
    for seed in seeds:
        if seed.why == "pronoun" and parse.lowers[seed.head] in FIRST:
            thing = state.things.get(quoted.get(seed.head, -1))
            if thing is not None and state.types[thing] == "Person":
                state.things[seed.head] = thing
