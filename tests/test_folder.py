"""The graph directory changes as a whole or not at all."""

import pathlib
import random
import signal
import subprocess
import sys
import time

import pytest

from kg import folder as directory
from kg.errors import GraphError
from kg.folder import About, Source

ROOT = pathlib.Path(__file__).parent.parent
ABOUT = About("https://example.org/", "en_core_web_md", (Source("a", "a.txt", "0123"),))


def write(room: pathlib.Path, text: str) -> None:
    for name in (directory.TURTLE, directory.PAGE):
        (room / name).write_text(text)
    directory.describe(room, ABOUT)


def put(folder: pathlib.Path, text: str) -> None:
    with directory.rebuilt(folder) as room:
        write(room, text)


def put_half(folder: pathlib.Path, error: BaseException) -> None:
    with directory.rebuilt(folder) as room:
        write(room, "half")
        (room / directory.CLAIMS / "0123.json").write_text("{}")
        raise error


def test_what_was_built_takes_the_place_of_what_was_there(tmp_path: pathlib.Path):
    folder = tmp_path / "deep" / "graph"

    put(folder, "one")
    put(folder, "two")

    assert (folder / directory.TURTLE).read_text() == "two"
    assert directory.about(folder) == ABOUT
    assert [path.name for path in folder.parent.iterdir()] == ["graph"]


@pytest.mark.parametrize("error", [GraphError("nothing could be built"), ValueError("a bug"), KeyboardInterrupt()])
def test_a_build_that_fails_leaves_the_graph_as_it_was(tmp_path: pathlib.Path, error: BaseException):
    put(tmp_path / "graph", "one")

    with pytest.raises(type(error)):
        put_half(tmp_path / "graph", error)

    assert (tmp_path / "graph" / directory.TURTLE).read_text() == "one"


def test_the_next_build_finds_the_checkpoints_of_one_cut_short_and_nothing_else(tmp_path: pathlib.Path):
    with pytest.raises(KeyboardInterrupt):
        put_half(tmp_path / "graph", KeyboardInterrupt())

    with directory.rebuilt(tmp_path / "graph") as room:
        left = sorted(path.relative_to(room).as_posix() for path in room.rglob("*"))

    assert left == ["claims", "claims/0123.json"]


def test_two_builds_at_once_are_refused(tmp_path: pathlib.Path):
    put(tmp_path / "graph", "one")

    with directory.rebuilt(tmp_path / "graph") as room:
        write(room, "two")
        with pytest.raises(GraphError, match="another build is writing"), directory.rebuilt(tmp_path / "graph"):
            pass

    assert (tmp_path / "graph" / directory.TURTLE).read_text() == "two"


def test_files_that_are_not_ours_are_carried_over(tmp_path: pathlib.Path):
    put(tmp_path / "graph", "one")
    (tmp_path / "graph" / "decisions.toml").write_text("decisions = []")
    (tmp_path / "graph" / "notes").mkdir()
    (tmp_path / "graph" / "notes" / "mine.txt").write_text("mine")

    put(tmp_path / "graph", "two")

    assert (tmp_path / "graph" / "decisions.toml").read_text() == "decisions = []"
    assert (tmp_path / "graph" / "notes" / "mine.txt").read_text() == "mine"


def test_a_folder_with_other_files_is_never_taken_for_a_graph(tmp_path: pathlib.Path):
    (tmp_path / "thesis.tex").write_text("years of work")

    with pytest.raises(GraphError, match="holds other files and no graph"):
        put(tmp_path, "graph")

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_in_the_way_is_named(tmp_path: pathlib.Path):
    (tmp_path / "graph").write_text("a file")

    with pytest.raises(GraphError, match="is a file"):
        put(tmp_path / "graph", "one")


@pytest.mark.skipif(sys.platform != "linux", reason="/sys can't be written to on Linux alone")
def test_a_place_that_can_not_be_written_to_is_named():
    with pytest.raises(GraphError, match="can't write the graph to /sys/graph"):
        put(pathlib.Path("/sys/graph"), "one")


def test_a_folder_without_a_graph_says_how_to_make_one(tmp_path: pathlib.Path):
    with pytest.raises(GraphError, match="make one with: kg build"):
        directory.about(tmp_path / "none")


@pytest.mark.parametrize(
    ("about", "says"), [("{", "can't be read"), ('{"format": 99}', "has format 99"), ("{}", "can't")]
)
def test_a_damaged_or_later_graph_is_told_from_none(tmp_path: pathlib.Path, about: str, says: str):
    (tmp_path / directory.ABOUT).write_text(about)

    with pytest.raises(GraphError, match=says):
        directory.about(tmp_path)


def test_checkpoints_that_no_document_has_are_deleted(tmp_path: pathlib.Path):
    for name in ("a.json", "b.json", "c.partial"):
        (tmp_path / name).write_text("")

    directory.keep_only(tmp_path, ["a.json"])

    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_where_names_can_not_be_exchanged_two_steps_do_and_a_cut_between_them_is_mended(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(directory, "_exchanged", lambda _one, _other: False)
    folder = tmp_path / "graph"
    put(folder, "one")
    put(folder, "two")
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]

    folder.rename(tmp_path / ".graph.before")  # what a process killed between the two steps leaves

    assert directory.about(folder) == ABOUT
    assert (folder / directory.TURTLE).read_text() == "two"


BUILDER = """
import pathlib, sys
from tests.test_folder import put
for generation in range(10_000):
    put(pathlib.Path(sys.argv[1]), str(generation))
"""


def test_a_build_killed_at_any_moment_leaves_a_whole_graph(tmp_path: pathlib.Path):
    folder = tmp_path / "graph"
    moments = random.Random(7)  # noqa: S311 -- no secret
    put(folder, "first")

    for _ in range(12):
        builder = subprocess.Popen(  # noqa: S603 -- our own code
            [sys.executable, "-c", BUILDER, str(folder)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        before = (folder / directory.TURTLE).read_text()
        while builder.poll() is None and (folder / directory.TURTLE).read_text() == before:
            time.sleep(0.01)
        time.sleep(moments.random() * 0.02)
        builder.send_signal(signal.SIGKILL)
        builder.communicate()

        assert builder.returncode == -signal.SIGKILL
        assert directory.about(folder) == ABOUT
        assert (folder / directory.TURTLE).read_text() == (folder / directory.PAGE).read_text()

    put(folder, "last")
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]
