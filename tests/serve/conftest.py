"""The server that most tests here ask."""

import pathlib
from collections.abc import Iterator

import pytest

from tests.serving import TOKEN, Server, make_graph, serving


@pytest.fixture(scope="session")
def token_file(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    file = tmp_path_factory.mktemp("token") / "token"
    file.write_text(TOKEN + "\n")
    return file


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the small graph, to be read alone."""
    with serving(make_graph(tmp_path_factory.mktemp("served") / "graph")) as running:
        yield running
