"""What a reconciliation service has answered, kept in the graph directory so that it is asked once.

`links/` holds a file of JSON lines for each service: its manifest as `{"service": …}`, and its answers, each as
`{"question": …, "result": …}`. While a build asks, lines are added as they come, so that one cut short goes on where
it was; when it is done, the file holds what this graph needs and no more, in the order of its text.
"""

import hashlib
import json
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from kg.lookup import service
from kg.lookup.service import Json, Service
from kg.resolve.reconcile import Candidate


@dataclass(slots=True)
class Answers:
    """Answers of one service, by question; `path` is the file that new ones are added to."""

    path: pathlib.Path
    service: Service | None = None
    known: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def get(self, question: Json) -> tuple[Candidate, ...] | None:
        """Give the candidates for a question; None where it was never answered."""
        return self.known.get(_key(question))

    def add(self, questions: Iterable[tuple[Json, tuple[Candidate, ...]]]) -> None:
        """Keep answers, at once."""
        found = {_key(question): candidates for question, candidates in questions}
        self.known |= found
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(_lines(None, found))

    def told(self, found: Service) -> None:
        """Keep what the service says of itself."""
        self.service = found
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(_lines(found, {}))

    def keep_only(self, questions: Iterable[Json]) -> None:
        """Write the file anew, with the answers to these questions alone."""
        wanted = {_key(question) for question in questions}
        self.known = {key: found for key, found in self.known.items() if key in wanted}
        self.path.write_text("".join(_lines(self.service, self.known)), encoding="utf-8")


def load(folders: Iterable[pathlib.Path], *, url: str) -> Answers:
    """Read what a service answered, from the first folder's file and the others'; a damaged line is as good as none."""
    name = f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.jsonl"
    places = [folder / name for folder in folders]
    places[0].parent.mkdir(parents=True, exist_ok=True)
    found = Answers(places[0])
    for row in (row for path in reversed(places) for row in _rows(path)):
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            if "service" in row:
                found.service = Service(**row["service"])
            else:
                found.known[_key(row["question"])] = service.candidates(row["result"])
    places[0].write_text("".join(_lines(found.service, found.known)), encoding="utf-8")
    return found


def _rows(path: pathlib.Path) -> Iterator[Json]:
    with suppress(OSError, UnicodeDecodeError):
        for line in path.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError):
                yield json.loads(line)


def _lines(found: Service | None, known: Mapping[str, tuple[Candidate, ...]]) -> Iterator[str]:
    if found:
        yield json.dumps({"service": asdict(found)}, ensure_ascii=False) + "\n"
    for key in sorted(known):
        result = service.candidate_rows(known[key])
        yield json.dumps({"question": json.loads(key), "result": result}, ensure_ascii=False) + "\n"


def _key(question: Json) -> str:
    return json.dumps(question, sort_keys=True)
