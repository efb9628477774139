"""How an event stands in the world of a text, and what governing words make of it.

A standing is a world (real, planned, alleged, conditional) and whether the event holds in it. Governing words are
looked up by part of speech, lemma and frame of their complement in `kg/data/status.toml`; composing their
signatures from the outermost down is the polarity propagation of Nairn, Condoravdi and Karttunen (2006).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from kg.errors import OntologyError
from kg.model import Status

# What a world within a world is: a rumoured plan is a plan, what is planned on a condition is conditional. Only an
# accusation keeps the plan that it is about (FactBank: the accuser's word, uncommitted for everybody else).
_DEPTH = {Status.ASSERTED: 0, Status.ALLEGED: 1, Status.PLANNED: 2, Status.CONDITIONAL: 3}

_EFFECTS = frozenset({"asserted", "negated", "planned", "alleged", "conditional", "fact", "open", "accused"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The world in which an event is, and whether it holds there.

    `is_charge` marks an allegation that is an accusation: plans that somebody is accused of are alleged.
    """

    world: Status = Status.ASSERTED
    holds: bool = True
    is_charge: bool = False

    def status(self) -> Status:
        """Give the one word for it: a condition says nothing either way, else a denial outweighs its world."""
        if self.holds or self.world is Status.CONDITIONAL:
            return self.world
        return Status.NEGATED

    def within(self, world: Status) -> "Standing":
        """Move it into a world, unless it is in a deeper one."""
        if self.is_charge and world is Status.PLANNED:
            return self
        return self if _DEPTH[world] <= _DEPTH[self.world] else replace(self, world=world)

    def charged(self) -> "Standing":
        """Make it an accusation: what the text only plans is alleged, too, since the plan itself is in doubt."""
        return self if self.world is Status.CONDITIONAL else replace(self, world=Status.ALLEGED, is_charge=True)

    def held(self) -> "Standing":
        """Give the same world, in which the event holds."""
        return self if self.holds else replace(self, holds=True)

    def denied(self) -> "Standing":
        """Turn it round: what holds does not, what does not holds."""
        return replace(self, holds=not self.holds)


REAL = Standing()


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word makes of its complement where it holds, where it is negated, and before a perfect infinitive."""

    positive: str
    negative: str
    perfect: str = ""

    def applied(self, governor: Standing, *, perfect: bool = False) -> Standing:
        """Give the complement's standing from the governor's."""
        effect = self.positive if governor.holds else self.negative
        if perfect and self.perfect and governor.holds:
            effect = self.perfect
        outer = governor.held()
        match effect:
            case "fact":
                return REAL
            case "asserted":
                return outer
            case "negated":
                return outer.denied()
            case "accused":
                return outer.charged()
            case _:
                return outer.within(Status.ALLEGED if effect == "open" else Status(effect))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Signatures by part of speech, lemma and frame, and word lists by name."""

    signatures: Mapping[tuple[str, str, str], Signature]
    words: Mapping[str, frozenset[str]]


@cache
def load() -> Lexicon:
    """Read `kg/data/status.toml`, once a process; raises `OntologyError` where it contradicts itself."""
    data = tomllib.loads(resources.files("kg").joinpath("data", "status.toml").read_text(encoding="utf-8"))
    signatures: dict[tuple[str, str, str], Signature] = {}
    for table in data["signature"]:
        signature = Signature(table["positive"], table["negative"], table.get("perfect", ""))
        if not {signature.positive, signature.negative, signature.perfect} <= _EFFECTS | {""}:
            raise OntologyError(f"status.toml: {table['name']!r} has an unknown effect; known are {sorted(_EFFECTS)}")
        for key in _keys(table):
            if key in signatures:
                raise OntologyError(f"status.toml: {' '.join(key)!r} has two signatures; keep one")
            signatures[key] = signature
    return Lexicon(signatures, {name: frozenset(words.split()) for name, words in data["words"].items()})


def _keys(table: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    for part, lists in table.items():
        if isinstance(lists, dict):
            for frames, words in lists.items():
                for frame in frames.split():
                    yield from ((part, word, frame) for word in words.split())
