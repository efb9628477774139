"""The application: which address is answered by what."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import GraphError
from kg.serve import descriptions, graphstore, pages, protocol
from kg.serve.guard import Guard
from kg.serve.refusal import RefusedError
from kg.serve.settings import Settings
from kg.serve.workers import Workers

STORE = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"]

PROGRAMS = (
    Route("/sparql", protocol.sparql, methods=["GET", "HEAD", "POST"]),
    Route("/store", graphstore.store, methods=STORE),
    Route("/store/{name:path}", graphstore.store, methods=STORE),
    Route("/.well-known/void", descriptions.void),
    Route("/suggest", pages.suggest),
)
PAGES = (
    Route("/", pages.home),
    Route("/search", pages.search),
    Route("/documents", pages.documents),
    Route("/entity/{path:path}", pages.entity),
    Route("/document/{path:path}", pages.document),
    Route("/resource", pages.resource),
    Route("/graph", pages.graph),
    Mount("/static", StaticFiles(packages=[("kg.serve", "static")])),
    Route("/{path:path}", pages.elsewhere),
)


def app(settings: Settings) -> Starlette:
    """Make the application for a graph directory; its processes live as long as its lifespan."""

    @asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        application.state.settings = settings
        application.state.templates = pages.environment()
        application.state.naming = asyncio.Lock()
        application.state.workers = Workers(settings)
        await application.state.workers.start()
        try:
            yield
        finally:
            await application.state.workers.stop()

    return Starlette(
        routes=[*PROGRAMS, *PAGES],
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={RefusedError: pages.refusal, ClientDisconnect: _gone, GraphError: _no_graph},
        lifespan=lifespan,
    )


def _gone(_request: Request, _error: Exception) -> Response:
    """Answer nobody, since the client has left."""
    return Response(None, 499)


def _no_graph(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 503)
