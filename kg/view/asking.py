"""What the page needs to answer SPARQL by itself: the RDF of the store, the questions, and Oxigraph as WebAssembly.

All of it is compressed and base64, so that nothing in it is markup; the page unpacks it when a question is first
asked. The engine adds 1.9 MB to the file and the RDF about 120 bytes a fact, and making the RDF takes longer than all
else in a large page, so that it is left out above `MANY` facts unless it is asked for.
"""

import base64
import functools
import gzip
import re
from importlib import resources

from kg import questions, rdf
from kg.model import Knowledge
from kg.view import parts as vendored

MANY = 5000
"""Facts up to which a page has SPARQL where nothing is said about it."""

ENGINE = "oxigraph"
IMPORT = re.compile(r'^import .* from "[./]*/vendor/.*";\n', re.M)
EXPORT = re.compile(r"^export (?:\{.*\};\n)?", re.M)

Parts = dict[str, str]


def parts(knowledge: Knowledge, *, base: str) -> Parts:
    """Give the embedded parts by the id of their element: `engine`, `worker` and `rdf`."""
    lines = rdf.trig(rdf.quads(knowledge, base=base), prefixes=rdf.prefixes(base))
    return {"engine": _engine(), "worker": _packed(_worker()), "rdf": _packed("".join(lines))}


def shipped() -> list[list[str]]:
    """Give the questions to choose from: the name of each, the question in English, and its SPARQL."""
    return [[each.name, each.question, each.sparql] for each in questions.shipped()]


@functools.cache
def _engine() -> str:
    file = resources.files("kg.view") / "vendor" / ENGINE / ("web_bg.wasm" + vendored.PACKED)
    return base64.b64encode(file.read_bytes()).decode()


@functools.cache
def _worker() -> str:
    """Join Oxigraph's module and ours, which stands behind it and sees its names, into a classic script.

    A browser gives no module to a worker of a page that was opened as a file.
    """
    ours = (resources.files("kg.view") / "js" / "queryworker.js").read_text(encoding="utf-8")
    engine = next(part for part in vendored.listed() if part.name == ENGINE)
    glue = EXPORT.sub("", vendored.kept(engine, "web.js").decode()).replace("import.meta.url", "location.href")
    return glue + "\n" + IMPORT.sub("", ours)


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
