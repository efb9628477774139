"""Short news stories with the facts that a careful reader takes from them, written down before any run.

A file of `news/` has the day of publication, the story, a line `---`, and a fact a line: subject | relations |
object | status. Names of one thing are parted by ` = `, relations that will do by ` / `; an object `number:…` or
`date:…` is a value; no status is asserted.
"""

import io
import json
import pathlib
from typing import Any

from kg import export, extract, resolve, text
from kg.model import Document

FOLDER = pathlib.Path(__file__).with_name("news")


def read() -> dict[str, tuple[Document, dict[str, Any]]]:
    """Give the stories by name: the document, and its gold facts as `kg.evaluate.news` takes them."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.txt"))}


def facts(documents: list[Document]) -> list[dict[str, Any]]:
    """Give the facts of the documents' graph, a row a fact and document."""
    out = io.BytesIO()
    extractions = [extract.extract(document, doc) for document, doc in text.parse(documents)]
    export.write(resolve.resolve(extractions), format="jsonl", base="https://example.org/", out=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _read(path: pathlib.Path) -> tuple[Document, dict[str, Any]]:
    head, _, table = path.read_text(encoding="utf-8").partition("---\n")
    published, _, story = head.partition("\n")
    entities: dict[str, dict[str, Any]] = {}
    rows = [_fact(line, entities) for line in table.splitlines() if line.strip()]
    gold = {"entities": list(entities.values()), "facts": rows}
    return Document(id=path.stem, text=story, published=published), gold


def _fact(line: str, entities: dict[str, dict[str, Any]]) -> dict[str, Any]:
    subject, relation, thing, *status = (cell.strip() for cell in line.split("|"))
    return {
        "s": _end(subject, entities), "p": relation.split(" / "), "o": _end(thing, entities), "weight": 1,
        "status": status[0] if status else "asserted", "said_by": None, "time": None,
    }  # fmt: skip


def _end(cell: str, entities: dict[str, dict[str, Any]]) -> str | dict[str, str]:
    kind, _, value = cell.partition(":")
    if kind in ("number", "date"):
        return {"value": value, "type": kind}
    entities.setdefault(cell, {"id": cell, "names": cell.split(" = ")})
    return cell
