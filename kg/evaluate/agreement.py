"""Whether the words of a fact agree with those of a gold fact: names by their head word, relations by their stems.

An annotator and a program word things differently ("won by", "the victory of"), so neither names nor relations are
compared letter by letter. Which words count is data (`kg/data/scoring.toml`).
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

_OVERLAP = 0.7
"""Names that share so much of their words (F1) agree."""
_HALF = 0.5
"""One word may stand for a longer name with that head only where it is so much of it (F1)."""
_STEM = 3
"""Letters that a stem keeps."""
_YEAR = 4
"""Characters of a date that say at least which year."""


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are equal, or one holds the other's head word and most of its words."""
    left, right = _content(one), _content(other)
    if left == right or not left or not right:
        return bool(left) and left == right
    short, long = sorted((left, right), key=len)
    shared = 2 * len({*left} & {*right}) / (len({*left}) + len({*right}))
    is_part = short[-1] in long and {*short} <= {*long}
    return (is_part and (len(short) > 1 or shared >= _HALF)) or shared >= _OVERLAP


def same_value(gold: str, kind: str, found: str) -> bool:
    """Tell whether two literals agree: dates as far as the coarser goes, numbers by one of their figures."""
    if kind == "date":
        return found[: len(gold)] == gold or (len(found) >= _YEAR and gold.startswith(found[:10]))
    if kind == "number":
        return bool(_figures(gold) & _figures(found)) or _content(gold) == _content(found)
    return same_name(gold, found)


def same_time(gold: str, found: str | None) -> bool:
    """Tell whether an end of one interval agrees with an end of the other, as far as the coarser goes."""
    ends = [(one, other) for one in gold.split("/") for other in (found or "").split("/") if one and other]
    return any(
        len(other) >= _YEAR and one[: min(len(one), len(other))] == other[: min(len(one), len(other))]
        for one, other in ends
    )


def same_relation(gold: str, found: str) -> bool:
    """Tell whether two relations share a stem."""
    return bool(_stems(gold) & _stems(found))


@cache
def _stems(text: str) -> frozenset[str]:
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ").replace("-", " ")
    irregular = _words()["irregular"]
    found = {_stem(irregular.get(token, token)) for token in _tokens(split) if token not in _idle()}
    return frozenset(found or map(_stem, _tokens(split)))


def _stem(word: str) -> str:
    for ending in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > _STEM and word[-1] == word[-2] else word


@cache
def _content(text: str) -> tuple[str, ...]:
    tokens = _tokens(text)
    return tuple(token for token in tokens if token not in _idle()) or tokens


def _tokens(text: str) -> tuple[str, ...]:
    """Give the words in lower case and without accents, possessives, thousands' commas and dots of initials."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
    for pattern, put in ((r"'s\b", " "), (r"(?<=\d),(?=\d{3})", ""), (r"(?<=\w)\.(?=\w\.|\w\b)", "")):
        plain = re.sub(pattern, put, plain)
    return tuple(re.findall(r"\w+", plain))


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


@cache
def _idle() -> frozenset[str]:
    return frozenset(_words()["idle"].split())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_words()["endings"].split())


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("kg").joinpath("data", "scoring.toml").read_text(encoding="utf-8"))
