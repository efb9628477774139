"""What all tests share: the real language model, loaded once."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg import text
from kg.model import Document


@pytest.fixture(scope="session")
def parse() -> Callable[..., tuple[Document, Doc]]:
    """Parse a text with the real model: `document, doc = parse("Ada met Bob.", published="2021-03-11")`."""

    def parsed(prose: str, **about: str) -> tuple[Document, Doc]:
        return next(text.parse([Document(id=about.pop("id", "test"), text=prose, **about)]))

    return parsed
