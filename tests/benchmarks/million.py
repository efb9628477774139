"""Our store and rdflib over the queries that ship, on a graph in our model that nobody wrote.

    python -m tests.benchmarks.million --triples 1000000 --engines oxigraph,rdflib --seconds 60

prints, for each engine, the CPU seconds and the peak memory of loading, the size on disk, and for each query the median
CPU seconds of three runs (one where it took over ten seconds) with the number of rows. A query of rdflib is given up
after `--seconds` of CPU. Not part of the tests. Each engine runs in a process of its own.
"""

import argparse
import json
import pathlib
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph

from kg import questions, rdf, store
from kg.model import Document, Entity, Evidence, Fact, Interval, Join, Knowledge, Passage, Status

BASE = "https://example.org/id/"
FACT_TRIPLES = 25
"""Triples that a fact comes to, with its evidence and its share of documents and entities."""
KNOWN = ("Roscosmos", "NASA", "China", "Moon", "SpaceX", "Russia", "European Space Agency")
KINDS = {"org": "Organization", "person": "Person", "place": "Place", "product": "Product", "programme": "Programme"}
PREDICATES = (
    "kg:partnersWith", "kg:operates", "kg:directs", "kg:signed", "kg:locatedIn", "kg:country", "kg:headquarteredIn",
    "kg:holdsOffice", "kg:launched", "kg:founded", "rel:unveil-plan-for", "rel:praise", "rel:meet",
)  # fmt: skip
STATUSES = (Status.ASSERTED,) * 7 + (Status.PLANNED, Status.NEGATED, Status.ALLEGED, Status.CONDITIONAL)


def knowledge(triples: int, *, seed: int = 1) -> Knowledge:
    """Make documents of ten facts about entities drawn by Zipf's law; the same seed gives the same ones."""
    drawn = random.Random(seed)  # noqa: S311 -- the same graph each time, not a secret
    count = triples // FACT_TRIPLES
    entities = tuple(_entity(number, drawn) for number in range(max(50, count // 6)))
    weights = [1 / rank for rank in range(1, len(entities) + 1)]
    documents = tuple(_document(number, drawn) for number in range(count // 10))
    facts = []
    for number in range(count):
        document = documents[number % len(documents)]
        pair = drawn.choices(entities, weights, k=2) if number % 997 else entities[:2]
        facts.append(_fact(number, pair[0], pair[1], document, drawn))
    return Knowledge(documents, tuple(sorted(entities, key=lambda each: each.id)), tuple(facts))


def _entity(number: int, drawn: random.Random) -> Entity:
    kind = "org" if number < 2 else drawn.choice(tuple(KINDS))
    name = KNOWN[number] if number < len(KNOWN) else f"{kind.title()} {number}"
    names = (name, f"{name} Agency") if number % 3 == 0 else (name,)
    join = (Join(names[1], "", f"another spelling of {name}"),) if len(names) > 1 else ()
    return Entity(f"{kind}:e{number:06}", name, KINDS[kind], names, (), join)


def _document(number: int, drawn: random.Random) -> Document:
    date = f"{drawn.randint(2015, 2024)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
    text = " ".join(f"Sentence {place} of document {number} says so." for place in range(10))
    return Document(
        id=f"doc-{number:06}", text=text, title=f"Story {number}", published=date, publisher="The Paper", source="x"
    )


def _fact(number: int, subject: Entity, target: Entity, document: Document, drawn: random.Random) -> Fact:
    start = document.text.index(f"Sentence {number % 10} ")
    passage = Passage(document.id, start, document.text.index(".", start) + 1)
    quote = document.text[passage.start : passage.end]
    predicate, year = drawn.choice(PREDICATES), str(drawn.randint(1990, 2030))
    return Fact(
        id=f"fact:{number:08}",
        subject=subject.id,
        predicate=predicate,
        label=predicate.partition(":")[2],
        object=target.id,
        status=drawn.choice(STATUSES),
        said_by=subject.id if drawn.random() < 0.2 else None,
        time=Interval(year, year) if drawn.random() < 0.4 else None,
        confidence=round(drawn.uniform(0.4, 1), 2),
        evidence=(Evidence(passage, quote, passage, "verb", 0.9),),
    )


@dataclass(frozen=True, slots=True)
class OverTime(BaseException):
    """A query took longer than it may."""


def measure(engine: str, source: pathlib.Path, seconds: float) -> Iterator[tuple[str, float | int]]:
    """Give names and figures of one engine, as they are known."""
    started = time.process_time()
    ask = {"oxigraph": _oxigraph, "rdflib": _rdflib}[engine](source)
    yield "load: CPU s", time.process_time() - started
    yield "load: peak MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for question in questions.shipped():
        taken, rows = _timed(lambda text=question.sparql: ask(text), seconds if engine == "rdflib" else 0)
        yield question.name, taken
        yield f"{question.name}: rows", rows
    yield "queries: peak MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _timed(run: Callable[[], int], seconds: float) -> tuple[float, int]:
    """Give the median CPU time and the rows; -1 for both where it was given up."""
    times, rows = list[float](), 0
    while len(times) < 3 and sum(times) < 10:
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            rows = run()
        except OverTime:
            return -1, -1
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        times.append(time.process_time() - started)
    return statistics.median(times), rows


def _oxigraph(source: pathlib.Path) -> Callable[[str], int]:
    folder = source.parent / "store"
    opened = store.create(folder, pyoxigraph.parse(path=source, format=pyoxigraph.RdfFormat.N_QUADS))
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(json.dumps(["disk: MB", size // 1_000_000]), flush=True)  # noqa: T201
    return lambda query: sum(1 for _ in opened.query(query))  # type: ignore[union-attr]  # no ASK ships


def _rdflib(source: pathlib.Path) -> Callable[[str], int]:
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(source, format="nquads")
    names = rdf.prefixes(BASE)
    return lambda query: sum(1 for _ in dataset.query(query, initNs=names))


def _over(*_: object) -> None:
    raise OverTime


def main() -> None:
    """Print a table of what each engine took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--engines", default="oxigraph,rdflib")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--measure", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        signal.signal(signal.SIGPROF, _over)
        for row in measure(given.measure[0], pathlib.Path(given.measure[1]), given.seconds):
            print(json.dumps(row), flush=True)  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as place:
        source = pathlib.Path(place) / "graph.nq"
        quads = list(rdf.quads(knowledge(given.triples), base=BASE))
        pyoxigraph.serialize(quads, source, format=pyoxigraph.RdfFormat.N_QUADS)
        print(f"{len(quads):,} triples, {source.stat().st_size // 1_000_000} MB of N-Quads", flush=True)  # noqa: T201
        del quads
        for engine in given.engines.split(","):
            command = [sys.executable, "-m", "tests.benchmarks.million", "--seconds", str(given.seconds)]
            print(engine, flush=True)  # noqa: T201
            subprocess.run([*command, "--measure", engine, str(source)], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
