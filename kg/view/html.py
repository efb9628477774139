"""The file itself: our template, with scripts and styles inline, their hashes in its policy, and the data packed once.

Jinja escapes everything; the one thing that enters unescaped is text of our own (`Markup`), never a document's.
The data are base64, which no markup can hide in.
"""

import base64
import gzip
import json
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

import jinja2
from markupsafe import Markup

from kg.view import bundle
from kg.view.data import Data

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def render(data: Data, *, renderer: str, asked: Mapping[str, str]) -> str:
    """Give the page's text for the renderer `pyvis` or `canvas`; `asked` are the parts with which it answers SPARQL."""
    ours = resources.files("kg.view")
    style = (ours / "page.css").read_text(encoding="utf-8")
    scripts = [_scripts(ours)]
    if renderer == "pyvis":
        scripts.insert(0, _vis())
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.view", ""), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.globals |= {
        "title": data["title"],
        "counts": {"entities": len(data["entities"]["id"]), "facts": len(data["facts"]["id"])},
        "policy": policy(scripts, [style], asks=bool(asked)),
        "asked": asked,
        "style": Markup(style),  # noqa: S704  # our own file
        "scripts": [Markup(script) for script in scripts],  # noqa: S704  # our own and pyvis' files
        "packed": lambda **network: packed(data | {"renderer": renderer, "network": network}),
    }
    return _rendered(environment, data, renderer)


def policy(scripts: list[str], styles: list[str], *, asks: bool) -> str:
    """Give the Content-Security-Policy: nothing is loaded from anywhere, and only the scripts named here run.

    A page that answers queries does so in a worker, which it makes out of its own text, and in WebAssembly.
    """
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join([*map(bundle.digest, scripts), *(["'wasm-unsafe-eval'"] if asks else [])]),
        "style-src": " ".join(map(bundle.digest, styles)),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    } | ({"worker-src": "blob:"} if asks else {})
    return "; ".join(f"{kind} {sources}" for kind, sources in allowed.items())


def packed(data: Data) -> str:
    """Give the data as base64 of compressed JSON, the same bytes for the same data."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)).decode()


def _rendered(environment: jinja2.Environment, data: Data, renderer: str) -> str:
    if renderer == "canvas":
        return environment.get_template("page.html").render(nodes=[], edges=[], options="{}")
    # pyvis brings IPython along, which a page of the other renderer need not wait for.
    from kg.view import network

    net = network.network(data)
    net.templateEnv, net.path = environment, "page.html"
    page: str = net.generate_html()
    return page


def _scripts(ours: Traversable) -> str:
    files = (ours / "js").iterdir()
    sources = {
        file.name.removesuffix(".js"): file.read_text(encoding="utf-8") for file in files if file.name.endswith(".js")
    }
    return bundle.join(sources, "main")


def _vis() -> str:
    text = (resources.files("pyvis") / VIS).read_text(encoding="utf-8")
    # Its map lies beside it in the package, where the page has nothing.
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")
