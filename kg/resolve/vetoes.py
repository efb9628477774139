"""What two names of one thing never differ in: whatever else speaks for a merge, these forbid it.

A veto is a fact about two senses, so a chain of merges can't get round it: `merging` asks for every pair of members.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.resolve import lexicon, names, people, states, types
from kg.resolve.senses import Sense, conflicting


def _never(_one: Sense, _other: Sense) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of senses from outside their names.

    `links` are external ids, `values` what functional predicates say, `aliases` the keys that a text gives a sense as
    its other names, `makers` the keys of organisations and countries, `split` a person's decisions.
    """

    links: Mapping[Sense, str] = field(default_factory=dict)
    values: Mapping[Sense, frozenset[tuple[str, str]]] = field(default_factory=dict)
    aliases: Mapping[Sense, frozenset[str]] = field(default_factory=dict)
    makers: frozenset[str] = frozenset()
    split: Callable[[Sense, Sense], bool] = _never


def veto(one: Sense, other: Sense, known: Known) -> str:
    """Say why two senses are two things; "" where nothing forbids that they are one."""
    return next(filter(None, _reasons(one, other, known)), "")


def _reasons(one: Sense, other: Sense, known: Known) -> Iterator[str]:
    if known.split(one, other):
        yield "split by decision"
    links = {known.links.get(one, ""), known.links.get(other, "")} - {""}
    if len(links) > 1:
        yield "two links"
    if conflicting(known.values.get(one, frozenset()), known.values.get(other, frozenset())):
        yield "two values of what has one"
    if one.nominal or other.nominal:
        yield "a description names a thing of its document"
    if not types.compatible(one.type, other.type):
        yield f"{one.type} is not {other.type}"
    if links and known.links.get(one) == known.links.get(other):
        return
    if "Person" in (one.type, other.type):
        yield of_persons(one.name, other.name)
    else:
        yield of_names(one.name, other.name)
        if other.key not in known.aliases.get(one, ()) and one.key not in known.aliases.get(other, ()):
            yield of_parts(states.key(one.name), states.key(other.name), known.makers)


@lru_cache(maxsize=1 << 16)
def of_persons(one: str, other: str) -> str:
    """Say why two persons' names are of two persons; a name in another order or another script decides nothing."""
    first, second = people.parse(one), people.parse(other)
    if names.skeleton(first.family) == names.skeleton(second.family):
        return people.conflict(first, second)
    swapped = first.given == second.family or second.given == first.family
    foreign = one.isascii() != other.isascii()
    return "" if swapped or foreign or first.is_lone or second.is_lone else "another family name"


@lru_cache(maxsize=1 << 16)
def of_names(one: str, other: str) -> str:
    """Say what two names (not persons') differ in that names of one thing do not: numbers, opposites, kinds."""
    if names.numbers(one) != names.numbers(other) and not _is_glued(one, other):
        return "another number"
    first, second = set(names.key(one).split()), set(names.key(other).split())
    for line in lexicon.load().contrasts:
        mine, yours = (first - second) & line, (second - first) & line
        if mine and yours:
            return f"{min(mine)} is not {min(yours)}"
    kinds = {names.kind(names.key(one))[1], names.kind(names.key(other))[1]} - {""}
    return "another kind of thing" if len(kinds) > 1 else ""


def _is_glued(one: str, other: str) -> bool:
    """Tell "COP26" and "COP 26": one name, but for a blank before its number."""
    return names.key(one).replace(" ", "") == names.key(other).replace(" ", "")


@lru_cache(maxsize=1 << 16)
def of_parts(one: str, other: str, makers: frozenset[str]) -> str:
    """Tell a part, a branch or an owner from the whole: one key has all the other's words, and more.

    What is more may be a mere kind of thing ("Starship rocket"), or its maker's name ("SpaceX Starship").
    """
    short, long = sorted((names.kind(one)[0].split(), names.kind(other)[0].split()), key=len)
    if len(short) == len(long) or not set(short) <= set(long):
        return ""
    maker, rest = long[: -len(short)], long[-len(short) :]
    return "" if rest == short and " ".join(maker) in makers else "one name is the other and more"
