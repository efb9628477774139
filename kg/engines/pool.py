"""Documents spread over processes of this machine, each with its own model; what happens to one happens to it alone.

A process is given a few documents at a time and answers each. One that dies costs no more than the document that it
was at, and that only if it dies of it twice: the first time, memory may have run out for another's sake. One that does
not answer in time, though its own limit should have stopped it, is killed, and its document named. Nothing is held
but what is at work, so that memory does not grow with the corpus.
"""

import json
import os
import pathlib
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple, Self

from kg import claims, errors
from kg.engines import extractor, worker
from kg.errors import KgError
from kg.model import Document, Skipped

BATCH, BATCH_CHARACTERS = 16, 20_000
"""At most so many documents, and no further one beyond so many characters, are handed out at a time."""

PATIENCE = 10.0
"""Seconds after a document's own limit when its process is killed."""

DEATHS = 2
"""How often a process may die of a document before that is skipped, and of nothing before all is in vain."""


class Task(NamedTuple):
    """A document to be read out: its place in the corpus, and itself."""

    number: int
    document: Document


Result = tuple[Task, str | Skipped]


class _Worker:
    """One process, what it was given and has not answered yet, and what it has written so far."""

    def __init__(self, *, model: str, seconds: int) -> None:
        paths = (str(pathlib.Path(__file__).parent.parent.parent), os.environ.get("PYTHONPATH", ""))
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
        # One thread each: the cores are shared out already.
        environment |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.deadline = float("inf")
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 -- closed with the process
        self._seconds = seconds
        self._heard = bytearray()
        self.process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "kg.engines.worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=environment,
            process_group=0,  # Ctrl-C is the parent's to handle
        )
        self._say(json.dumps({"model": model, "seconds": seconds}))

    def hand(self, tasks: list[Task]) -> None:
        """Give it documents."""
        self.tasks.extend(tasks)
        self.deadline = time.monotonic() + self._seconds + PATIENCE
        self._say(worker.TAB.decode().join(claims.document_to_json(task.document) for task in tasks))

    def hear(self) -> list[bytes] | None:
        """Give the lines that it has written since; None where it is gone."""
        data = os.read(self.out, 1 << 20)
        if not data:
            return None
        self.deadline = time.monotonic() + self._seconds + PATIENCE
        self._heard += data
        *lines, rest = self._heard.split(b"\n")
        self._heard = bytearray(rest)
        return [bytes(line) for line in lines]

    @property
    def out(self) -> int:
        """The file descriptor of what it writes."""
        assert self.process.stdout is not None  # noqa: S101 -- it has a pipe
        return self.process.stdout.fileno()

    def end(self) -> str:
        """Kill it, and give the last line of its complaints."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]  # it has pipes
        self.errors.seek(0)
        complaints = self.errors.read().decode(errors="replace").strip().splitlines()
        self.errors.close()
        return complaints[-1] if complaints else ""

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None  # noqa: S101 -- it has a pipe
        with suppress(BrokenPipeError):  # it died, which is noticed where its answers are awaited
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()


class Pool:
    """Some processes that read documents out, to be used in a `with` block, as often as one likes."""

    def __init__(self, *, workers: int, model: str, seconds: int) -> None:
        self._size, self._model, self._seconds = workers, model, seconds
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()
        self._begin(iter(()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._workers:  # all at once, and then wait for each
            one.process.kill()
        for one in self._workers:
            one.end()
        self._selector.close()

    def results(self, tasks: Iterator[Task]) -> Iterator[Result]:
        """Give each task with what came of it as soon as that is there; tasks are taken when a process is idle.

        Raises `KgError` where no process can work at all, for want of the model say.
        """
        self._begin(tasks)
        while len(self._workers) < self._size:
            self._start()
        while self._hand_out():
            yield from self._collect()

    def _begin(self, tasks: Iterator[Task]) -> None:
        self._tasks, self._is_last = tasks, False
        self._again: deque[Task] = deque()
        self._deaths: Counter[int] = Counter()

    def _start(self) -> None:
        one = _Worker(model=self._model, seconds=self._seconds)
        self._workers.append(one)
        self._selector.register(one.out, selectors.EVENT_READ, one)

    def _hand_out(self) -> bool:
        """Give every idle process something to do, and tell whether there is anything to wait for."""
        for one in self._workers:
            if one.ready and not one.tasks and (tasks := self._batch()):
                one.hand(tasks)
        return any(one.tasks for one in self._workers) or bool(self._again) or not self._is_last

    def _batch(self) -> list[Task]:
        batch: list[Task] = []
        characters = 0
        while len(batch) < BATCH and characters < BATCH_CHARACTERS:
            task = self._again.popleft() if self._again else next(self._tasks, None)
            if task is None:
                self._is_last = True
                break
            batch.append(task)
            characters += len(task.document.text)
        return batch

    def _collect(self) -> Iterator[Result]:
        """Wait until a process answers, dies or is over its time."""
        waiting = min((one.deadline for one in self._workers if one.tasks), default=float("inf"))
        seconds = None if waiting == float("inf") else max(0.0, waiting - time.monotonic())
        for key, _ in self._selector.select(seconds):
            yield from self._heard(key.data)
        for one in [one for one in self._workers if one.tasks and one.deadline < time.monotonic()]:
            self._dismiss(one)
            task = one.tasks.popleft()
            self._replace(one)
            yield task, extractor.over_time(task.document, "parse", self._seconds)

    def _heard(self, one: _Worker) -> Iterator[Result]:
        lines = one.hear()
        if lines is None:
            yield from self._bury(one)
        for line in lines or ():
            if line == worker.READY:
                one.ready = True
            elif line.startswith(worker.REFUSED):
                name, message = json.loads(line.removeprefix(worker.REFUSED))
                raise getattr(errors, name)(message)
            elif line.startswith(worker.SKIPPED):
                yield one.tasks.popleft(), Skipped(*json.loads(line.removeprefix(worker.SKIPPED)))
            else:
                yield one.tasks.popleft(), line.decode("ascii")

    def _bury(self, one: _Worker) -> Iterator[Result]:
        """Hand what a dead process left undone to others, but for a document of which processes die."""
        said = self._dismiss(one)
        code = one.process.returncode
        cause = f"was ended by signal {-code}" if code < 0 else f"ended with {said or code}"
        culprit = one.tasks[0].number if one.tasks else -1
        self._deaths[culprit] += 1
        if self._deaths[culprit] >= DEATHS and culprit >= 0:
            document = one.tasks.popleft().document
            reason = f"the process that read it out {cause}, twice; most likely it wants more memory than there is"
            yield Task(culprit, document), Skipped(document.source or document.id, "parse", reason)
        elif self._deaths[culprit] > DEATHS * self._size:
            raise KgError(f"the processes that read documents out don't start: each {cause}")
        self._replace(one)

    def _replace(self, one: _Worker) -> None:
        """Start a process in a dead one's stead, as long as there is something to do."""
        self._again.extendleft(reversed(one.tasks))
        if self._again or not self._is_last:
            self._start()

    def _dismiss(self, one: _Worker) -> str:
        self._selector.unregister(one.out)
        self._workers.remove(one)
        return one.end()
