"""How far a push got, kept as `push.json` in the graph directory, so that one that was cut short goes on there.

A mark is that of one address and one way to push to it, and holds for one content of the graph alone: after a build
that changed the graph, a push begins anew.
"""

import json
import pathlib
from dataclasses import asdict, dataclass

from kg.errors import PushError

FILE = "push.json"


@dataclass(frozen=True, slots=True)
class Mark:
    """Of which content (`digest`) the first `done` quads arrived, and which graphs pushes wrote; "" is the default."""

    digest: str
    done: int = 0
    graphs: tuple[str, ...] = ()


class Marks:
    """The marks of a graph directory, each written to disk as soon as it is set."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.path = folder / FILE

    def of(self, key: str, digest: str) -> Mark:
        """Give the mark of an address; nothing has arrived where it was set for another content."""
        found = self._read().get(key)
        if found is None or found.digest == digest:
            return found or Mark(digest)
        return Mark(digest, graphs=found.graphs)

    def set(self, key: str, mark: Mark) -> Mark:
        """Write a mark, and give it back; raises `PushError` where that can't be done."""
        rows = {name: asdict(each) for name, each in sorted({**self._read(), key: mark}.items())}
        partial = self.path.with_name(f".{FILE}.partial")
        try:
            partial.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            partial.replace(self.path)
        except OSError as error:
            raise PushError(f"can't write {self.path}: {error.strerror or error}") from error
        return mark

    def _read(self) -> dict[str, Mark]:
        """Read all marks; a file that is damaged holds none, since a push may always begin anew."""
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
            return {
                key: Mark(str(row["digest"]), int(row["done"]), tuple(map(str, row["graphs"])))
                for key, row in rows.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
