"""The graph page: one self-contained HTML file, opened by double-click, that never makes a request.

The page's data are packed once (`data`), its positions are computed here (`layout`), its scripts are plain ES
modules joined in the order of their imports (`bundle`), and a Content-Security-Policy names the hash of each
script and style, so that nothing else in the file can ever run. Two renderers stand behind one interface
(`js/vis.js` and `js/canvas.js`): up to `SMALL` entities pyvis' `Network` and the vis-network that pyvis ships,
with our template instead of pyvis' own (which loads two files from a CDN and runs text as markup); above it a
canvas with level of detail.
"""

from collections import Counter
from typing import Protocol

from kg import config, rdf
from kg.errors import ExportError
from kg.folder import About
from kg.model import Knowledge
from kg.view import asking, data, html, scope
from kg.view.notebook import Page

SMALL = 400
"""Entities up to which pyvis draws the page: vis-network pans at 11 frames a second at 1,000, our canvas at 29."""

BASE = config.Config().base
RENDERERS = ("auto", "pyvis", "canvas")
SPARQL = ("auto", "always", "never")


class Built(Protocol):
    """A graph that was built, as `kg.open` gives it."""

    @property
    def knowledge(self) -> Knowledge:
        """What it holds."""

    @property
    def about(self) -> About:
        """What it was built with."""


def page(
    graph: Built | Knowledge,
    *,
    focus: str | None = None,
    depth: int = 2,
    renderer: str = "auto",
    sparql: str = "auto",
    title: str = "Knowledge graph",
    base: str | None = None,
) -> Page:
    """Give the whole HTML file; the same knowledge gives the same bytes.

    `focus` is an entity by id or by any of its names, and keeps what lies within `depth` steps of it. `sparql` says
    whether the page answers queries, which makes it 2 MB larger; by itself it does up to `asking.MANY` facts. `base`
    is the IRI under which its RDF names things; without it, the graph's own. Raises `NotFoundError` where nothing has
    the name of the focus, and `ExportError` for an unknown renderer or another word about SPARQL.
    """
    _known("renderer", renderer, RENDERERS)
    _known("setting of sparql", sparql, SPARQL)
    knowledge = graph if isinstance(graph, Knowledge) else graph.knowledge
    base = base or (BASE if isinstance(graph, Knowledge) else graph.about.base)
    shown = scope.around(knowledge, focus, depth=depth) if focus is not None else knowledge
    if renderer == "auto":
        renderer = "pyvis" if len(shown.entities) <= SMALL else "canvas"
    columns = data.pack(shown, title=title, base=base)
    if sparql == "never" or (sparql == "auto" and len(shown.facts) > asking.MANY):
        return Page(html.render(columns, renderer=renderer, asked={}))
    columns |= {"questions": asking.shipped(), "prefixes": rdf.prefixes(base)}
    return Page(html.render(columns, renderer=renderer, asked=asking.parts(shown, base=base)))


def glance(graph: Built) -> Page:
    """Give what fits on a screen: all of a small graph, else the most connected entity with its neighbours."""
    knowledge = graph.knowledge
    if len(knowledge.entities) <= SMALL:
        return page(graph, sparql="never")
    ends = Counter(end for fact in knowledge.facts for end in {fact.subject, fact.object} if isinstance(end, str))
    return page(graph, focus=max(sorted(ends), key=lambda end: ends[end]), depth=1, sparql="never")


def _known(what: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise ExportError(f"no {what} {word!r}; there are {', '.join(known)}")
