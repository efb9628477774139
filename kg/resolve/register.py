"""A user's own register of things: `names.jsonl`, one thing a line, with the names by which texts know it.

    {"id": "org:esa", "name": "European Space Agency", "type": "Organization", "aliases": ["ESA"], "sameAs": ["https://…"]}

A thing of the register has its id and name in the graph; `type`, `aliases` and `sameAs` may be left out. A name is
linked by its spelling, or less surely by its sound (Roskosmos, Roscosmos), and only where one entry is meant: two of
one name, or one of another class, leave it unlinked, and `Match.reason` says so.
"""

import hashlib
import json
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.errors import ReadError
from kg.resolve import entities, names, types

FIELDS = {"id": str, "name": str, "type": str, "aliases": list, "sameAs": list}
CLASSES = {prefix: of for of, prefix in entities.PREFIXES.items()}
IDENTIFIER = re.compile(r"[^\s/:]+(:[^\s:]+)?")
SHOWN = 5
"""Wrong lines that an error names."""

SPELT, WRITTEN, SOUNDED = 1.0, 0.97, 0.85
"""Scores of a name that stands in the register letter by letter, but for case and the like, and by its sound."""
OTHER_CLASS = 0.85
"""Times so much where taggers call it another class, of those that they mix up."""
ENOUGH = 0.8
"""The score from which a name is linked."""
LONG = 6
"""Only of more letters than so many does a sound say enough."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A thing that the user knows: its id is `prefix:local`, or only the local part."""

    id: str
    name: str
    type: str = types.UNKNOWN
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Give all its names, the best first."""
        return self.name, *self.aliases


@dataclass(frozen=True, slots=True)
class Match:
    """What the register knows of a name: the entry that it is, or None and why not; `score` is 0 without one."""

    entry: Entry | None
    score: float
    reason: str


NOTHING = Match(None, 0.0, "")


@dataclass(frozen=True, slots=True)
class Register:
    """Entries by the keys and by the sounds of their names."""

    entries: tuple[Entry, ...] = ()
    by_key: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    by_sound: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


def load(path: pathlib.Path) -> tuple[Entry, ...]:
    """Read a register; raises `ReadError` that names the lines that are wrong, each with its number."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: {error}") from error
    found, wrong, first = list[Entry](), list[str](), dict[str, int]()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line)
            if first.setdefault(entry.id, number) != number:
                raise ValueError(f"the id {entry.id!r} stands on line {first[entry.id]} already")
            found.append(entry)
        except ValueError as error:
            wrong.append(f"line {number}: {error}")
    if wrong:
        more = f"; and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise ReadError(f"{path}, {'; '.join(wrong[:SHOWN])}{more}")
    return tuple(found)


def dump(entries: Iterable[Entry]) -> str:
    """Write entries as JSON lines in the order of their ids: the same register gives the same text."""
    rows = (
        {"id": one.id, "name": one.name, "type": one.type, "aliases": one.aliases, "sameAs": one.same_as}
        for one in sorted(entries)
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def digest(entries: Iterable[Entry]) -> str:
    """Name a register by its content; "" for one without entries."""
    text = dump(entries)
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""


def index(entries: Iterable[Entry]) -> Register:
    """Index entries by all their names."""
    by_key: defaultdict[str, list[Entry]] = defaultdict(list)
    by_sound: defaultdict[str, list[Entry]] = defaultdict(list)
    ordered = tuple(sorted(set(entries)))
    for entry in ordered:
        for key in sorted({names.key(name) for name in entry.names}):
            by_key[key].append(entry)
        for sound in sorted({names.skeleton(name) for name in entry.names}):
            by_sound[sound].append(entry)
    frozen = ({key: tuple(found) for key, found in index.items()} for index in (by_key, by_sound))
    return Register(ordered, *frozen)


def match(name: str, others: Iterable[str], of: str, register: Register) -> Match:
    """Find the one entry that bears a name, or one of the keys `others`, and can be of that class."""
    keys = (names.key(name), *others)
    found = sorted({entry for key in keys for entry in register.by_key.get(key, ())})
    sound = names.skeleton(name)
    if found:
        score = SPELT if any(name in entry.names for entry in found) else WRITTEN
    elif len(sound) > LONG and (found := list(register.by_sound.get(sound, ()))):
        score = SOUNDED
    else:
        return NOTHING
    fitting = [entry for entry in found if types.compatible(entry.type, of)]
    if not fitting:
        fitting, score = [entry for entry in found if types.family(entry.type) == types.family(of)], score * OTHER_CLASS
    if len(fitting) == 1 and score >= ENOUGH:
        return Match(fitting[0], round(score, 2), "")
    return Match(None, 0.0, _why_not(name, of, fitting or found, alike=len(fitting)))


def _why_not(name: str, of: str, found: list[Entry], *, alike: int) -> str:
    several = ", ".join(entry.id for entry in found[:SHOWN])
    if alike > 1:
        return f"the register has {alike} things called {name}: {several}"
    return f"{several} in the register is {found[0].type}, and this is {of}"


def _entry(line: str) -> Entry:
    """Read a line; raises `ValueError` that says what is wrong with it."""
    row = json.loads(line)
    if not isinstance(row, dict) or not {"id", "name"} <= set(row) <= set(FIELDS):
        raise ValueError("it must have id and name, and of other keys only type, aliases and sameAs")
    for key, value in row.items():
        values = value if isinstance(value, list) else [value]
        if not isinstance(value, FIELDS[key]) or not all(isinstance(one, str) and one.strip() for one in values):
            raise ValueError(f"{key} must be a {'list of strings' if FIELDS[key] is list else 'string'}, none empty")
    of = row.get("type") or CLASSES.get(row["id"].partition(":")[0], types.UNKNOWN)
    entry = Entry(row["id"], row["name"].strip(), of, tuple(row.get("aliases", ())), tuple(row.get("sameAs", ())))
    if wrong := next(_defects(entry), ""):
        raise ValueError(wrong)
    return entry


def _defects(entry: Entry) -> Iterator[str]:
    prefix, colon, _ = entry.id.partition(":")
    if not IDENTIFIER.fullmatch(entry.id):
        yield f"the id {entry.id!r} must be like org:esa or esa, without blanks"
    if colon and prefix not in entities.PREFIXES.values():
        yield f"the id's prefix {prefix!r} is unknown; known are {', '.join(sorted(entities.PREFIXES.values()))}"
    if entry.type not in entities.PREFIXES:
        yield f"the type {entry.type!r} is unknown; known are {', '.join(sorted(entities.PREFIXES))}"
    if colon and entry.type != types.UNKNOWN and entities.PREFIXES[entry.type] != prefix:
        yield f"a {entry.type} has an id that begins with {entities.PREFIXES[entry.type]}:, not {prefix}:"
    for iri in entry.same_as:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+$", iri):
            yield f"sameAs: {iri!r} is no IRI"
