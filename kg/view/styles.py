"""The colour and shape of each type, the same in every page: known types by name, any other by the hash of its name."""

import functools
import hashlib
import json
from importlib import resources
from typing import Any

Style = dict[str, str]


def style(name: str) -> Style:
    """Give `shape` and the colours `light` and `dark` of a type."""
    table = _table()
    known: dict[str, Style] = table["types"]
    others: list[Style] = table["others"]
    return known.get(name) or others[hashlib.sha256(name.encode()).digest()[0] % len(others)]


@functools.cache
def _table() -> dict[str, Any]:
    text = (resources.files("kg.view") / "types.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
