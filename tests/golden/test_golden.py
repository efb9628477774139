"""The whole graph of `seeds/`, byte for byte: its diff shows in review what a change of a rule did.

Refresh it with `KG_REFRESH_GOLDEN=1 pytest tests/golden`, and read the diff.
"""

import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
GOLDEN = HERE / "graph.ttl"

BUILD = """
import pathlib, random, sys
from kg import pipeline
seed, folder, *paths = sys.argv[1:]
random.Random(int(seed)).shuffle(paths)
pipeline.build([pathlib.Path(path) for path in paths], folder=pathlib.Path(folder))
"""


def built(place: pathlib.Path, *, seed: int) -> pathlib.Path:
    """Build the graph of `seeds/` in a fresh interpreter with a hash seed of its own, its files in another order."""
    paths = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").iterdir())
    command = [sys.executable, "-c", BUILD, str(seed), str(place / "graph"), *paths]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": str(seed)})  # noqa: S603
    return place / "graph"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> list[pathlib.Path]:
    return [built(tmp_path_factory.mktemp("golden"), seed=seed) for seed in (1, 2)]


def test_the_graph_of_the_seeds_is_the_one_on_record(graphs: list[pathlib.Path]):
    turtle = (graphs[0] / "graph.ttl").read_bytes()

    if os.environ.get("KG_REFRESH_GOLDEN"):
        GOLDEN.write_bytes(turtle)

    assert turtle.decode() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["graph.ttl", "graph.html", "about.json"])
def test_neither_hash_seeds_nor_the_order_of_files_change_a_byte(graphs: list[pathlib.Path], name: str):
    one, other = ((graph / name).read_bytes() for graph in graphs)

    assert one == other


def test_the_checkpoints_are_the_same_too(graphs: list[pathlib.Path]):
    one, other = ({path.name: path.read_bytes() for path in (graph / "claims").iterdir()} for graph in graphs)

    assert one == other
