"""The command line as a person meets it: arguments in; an exit code, standard output and standard error out."""

import pathlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kg import cli


@dataclass(frozen=True, slots=True)
class Run:
    code: int
    out: str
    err: str


Kg = Callable[..., Run]


@pytest.fixture
def kg(capfd: pytest.CaptureFixture[str]) -> Kg:
    """Run `kg` with arguments: `kg("show", "SpaceX", "-g", graph)`."""

    def run(*arguments: object) -> Run:
        capfd.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Run(code, captured.out, captured.err)

    return run


@pytest.fixture
def graph(built: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Give a copy of the built graph, to be changed at will."""
    return pathlib.Path(shutil.copytree(built, tmp_path / "graph"))
