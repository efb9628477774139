"""Furniture: the stretches of a text that are no prose, and what they tell about the document.

Header lines, the title, date lines, bylines, datelines, headings, credits and section words stay in the text, so that
offsets hold, but are not parsed: "Thursday, May 7, 2015 On Tuesday, the …" is one bad sentence unless the date is
taken out. Works on units: lines where each line is a paragraph, blocks between blank lines where lines are broken by
width; a text that shows neither habit is left alone beyond its head.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from kg.read import dates

HEAD = 12
"""Lines at the top among which header lines, the title and the date are looked for."""
Span = tuple[int, int]

_FINISHED = re.compile(r"[.!?…:;][\"”’'»)\]*]*$")
_CUT = re.compile(r"[,;:\-–—(&/]$")
_BULLET = re.compile(r"(?:[-*•–·]|\d{1,3}[.)])\s")
_BYLINE = re.compile(r"By ((?:[A-Z][\w.'’-]*)(?: (?:and |of |de |van |von |bin |al-)?[A-Z][\w.'’-]*){1,8}(?:,.*)?)$")
_HEADER = re.compile(r"([A-Za-z][A-Za-z ]{1,20}?)\s*:\s*(\S.*)$")
_AGENCY = r"\((?P<agency>[A-Z][\w./&’' -]{1,40})\)"
_PLACE = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
_REST = r"(?:,? [A-Z\d][\w.'’-]*(?: [\w.'’-]+){0,3}){0,3}"
_DASH = r"(?:\s*[—–]\s*|\s+--?\s+)(?=[\"“‘']?[A-Z0-9])"
_CREDITED = re.compile(
    rf"(?:{_PLACE}{_REST},?\s*)?{_AGENCY}{_DASH}|{_AGENCY.replace('agency', 'alone')}\s*(?=[\"“]?[A-Z])"
)
_PLACED = re.compile(rf"{_CAPITALS}{_REST}{_DASH}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """Where the furniture is (sorted, apart), and the document's fields that it tells: `title`, `published`, …."""

    spans: tuple[Span, ...]
    fields: dict[str, str] = field(default_factory=dict)


def find(text: str, *, title: str = "", known: Iterable[Span] = ()) -> Furniture:
    """Find the furniture of a text; `title` is one known beforehand, `known` are spans found by the format's reader."""
    fields = {"title": title} if title else {}
    lines = _lines(text)
    taken = _header(text, lines, fields)
    spans = [*known, *lines[:taken]]
    units, headed = _units(text, lines[taken:])
    if units and (start := _opening(text, units[0], fields)):
        spans.append(start)
        units[0] = (start[1], units[0][1])
    spans += _body(text, units, fields, headed=headed)
    return Furniture(_merged(spans), fields)


def _header(text: str, lines: list[Span], fields: dict[str, str]) -> int:
    """Read the lines at the top that are no prose into `fields`, and give their number."""
    by_line = _is_habit(text, lines)
    for number, (start, end) in enumerate(lines[:HEAD]):
        line = text[start:end]
        if told := _told(line):
            for key, value in told.items():
                fields.setdefault(key, value)
        elif line.casefold() == fields.get("title", "").casefold() or _is_credit(line):
            continue
        elif "title" not in fields and _is_title(text, lines, number, by_line=by_line):
            fields["title"] = re.sub(r"\s+", " ", line)
        else:
            return number
    return min(len(lines), HEAD)


def _told(line: str) -> dict[str, str]:
    """What a header line, a date line or a byline tells; a header line that tells nothing gives an empty key."""
    if (header := _HEADER.match(line)) and (key := _table("header").get(header[1].lower())) is not None:
        if key == "published" and len(line) > 80:
            return {}  # prose goes on behind the date
        value = header[2].strip().strip("\"'")
        return {key: dates.iso(value) if key == "published" else value} if key else {"": value}
    if day := _date_line(line):
        return {"published": day}
    if len(line) <= 100 and not _FINISHED.search(line) and (byline := _BYLINE.match(line)):
        return {"author": byline[1]}
    return {}


def _date_line(line: str) -> str:
    """The date of a line that holds nothing else but a weekday, a time and words such as "published"; else ""."""
    found = dates.pattern().search(line) if len(line) <= 80 else None
    if not found:
        return ""
    rest = re.sub(
        r"\d{1,2}[:.]\d\d(?::\d\d)?|\b[AaPp]\.?[Mm]\b\.?|\b[A-Z]{2,4}\b|[^\w]", " ", line.replace(found[0], " ", 1)
    )
    allowed = set(_words("dateline")) | set(dates.weekdays().split("|"))
    return dates.of(found) if all(word.lower() in allowed for word in rest.split()) else ""


def _is_title(text: str, lines: list[Span], number: int, *, by_line: bool) -> bool:
    """Whether a line is short, unfinished, and followed by prose."""
    start, end = lines[number]
    line = text[start:end]
    if number + 1 >= len(lines) or len(line) > 150 or line[-1] in ".:;," or _is_broken(line) or _BULLET.match(line):
        return False
    following = text[slice(*lines[number + 1])]
    if "\n\n" in re.sub(r"[^\S\n]", "", text[end : lines[number + 1][0]]) or _told(following):
        return True
    return by_line and line[-1] not in "!?" and not following[0].islower()


def _opening(text: str, unit: Span, fields: dict[str, str]) -> Span | None:
    """The date that opens the first paragraph, with or without a word before it: " date 2021-03-11 Russia and …"."""
    start, end = unit
    words = "|".join(sorted(_words("opening"), key=len, reverse=True))
    ahead = re.compile(rf"(?:(?:{words})\b\s*:?\s+)?({dates.pattern().pattern})\s+(?=[\"“‘'(]?[A-Z])", re.X | re.I)
    found = ahead.match(text, start, end)
    if not found or not dates.iso(found[0]) or not re.match(r"[\"“‘'(]?[A-Z]", text[found.end() : end]):
        return None
    fields.setdefault("published", dates.iso(found[0]))
    return (len(text[:start].rstrip(" \t")), found.end())


def _body(text: str, units: list[Span], fields: dict[str, str], *, headed: bool) -> list[Span]:
    """The datelines, credits, section words and headings among the paragraphs."""
    spans: list[Span] = []
    for number, (start, end) in enumerate(units):
        unit = text[start:end]
        if unit.rstrip(" :").casefold() in _words("closing") and number > 0:
            return [*spans, (start, units[-1][1])]
        line = _CREDITED.match(unit) or (_PLACED.match(unit) if number == 0 else None)
        if line:
            told = {"publisher": next(filter(None, line.groups()), ""), "published": dates.iso(line[0])}
            fields |= {key: value for key, value in told.items() if value and not fields.get(key)}
            spans.append((start, start + line.end()))
        elif _is_credit(unit) or (headed and number + 1 < len(units) and _is_heading(unit)):
            spans.append((start, end))
    return spans


def _is_credit(unit: str) -> bool:
    """Whether a paragraph is a credit, a caption that says so, or a section word."""
    if "\n" in unit:
        return False
    low = unit.casefold()
    if low.rstrip(" :") in _words("section"):
        return True
    if low[0] in "([" and low[-1] in ")]":
        return low[1:].startswith(_words("credit_in_brackets"))
    return ":" in low and low.split(":", 1)[0].strip() in _words("credit")


def _is_heading(unit: str) -> bool:
    """Whether a paragraph is one short line that no sentence ends in: a heading or a caption."""
    if "\n" in unit or len(unit) > 100 or len(unit.split()) > 12:
        return False
    return not (
        _FINISHED.search(unit) or _is_broken(unit) or _BULLET.match(unit) or unit[0].islower() or unit[0] in "\"“‘'"
    )


def _is_broken(line: str) -> bool:
    """Whether a line goes on: it ends in a comma, a dash or a word such as "of"."""
    return bool(_CUT.search(line)) or line.split()[-1].lower() in _words("unfinished")


def _units(text: str, lines: list[Span]) -> tuple[list[Span], bool]:
    """The paragraphs, and whether they end in full stops by habit, so that one without is a heading."""
    if _is_habit(text, lines):
        return lines, True
    blocks: list[Span] = []
    for start, end in lines:
        if blocks and "\n" not in text[blocks[-1][1] : start].replace("\n", "", 1):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks, _is_habit(text, blocks)


def _is_habit(text: str, units: list[Span]) -> bool:
    """Whether at least half of the characters stand in units that end like a sentence."""
    whole = sum(end - start for start, end in units)
    return whole <= 2 * sum(end - start for start, end in units if _FINISHED.search(text[start:end]))


def _lines(text: str) -> list[Span]:
    """The lines that hold something, without the white space around them."""
    return [match.span() for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Sort spans, and join those that overlap."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _words(name: str) -> tuple[str, ...]:
    """One list of words."""
    return tuple(_data()["words"][name])


def _table(name: str) -> dict[str, str]:
    """One table of words."""
    return _data()[name]


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    """Read the word lists."""
    return tomllib.loads(resources.files("kg").joinpath("data", "furniture.toml").read_text(encoding="utf-8"))
