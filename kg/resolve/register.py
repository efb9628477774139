"""A user's own register of things: `names.jsonl`, one thing a line, with the names by which texts know it.

    {"id": "org:esa", "name": "European Space Agency", "type": "Organization", "aliases": ["ESA"], "sameAs": ["https://…"]}

A thing of the register has its id and name in the graph; `type`, `aliases` and `sameAs` may be left out.
"""

import json
import pathlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import ReadError
from kg.resolve import names, types

FIELDS = {"id": str, "name": str, "type": str, "aliases": list, "sameAs": list}


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A thing that the user knows: its id is `prefix:local`, or only the local part."""

    id: str
    name: str
    type: str = types.UNKNOWN
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


def load(path: pathlib.Path) -> tuple[Entry, ...]:
    """Read a register; raises `ReadError` with the line where it is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: {error}") from error
    found = [_entry(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    twice = (
        {entry.id for entry in found if sum(entry.id == other.id for other in found) > 1}
        if len(found) < 2000
        else set()
    )
    if twice:
        raise ReadError(f"{path}: the id {min(twice)!r} stands on two lines")
    return tuple(found)


def index(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """Index entries by the keys of all their names."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in sorted(set(entries)):
        for key in sorted({names.key(name) for name in (entry.name, *entry.aliases)}):
            found[key] = (*found.get(key, ()), entry)
    return found


def match(keys: Iterable[str], of: str, by_key: Mapping[str, tuple[Entry, ...]]) -> Entry | None:
    """Find the one entry that bears one of these names and can be of that class; None where there are two, or none."""
    found = {entry for key in keys for entry in by_key.get(key, ()) if types.compatible(entry.type, of)}
    return min(found) if len(found) == 1 else None


def _entry(line: str, where: str) -> Entry:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ReadError(f"{where}: {error}") from error
    if not isinstance(row, dict) or not {"id", "name"} <= set(row) <= set(FIELDS):
        raise ReadError(f"{where}: it must have id and name, and of other keys only type, aliases and sameAs")
    for key, value in row.items():
        if not isinstance(value, FIELDS[key]) or (
            isinstance(value, list) and not all(isinstance(one, str) for one in value)
        ):
            raise ReadError(f"{where}: {key} must be a {'list of strings' if FIELDS[key] is list else 'string'}")
    same_as = tuple(row.get("sameAs", ()))
    return Entry(row["id"], row["name"], row.get("type", types.UNKNOWN), tuple(row.get("aliases", ())), same_as)
