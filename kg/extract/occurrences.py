"""Events without a name that one article tells of twice: "an earthquake in Turkey", "an earthquake in Syria".

A description names a thing of its article, so that two events of one noun would be one. Where the words say of two
that they happened in different places or years, these go into what they are called; so they do where two are brought
up as new ("an earthquake", twice: an indefinite noun stands for a new thing; Heim 1982) and only one is placed. Where
they say nothing of the kind, the noun stays alone, and may as well mean the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from kg.extract.tree import Tree

WHERE = frozenset(("in", "at", "near", "off", "on", "outside", "around"))
YEAR = re.compile(r"(1[0-9]|20)\d\d")
NEW = frozenset(("a", "an", "another"))
HEADS = ("nsubj", "nsubjpass", "dobj", "attr")
"""Functions of a noun of which the clause's time is the event's."""


def told_apart(parse: Tree, described: Mapping[int, tuple[int, str]], place: Callable[[int], str]) -> Mapping[int, str]:
    """Give new names for events by their numbers; `described` maps them to a head and a description.

    `place` names the place that a token heads, "" for any other token.
    """
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for thing, (_, description) in described.items():
        alike[description].append(thing)
    found: dict[int, str] = {}
    for description, things in alike.items():
        where = {thing: _where(parse, described[thing][0], place) for thing in things}
        when = {thing: _when(parse, described[thing][0]) for thing in things}
        are_new = sum(_is_new(parse, described[thing][0]) for thing in things) > 1
        differ = [len(set(said.values()) - {""}) for said in (where, when)]
        places_differ, years_differ = (count > (max(differ) > 1 or not are_new) for count in differ)
        for thing in things:
            year = f"{when[thing]} " if years_differ and when[thing] else ""
            spot = f" {where[thing]}" if places_differ and where[thing] else ""
            if year or spot:
                found[thing] = f"{year}{description}{spot}"
    return found


def _is_new(parse: Tree, head: int) -> bool:
    return any(parse.lowers[child] in NEW for child in parse.children[head])


def _where(parse: Tree, head: int, place: Callable[[int], str]) -> str:
    """Give the place right behind an event's noun, with its preposition."""
    for child in parse.children[head]:
        if child > head and parse.lowers[child] in WHERE:
            named = next(filter(None, (place(below) for below in parse.children[child])), "")
            if named:
                return f"{parse.lowers[child]} {named}"
    return ""


def _when(parse: Tree, head: int) -> str:
    """Give the year that stands with an event's noun, or with the verb that it is subject or object of."""
    hosts = [head, *([parse.heads[head]] if parse.deps[head] in HEADS else [])]
    return next((word for host in hosts for word in _years(parse, host)), "")


def _years(parse: Tree, host: int) -> Iterator[str]:
    for child in parse.children[host]:
        near = [child, *parse.children[child]] if parse.deps[child] in ("prep", "npadvmod", "npmod") else [child]
        yield from (parse.words[index] for index in near if YEAR.fullmatch(parse.words[index]))
