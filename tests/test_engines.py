"""Documents read out in several processes: the same bytes as in one, and a process that dies takes little along."""

import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from kg import engines, pipeline
from kg.config import Config
from kg.engines import Engine, pool
from kg.engines.pool import Pool, Task
from kg.errors import ModelError
from kg.model import Document, Extraction, Skipped
from tests.test_pipeline import contents

STUB = '''
import os, signal, sys, time
from kg import claims
from kg.engines import worker
from kg.model import Document, Extraction, Skipped

class Stub:
    """Reads nothing, and does what the document says."""

    def __init__(self, *, model, seconds):
        pass

    def __call__(self, document):
        if document.text == "die" or (document.text == "die once" and not os.path.exists(document.source)):
            if document.source:
                open(document.source, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text == "hang":
            time.sleep(60)
        if document.text == "print":
            print("what a library has to say")
        if document.text == "fail":
            return Skipped(document.id, "extract", "ValueError: no")
        return claims.to_json(claims.Extraction(document, (), ()))

worker.Extractor = Stub
worker.main()
'''


@pytest.fixture
def stub(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have processes that load no model and do what a document says."""
    (tmp_path / "stub.py").write_text(STUB)
    real = subprocess.Popen

    def spawned(_command: list[str], **options: object) -> object:
        return real([sys.executable, str(tmp_path / "stub.py"), str(os.getpid())], **options)  # type: ignore[call-overload]  # as given

    monkeypatch.setattr(subprocess, "Popen", spawned)


def tasks(*texts: str, source: str = "") -> Iterator[Task]:
    return (Task(number, Document(id=f"d{number}", text=text, source=source)) for number, text in enumerate(texts))


def run(given: Iterator[Task], *, workers: int = 2, seconds: int = 60) -> dict[int, str]:
    """Give what came of each task: "" where all went well, else the reason."""
    with Pool(workers=workers, model="any", seconds=seconds) as processes:
        done = [(task.number, found) for task, found in processes.results(given)]
    assert len(dict(done)) == len(done)
    return {number: found.reason if isinstance(found, Skipped) else "" for number, found in done}


@pytest.mark.usefixtures("stub")
def test_every_document_is_answered_once_whatever_libraries_print():
    texts = ["fine", "print", "x" * 300_000, "fine " * 5000] * 40

    assert run(tasks(*texts)) == dict.fromkeys(range(160), "")


@pytest.mark.usefixtures("stub")
def test_a_process_that_dies_costs_the_document_it_dies_of_and_no_other():
    done = run(tasks(*["fine"] * 20, "die", *["fine"] * 20, "fail", "die", "fine"))

    assert {number for number, reason in done.items() if reason} == {20, 41, 42}
    assert "was ended by signal 9, twice" in done[20]
    assert done[41] == "ValueError: no"
    assert len(done) == 44


@pytest.mark.usefixtures("stub")
def test_a_process_that_dies_once_costs_nothing(tmp_path: pathlib.Path):
    done = run(tasks("fine", "die once", "fine", source=str(tmp_path / "died")))

    assert done == {0: "", 1: "", 2: ""}


@pytest.mark.usefixtures("stub")
def test_a_document_that_hangs_is_killed_and_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "PATIENCE", 0.3)

    done = run(tasks("fine", "hang", "fine"), workers=1, seconds=1)

    assert done == {0: "", 1: "took longer than 1 s; split it, or raise max_seconds", 2: ""}


@pytest.mark.usefixtures("stub")
def test_processes_serve_one_run_after_the_other():
    with Pool(workers=2, model="any", seconds=60) as processes:
        runs = [len(list(processes.results(tasks("fine", "die", "fine")))) for _ in range(3)]

    assert runs == [3, 3, 3]


@pytest.mark.usefixtures("stub")
def test_no_more_is_asked_for_than_is_at_work():
    given: list[int] = []

    def endless() -> Iterator[Task]:
        for number in range(10_000):
            given.append(number)
            yield Task(number, Document(id=str(number), text="fine"))

    with Pool(workers=2, model="any", seconds=60) as processes:
        for _ in zip(range(100), processes.results(endless()), strict=False):
            pass

    assert len(given) <= 100 + 3 * pool.BATCH


def test_where_no_process_can_work_that_is_the_error():
    with (
        Pool(workers=1, model="none", seconds=60) as processes,
        pytest.raises(ModelError, match="no spaCy pipeline named 'none'"),
    ):
        list(processes.results(tasks("fine")))


def test_processes_end_when_their_parent_is_killed():
    script = f"""
import os, sys
from kg.engines.pool import Pool
pool = Pool(workers=1, model="en_core_web_md", seconds=60)
pool._start()
print(pool._workers[0].process.pid, flush=True)
os.kill(os.getpid(), {int(signal.SIGKILL)})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603 -- ours

    pid = int(done.stdout)
    deadline = time.monotonic() + 60
    while _is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    """Whether a process is there and no zombie, which a container without an init keeps."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("characters", "cores", "asked", "workers"),
    [
        (1000, 8, None, 0),
        (1000, 8, 4, 0),
        (150_000, 8, None, 3),
        (10**9, 8, None, 8),
        (10**9, 8, 3, 3),
        (10**9, 1, None, 1),
    ],
)
def test_as_many_processes_are_started_as_pay(
    characters: int, cores: int, asked: int | None, workers: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engines, "cores", lambda: cores)

    assert engines.workers(characters, engine=Engine(workers=asked)) == workers


def test_the_number_of_processes_makes_no_difference_to_a_byte(corpus: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    for number in range(12):
        (corpus / f"more-{number}.txt").write_text(f"Company {number} operates Ship {number}.")
    pipeline.build([corpus], folder=corpus.parent / "one")
    monkeypatch.setattr(engines, "SMALL", 0)
    monkeypatch.setattr(engines, "SHARE", 100)
    monkeypatch.setattr(pool, "BATCH", 2)

    pipeline.build([corpus], folder=corpus.parent / "two", engine=Engine(workers=2))

    assert contents(corpus.parent / "one") == contents(corpus.parent / "two")


def test_claims_come_in_the_order_of_reading(corpus: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kg.checkpoints.MEAN", 1)

    outcomes = list(pipeline.extractions([corpus]))

    assert [outcome.document.id for outcome in outcomes if isinstance(outcome, Extraction)] == ["moon", "musk", "orbit"]


def test_a_document_that_takes_too_long_is_skipped_and_named(corpus: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    real = pipeline.harvest.Extractor.__call__

    def slow(self: object, document: Document) -> str | Skipped:
        monkeypatch.setattr(self, "_seconds", 0.05 if document.id == "musk" else 60)
        return real(self, document)  # type: ignore[arg-type]  # it is one

    def hang(document: Document, *_rest: object, **_options: object) -> object:
        while document.id == "musk":
            pass
        return extract(document, *_rest, **_options)

    extract = pipeline.harvest.Extractor(model="en_core_web_md", seconds=1)._extract.extract
    monkeypatch.setattr("kg.extract.extract", hang)
    monkeypatch.setattr(pipeline.harvest.Extractor, "__call__", slow)

    report = pipeline.build([corpus], folder=corpus.parent / "graph", config=Config())

    assert [(one.source, one.stage) for one in report.skipped] == [(str(corpus / "musk.txt"), "extract")]
    assert report.stats.documents == 2
