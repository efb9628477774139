"""What all tests share: the real language model, a small corpus with its graph, and a browser."""

import pathlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from spacy.tokens import Doc

from kg import text
from kg.model import Document


@pytest.fixture(scope="session")
def parse() -> Callable[..., tuple[Document, Doc]]:
    """Give a function that parses a text with the real model.

    Call it as `document, doc = parse("Ada met Bob.", published="2021-03-11")`.
    """

    def parsed(prose: str, **about: str) -> tuple[Document, Doc]:
        return next(text.parse([Document(id=about.pop("id", "test"), text=prose, **about)]))

    return parsed


TEXTS = {
    "musk.txt": "SpaceX operates Starship. Elon Musk founded SpaceX in 2002.",
    "moon.txt": " date 2021-03-11 Roscosmos signed an agreement with the Chinese National Space Administration (CNSA).",
    "orbit.md": "# Orbit\n\nNASA operates the Hubble Space Telescope. Russia did not sign the Artemis Accords.",
}


def write_corpus(folder: pathlib.Path) -> pathlib.Path:
    folder.mkdir()
    for name, content in TEXTS.items():
        (folder / name).write_text(content)
    return folder


@pytest.fixture
def corpus(tmp_path: pathlib.Path) -> pathlib.Path:
    """Give three short documents, to be changed at will."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Give the graph of those documents, with `corpus` beside it; nobody changes either."""
    from kg import pipeline  # every room at once: a test of one should not need them all

    place = tmp_path_factory.mktemp("built")
    pipeline.build([write_corpus(place / "corpus")], folder=place / "graph")
    return place / "graph"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium; there can be one at a time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
