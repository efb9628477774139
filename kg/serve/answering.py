"""From a job to an HTTP response: the body of the request, the job's end or the client's, the file that is sent."""

import asyncio
import hmac
import os
from collections.abc import AsyncIterator
from typing import BinaryIO, cast

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from kg import folder as directory
from kg.jobs import Job
from kg.serve.refusal import RefusedError
from kg.serve.settings import Settings
from kg.serve.workers import Answer, Workers

BODY_SECONDS = 60
"""Time for a body to come."""

PIECE = 1 << 16
"""Bytes that are read from a file and sent at a time."""


def settings(request: Request) -> Settings:
    """Give what the server was started with."""
    return cast(Settings, request.app.state.settings)


def job(request: Request, kind: str, **rest: object) -> Job:
    """Make a job on the graph that is served, as it is now: a build may have replaced it."""
    folder = settings(request).folder.absolute()
    about = directory.about(folder)
    return Job(kind=kind, folder=str(folder / directory.STORE), base=about.base, **rest)  # type: ignore[arg-type]


async def body(request: Request) -> bytes:
    """Read the body; raises `RefusedError` past the limits, before all of it came."""
    limit = settings(request).body_size
    pieces, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                size += len(piece)
                if size > limit:
                    raise RefusedError(413, f"the body has more than {limit:,} bytes", Connection="close")
                pieces.append(piece)
    except TimeoutError:
        raise RefusedError(408, f"the body took more than {BODY_SECONDS} s", Connection="close") from None
    return b"".join(pieces)


def refuse_length(request: Request) -> None:
    """Raise `RefusedError` for a body that says itself that it is too long, or doesn't say how long it is."""
    limit, length = settings(request).body_size, request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > limit:
        raise RefusedError(413, f"a form may have {limit:,} bytes, and tells its Content-Length", Connection="close")


async def done(request: Request, work: Job, content: bytes = b"") -> Answer:
    """Do a job, unless the client goes away; raises `RefusedError`."""
    workers = cast(Workers, request.app.state.workers)
    running = asyncio.ensure_future(workers.run(work, content))
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({running, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            raise ClientDisconnect
        return await running
    finally:
        leaving.cancel()
        running.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def sent(request: Request, answer: Answer, *, status: int = 200, **headers: str) -> Response:
    """Send the file of an answer."""
    about = {"Content-Length": str(answer.size), "Vary": "Accept", **headers}
    media = f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media
    if request.method == "HEAD":
        answer.file.close()
        return Response(None, status, about | {"Content-Type": media})
    return StreamingResponse(_pieces(answer.file), status, about | {"Content-Type": media})


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        place = 0
        while piece := os.pread(file.fileno(), PIECE, place):
            yield piece
            place += len(piece)


def nothing(answer: Answer, *, status: int = 204) -> Response:
    """Answer without a body."""
    answer.file.close()
    return Response(None, status)


def refuse_changes(request: Request) -> None:
    """Raise `RefusedError` unless changes are allowed and the request has the token."""
    token = settings(request).token
    if not token:
        raise RefusedError(403, "nothing can be changed here; start the server with --allow-update")
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        message = "a change needs the header Authorization: Bearer TOKEN, with the token that kg serve printed"
        raise RefusedError(401, message, WWW_Authenticate='Bearer realm="kg"')
