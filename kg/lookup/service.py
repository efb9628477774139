"""A reconciliation service over HTTP: the Reconciliation Service API 0.2 of the W3C community group.

https://reconciliation-api.github.io/specs/0.2/: a manifest (GET), and batches of queries (POST of a form with a field
`queries`). A server that is slow, down, or wrong costs no build: each call has a time for the whole of it, is tried
again a few times, and then raises `NoAnswerError` with what happened. An answer that makes no sense counts as none.
"""

import http.client
import json
import math
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.resolve import reconcile
from kg.resolve.reconcile import Candidate, Query

Json = dict[str, Any]

TIMEOUT = 15.0
"""Seconds for one call, from connecting to the last byte."""
TRIES = 3
PAUSE = 1.0
"""Seconds before the second try, and twice as many before each further one."""
LARGEST = 10_000_000
"""Bytes of an answer that are read at most."""
BATCH = 20
"""Queries in a call, where the service's manifest allows no other number."""
LIMIT = 5
"""Candidates that are asked for."""

AGENT = "prosegraph (https://w3id.org/prosegraph/)"
LOCAL = re.compile(r"[^\s<>\"{}|\\^`]{1,200}")


class NoAnswerError(Exception):
    """A service gave no answer, however often it was asked; a build goes on without."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may take, in seconds, and how often it is asked."""

    timeout: float = TIMEOUT
    tries: int = TRIES
    pause: float = PAUSE


@dataclass(frozen=True, slots=True)
class Service:
    """What a manifest says: a name, what precedes its ids in an IRI, and how many queries it takes at once."""

    url: str
    name: str
    space: str
    batch: int = BATCH

    def question(self, query: Query) -> Json:
        """Write a query as the protocol has it; only a service of Wikidata's items knows our types and properties."""
        row: Json = {"query": query.name, "limit": LIMIT}
        if self.space == reconcile.WIKIDATA:
            if of := reconcile.asked_type(query.type):
                row |= {"type": of, "type_strict": "should"}
            if query.properties:
                row["properties"] = [{"pid": number, "v": value} for number, value in query.properties]
        return row


def manifest(url: str, *, patience: Patience = Patience()) -> Service:
    """Ask a service what it is; raises `NoAnswerError`."""
    row = _call(url, None, patience)
    space = row.get("identifierSpace")
    if not isinstance(space, str) or not re.match(r"https?://|urn:", space):
        raise NoAnswerError(f"{url} is no reconciliation service: its manifest has no identifierSpace")
    batch = row.get("batchSize")
    size = min(batch, BATCH) if isinstance(batch, int) and batch > 0 else BATCH
    return Service(url, str(row.get("name") or url), space, size)


def answers(
    service: Service, questions: Sequence[Json], *, patience: Patience = Patience()
) -> list[tuple[Candidate, ...] | None]:
    """Ask a batch, and give the candidates for each question in order; None where its answer makes no sense.

    Raises `NoAnswerError` where the service gives no answer at all.
    """
    batch = {f"q{number}": question for number, question in enumerate(questions)}
    form = urllib.parse.urlencode({"queries": json.dumps(batch)}).encode("ascii")
    row = _call(service.url, form, patience)
    return [_answered(row.get(name)) for name in batch]


def candidate_rows(candidates: Iterable[Candidate]) -> list[Json]:
    """Write candidates as the protocol has them, as far as we read it: what `candidates` reads back."""
    return [
        {"id": one.id, "name": one.name, "score": one.score, "type": [{"id": of} for of in one.types]}
        for one in candidates
    ]


def candidates(rows: Iterable[Json]) -> tuple[Candidate, ...]:
    """Read candidates; raises `ValueError`, `KeyError`, `TypeError` or `AttributeError` where one makes no sense."""
    return tuple(map(_candidate, rows))


def _answered(answer: object) -> tuple[Candidate, ...] | None:
    try:
        found = answer["result"]  # type: ignore[index]  # whatever the server sent
        return candidates(found) if isinstance(found, list) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _candidate(row: Json) -> Candidate:
    id_, name, score = row["id"], row["name"], float(row["score"])
    if not isinstance(id_, str) or not LOCAL.fullmatch(id_) or not isinstance(name, str) or not math.isfinite(score):
        raise ValueError
    return Candidate(id_, " ".join(name.split()), score, tuple(sorted(_types(row.get("type", [])))))


def _types(rows: Iterable[Json | str]) -> Iterator[str]:
    """Give ids of types, which stand as objects or, in older services, alone."""
    for row in rows:
        yield row if isinstance(row, str) else str(row["id"])


def _call(url: str, form: bytes | None, patience: Patience) -> Json:
    """Call a service, again where it may help; raises `NoAnswerError` with the last failure."""
    for left in range(patience.tries - 1, -1, -1):
        try:
            return _object(_body(url, form, patience.timeout))
        except urllib.error.HTTPError as error:
            why, again = f"HTTP {error.code} {error.reason}", error.code == 429 or error.code >= 500
        except ValueError as error:
            why, again = str(error), True
        except (OSError, http.client.HTTPException) as error:
            why, again = str(getattr(error, "reason", "") or error) or type(error).__name__, True
        if not again or not left:
            break
        time.sleep(patience.pause * 2 ** (patience.tries - 1 - left))
    raise NoAnswerError(f"{url} gave no answer: {why}")


def _body(url: str, form: bytes | None, timeout: float) -> bytes:
    """Read an answer; raises `OSError` where it takes longer, even if bytes keep trickling in."""
    until = time.monotonic() + timeout
    headers = {"User-Agent": AGENT, "Accept": "application/json"}
    request = urllib.request.Request(url, data=form, headers=headers)  # noqa: S310 -- Config lets only http(s) through
    body = bytearray()
    with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310 -- as above
        while chunk := answer.read1(1 << 16):
            body += chunk
            if time.monotonic() > until:
                raise TimeoutError("timed out")
            if len(body) > LARGEST:
                raise ValueError(f"its answer has more than {LARGEST} bytes")
    return bytes(body)


def _object(body: bytes) -> Json:
    try:
        row = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError("its answer is no JSON") from error
    if not isinstance(row, dict):
        raise ValueError("its answer is no JSON object")
    return row
