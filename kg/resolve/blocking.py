"""Which senses may be one: only pairs that a rule brings together are ever compared.

Each rule puts senses into blocks by a key and yields pairs within a block, with how much their names alone say for a
merge. A block too large to compare pair by pair is compared only where two senses share a telling name, so that the
work grows with the corpus and not with its square. Blocks are independent of each other.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.resolve import lexicon, names, people, states, types
from kg.resolve.context import Context
from kg.resolve.senses import Sense
from kg.resolve.vetoes import Known

LARGE = 40
"""A block of more senses is compared by shared context only."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two senses that may be one, the first the one whose name is explained; `rule` names the kind of likeness."""

    one: Sense
    other: Sense
    rule: str
    score: float
    reason: str


def candidates(senses: Sequence[Sense], context: Context, known: Known) -> Iterator[Candidate]:
    """Bring together all pairs that any rule finds alike."""
    named = [sense for sense in senses if not sense.nominal]
    persons = [sense for sense in named if sense.type in ("Person", types.UNKNOWN)]
    others = [sense for sense in named if sense.type != "Person"]
    yield from _links(named, known)
    yield from _aliases(named, known)
    yield from _initials(others)
    yield from _persons(persons, context)
    yield from _kinds(others)
    yield from _makers(others, known)
    yield from _spellings(others, context)


def _links(senses: Iterable[Sense], known: Known) -> Iterator[Candidate]:
    """Join what is linked to one thing outside: each sense with the first of its link."""
    first: dict[str, Sense] = {}
    for sense in senses:
        link = known.links.get(sense)
        if link and first.setdefault(link, sense) is not sense:
            yield Candidate(sense, first[link], "link", 0.99, f"both are {link}")


def _aliases(senses: Sequence[Sense], known: Known) -> Iterator[Candidate]:
    """Join a name that a text gives as another name of a thing with the thing, wherever that name stands."""
    by_key: defaultdict[str, list[Sense]] = defaultdict(list)
    holders: defaultdict[str, list[Sense]] = defaultdict(list)
    for sense in senses:
        by_key[sense.key].append(sense)
        for alias in sorted(known.aliases.get(sense, ())):
            holders[alias].append(sense)
    for alias in sorted(holders):
        for other in holders[alias][:LARGE]:
            for one in by_key.get(alias, ())[:LARGE]:
                if one is not other:
                    yield Candidate(one, other, "alias", 0.9, f"given in a text for {other.name}")
        for one, other in itertools.combinations(holders[alias][:LARGE], 2):
            score = _likeness(one.key, other.key)
            if score:
                yield Candidate(one, other, "shared alias", score, f"like {other.name}, also called {alias.upper()}")


def _initials(senses: Sequence[Sense]) -> Iterator[Candidate]:
    """Join an acronym that no text explains with a name that has its initials; three letters need context besides."""
    short: defaultdict[str, list[Sense]] = defaultdict(list)
    for sense in senses:
        if names.is_acronym(sense.name):
            short[sense.key].append(sense)
    for other in senses:
        for letters in sorted(names.initials(other.name) & short.keys()):
            score = {2: 0.3, 3: 0.6}.get(len(letters), 0.8)
            for one in short[letters][:LARGE]:
                yield Candidate(one, other, "initials", score, f"initials of {other.name}")


def _persons(senses: Sequence[Sense], context: Context) -> Iterator[Candidate]:
    """Join persons of one family name whose given names agree, and lone names by their context."""
    blocks: defaultdict[tuple[str, str], list[Sense]] = defaultdict(list)
    for sense in senses:
        for block in _person_blocks(people.parse(sense.name)):
            blocks[block].append(sense)
    seen: set[tuple[Sense, Sense]] = set()
    for block in sorted(blocks):
        for one, other in _pairs(blocks[block], context):
            found = _persons_alike(one, other) if (one, other) not in seen else None
            seen.add((one, other))
            if found:
                yield found


def _person_blocks(person: people.Person) -> Iterator[tuple[str, str]]:
    """Name the blocks of a person: by the family name with the given name's lines, sound and initial; by all words."""
    family = names.skeleton(person.family)
    yield "lone", family
    if person.given:
        for line in sorted(lexicon.load().given.get(person.given, ())):
            yield f"line {line}", family
        yield f"initial {person.given[0]}", family
        yield "words", " ".join(sorted([person.given, person.family]))


def _persons_alike(one: Sense, other: Sense) -> Candidate | None:
    first, second = people.parse(one.name), people.parse(other.name)
    if first.is_lone and not second.is_lone:
        return Candidate(one, other, "lone name", 0.5, f"{other.name}, by what is named beside both")
    if second.is_lone and not first.is_lone:
        return _persons_alike(other, one)
    if first.is_lone:
        return None
    if names.skeleton(first.family) != names.skeleton(second.family):
        swapped = (first.given, first.family) == (second.family, second.given)
        return Candidate(one, other, "order", 0.85, f"{other.name} in another order") if swapped else None
    if people.conflict(first, second):
        return None
    if first.is_initial and not second.is_initial:
        return Candidate(one, other, "initial", _rare(first, second, 0.8), f"{other.name} by initial")
    if second.is_initial and not first.is_initial:
        return _persons_alike(other, one)
    return Candidate(one, other, "person", _rare(first, second, 0.9), f"another form of {other.name}")


def _rare(first: people.Person, second: people.Person, score: float) -> float:
    return 0.5 if first.is_common or second.is_common else score


def _kinds(senses: Sequence[Sense]) -> Iterator[Candidate]:
    """Join a name with the same name and its kind behind it: "Luna 25" and "Luna 25 lander"."""
    stems: defaultdict[str, list[Sense]] = defaultdict(list)
    for sense in senses:
        stems[names.kind(sense.key)[0]].append(sense)
    for stem in sorted(stems):
        for one, other in itertools.combinations(stems[stem][:LARGE], 2):
            of = names.kind(one.key)[1] or names.kind(other.key)[1]
            if of and one.key != other.key and {one.type, other.type} <= {of, types.UNKNOWN}:
                yield Candidate(one, other, "kind", 0.85, f"{other.name} with its kind")


def _makers(senses: Sequence[Sense], known: Known) -> Iterator[Candidate]:
    """Join "SpaceX Starship" with "Starship": the maker's name before the thing's, where neither is a plain word."""
    made: defaultdict[str, list[Sense]] = defaultdict(list)
    for sense in senses:
        if sense.type in ("Product", "Programme"):
            made[sense.key].append(sense)
    plain = lexicon.load().plain
    for sense in itertools.chain.from_iterable(made[key] for key in sorted(made)):
        split = sense.key.split()
        for at in range(1, len(split)):
            rest = split[at:]
            if " ".join(split[:at]) in known.makers and not set(rest) <= plain and not "".join(rest).isdigit():
                for other in made.get(" ".join(rest), ())[:LARGE]:
                    yield Candidate(sense, other, "maker", 0.85, f"{other.name} with its maker")


def _spellings(senses: Sequence[Sense], context: Context) -> Iterator[Candidate]:
    """Join names of one sound, of one word but for the plural, and with one letter amiss (which needs context)."""
    blocks: defaultdict[tuple[str, str], list[Sense]] = defaultdict(list)
    for sense in senses:
        blocks["sound", names.skeleton(sense.name)].append(sense)
        if states.key(sense.name) != sense.key or sense.key.startswith("@"):
            blocks["country", states.key(sense.name)].append(sense)
        if len(sense.key) > 5:
            blocks["plural", sense.key.removesuffix("s")].append(sense)
        for gap in _gaps(sense.key.split()):
            blocks["typo", gap].append(sense)
    for rule, key in sorted(blocks):
        for one, other in _pairs(blocks[rule, key], context):
            score = _spelling(rule, one.key, other.key)
            if score and one.key != other.key:
                yield Candidate(one, other, rule, score, f"another spelling of {other.name}")


def _spelling(rule: str, one: str, other: str) -> float:
    if rule == "country" or one.replace(" ", "") == other.replace(" ", ""):
        return 0.9
    if rule == "typo":
        return 0.5 * _one_letter_amiss(one, other)
    return 0.85 if rule == "plural" or min(len(one), len(other)) > 6 else 0.6


def _gaps(split: list[str]) -> Iterator[str]:
    """Leave out each long word in turn; of a single word, either end."""
    if len(split) == 1 and len(split[0]) > 7:
        yield split[0][:4] + "*"
        yield "*" + split[0][-4:]
    elif len(split) > 1:
        yield from (" ".join([*split[:at], "*", *split[at + 1 :]]) for at, word in enumerate(split) if len(word) > 5)


def _one_letter_amiss(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) == 1


def _likeness(one: str, other: str) -> float:
    """Score two names of one acronym: all words are alike, or those that are not are plain ("agency")."""
    first, second = set(one.split()) - names.SMALL, set(other.split()) - names.SMALL
    rest = first ^ second
    if all(any(_one_letter_amiss(word, like) for like in rest) for word in rest):
        return 0.9
    return 0.6 if first & second and rest <= lexicon.load().plain else 0.0


def _pairs(block: Sequence[Sense], context: Context) -> Iterable[tuple[Sense, Sense]]:
    """Pair all senses of a block; of a large one, those that share what is telling."""
    if len(block) <= LARGE:
        return itertools.combinations(block, 2)
    return context.pairs(block)


def aliases(senses: Iterable[Sense]) -> Mapping[Sense, frozenset[str]]:
    """Collect what texts give as other names of each sense, as keys; an acronym must be one of the name's letters."""
    return {
        sense: frozenset(
            names.key(text)
            for unit in sense.units
            for text, why in unit.surfaces
            if why == "alias" or (why == "acronym" and names.abbreviates(text, unit.name))
        )
        for sense in senses
    }
