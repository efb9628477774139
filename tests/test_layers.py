"""The shape of the code: imports go one way, heavy libraries stay in their rooms, and files stay short."""

import ast
import pathlib
import re
from collections.abc import Iterator

import pytest

ROOT = pathlib.Path(__file__).parent.parent
PACKAGE = ROOT / "kg"

ROOMS = (
    "errors", "model", "config", "folder", "ontology", "read", "text", "extract", "claims", "engines", "resolve",
    "lookup", "rdf", "store", "infer", "questions", "find", "wording", "check", "analyze", "export", "push",
    "view", "serve", "pipeline", "graph", "evaluate", "__init__", "cli", "__main__",
)  # fmt: skip
"""From the bottom up: a room may import those before it."""

ALONGSIDE = {
    "sparql": "store", "worker": "store", "answers": "store", "jobs": "store", "slips": "text", "limits": "errors",
    "checkpoints": "claims", "report": "pipeline", "hints": "store",
}  # fmt: skip
"""Modules that are part of a room without lying in its folder."""

LIBRARIES = {
    "spacy": {"text", "extract", "evaluate"},
    "thinc": {"text"},
    "pyoxigraph": {"ontology", "rdf", "store", "infer", "export", "push", "check"},
    "rdflib": {"check", "export", "graph"},
    "oxrdflib": {"check", "export"},
    "pyshacl": {"check"},
    "networkx": {"analyze", "export", "push", "view", "graph"},
    "pyvis": {"view"},
    "trafilatura": {"read"},
    "pypdf": {"read"},
    "click": {"cli"},
    "rich": {"cli"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
    "fastapi": {"serve"},
    "flask": {"serve"},
    "pyarrow": {"read", "claims", "engines", "export"},
    "fastwarc": {"read"},
    "watchfiles": {"cli"},
    "ray": {"engines"},
    "dask": {"pipeline"},
    "pyspark": {"pipeline"},
}

LINES = 300

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    """Give the dotted name of every module that is imported, at the top or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(dotted: str) -> str:
    """Give the room of a module of ours: the name below `kg`."""
    below = dotted.split(".")[1] if "." in dotted else "__init__"
    below = below if (PACKAGE / below).is_dir() or (PACKAGE / f"{below}.py").is_file() else "__init__"
    return ALONGSIDE.get(below, below)


def home(path: pathlib.Path) -> str:
    return room("kg." + path.relative_to(PACKAGE).with_suffix("").parts[0])


def parsed(path: pathlib.Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_room_has_its_place_in_the_order():
    assert {home(path) for path in MODULES} <= set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: pathlib.Path):
    here = home(path)

    up = [
        dotted
        for dotted in imports(parsed(path))
        if dotted.split(".")[0] == "kg" and ROOMS.index(room(dotted)) > ROOMS.index(here)
    ]

    assert not up, f"{here} imports what lies above it: {up}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_stay_in_their_rooms(path: pathlib.Path):
    used = {dotted.split(".")[0] for dotted in imports(parsed(path))}

    strays = {library for library in used & set(LIBRARIES) if home(path) not in LIBRARIES[library]}

    assert not strays


@pytest.mark.parametrize("suffix", [".py", ".js"])
def test_no_file_is_longer_than_a_reader_can_hold(suffix: str):
    files = [path for folder in (PACKAGE, ROOT / "tests") for path in folder.rglob(f"*{suffix}")]
    theirs = {"vendor", "node_modules"}
    ours = [path for path in files if not theirs & set(path.parts) and not path.name.endswith(".min.js")]

    long = {str(path.relative_to(ROOT)): _lines(path) for path in ours if _lines(path) > LINES}

    assert not long


def test_queries_lie_in_files_and_not_in_code():
    sparql = re.compile(r"\b(SELECT|CONSTRUCT|DESCRIBE|ASK)\b[^`]*\{[^}]*[?$]\w+[^}]*[?$<:]", re.DOTALL)
    strays = {
        f"{path.relative_to(ROOT)}: {node.value[:60]!r}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and sparql.search(node.value)
    }

    # What help shows as an example of a query is for a person to read.
    assert {stray for stray in strays if not stray.startswith("kg/cli/")} == set()


def test_the_code_is_there_to_be_looked_at():
    assert len(MODULES) > 40


def _lines(path: pathlib.Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")
