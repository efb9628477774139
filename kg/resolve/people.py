"""Persons' names taken apart: who can be who, and who cannot.

Two names of one family name are one person's where given names agree: equal, an initial of each other, short and full
form, or two romanisations. They are two persons' where given names, middle names or generations exclude each other.
"""

from dataclasses import dataclass
from functools import lru_cache

from kg.resolve import lexicon, names


@dataclass(frozen=True, slots=True)
class Person:
    """A name's parts in lower case: `family` with its particles, `generation` "jr" or "3" ("" where none is given)."""

    given: str
    middle: tuple[str, ...]
    family: str
    generation: str

    @property
    def is_lone(self) -> bool:
        """Tell a single word, which may be a family name, from a whole name."""
        return not self.given

    @property
    def is_initial(self) -> bool:
        """Tell "E. Musk" from "Elon Musk"."""
        return len(self.given) == 1

    @property
    def is_common(self) -> bool:
        """Tell a name that many people bear: "John Smith", "J. Smith", or any lone word."""
        known = lexicon.load()
        return self.is_lone or (
            self.family in known.common_family and (self.is_initial or self.given in known.common_given)
        )


@lru_cache(maxsize=1 << 16)
def parse(name: str) -> Person:
    """Take a person's name apart; titles before it and degrees behind it are left out."""
    known = lexicon.load()
    found = [word for part in name.replace(",", " ").split() for word in _words(part)]
    while len(found) > 1 and (titled := _title(found)):
        found = found[titled:]
    generation = ""
    while len(found) > 1 and (suffix := names.arabic(found[-1])) in known.suffixes:
        generation = {"junior": "jr", "senior": "sr", "2nd": "2", "3rd": "3"}.get(suffix, suffix) * (
            suffix in known.generations
        )
        found = found[:-1]
    start = len(found) - 1
    while start > 1 and found[start - 1] in known.particles:
        start -= 1
    given, middle = (found[0], tuple(found[1:start])) if start else ("", ())
    return Person(given, middle, " ".join(found[start:]), generation)


def is_titled(name: str) -> bool:
    """Tell whether a title stands before a name."""
    return _title([word for part in name.split() for word in _words(part)]) > 0


def conflict(one: Person, other: Person) -> str:
    """Say why two persons of one family name are two; "" where nothing keeps them apart."""
    if one.given and other.given and not agree(one.given, other.given):
        return f"{one.given.title()} is not {other.given.title()}"
    if one.generation != other.generation:
        return f"{one.generation or 'none'} is not {other.generation or 'none'} behind the name"
    if one.middle and other.middle and not _middle_agree(one.middle, other.middle):
        return f"{' '.join(one.middle).title()} is not {' '.join(other.middle).title()}"
    return ""


def agree(one: str, other: str) -> bool:
    """Tell whether two given names can be one person's: equal, initial, short form, or another romanisation."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    lines = lexicon.load().given
    return bool(lines.get(one, frozenset()) & lines.get(other, frozenset())) or names.skeleton(one) == names.skeleton(
        other
    )


def _middle_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(map(agree, one, other))


def _title(found: list[str]) -> int:
    """Count the words of a title that the name begins with; the last word is never one."""
    titles = lexicon.load().honorifics
    return next((length for length in (3, 2, 1) if length < len(found) and tuple(found[:length]) in titles), 0)


def _words(part: str) -> tuple[str, ...]:
    """Split a word of a name: "J.R.R." are three initials, "Jean-Luc" stays one given name."""
    if "." in part.strip(".") and len(part) <= 8:
        return tuple(word for piece in part.split(".") if piece for word in names.words(piece))
    joined = names.words(part.replace("-", ""))
    return tuple("".join(joined).split()) if joined else ()
