"""Blocks of a marked-up document to one text: a line a block, and the spans of those that are no prose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table row or code: `kind` is the element that it comes from."""

    text: str
    kind: str = "p"
    prose: bool = True


def joined(blocks: Iterable[Block]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join blocks by line feeds; give the text and the spans of the blocks that are no prose.

    White space inside a block of prose becomes single spaces, so that a line is a paragraph.
    """
    pieces: list[str] = []
    furniture: list[tuple[int, int]] = []
    position = 0
    for block in blocks:
        text = re.sub(r"\s+", " ", block.text).strip() if block.kind != "code" else block.text.strip("\n")
        if not text:
            continue
        if not block.prose:
            furniture.append((position, position + len(text)))
        pieces.append(text)
        position += len(text) + 1
    return "\n".join(pieces), tuple(furniture)
