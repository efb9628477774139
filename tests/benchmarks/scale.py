"""How a build grows: `python -m tests.benchmarks.scale DOCUMENTS WORKERS` builds a corpus of its own, and measures it.

The corpus is made of the paragraphs of `seeds/`, six a document, some names with a number so that there are ever more
things; the same each time. Times are of CPU, which a busy machine distorts least: `longest` is the most that any one
process used, and so what the work would take on as many free cores as there are processes.
"""

import json
import os
import pathlib
import random
import resource
import sys
import tempfile
import time

from kg import pipeline, read
from kg.config import Config
from kg.engines import Engine, pool
from kg.folder import CLAIMS, PAGE, STORE, TURTLE

SEEDS = pathlib.Path(__file__).parent.parent.parent / "seeds"
NAMES = ("NASA", "Roscosmos", "SpaceX", "Axiom Space", "Blue Origin", "Gateway", "Starship", "Artemis")


def corpus(file: pathlib.Path, count: int) -> None:
    """Write a corpus as JSON lines."""
    numbers = random.Random(1)  # noqa: S311 -- no secret
    found = [item for item in read.documents([SEEDS], config=Config()) if isinstance(item, read.Document)]
    paragraphs = [part for document in found for part in document.text.split("\n") if len(part) > 60]
    with file.open("w") as out:
        for number in range(count):
            text = "\n\n".join(numbers.sample(paragraphs, 6))
            suffix = numbers.randrange(max(1, count // 5))
            for name in NAMES:
                text = text.replace(name, f"{name} {suffix}") if numbers.random() < 0.5 else text
            record = {"id": f"a{number}", "text": text, "date": f"202{number % 5}-0{number % 9 + 1}-11"}
            out.write(json.dumps(record) + "\n")


class Watched(pool._Worker):
    """A worker that tells at its end what it used."""

    used: list[tuple[float, int]] = []  # noqa: RUF012 -- all of them together
    """Seconds of CPU, and megabytes at most."""

    def end(self) -> str:
        process = pathlib.Path(f"/proc/{self.process.pid}")
        ticks = process.joinpath("stat").read_text().rpartition(")")[2].split()[11:13]
        (peak,) = (line for line in process.joinpath("status").read_text().splitlines() if line.startswith("VmHWM"))
        self.used.append((sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"), int(peak.split()[1]) // 1024))
        return super().end()


def size(path: pathlib.Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*")) if path.is_dir() else path.stat().st_size


def main(documents: int, workers: int) -> dict[str, object]:
    """Build, and give the figures."""
    pool._Worker = Watched  # type: ignore[misc]  # to measure it
    stages: dict[str, float] = {}

    def progress(stage: str, _done: int, _total: int) -> None:
        stages.setdefault(stage, time.process_time())

    with tempfile.TemporaryDirectory() as place:
        graph = pathlib.Path(place, "graph")
        corpus(pathlib.Path(place, "corpus.jsonl"), documents)
        begun = time.process_time()
        report = pipeline.build(
            [pathlib.Path(place, "corpus.jsonl")], folder=graph, engine=Engine(workers=workers), progress=progress
        )
        ends = [*list(stages.values())[1:], time.process_time()]
        spent = {stage: round(end - start, 2) for (stage, start), end in zip(stages.items(), ends, strict=True)}
        return {
            "documents": documents,
            "megabytes of text": round(size(pathlib.Path(place, "corpus.jsonl")) / 1e6, 2),
            "facts": sum(count for _, count in report.stats.facts),
            "seconds of the parent, by stage": spent,
            "seconds and megabytes of each worker": Watched.used,
            "longest": max([time.process_time() - begun, *(seconds for seconds, _ in Watched.used)]),
            "megabytes of the parent": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "bytes": {name: size(graph / name) for name in (CLAIMS, STORE, TURTLE, PAGE)},
        }


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:])), indent=1))  # noqa: T201 -- what it is for
