"""Where the parts from npm that only tests use lie, if they were installed (`npm ci --prefix tests/view`)."""

import pathlib

import playwright
import pytest

MODULES = pathlib.Path(__file__).parent / "node_modules"

NODE = pathlib.Path(playwright.__file__).parent / "driver" / "node"
"""Playwright brings one along."""


def part(path: str) -> pathlib.Path:
    """Give a file of a package; skips the test where it is not installed."""
    file = MODULES / path
    if not file.is_file():
        pytest.skip(f"{path} is not installed; npm ci --prefix tests/view does")
    return file
