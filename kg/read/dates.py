"""Written dates in headers and metadata, as ISO days.

Only a full day counts as a publication date, and only where it can't be misread: 03/04/2021 is the third of April to
one reader and the fourth of March to another, so it is left alone, while 25/12/2021 is taken.
"""

import datetime
import re
import tomllib
from functools import lru_cache
from importlib import resources


def iso(written: str) -> str:
    """Give the first full date in a string as `2021-03-11`; "" where there is none."""
    for match in pattern().finditer(written):
        if day := of(match):
            return day
    return ""


def of(match: re.Match[str]) -> str:
    """Give the date that `pattern()` matched as `2021-03-11`; "" where no calendar has it (30 February)."""
    part = {name.rstrip("_"): text for name, text in match.groupdict().items() if text}
    month = _words("months").get(part.get("name", "").lower(), 0)
    try:
        if month:
            return datetime.date(int(part["year"]), month, int(part["day"])).isoformat()
        if "first" in part:
            return _numeric(int(part["year"]), int(part["first"]), int(part["second"]))
        return datetime.date(int(part["year"]), int(part["month"]), int(part["day"])).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Match a full date, with its weekday if it has one: ISO, "May 7, 2015", "7 May 2015", "25/12/2021"."""
    months = "|".join(sorted(_words("months"), key=len, reverse=True))
    weekdays = "|".join(sorted(_words("weekdays"), key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w./-])(?:(?:{weekdays})\b\.?,?[ ]+)?(?:
        (?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d|[-/.]\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?
        | (?P<year_>\d{{4}})(?P<month_>\d\d)(?P<day_>\d\d)(?![\w-])
        | (?P<name>{months})\b\.?[ ]+(?P<day__>\d{{1,2}})(?:st|nd|rd|th)?\b,?[ ]+(?P<year__>\d{{4}})\b
        | (?P<day___>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of[ ])?(?P<name_>{months})\b\.?,?[ -](?P<year___>\d{{4}})\b
        | (?P<first>\d{{1,2}})(?P<sep_>[/.])(?P<second>\d{{1,2}})(?P=sep_)(?P<year____>\d{{4}})\b
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


def weekdays() -> str:
    """Give the weekdays as alternatives of a regular expression."""
    return "|".join(sorted(_words("weekdays"), key=len, reverse=True))


def months() -> str:
    """Give the months as alternatives of a regular expression."""
    return "|".join(sorted(_words("months"), key=len, reverse=True))


@lru_cache(maxsize=2)
def _words(table: str) -> dict[str, int]:
    """Read one table of the words of time."""
    words: dict[str, dict[str, int]] = tomllib.loads(
        resources.files("kg").joinpath("data", "time.toml").read_text(encoding="utf-8")
    )
    return words[table]


def _numeric(year: int, first: int, second: int) -> str:
    """Give a day from two numbers only where one of them can't be a month, or where both are the same."""
    if first > 12 or first == second:
        return datetime.date(year, second, first).isoformat()
    return datetime.date(year, first, second).isoformat() if second > 12 else ""
