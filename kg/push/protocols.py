"""The two ways into a store, and which one an address speaks.

SPARQL 1.1 Update (https://www.w3.org/TR/sparql11-update/): `INSERT DATA`, as many graphs in a request as fit. The
SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/): a POST of Turtle adds to a
graph, so a request holds quads of one graph alone.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol as Interface

from pyoxigraph import DefaultGraph, Quad

from kg.errors import PushError
from kg.push.endpoint import Endpoint, Reply

TOO_LARGE = 413
NOWHERE = "urn:uuid:6f1c2e1e-5d0e-4f3c-9d57-7f6f2f0b9a11"

_ESCAPE = re.compile(r"\\\\([uU])|\\.")
"""An escape of N-Triples, with what looks like another behind an escaped backslash."""


class Protocol(Interface):
    """A way to write into a store."""

    name: str

    def requests(self, quads: Iterable[Quad], size: int) -> Iterator[list[Quad]]:
        """Cut quads into lists of at most `size`, each for one request."""

    def insert(self, endpoint: Endpoint, quads: Sequence[Quad]) -> Reply:
        """Add quads; adding them twice is adding them once."""

    def clear(self, endpoint: Endpoint, name: str) -> None:
        """Empty a graph, whether it is there or not; "" is the default one. Raises `PushError` where it can't be."""

    def probe(self, endpoint: Endpoint) -> Reply:
        """Ask an address something that changes nothing there, and that whoever speaks this can answer."""


class Update:
    """SPARQL 1.1 Update."""

    name = "update"

    def requests(self, quads: Iterable[Quad], size: int) -> Iterator[list[Quad]]:
        """Cut quads into lists, whatever their graphs are."""
        left = iter(quads)
        while found := list(itertools.islice(left, size)):
            yield found

    def insert(self, endpoint: Endpoint, quads: Sequence[Quad]) -> Reply:
        """Send `INSERT DATA`."""
        parts = []
        for name, found in itertools.groupby(quads, key=graph):
            triples = "".join(_lines(found))
            parts.append(f"GRAPH <{name}> {{\n{triples}}}\n" if name else triples)
        return self._send(endpoint, f"INSERT DATA {{\n{''.join(parts)}}}")

    def clear(self, endpoint: Endpoint, name: str) -> None:
        """Send `CLEAR SILENT`."""
        reply = self._send(endpoint, f"CLEAR SILENT GRAPH <{name}>" if name else "CLEAR SILENT DEFAULT")
        if not reply.is_good:
            raise PushError(f"{endpoint.url} didn't empty {name or 'the default graph'}: {reply}")

    def probe(self, endpoint: Endpoint) -> Reply:
        """Send an update that changes nothing."""
        return self._send(endpoint, "INSERT DATA {}", tries=2)

    def _send(self, endpoint: Endpoint, update: str, *, tries: int | None = None) -> Reply:
        return endpoint.request("POST", body=update.encode(), media="application/sparql-update", tries=tries)


class GraphStore:
    """The Graph Store Protocol, with graphs named indirectly (section 4.2)."""

    name = "store"

    def requests(self, quads: Iterable[Quad], size: int) -> Iterator[list[Quad]]:
        """Cut quads into lists, each of one graph."""
        for _, found in itertools.groupby(quads, key=graph):
            yield from UPDATE.requests(found, size)

    def insert(self, endpoint: Endpoint, quads: Sequence[Quad]) -> Reply:
        """POST Turtle, which adds to what the graph holds."""
        body = "".join(_lines(quads)).encode()
        return endpoint.request("POST", body=body, media="text/turtle", parameters=_parameters(graph(quads[0])))

    def clear(self, endpoint: Endpoint, name: str) -> None:
        """DELETE the graph."""
        reply = endpoint.request("DELETE", parameters=_parameters(name))
        if not reply.is_good and reply.status != 404:
            raise PushError(f"{endpoint.url} didn't empty {name or 'the default graph'}: {reply}")

    def probe(self, endpoint: Endpoint) -> Reply:
        """Ask for a graph that no one has."""
        return endpoint.request("GET", parameters=_parameters(NOWHERE), tries=2)


UPDATE, GRAPH_STORE = Update(), GraphStore()


def detect(endpoint: Endpoint) -> Protocol:
    """Give the protocol that an address speaks; raises `PushError` where it is neither, or can't be reached.

    A store doesn't find the graph that is asked for (404); where an update isn't found either, nothing is there.
    """
    update, get = UPDATE.probe(endpoint), GRAPH_STORE.probe(endpoint)
    if update.is_good:
        return UPDATE
    if get.is_good or (get.status == 404 and update.status != 404):
        return GRAPH_STORE
    raise PushError(
        f"{endpoint.url} takes neither an update ({update}) nor a graph ({get}); is it the address for these (often "
        "…/update, …/statements or …/data), and does it let you write? --update or --store says which it is"
    )


def send(quads: Iterable[Quad], endpoint: Endpoint, *, protocol: Protocol, size: int) -> Iterator[int]:
    """Send quads in order, and tell after each request how many have arrived with it; raises `PushError`.

    Where a request is too large for the server (413), this and the following ones become half as large.
    """
    for found in protocol.requests(quads, size):
        waiting = list(found)
        while waiting:
            part = waiting[:size]
            reply = protocol.insert(endpoint, part)
            if reply.is_good:
                del waiting[:size]
                yield len(part)
            elif reply.status == TOO_LARGE and len(part) > 1:
                size = len(part) // 2
            else:
                raise PushError(_refused(reply, endpoint, part))


def graph(quad: Quad) -> str:
    """Give the IRI of a quad's graph; "" for the default one."""
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value


def _parameters(name: str) -> dict[str, str]:
    return {"graph": name} if name else {"default": ""}


def _lines(quads: Iterable[Quad]) -> Iterator[str]:
    r"""Write triples as N-Triples, which Turtle and SPARQL read too.

    SPARQL replaces `\u` with four digits before it looks at strings (section 19.2), also behind a backslash that is
    escaped itself, as in `"C:\\u0041"`: there the letter u is written as an escape.
    """
    for quad in quads:
        line = f"{quad.triple} .\n"
        yield _escaped(line) if "\\\\" in line else line


def _escaped(line: str) -> str:
    return _ESCAPE.sub(lambda match: f"\\\\\\u{ord(match[1]):04X}" if match[1] else match[0], line)


def _refused(reply: Reply, endpoint: Endpoint, part: Sequence[Quad]) -> str:
    if reply.status == TOO_LARGE:
        return f"{endpoint.url} is too small for one triple of {part[0].subject}: {reply}; allow larger requests there"
    hint = "; name one with --into IRI" if "default graph" in reply.text else ""
    return f"{endpoint.url} refused {len(part)} triples from {part[0].subject} on: {reply}{hint}"
