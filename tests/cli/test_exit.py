"""How a run ends: exit codes, Ctrl-C, a reader that goes away, and bugs, which keep their traceback."""

import os
import pathlib
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from kg import pipeline
from tests.cli.conftest import Kg

ROOT = pathlib.Path(__file__).parent.parent.parent


def test_an_error_of_ours_is_one_line_on_standard_error(kg: Kg, tmp_path: pathlib.Path):
    done = kg("stats", "-g", tmp_path / "none")

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"kg: no graph in {tmp_path / 'none'}")
    assert done.err.count("\n") == 1


def test_a_bug_keeps_its_traceback(kg: Kg, corpus: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "build", broken)

    with pytest.raises(ZeroDivisionError):
        kg("build", corpus)


def test_a_reader_that_has_seen_enough_is_no_error(built: pathlib.Path):
    command = f"{sys.executable} -m kg query -e 'SELECT * {{ ?s ?p ?o . ?a ?b ?c }} LIMIT 200000' -g {built} | head -1"

    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S602 -- a pipe is meant

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_ctrl_c_ends_cleanly_and_soon(corpus: pathlib.Path):
    graph = corpus.parent / "graph"
    for number in range(200):
        (corpus / f"{number}.txt").write_text(
            f"NASA launched Explorer {number} in 1961. SpaceX operates Starship {number}."
        )
    command = [sys.executable, "-m", "kg", "build", str(corpus), "-g", str(graph)]
    build = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    claims = corpus.parent / ".graph.building" / "claims"
    while not (claims.is_dir() and any(claims.iterdir())):
        assert build.poll() is None
        time.sleep(0.05)

    build.send_signal(signal.SIGINT)
    out, err = build.communicate(timeout=10)

    assert build.returncode == 130
    assert (out, err.strip()) == ("", "kg: stopped; what was there is as it was")
    assert not graph.exists()


def test_progress_is_not_shown_to_what_is_no_terminal(kg: Kg, corpus: pathlib.Path):
    assert kg("build", corpus, "-g", corpus.parent / "graph").err == ""


def test_progress_is_shown_on_a_terminal(corpus: pathlib.Path):
    reader, writer = os.openpty()
    command = [sys.executable, "-m", "kg", "build", str(corpus), "-g", str(corpus.parent / "graph")]

    build = subprocess.Popen(command, cwd=ROOT, stderr=writer, stdout=subprocess.DEVNULL)  # noqa: S603
    os.close(writer)
    shown = _all(reader)

    assert build.wait() == 0
    assert b"Reading" in shown


def _all(terminal: int) -> bytes:
    """Read a terminal until nobody writes to it any more, which Linux calls an error."""
    shown = b""
    with suppress(OSError):
        while chunk := os.read(terminal, 1 << 16):
            shown += chunk
    os.close(terminal)
    return shown
