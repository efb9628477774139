"""Pages for people, and the same things as RDF for programs, at the same addresses."""

import asyncio
import json
import pathlib
from collections.abc import Callable
from importlib import resources

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from kg import folder as directory
from kg import jobs, ontology, questions, rdf
from kg.serve import answering, guard, names, negotiation, profiles, protocol
from kg.serve.refusal import RefusedError

NTRIPLES = ("ntriples", "application/n-triples")
JSON = ("json", "application/sparql-results+json")
RESULTS = 50
"""Entities that a search shows."""

SHOWN = 500
"""Facts on a page; the data have them all."""

TYPED = 200
"""Characters of a search that are looked at."""

Make = Callable[..., profiles.EntityPage | profiles.DocumentPage | None]

LABELS = {status.value: heading for status, (heading, _) in profiles.HEADINGS.items()}


def environment() -> jinja2.Environment:
    """Make what renders the templates; every value in them is escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.serve"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    made.globals |= {"status_labels": LABELS}
    return made


async def home(request: Request) -> Response:
    """Show where to type a query, with those that ship as examples."""
    wanted = request.query_params.get("example", "")
    chosen = next((each for each in questions.shipped() if each.name == wanted), None)
    first = chosen or next(each for each in questions.shipped() if each.name == "facts-with-quotes")
    text = request.query_params.get("query") or first.sparql
    response = _page(request, "home", examples=questions.shipped(), chosen=chosen, query=text)
    response.headers["Content-Security-Policy"] = guard.QUERY_POLICY
    return response


async def search(request: Request) -> Response:
    """Find entities by name; as JSON for programs."""
    typed = request.query_params.get("q", "")[:TYPED].strip()
    index = await known_names(request)
    found, count = await asyncio.to_thread(index.search, typed, limit=RESULTS)
    base = answering.job(request, "query").base
    shown = [
        {
            "id": entity.id, "iri": (iri := rdf.iri(entity.id, base=base).value), "name": entity.name,
            "type": entity.type, "names": entity.names, "facts": index.degree.get(entity.id, 0),
            "page": profiles.href(iri, base=base),
        }
        for entity in (found if typed else index.best(limit=RESULTS))
    ]  # fmt: skip
    if not negotiation.prefers_html(request.headers.get("Accept", "")):
        return JSONResponse({"query": typed, "count": count, "results": shown}, headers={"Vary": "Accept"})
    return _page(request, "search", typed=typed, count=count, results=shown)


async def suggest(request: Request) -> Response:
    """Suggest entities as OpenRefine asks for them (https://reconciliation-api.github.io/specs/0.2/)."""
    index = await known_names(request)
    typed = request.query_params.get("prefix", "")[:TYPED]
    found, _ = await asyncio.to_thread(index.search, typed, limit=10)
    return JSONResponse({"result": [{"id": each.id, "name": each.name, "description": each.type} for each in found]})


async def known_names(request: Request) -> names.Names:
    """Give the index of names, made anew when the graph was replaced."""
    classes = [rdf.node(f"kg:{name}").value for name in ontology.load().classes]
    listing = answering.job(request, "query", text=_query("names"), tables=JSON, values={"classes": classes})
    counting = answering.job(request, "query", text=_query("degrees"), tables=JSON)
    about = pathlib.Path(listing.folder).stat()
    stamp = (about.st_ino, about.st_mtime_ns)
    state = request.app.state
    async with state.naming:
        if getattr(state, "named", (None, None))[0] != stamp:
            found, degrees = await _content(request, listing), await _content(request, counting)
            made = await asyncio.to_thread(names.read, found, degrees, base=listing.base)
            state.named = stamp, made
        index: names.Names = state.named[1]
        return index


async def documents(request: Request) -> Response:
    """List the documents."""
    work = answering.job(request, "query", text=_query("documents"), tables=JSON)
    rows = json.loads(await _content(request, work))["results"]["bindings"]
    shown = [
        {name: cell["value"] for name, cell in row.items()}
        | {"page": profiles.href(row["document"]["value"], base=work.base)}
        for row in rows
    ]
    return _page(request, "documents", documents=shown)


async def entity(request: Request) -> Response:
    """Show an entity: its facts by status with their quotes, documents and neighbours."""
    return await _described(request, "entity", profiles.entity)


async def document(request: Request) -> Response:
    """Show a document: its text with the facts marked."""
    return await _described(request, "document", profiles.document)


async def _described(request: Request, kind: str, make: Make) -> Response:
    """Answer with a page or with RDF, as the client likes it."""
    iri = _iri(request, "doc/" if kind == "document" else "")
    base = answering.job(request, "query").base
    accept = request.headers.get("Accept", "")
    chosen = _rdf(request) or negotiation.choose(accept, negotiation.GRAPHS)
    is_page = not _rdf(request) and (negotiation.prefers_html(accept) or chosen is None)
    if not profiles.href(iri, base=base).startswith(f"/{kind}/"):
        return await _resource(request, iri, None if is_page else chosen)
    listing = answering.job(request, "query", text=_query(f"{kind}-facts"), tables=JSON, values={kind: [iri]})
    rows = json.loads(await _content(request, listing))["results"]["bindings"]
    if not rows and not is_page:
        await _resource(request, iri, None)  # which tells where there is nothing of that name
    values = {kind: [iri], "facts": [row["fact"]["value"] for row in rows[: SHOWN if is_page else None]]}
    work = answering.job(
        request, "query", text=_query(kind), graphs=NTRIPLES if is_page else chosen, values=values
    )  # fmt: skip
    if not is_page:
        return answering.sent(request, await answering.done(request, work))
    content = await _content(request, work)
    shown = await asyncio.to_thread(lambda: make(content, iri, base=base))
    if shown is None:
        raise RefusedError(404, f"there is nothing called {iri} in the graph; search for its name")
    return _page(request, kind, shown=shown, facts_left_out=len(rows) > SHOWN)


async def resource(request: Request) -> Response:
    """Show what the graph says of any IRI; entities and documents have pages of their own."""
    iri = protocol.one(protocol.decoded(request.url.query), "iri")
    own = profiles.href(iri, base=answering.job(request, "query").base)
    if not own.startswith("/resource"):
        return RedirectResponse(own, 303)
    accept = request.headers.get("Accept", "")
    is_page = negotiation.prefers_html(accept)
    return await _resource(request, iri, None if is_page else negotiation.choose(accept, negotiation.GRAPHS))


async def _resource(request: Request, iri: str, chosen: tuple[str, str] | None) -> Response:
    text = _query("resource")
    work = answering.job(request, "query", text=text, graphs=NTRIPLES, values={"resource": [iri]})
    triples = jobs.triples(await _content(request, work))
    if not triples:
        raise RefusedError(404, f"there is nothing called {iri} in the graph; search for its name")
    if chosen:
        wanted = answering.job(request, "query", text=text, graphs=chosen, values={"resource": [iri]})
        return answering.sent(request, await answering.done(request, wanted))
    return _page(request, "resource", iri=iri, rows=profiles.rows(triples, iri, base=work.base))


async def graph(request: Request) -> Response:
    """Show the graph page, under the policy that it brings along itself."""
    folder = answering.settings(request).folder
    file = folder / directory.PAGE
    try:
        content = await asyncio.to_thread(file.read_text, encoding="utf-8")
    except FileNotFoundError as error:
        raise RefusedError(404, f"there is no graph page; write it with: kg view -g {folder}") from error
    return HTMLResponse(content, headers={"Content-Security-Policy": guard.own_policy(content)})


async def elsewhere(request: Request) -> Response:
    """Serve things at their own IRIs where the base of the graph is an address of this server."""
    base = answering.job(request, "query").base
    _, _, place = base.partition("://")
    here = f"{request.url.netloc}{request.url.path}"
    if place and here.startswith(place) and "/" in here.removeprefix(place):
        return RedirectResponse(profiles.href(base + here.removeprefix(place), base=base), 303)
    raise RefusedError(404, "there is nothing here; the pages are /, /search, /documents and /graph")


def _iri(request: Request, kind: str) -> str:
    """Give the IRI that the address of a page stands for."""
    raw: bytes = request.scope["raw_path"]
    local = raw.decode("ascii", "replace").split("/", 2)[2]
    return profiles.iri(kind + local, base=answering.job(request, "query").base)


def _rdf(request: Request) -> tuple[str, str] | None:
    """Give the format that the address asks for with `?format=`."""
    wanted = request.query_params.get("format", "")
    chosen = negotiation.named(wanted, negotiation.GRAPHS) if wanted else None
    if wanted and not chosen:
        raise RefusedError(406, f"{wanted!r} is none of {', '.join(sorted({each for each, _ in negotiation.GRAPHS}))}")
    return chosen


async def _content(request: Request, work: jobs.Job) -> bytes:
    answer = await answering.done(request, work)
    with answer.file as file:
        file.seek(0)
        return await asyncio.to_thread(file.read)


def _query(name: str) -> str:
    return (resources.files("kg.serve") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def _page(request: Request, name: str, *, status: int = 200, **shown: object) -> Response:
    template = request.app.state.templates.get_template(f"{name}.html")
    return HTMLResponse(template.render(at=request.url.path, **shown), status, {"Vary": "Accept"})


def refusal(request: Request, error: Exception) -> Response:
    """Tell why a request is refused, to a person on a page."""
    assert isinstance(error, RefusedError)  # noqa: S101  # registered for nothing else
    if not negotiation.prefers_html(request.headers.get("Accept", "")):
        return PlainTextResponse(f"{error}\n", error.status, error.headers)
    response = _page(request, "refused", status=error.status, message=str(error))
    response.headers.update(error.headers)
    return response
