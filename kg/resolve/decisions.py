"""A person's decisions about entities: one readable file, one line a decision, undone by deleting the line.

    decisions = [
      { merge = ["org:cnsa", "China National Space Agency"] },
      { split = ["Bank of America", "Merrill Lynch"] },
      { split = "Amazon", documents = ["rainforest"] },
      { forget = "person:oct" },
    ]

An entity is named by its id or by any of its names. Of two decisions about the same pair, the later line holds.
"""

import contextlib
import json
import pathlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import GraphError

HEADING = "# Decisions about entities, replayed at every build. Delete a line to undo it.\ndecisions = [\n"


@dataclass(frozen=True, slots=True)
class Merge:
    """These are one thing, whatever the rules say."""

    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """These are never one thing; or what these documents call by this name is another thing than elsewhere."""

    entities: tuple[str, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forget:
    """Keep this entity, and what is said about it, out of the graph."""

    entity: str


Decision = Merge | Split | Forget


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions in the order of their lines."""

    lines: tuple[Decision, ...] = ()

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Give what is to be one and no later line parts."""
        return tuple(
            line for place, line in enumerate(self.lines) if isinstance(line, Merge) and not self._undone(place)
        )

    @property
    def splits(self) -> tuple[Split, ...]:
        """Give what is to be two and no later line joins."""
        return tuple(
            line for place, line in enumerate(self.lines) if isinstance(line, Split) and not self._undone(place)
        )

    @property
    def forgotten(self) -> frozenset[str]:
        """Give what is to stay out of the graph."""
        return frozenset(line.entity for line in self.lines if isinstance(line, Forget))

    def _undone(self, place: int) -> bool:
        """Whether a later line joins what this one parts, or the other way round."""
        line = self.lines[place]
        if isinstance(line, Forget) or (isinstance(line, Split) and line.documents):
            return False
        later = (other for other in self.lines[place + 1 :] if not isinstance(other, Forget | type(line)))
        return any(set(line.entities) == set(other.entities) for other in later)


NONE = Decisions()


def load(path: pathlib.Path) -> Decisions:
    """Read the file; none is no decisions. Raises `GraphError` where a line is none of the three."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return NONE
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GraphError(f"{path}: {error}") from error
    lines = data.get("decisions", [])
    if set(data) - {"decisions"} or not isinstance(lines, list):
        raise GraphError(f"{path}: it must hold one list named decisions, one line a decision")
    return Decisions(tuple(_decision(line, f"{path}: decision {number}") for number, line in enumerate(lines, 1)))


def append(path: pathlib.Path, decision: Decision) -> None:
    """Add a line at the end; what the file holds already stays as it is, with its comments. Raises `GraphError`."""
    wanted = Decisions((*load(path).lines, decision))
    text = path.read_text(encoding="utf-8") if path.exists() else HEADING + "]\n"
    if "decisions" not in tomllib.loads(text):
        text += HEADING + "]\n"
    draft = path.with_name(path.name + ".new")
    for candidate in _extended(text, line(decision)):
        draft.write_text(candidate, encoding="utf-8")
        with contextlib.suppress(GraphError):
            if load(draft) == wanted:
                draft.replace(path)
                return
    draft.unlink()
    raise GraphError(f"{path}: the list has no end to add to; write {line(decision)} into it yourself")


def _extended(text: str, added: str) -> Iterator[str]:
    """Put a line before each bracket that may end the list, the last first, after a comma or not."""
    for at in range(len(text) - 1, -1, -1):
        if text[at] == "]":
            before = text[:at] if text[:at].endswith("\n") else text[:at].rstrip(" ") + "\n"
            yield f"{before}  {added},\n{text[at:]}"
            yield f"{before}  , {added},\n{text[at:]}"


def line(decision: Decision) -> str:
    """Give a decision as the file writes it."""
    match decision:
        case Merge(entities):
            return f"{{ merge = {_quoted(list(entities))} }}"
        case Split(entities, documents):
            of = entities[0] if len(entities) == 1 else list(entities)
            where = f", documents = {_quoted(list(documents))}" if documents else ""
            return f"{{ split = {_quoted(of)}{where} }}"
        case Forget(entity):
            return f"{{ forget = {_quoted(entity)} }}"


def _quoted(value: str | list[str]) -> str:
    """Give a TOML string or list: JSON's are the same, but for a delete character, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _decision(data: Any, where: str) -> Decision:
    kinds = {"merge", "split", "forget"} & set(data) if isinstance(data, dict) else set()
    if len(kinds) != 1 or set(data) - kinds - ({"documents"} if "split" in kinds else set()):
        raise GraphError(
            f"{where}: write merge = [two names], split = [two names], split = name with documents, or forget = name"
        )
    (kind,) = kinds
    entities, documents = _strings(data[kind], where), _strings(data.get("documents", []), where)
    if kind == "forget" and len(entities) == 1:
        return Forget(entities[0])
    if kind == "merge" and len(entities) > 1:
        return Merge(entities)
    if kind == "split" and (len(entities) > 1) != bool(documents) and entities:
        return Split(entities, documents)
    raise GraphError(
        f"{where}: {kind} needs {'one name' if kind == 'forget' else 'two names, or for split one name and documents'}"
    )


def _strings(value: object, where: str) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one for one in values):
        raise GraphError(f"{where}: names are strings in quotes")
    return tuple(values)
