"""`kg serve`: what it refuses before it serves."""

import pathlib
import socket
import sys

import pytest

from tests.cli.conftest import Kg
from tests.serving import make_graph


@pytest.fixture
def graph(tmp_path: pathlib.Path) -> pathlib.Path:
    return make_graph(tmp_path / "graph")


def test_without_a_graph_it_says_what_to_type(kg: Kg, tmp_path: pathlib.Path):
    ran = kg("serve", "-g", tmp_path / "none")

    assert ran.code == 1
    assert "kg build" in ran.err


def test_a_port_that_is_taken_is_named(kg: Kg, graph: pathlib.Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = kg("serve", "-g", graph, "--port", taken.getsockname()[1])

    assert ran.code == 1
    assert "can't listen on 127.0.0.1" in ran.err
    assert "--port" in ran.err


@pytest.mark.parametrize("token", ["short", "with a control \x01 character", "ключ-из-букв-другого-письма"])
def test_a_token_that_could_be_guessed_or_not_be_sent_is_refused(
    kg: Kg, graph: pathlib.Path, tmp_path: pathlib.Path, token: str
):
    (tmp_path / "token").write_text(token, encoding="utf-8")

    ran = kg("serve", "-g", graph, "--allow-update", "--token-file", tmp_path / "token")

    assert ran.code == 1
    assert "at least 16" in ran.err


def test_without_its_libraries_it_says_what_to_install(kg: Kg, graph: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.startswith("kg.serve")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    ran = kg("serve", "-g", graph)

    assert ran.code == 1
    assert "pip install 'prosegraph[serve]'" in ran.err
