"""The SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/) at /store.

A graph is named by `?graph=IRI` or `?default`, or by its own address below /store. /store itself stands for all graphs
when it is read, and for a graph yet without a name when it is posted to.
"""

import uuid

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from kg.jobs import ALL, DEFAULT
from kg.serve import answering, negotiation, protocol
from kg.serve.refusal import RefusedError
from kg.serve.workers import Answer

MULTIPART = "multipart/form-data"
FILES = 20
"""Files that one request may carry."""


async def store(request: Request) -> Response:
    """Read or change one graph."""
    if request.method in ("GET", "HEAD"):
        return await _read(request)
    answering.refuse_changes(request)
    name = _graph(request)
    if request.method == "DELETE":
        return answering.nothing(await answering.done(request, answering.job(request, "delete", graph=_one(name))))
    if request.method == "PATCH":
        return await _patch(request, _one(name))
    if request.method == "PUT":
        return _changed(await _write(request, "put", _one(name)))
    is_new = name == ALL
    target = str(request.url.replace(path=f"/store/{uuid.uuid4()}", query="")) if is_new else name
    answer = await _post(request, target)
    return _changed(answer, location=target if is_new else "")


def _graph(request: Request) -> str:
    """Give the IRI of the graph that is meant, or one of the two names that are none."""
    parameters = protocol.decoded(request.url.query)
    if strange := sorted(set(parameters) - {"graph", "default", "format"}):
        raise RefusedError(400, f"{', '.join(strange)}: unknown; name a graph with ?graph=IRI or ?default")
    if request.path_params.get("name"):
        if "graph" in parameters or "default" in parameters:
            raise RefusedError(400, "the address names a graph already; leave the parameter out")
        return protocol.address(request)
    if "graph" in parameters and "default" in parameters:
        raise RefusedError(400, "name one graph: ?graph=IRI or ?default")
    if "graph" in parameters:
        return protocol.one(parameters, "graph")
    return DEFAULT if "default" in parameters else ALL


def _one(name: str) -> str:
    if name == ALL:
        raise RefusedError(400, "name the graph: ?graph=IRI or ?default")
    return name


async def _read(request: Request) -> Response:
    name, accept = _graph(request), request.headers.get("Accept", "")
    offers = negotiation.DATASETS if name == ALL else negotiation.GRAPHS + negotiation.DATASETS
    parameters = protocol.decoded(request.url.query)
    wanted = protocol.one(parameters, "format") if "format" in parameters else ""
    chosen = negotiation.named(wanted, offers) if wanted else negotiation.choose(accept, offers)
    if chosen is None:
        raise RefusedError(406, f"this is to be had as {', '.join(sorted({media for _, media in offers}))}")
    work = answering.job(request, "read", graph=name, graphs=chosen)
    return answering.sent(request, await answering.done(request, work))


async def _write(request: Request, kind: str, name: str) -> Answer:
    """Write the body into a graph; without a type it is taken for Turtle's."""
    media = request.headers.get("Content-Type", "text/turtle")
    return await _written(request, kind, name, [(media, await answering.body(request))])


async def _written(request: Request, kind: str, name: str, parts: list[tuple[str, bytes]]) -> Answer:
    """Write texts of some media types into a graph, all of them or none."""
    sizes = []
    for media, content in parts:
        plain = media.partition(";")[0].strip().lower()
        if plain not in negotiation.BODIES:
            raise RefusedError(415, f"a graph comes as {', '.join(sorted(negotiation.BODIES))}, and not as {plain}")
        sizes.append((negotiation.BODIES[plain], len(content)))
    base = protocol.address(request) if name == DEFAULT else name
    work = answering.job(request, kind, graph=name, parts=sizes, base_iri=base)
    return await answering.done(request, work, b"".join(content for _, content in parts))


async def _post(request: Request, name: str) -> Answer:
    """Add the body to a graph, or all files of a form."""
    if not request.headers.get("Content-Type", "").lower().startswith(MULTIPART):
        return await _write(request, "post", name)
    answering.refuse_length(request)
    try:
        async with request.form(max_files=FILES, max_fields=0, max_part_size=0) as form:
            files = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
            parts = [(part.content_type or "", await part.read()) for part in files]
    except MultiPartException as error:
        raise RefusedError(400, f"the form can't be read: {error.message}") from error
    if not parts:
        raise RefusedError(400, "the form holds no file")
    return await _written(request, "post", name, parts)


async def _patch(request: Request, name: str) -> Response:
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media != protocol.UPDATE:
        raise RefusedError(415, f"a patch is a SPARQL update, {protocol.UPDATE}")
    text = protocol.text(await answering.body(request), "")
    work = answering.job(request, "patch", graph=name, text=text, base_iri=protocol.address(request))
    return answering.nothing(await answering.done(request, work))


def _changed(answer: Answer, *, location: str = "") -> Response:
    response = answering.nothing(answer, status=201 if answer.media == "created" else 204)
    if location:
        response.headers["Location"] = location
    return response
