"""Whatever happens to a build, the graph is the one of before or the one of after, and the next build carries on.

`KG_KILLS=100 pytest tests/test_crash.py` kills more often than a test suite has time for.
"""

import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg import checkpoints, pipeline
from kg.errors import GraphError
from tests import quick
from tests.test_pipeline import contents

ROOT = pathlib.Path(__file__).parent.parent
KILLS = int(os.environ.get("KG_KILLS", "6"))

BUILDER = """
import itertools, pathlib, sys
from tests import quick
from tests.test_crash import write
from kg import pipeline
quick.install()
place = pathlib.Path(sys.argv[1])
for generation in itertools.count(int(sys.argv[2])):
    write(place / "in", generation)
    print(generation, flush=True)
    pipeline.build([place / "in"], folder=place / "graph")
"""


def write(folder: pathlib.Path, generation: int) -> None:
    """Write ten documents of which half change each time, all of which name the generation that they belong to."""
    folder.mkdir(exist_ok=True)
    for number in range(10):
        said = generation if number % 2 else 0
        (folder / f"{number}.txt").write_text(
            f"Company {number} operates Ship {said}. Generation {number} operates G{said}."
        )


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engines.harvest.Extractor", quick.Quick)
    monkeypatch.setattr("kg.checkpoints.MEAN", 3)


def started(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)  # noqa: S603


def assert_whole(graph: pathlib.Path) -> None:
    """All parts of a graph directory tell of one state, and every document is in a shard."""
    turtle = (graph / "graph.ttl").read_text()
    (generation,) = set(re.findall(r'"G(\d+)"', turtle)) - {"0"} or {"0"}
    opened = kg.open(graph)
    names = {entity.name for entity in opened.knowledge.entities}
    assert {f"G{generation}", f"Ship {generation}"} <= names
    assert opened.view() == (graph / "graph.html").read_text()
    held = {key for shard in (graph / "claims").glob("*.parquet") for key in checkpoints.keys(shard)}
    assert held == {source.claims for source in opened.about.documents}


@pytest.mark.usefixtures("quickly")
def test_a_build_killed_at_any_moment_leaves_a_whole_graph_and_the_next_one_carries_on(tmp_path: pathlib.Path):
    moments = random.Random(os.environ.get("KG_SEED", "7"))  # noqa: S311 -- no secret
    write(tmp_path / "in", 0)
    pipeline.build([tmp_path / "in"], folder=tmp_path / "graph")

    for kill in range(1, KILLS + 1):
        with started(BUILDER, tmp_path, kill * 1000) as builder:
            assert builder.stdout is not None
            assert builder.stdout.readline()  # it has begun
            time.sleep(moments.random() * 0.6)
            builder.send_signal(signal.SIGKILL)
        assert builder.returncode == -signal.SIGKILL
        assert_whole(tmp_path / "graph")

    pipeline.build([tmp_path / "in"], folder=tmp_path / "graph")
    pipeline.build([tmp_path / "in"], folder=tmp_path / "fresh")
    assert contents(tmp_path / "graph") == contents(tmp_path / "fresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh", "graph", "in"]


INTERRUPTED = """
import sys
from tests import quick
from kg import cli
quick.install()
sys.exit(cli.run(sys.argv[1:]))
"""

LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (%d, -1))"
"""No file may grow beyond so many bytes: what a write to a full disk looks like."""


@pytest.mark.usefixtures("quickly")
def test_ctrl_c_keeps_what_was_read_out_and_the_graph_that_was_there(tmp_path: pathlib.Path):
    write(tmp_path / "in", 0)
    pipeline.build([tmp_path / "in"], folder=tmp_path / "graph")
    before = contents(tmp_path / "graph")
    for number in range(30):
        (tmp_path / "in" / f"slow-{number}.txt").write_text(f"Company {number} operates Ship {number}, wait.")
    room, known = tmp_path / ".graph.building" / "claims", {path.name for path in (tmp_path / "graph/claims").iterdir()}

    with started(INTERRUPTED, "build", tmp_path / "in", "-g", tmp_path / "graph") as builder:
        while not {path.name for path in room.glob("*.parquet")} - known and builder.poll() is None:
            time.sleep(0.01)
        builder.send_signal(signal.SIGINT)
        _, told = builder.communicate()

    assert builder.returncode == 130
    assert "stopped" in told
    assert contents(tmp_path / "graph") == before
    report = pipeline.build([tmp_path / "in"], folder=tmp_path / "graph")
    assert report.reused > 10


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("limit", [1, 30_000, 250_000])
def test_a_disk_that_is_full_at_any_stage_is_told_and_nothing_is_lost(tmp_path: pathlib.Path, limit: int):
    write(tmp_path / "in", 0)
    pipeline.build([tmp_path / "in"], folder=tmp_path / "graph")
    before = contents(tmp_path / "graph")
    write(tmp_path / "in", 1)
    code = INTERRUPTED.replace("sys.exit(", f"{LIMITED % limit}\nsys.exit(")

    with started(code, "build", tmp_path / "in", "-g", tmp_path / "graph") as builder:
        _, told = builder.communicate()

    assert builder.returncode == 1, told
    assert told.startswith("kg: ")
    assert told.count("\n") == 1
    assert contents(tmp_path / "graph") == before
    pipeline.build([tmp_path / "in"], folder=tmp_path / "graph")
    assert_whole(tmp_path / "graph")


@pytest.fixture
def disk(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    """Give a disk of its own, of 8 MB; skips where one can't be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("needs the right to mount")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("left", [0, 150_000, 600_000])
def test_a_full_disk_is_told_and_nothing_is_lost(disk: pathlib.Path, tmp_path: pathlib.Path, left: int):
    write(tmp_path / "in", 0)
    pipeline.build([tmp_path / "in"], folder=disk / "graph")
    before = contents(disk / "graph")
    write(tmp_path / "in", 1)
    free = os.statvfs(disk)
    (disk / "filler").write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - left))

    with pytest.raises(GraphError, match=r"can't (be written|write)"):
        pipeline.build([tmp_path / "in"], folder=disk / "graph")
    assert contents(disk / "graph") == before

    (disk / "filler").unlink()
    pipeline.build([tmp_path / "in"], folder=disk / "graph")
    assert_whole(disk / "graph")


@pytest.mark.usefixtures("quickly")
def test_a_disk_that_can_only_be_read_is_told(disk: pathlib.Path, tmp_path: pathlib.Path):
    write(tmp_path / "in", 0)
    pipeline.build([tmp_path / "in"], folder=disk / "graph")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S603, S607

    with pytest.raises(GraphError, match=r"can't write the graph to .*: Read-only file system"):
        pipeline.build([tmp_path / "in"], folder=disk / "graph")

    assert kg.open(disk / "graph").stats().documents == 10


EDITS = st.tuples(
    st.sampled_from(["write", "remove", "rename", "fail"]), st.integers(0, 5), st.integers(0, 5), st.integers(0, 3)
)


def edit(folder: pathlib.Path, what: str, one: int, other: int, said: int) -> None:
    path = folder / ("sub" if one % 2 else ".") / f"{one}.txt"
    path.parent.mkdir(exist_ok=True)
    if what in ("write", "fail"):
        path.write_text(f"Company {one} operates Ship {said}. {'fail' if what == 'fail' else ''}")
    elif what == "remove":
        path.unlink(missing_ok=True)
    elif path.exists():
        path.rename(folder / f"{other}.txt")


@pytest.mark.usefixtures("quickly")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(EDITS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_any_sequence_of_edits_gives_the_bytes_of_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, int, int, int]]]
):
    place = tmp_path_factory.mktemp("edits")
    (place / "in").mkdir()
    (place / "in" / "always.txt").write_text("Company A operates Ship B.")

    for number, edits in enumerate(rounds):
        for each in edits:
            edit(place / "in", *each)
        pipeline.build([place / "in"], folder=place / "graph")

        pipeline.build([place / "in"], folder=place / f"fresh-{number}")
        assert contents(place / "graph") == contents(place / f"fresh-{number}")


WATCHED = """
import sys
from tests import quick
from kg import cli
from kg.cli import watch
quick.install()
watch.QUIET = 300
sys.exit(cli.run(sys.argv[1:]))
"""


@pytest.mark.usefixtures("quickly")
def test_watching_follows_every_change_until_ctrl_c(tmp_path: pathlib.Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Company A operates Ship A.")
    graph = tmp_path / "in" / "graph"

    with started(WATCHED, "watch", tmp_path / "in", "-g", graph) as watcher:
        assert watcher.stdout is not None
        told = [watcher.stdout.readline()]
        (tmp_path / "in" / "b.txt").write_text("Company B operates Ship B.")
        told.append(watcher.stdout.readline())
        (tmp_path / "in" / "a.txt").unlink()
        told.append(watcher.stdout.readline())
        (tmp_path / "in" / "b.txt").unlink()
        told.append(watcher.stdout.readline())
        watcher.send_signal(signal.SIGINT)
        rest, errors = watcher.communicate()

    assert told[:3] == [
        "1 document, 1 of them new: 1 fact\n", "2 documents, 1 of them new: 2 facts\n",
        "1 document, 0 of them new: 1 fact\n",
    ]  # fmt: skip
    assert told[3].startswith("kg: nothing to build from")
    assert (watcher.returncode, rest) == (0, "")
    assert "is as it was last built" in errors
    assert kg.open(graph).stats().documents == 1
