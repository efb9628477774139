"""Expressions of time as forms: where in a text they stand, and which words fill their parts.

The forms and their words are data (`kg/data/time.toml`). All are found in one scan by one expression; a form is
matched a second time, by itself, to read its parts.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

YEAR = r"(?:1\d|20)\d\d"
EDGE = (
    r"(?:early|mid|late|later|earlier)(?:[ -]|(?<!mid) in )|the (?:end|start|beginning|middle|close|turn) of (?:the )?"
)
WINDOW = 60
"""Characters around a word of time in which its form lies."""
DAYPART = r"(?:the )?(?:early |late )?(?:morning|afternoon|evening|night|noon)"


@dataclass(frozen=True, slots=True)
class Form:
    """An expression of time in a text: `kind` names its form, `parts` what stands in its places, in lower case."""

    kind: str
    start: int
    end: int
    parts: dict[str, str]


def scan(text: str) -> Iterator[Form]:
    """Yield the forms in a text, in order, none inside another."""
    low = _lowered(text)
    for start, end in _windows(low):
        for found in _scanner().finditer(low, start, end):
            kind = str(found.lastgroup)
            match = _form(kind).fullmatch(low, found.start(), found.end())
            parts = match.groupdict() if match else {}
            yield Form(kind, found.start(), found.end(), {name: part for name, part in parts.items() if part})


def _windows(low: str) -> Iterator[tuple[int, int]]:
    """The stretches around words of time: trying all forms at every word of a text costs five times as much."""
    start = end = -1
    for word in re.finditer(r"\w+", low):
        if word[0] in _triggers() or word[0][0].isdigit():
            if word.start() - WINDOW > end:
                if end > 0:
                    yield start, end
                start = max(0, word.start() - WINDOW)
            end = min(len(low), word.end() + WINDOW)
    if end > 0:
        yield start, end


def opening(text: str, start: int) -> str:
    """Give the words right before an offset that open an interval at one side, such as "since"; else ""."""
    found = _openings().search(_lowered(text[max(0, start - 40) : start]))
    return found[1] if found else ""


def is_range(between: str) -> bool:
    """Whether what stands between two forms makes them one range: "to", "until", a dash."""
    return between.lower().strip().removesuffix(" the") in words("to")


def before(text: str, start: int) -> str:
    """Give the word right before an offset, in lower case."""
    found = re.search(r"([\w.]+)[ -]+(?:the )?$", _lowered(text[max(0, start - 25) : start]))
    return found[1] if found else ""


@cache
def table(name: str) -> dict[str, Any]:
    """Give a table of `kg/data/time.toml`."""
    text = resources.files("kg").joinpath("data", "time.toml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = tomllib.loads(text)
    return data[name]


@cache
def words(name: str) -> frozenset[str]:
    """Give a list of `kg/data/time.toml`."""
    return frozenset(table("words")[name])


@cache
def _triggers() -> frozenset[str]:
    """The words of which every form holds one, if it holds no digit."""
    units = {f"{unit}{ending}" for unit in table("units") for ending in ("", "s")}
    names = [
        *table("months"),
        *table("weekdays"),
        *table("seasons"),
        *table("days"),
        *table("holidays"),
        *words("triggers"),
    ]
    return frozenset(
        units | {word for name in names for word in re.findall(r"\w+", name)} | {f"{day}s" for day in table("weekdays")}
    )


@cache
def _scanner() -> re.Pattern[str]:
    """Match any form; the name of the group that matched last is its kind."""
    forms = "|".join(f"(?P<{kind}>{re.sub(r'[?]P<[a-z]+>', '?:', _pattern(kind))})" for kind in table("forms"))
    return re.compile(rf"(?<![\w$€£#/])(?<!\d[.,:–-])(?:{forms})(?![\w%])")


@cache
def _form(kind: str) -> re.Pattern[str]:
    return re.compile(_pattern(kind))


def _pattern(kind: str) -> str:
    """The pattern of a form with its places filled, and its spaces let match a no-break space."""
    pattern = table("forms")[kind]
    for name, choice in _places().items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{choice})")
    return re.sub(r"(?<!\[) ", "[ \u00a0]", pattern)


@cache
def _places() -> dict[str, str]:
    """What may stand in each place of a pattern."""
    weekdays = table("weekdays")
    either = [*table("published"), *table("preceding")]
    return {
        "year": YEAR,
        "edge": EDGE,
        "daypart": DAYPART,
        "month": _any(table("months")),
        "weekday": _any(weekdays),
        "longday": _any(day for day in weekdays if day.endswith("day")),
        "number": r"\d{1,4}(?:\.\d)?|" + _any(table("numbers")),
        "unit": _any(table("units")),
        "season": _any(table("seasons")),
        "ordinal": _any(table("ordinals")),
        "day": _any(table("days")),
        "published": _any(table("published")),
        "preceding": _any(table("preceding")),
        "anyear": _any(either),
        "holiday": _any(table("holidays")),
        "zone": _any(words("zones")),
    }


@cache
def _openings() -> re.Pattern[str]:
    choice = _any([*words("from"), *words("until")])
    return re.compile(rf"\b({choice})\s+(?:(?:the|about|around|at least|roughly|some time)\s+)?$")


def _any(choices: Iterable[str]) -> str:
    """Alternatives of an expression, the longest first, in an order that no hash decides."""
    return "|".join(
        re.escape(choice).replace(r"\ ", " ") for choice in sorted(choices, key=lambda word: (-len(word), word))
    )


def _lowered(text: str) -> str:
    """The text in lower case with its offsets kept: a few letters would become two."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
