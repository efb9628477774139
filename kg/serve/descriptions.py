"""What the server says of itself: SPARQL 1.1 Service Description, and the graph in VoID."""

from importlib import resources

from starlette.requests import Request
from starlette.responses import Response

from kg.serve import answering, negotiation
from kg.serve.refusal import RefusedError

SD = "http://www.w3.org/ns/sparql-service-description#"


async def service(request: Request) -> Response:
    """Describe the endpoint (https://www.w3.org/TR/sparql11-service-description/)."""
    endpoint = str(request.url.replace(path="/sparql", query=""))
    language = "SPARQL11Update" if answering.settings(request).token else "SPARQL11Query"
    own = {"endpoint": endpoint, "default": f"{endpoint}#default", "language": SD + language}
    return await _constructed(request, "service", **own)


async def void(request: Request) -> Response:
    """Describe the graph (https://www.w3.org/TR/void/#well-known)."""
    own = request.url.replace(query="")
    addresses = {"sparql": "/sparql", "home": "/", "dump": "/store"}
    return await _constructed(request, "void", **{name: str(own.replace(path=at)) for name, at in addresses.items()})


async def _constructed(request: Request, name: str, **addresses: str) -> Response:
    """Run one of our own queries, with addresses filled in."""
    chosen = negotiation.choose(request.headers.get("Accept", ""), negotiation.GRAPHS)
    if chosen is None:
        raise RefusedError(406, f"this is to be had as {', '.join(media for _, media in negotiation.GRAPHS)}")
    text = (resources.files("kg.serve") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    work = answering.job(request, "query", text=text, graphs=chosen)
    values = {key: [iri] for key, iri in (addresses | {"base": work.base}).items()}
    work = answering.job(request, "query", text=text, graphs=chosen, values=values)
    return answering.sent(request, await answering.done(request, work))
