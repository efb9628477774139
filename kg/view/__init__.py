"""The graph page: one self-contained HTML file, opened by double-click, that never makes a request.

The page's data are packed once (`data`), its positions are computed here (`layout`), its scripts are plain ES
modules joined in the order of their imports (`bundle`), and a Content-Security-Policy names the hash of each
script and style, so that nothing else in the file can ever run. Two renderers stand behind one interface
(`js/vis.js` and `js/canvas.js`): up to `SMALL` entities pyvis' `Network` and the vis-network that pyvis ships,
with our template instead of pyvis' own (which loads two files from a CDN and runs text as markup); above it a
canvas with level of detail.
"""

from kg import config
from kg.errors import ExportError
from kg.model import Knowledge
from kg.view import data, html, scope

SMALL = 400
"""Entities up to which pyvis draws the page: vis-network pans at 11 frames a second at 1,000, our canvas at 29."""

BASE = config.Config().base
RENDERERS = ("auto", "pyvis", "canvas")


def page(
    knowledge: Knowledge,
    *,
    focus: str | None = None,
    depth: int = 2,
    renderer: str = "auto",
    title: str = "Knowledge graph",
    base: str = BASE,
) -> str:
    """Give the whole HTML file; the same knowledge gives the same bytes.

    `focus` is an entity by id or by any of its names, and keeps what lies within `depth` steps of it; `base` is the IRI
    under which the Turtle that the page gives away names things. Raises `NotFoundError` where nothing has the name of
    the focus, and `ExportError` for an unknown renderer.
    """
    if renderer not in RENDERERS:
        raise ExportError(f"no renderer {renderer!r}; there are {', '.join(RENDERERS)}")
    shown = scope.around(knowledge, focus, depth=depth) if focus is not None else knowledge
    if renderer == "auto":
        renderer = "pyvis" if len(shown.entities) <= SMALL else "canvas"
    return html.render(data.pack(shown, title=title, base=base), renderer=renderer)
