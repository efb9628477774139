"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) at /sparql."""

import urllib.parse
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve import answering, descriptions, negotiation
from kg.serve.refusal import RefusedError

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
PARAMETERS = {
    "query": {"query", "default-graph-uri", "named-graph-uri", "format"},
    "update": {"update", "using-graph-uri", "using-named-graph-uri"},
}
"""What each operation takes; a parameter of the other would be ignored in silence, and so is refused."""

FIELDS = 1000
"""Parameters that are read at most."""

Parameters = Mapping[str, Sequence[str]]


async def sparql(request: Request) -> Response:
    """Answer a query, make an update, or describe the service where neither is asked for."""
    if request.method == "POST":
        operation, parameters = await _posted(request)
    else:
        operation, parameters = "query", decoded(request.url.query)
        if not parameters:
            return await _described(request)
    known = PARAMETERS[operation]
    if strange := sorted(set(parameters) & (PARAMETERS["query"] | PARAMETERS["update"]) - known):
        raise RefusedError(400, f"{', '.join(strange)}: no parameter of a {operation} by {request.method}")
    return await (_query if operation == "query" else _update)(request, parameters)


async def _posted(request: Request) -> tuple[str, Parameters]:
    """Give the operation of a POST and its parameters, whichever of the three forms it has."""
    media, _, options = request.headers.get("Content-Type", "").lower().partition(";")
    if media.strip() not in (FORM, QUERY, UPDATE):
        raise RefusedError(415 if media else 400, f"a POST has the Content-Type {FORM}, {QUERY} or {UPDATE}")
    content = text(await answering.body(request), options)
    if media.strip() == FORM:
        parameters = decoded(content)
        operation = "update" if "update" in parameters else "query"
        return operation, {**decoded(request.url.query), **parameters}
    operation = "query" if media.strip() == QUERY else "update"
    if operation in (parameters := decoded(request.url.query)):
        raise RefusedError(400, f"one {operation}, please: in the body or in the address")
    return operation, {**parameters, operation: [content]}


def text(content: bytes, options: str) -> str:
    """Read a body as UTF-8, which is what its type's options have to say too."""
    charset = dict(option.strip().partition("=")[::2] for option in options.split(";")).get("charset", "utf-8")
    if charset.strip('"') not in ("utf-8", "utf8", "us-ascii"):
        raise RefusedError(415, f"the body is read as UTF-8, and not as {charset}")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"the body is not UTF-8: {error}") from error


def decoded(text: str) -> Parameters:
    """Read parameters; raises `RefusedError` on too many, and on what is no UTF-8."""
    try:
        pairs = urllib.parse.parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError as error:  # a UnicodeDecodeError too
        raise RefusedError(400, f"the parameters can't be read: {error}") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def one(parameters: Parameters, name: str) -> str:
    """Give the only value of a parameter; raises `RefusedError`."""
    values = parameters.get(name, ())
    if len(values) != 1:
        raise RefusedError(400, f"one {name}, please; there are {len(values) or 'none'}")
    return values[0]


async def _query(request: Request, parameters: Parameters) -> Response:
    query, accept = one(parameters, "query"), request.headers.get("Accept", "")
    tables, graphs = (negotiation.choose(accept, each) for each in (negotiation.TABLES, negotiation.GRAPHS))
    if "format" in parameters:
        wanted = one(parameters, "format")
        tables, graphs = (negotiation.named(wanted, each) for each in (negotiation.TABLES, negotiation.GRAPHS))
    work = answering.job(
        request,
        "query",
        text=query,
        base_iri=address(request),
        default=parameters.get("default-graph-uri", ()),
        named=parameters.get("named-graph-uri", ()),
        tables=tables,
        graphs=graphs,
    )
    return answering.sent(request, await answering.done(request, work))


async def _update(request: Request, parameters: Parameters) -> Response:
    answering.refuse_changes(request)
    work = answering.job(
        request,
        "update",
        text=one(parameters, "update"),
        base_iri=address(request),
        default=parameters.get("using-graph-uri", ()),
        named=parameters.get("using-named-graph-uri", ()),
    )
    return answering.nothing(await answering.done(request, work))


def address(request: Request) -> str:
    """Give the address of what was asked for, without its parameters: relative IRIs stand for things below it."""
    return str(request.url.replace(query="", fragment=""))


async def _described(request: Request) -> Response:
    """Describe the service, or show a browser where to type a query."""
    accept = request.headers.get("Accept", "")
    if negotiation.prefers_html(accept):
        return RedirectResponse("/", 303, {"Vary": "Accept"})
    return await descriptions.service(request)
