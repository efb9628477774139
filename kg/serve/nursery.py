"""The process that forks one child a job: `python -m kg.serve.nursery FD MEMORY SIZE SECONDS`.

It has everything imported and nothing open, and one thread, so that a fork is safe and takes a millisecond. The server
speaks with it over a socket, in lines: `run ID` (with two descriptors: a socket with the job, and the file for the
answer), `nice ID`, `kill ID`; it says `pid ID PID` and `exit ID STATUS CPU-SECONDS`. When the server is gone, the
socket ends, and so do the nursery and all children; when the nursery is gone, the kernel ends them (on Linux; elsewhere
the limit on a child's CPU time does).
"""

import ctypes
import errno
import json
import os
import resource
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import BinaryIO

from kg import jobs
from kg.errors import ExportError, GraphError, KgError, NotFoundError

RESERVE = 96_000_000
"""Bytes that a process takes for itself: the interpreter's, and the store's threads and caches."""


LOG = os.dup(2)
"""Standard error, for our own bugs."""

BROKEN = 70
"""The exit code of a child with a bug; its traceback is on standard error."""


class Nursery:
    """The loop over the server's lines and the children's ends."""

    def __init__(self, control: socket.socket, limits: "Limits") -> None:
        self.control, self.limits = control, limits
        self.children: dict[int, int] = {}
        self.descriptors: list[int] = []
        self.rest = b""

    def serve(self) -> None:
        """Work until the server is gone."""
        woken, waker = socket.socketpair()
        woken.settimeout(0)
        waker.settimeout(0)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        ready = selectors.DefaultSelector()
        ready.register(self.control, selectors.EVENT_READ)
        ready.register(woken, selectors.EVENT_READ)
        while True:
            found = {key.fileobj for key, _ in ready.select()}
            if woken in found:
                with suppress(BlockingIOError):
                    woken.recv(4096)
                self._reap()
            if self.control in found and not self._listen():
                break
        for pid in self.children.values():
            os.kill(pid, signal.SIGKILL)

    def _listen(self) -> bool:
        """Follow the lines that came; false where the server is gone."""
        content, descriptors, _, _ = socket.recv_fds(self.control, 65536, 64)
        self.descriptors += descriptors
        *lines, self.rest = (self.rest + content).split(b"\n")
        for line in lines:
            verb, number = line.decode().split()
            self._follow(verb, int(number))
        return bool(content)

    def _follow(self, verb: str, number: int) -> None:
        if verb == "run":
            self._fork(number, self.descriptors.pop(0), self.descriptors.pop(0))
        elif (pid := self.children.get(number)) and verb == "kill":
            os.kill(pid, signal.SIGKILL)
        elif pid:
            os.setpriority(os.PRIO_PROCESS, pid, 19)

    def _fork(self, number: int, talk: int, answer: int) -> None:
        pid = os.fork()
        if pid == 0:
            try:
                self.control.close()
                child(talk, answer, self.limits)
            except BaseException:  # our bug: whatever it is, this process must not go on as a second nursery
                os.write(LOG, traceback.format_exc().encode())
            os._exit(BROKEN)
        os.close(talk)
        os.close(answer)
        self.children[number] = pid
        self._say(f"pid {number} {pid}")

    def _reap(self) -> None:
        for number, pid in list(self.children.items()):
            ended, status, used = os.wait4(pid, os.WNOHANG)
            if ended:
                del self.children[number]
                self._say(f"exit {number} {os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime:.3f}")

    def _say(self, line: str) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            self.control.sendall(f"{line}\n".encode())


class Limits:
    """What a child may use: bytes of memory, bytes of answer, and seconds of CPU as the last resort."""

    def __init__(self, memory: int, size: int, seconds: int) -> None:
        self.memory, self.size, self.seconds = memory, size, seconds

    def enforce(self, *, writes_store: bool) -> None:
        """Set the limits on this process."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (self.memory + RESERVE,) * 2)
        if not writes_store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.size))


def child(talk: int, answer: int, limits: Limits) -> None:
    """Do one job, say how it went as JSON, and end."""
    _end_with_the_parent()
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where Rust would write pages when memory is short
    line, out = socket.socket(fileno=talk), os.fdopen(answer, "wb")
    order, _, body = b"".join(iter(lambda: line.recv(1 << 20), b"")).partition(b"\n")
    job = jobs.Job(**json.loads(order))
    limits.enforce(writes_store=job.kind not in ("query", "read"))
    line.sendall(json.dumps(_outcome(job, body, out)).encode())
    os._exit(0)  # nothing is flushed again, and no store closed, which takes time


def _outcome(job: jobs.Job, body: bytes, out: BinaryIO) -> dict[str, str | int]:
    """Do a job; a failure is told with its HTTP status."""
    try:
        media = jobs.run(job, body, out)
        out.flush()
        return {"status": 200, "media": media}
    except KgError as error:
        unfit = 422 if job.kind == "patch" else 406
        statuses = {NotFoundError: 404, ExportError: unfit, GraphError: 500}
        return {"status": statuses.get(type(error), 400), "message": str(error)}
    except OSError as error:
        if error.errno != errno.EFBIG and "too large" not in str(error):
            raise
        return {"status": 503, "limit": "answer"}
    except MemoryError:
        return {"status": 503, "limit": "memory"}


def _end_with_the_parent() -> None:
    """Have Linux kill this process when its parent ends (prctl(2), PR_SET_PDEATHSIG)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def main() -> None:
    """Take the socket and the limits from the command line."""
    descriptor, memory, size, seconds = map(int, sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then tells us
    Nursery(socket.socket(fileno=descriptor), Limits(memory, size, seconds)).serve()


if __name__ == "__main__":
    main()
