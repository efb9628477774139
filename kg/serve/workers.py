"""Jobs in processes of their own, each killed when its time is over or when nobody wants its answer any more."""

import asyncio
import hashlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from typing import BinaryIO

from kg.jobs import Job
from kg.serve import turns
from kg.serve.nursery import BROKEN
from kg.serve.refusal import RefusedError
from kg.serve.settings import LIMITS, Settings

TICK = 0.05
"""Seconds between two looks at who has to move on, while others wait."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: its media type, or for a change what came of it, and the file that holds it."""

    media: str
    file: BinaryIO
    size: int


class Workers:
    """Runs jobs, so many at once; to be started and stopped within one event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.turns = turns.Turns(settings.quick, settings.long, settings.waiting, settings.timeout)
        self.running: dict[int, tuple[turns.Turn, asyncio.Future[tuple[int, float]]]] = {}
        self.rest = b""

    async def start(self) -> None:
        """Start the nursery, and look after who may run."""
        self._spawn()
        self.watch = asyncio.create_task(self._look_after())

    def _spawn(self) -> None:
        self.control, theirs = socket.socketpair()
        limits = (self.settings.memory, self.settings.answer_size, int(self.settings.timeout) + 5)
        command = [sys.executable, "-m", "kg.serve.nursery", str(theirs.fileno()), *map(str, limits)]
        paths = (str(pathlib.Path(__file__).parents[2]), os.environ.get("PYTHONPATH", ""))
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
        self.process = subprocess.Popen(  # noqa: S603  # our own module
            command, pass_fds=[theirs.fileno()], env=environment, start_new_session=True
        )
        theirs.close()
        asyncio.get_running_loop().add_reader(self.control.fileno(), self._hear)

    async def stop(self) -> None:
        """End the nursery, and with it all jobs."""
        self.watch.cancel()
        asyncio.get_running_loop().remove_reader(self.control.fileno())
        self.control.close()
        await asyncio.to_thread(self.process.wait)

    async def run(self, job: Job, body: bytes = b"") -> Answer:
        """Do a job when its turn comes; raises `RefusedError` for one that is wrong, past a limit, or one too many."""
        key = hashlib.sha256(f"{job.kind} {job.graph} {job.text}".encode("utf-8", "replace")).digest()
        turn = await self.turns.take(key)
        ended: asyncio.Future[tuple[int, float]] = asyncio.get_running_loop().create_future()
        file = tempfile.TemporaryFile()  # noqa: SIM115  # whoever has the answer closes it
        try:
            self.running[turn.number] = turn, ended
            said = await self._exchange(turn, file, json.dumps(asdict(job)).encode() + b"\n" + body)
            code, _ = await asyncio.shield(ended)
            return _answer(said, code, turn, file, self.settings)
        except BaseException:
            file.close()
            raise
        finally:
            self._say("kill", turn)  # of no effect where it has ended
            asyncio.get_running_loop().call_soon(self._when_ended, ended, turn, key)

    def _when_ended(self, ended: "asyncio.Future[tuple[int, float]]", turn: turns.Turn, key: bytes) -> None:
        """Free the place when the process is gone, and not before."""

        def over(_: object) -> None:
            self.running.pop(turn.number, None)
            self.turns.remember(key, seconds=ended.result()[1])
            self.turns.free(turn)

        ended.add_done_callback(over)

    async def _exchange(self, turn: turns.Turn, file: BinaryIO, order: bytes) -> bytes:
        """Hand a job over and wait for what its process says; nothing, where it was killed."""
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        with theirs:
            socket.send_fds(self.control, [f"run {turn.number}\n".encode()], [theirs.fileno(), file.fileno()])
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            async with asyncio.timeout(self.settings.timeout):
                writer.write(order)
                await writer.drain()
                writer.write_eof()
                return await reader.read()
        except TimeoutError:
            turn.verdict = turn.verdict or "timeout"
            self._say("kill", turn)
            return b""
        except (ConnectionError, OSError):
            return b""
        finally:
            writer.close()

    def _say(self, verb: str, turn: turns.Turn) -> None:
        self.control.sendall(f"{verb} {turn.number}\n".encode())

    def _hear(self) -> None:
        """Take in what the nursery says: which process a job has, and which has ended."""
        heard = self.control.recv(65536)
        if not heard:
            self._restart()
        *lines, self.rest = (self.rest + heard).split(b"\n")
        for line in lines:
            verb, number, *rest = line.decode().split()
            turn, ended = self.running[int(number)]
            if verb == "pid":
                turn.pid = int(rest[0])
            else:
                ended.set_result((int(rest[0]), float(rest[1])))

    def _restart(self) -> None:
        """Put another nursery in the place of one that was killed, say by the system for want of memory."""
        asyncio.get_running_loop().remove_reader(self.control.fileno())
        self.control.close()
        self.process.wait()
        self.rest = b""
        for _, ended in list(self.running.values()):
            ended.set_result((-9, 0.0))
        self._spawn()

    async def _look_after(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            moved, ending = self.turns.shift()
            for turn in moved:
                self._say("nice", turn)
            for turn in ending:
                self._say("kill", turn)


def _answer(said: bytes, code: int, turn: turns.Turn, file: BinaryIO, settings: Settings) -> Answer:
    """Give the answer that a process left; raises `RefusedError` with the reason where it left none."""
    if turn.verdict == "busy":
        raise turns.busy("others were waiting, and this had run long")
    if turn.verdict == "timeout":
        raise RefusedError(503, f"stopped after {settings.timeout:g} s; {LIMITS['timeout']}")
    if code == BROKEN:
        raise RefusedError(500, "an error of the server's own; its log has the details")
    if code or not said:
        raise RefusedError(503, f"ended for want of memory ({settings.memory:,} bytes); {LIMITS['memory']}")
    outcome = json.loads(said)
    if limit := outcome.get("limit"):
        amount = settings.answer_size if limit == "answer" else settings.memory
        raise RefusedError(503, f"past the limit on {limit} ({amount:,} bytes); {LIMITS[limit]}")
    if outcome["status"] != 200:
        raise RefusedError(outcome["status"], outcome["message"])
    return Answer(outcome["media"], file, os.fstat(file.fileno()).st_size)
