"""The command line as a person meets it: arguments in; an exit code, standard output and standard error out."""

import pathlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kg import cli, pipeline

TEXTS = {
    "musk.txt": "SpaceX operates Starship. Elon Musk founded SpaceX in 2002.",
    "moon.txt": " date 2021-03-11 Roscosmos signed an agreement with the Chinese National Space Administration (CNSA).",
    "orbit.md": "# Orbit\n\nNASA operates the Hubble Space Telescope. Russia did not sign the Artemis Accords.",
}


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
def corpus(tmp_path: pathlib.Path) -> pathlib.Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, content in TEXTS.items():
        (folder / name).write_text(content)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Give a graph of the corpus, which nobody changes."""
    place = tmp_path_factory.mktemp("cli")
    (place / "corpus").mkdir()
    for name, content in TEXTS.items():
        (place / "corpus" / name).write_text(content)
    pipeline.build([place / "corpus"], folder=place / "graph")
    return place / "graph"


@pytest.fixture
def graph(built: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Give a copy of that graph, to be changed at will."""
    return pathlib.Path(shutil.copytree(built, tmp_path / "graph"))
