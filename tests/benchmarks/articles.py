"""News that nobody has read before, made of articles that the repository holds: the same for the same seed.

Paragraphs of `seeds/`, of the documents that resolution is tested on, and of the passages that extraction is tested
on are shuffled into articles of about 250 words; some names get a number, so that there are ever more things.
"""

import pathlib
import random
from collections.abc import Iterator
from functools import lru_cache

from kg import read
from kg.config import Config
from kg.model import Document

ROOT = pathlib.Path(__file__).parent.parent.parent
SOURCES = (ROOT / "seeds", ROOT / "tests" / "resolve" / "documents", ROOT / "tests" / "extract" / "news")
NAMES = ("NASA", "Roscosmos", "SpaceX", "Axiom Space", "Blue Origin", "Gateway", "Starship", "Artemis")
WORDS = 250


def made(count: int, *, seed: int = 1) -> Iterator[Document]:
    """Give so many articles."""
    drawn = random.Random(seed)  # noqa: S311 -- a measure wants the same corpus each time, not a secret
    for number in range(count):
        text = ""
        while text.count(" ") < WORDS:
            text += drawn.choice(_paragraphs()) + "\n\n"
        suffix = drawn.randrange(max(1, count // 5))
        for name in NAMES:
            text = text.replace(name, f"{name} {suffix}") if drawn.random() < 0.5 else text
        day = f"202{number % 5}-0{number % 9 + 1}-11"
        yield Document(id=f"article-{number:06}", text=text.strip(), published=day, source=f"{number}.txt")


def written(folder: pathlib.Path, count: int, *, seed: int = 1) -> int:
    """Write so many articles into a folder, one file each, and give the number of their characters."""
    folder.mkdir()
    texts = [document.text for document in made(count, seed=seed)]
    for number, text in enumerate(texts):
        (folder / f"article-{number:06}.txt").write_text(text, encoding="utf-8")
    return sum(map(len, texts))


@lru_cache(maxsize=1)
def _paragraphs() -> list[str]:
    found = [item for item in read.documents(SOURCES, config=Config()) if isinstance(item, Document)]
    return [line.strip() for document in found for line in document.text.split("\n") if len(line) > 80]
