"""The words that names are made of, read from `data/names.toml` once a process."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists in lower case; phrases are tuples of words, `kinds` maps them to a class."""

    letters: Mapping[int, str]
    cyrillic: Mapping[int, str]
    spellings: Mapping[str, str]
    numbers: Mapping[str, str]
    articles: frozenset[str]
    legal: frozenset[tuple[str, ...]]
    honorifics: frozenset[tuple[str, ...]]
    suffixes: frozenset[str]
    generations: frozenset[str]
    particles: frozenset[str]
    contrasts: tuple[frozenset[str], ...]
    plain: frozenset[str]
    bodies: frozenset[str]
    state_bodies: tuple[str, ...]
    kinds: Mapping[tuple[str, ...], str]
    given: Mapping[str, frozenset[int]]
    common_given: frozenset[str]
    common_family: frozenset[str]


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Read the data file."""
    data = read("names.toml")
    words = data["words"]
    return Lexicon(
        letters=str.maketrans(data["letters"]),
        cyrillic=str.maketrans(data["cyrillic"]),
        spellings=data["spellings"],
        numbers=data["numbers"],
        articles=frozenset(words["articles"]),
        legal=_phrases(words["legal"]),
        honorifics=_phrases([*words["honorifics"], *(line.replace(" ", "") for line in words["honorifics"])]),
        suffixes=frozenset(words["suffixes"]),
        generations=frozenset(words["generations"]),
        particles=frozenset(words["particles"]),
        contrasts=tuple(map(frozenset, words["contrasts"])),
        plain=frozenset(words["plain"]),
        bodies=frozenset(words["bodies"]),
        state_bodies=tuple(words["state_bodies"]),
        kinds={tuple(phrase.split()): of for of, phrases in data["kinds"].items() for phrase in phrases},
        given=_lines(data["given"]["same"]),
        common_given=frozenset(data["common"]["given"]),
        common_family=frozenset(data["common"]["family"]),
    )


def read(name: str) -> dict[str, Any]:
    """Give a data file of this package, as TOML."""
    return tomllib.loads(resources.files("kg").joinpath("data", name).read_text(encoding="utf-8"))


def _phrases(lines: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(line.split()) for line in lines)


def _lines(lines: list[str]) -> dict[str, frozenset[int]]:
    """Each word with the numbers of the lines that it stands in."""
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            found[word] = found.get(word, frozenset()) | {number}
    return found
