"""Lists of words for clauses and noun phrases, read from `kg/data/*.toml` once a process."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


def load(name: str) -> Mapping[str, frozenset[str]]:
    """Give the lists of `kg/data/<name>.toml` by their key."""
    return _sets(name)


def words(name: str) -> Mapping[str, str]:
    """Give the word for each word of a `kg/data/<name>.toml` that maps one to another."""
    return _read(name)


@cache
def _sets(name: str) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(listed) for key, listed in _read(name).items()}


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("kg").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))
