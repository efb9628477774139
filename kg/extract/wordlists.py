"""Lists of words for clauses and noun phrases, read from `kg/data/*.toml` once a process."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def load(name: str) -> Mapping[str, frozenset[str]]:
    """Give the lists of `kg/data/<name>.toml` by their key."""
    text = resources.files("kg").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items()}
