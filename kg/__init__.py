"""Prose in, knowledge graph out: `graph = kg.build(["seeds/"])`, then `graph.select("SELECT …")`.

Importing this loads nothing heavy: the parser, the store and the rest are imported by the call that needs them.
"""

import dataclasses
import pathlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.config import Config
from kg.errors import (
    CheckpointError,
    ConfigError,
    ExportError,
    GraphError,
    KgError,
    ModelError,
    NotFoundError,
    NothingBuiltError,
    OntologyError,
    PushError,
    QueryError,
    ReadError,
)

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = [
    "CheckpointError",
    "Config",
    "ConfigError",
    "ExportError",
    "GraphError",
    "KgError",
    "ModelError",
    "NotFoundError",
    "NothingBuiltError",
    "OntologyError",
    "PushError",
    "QueryError",
    "ReadError",
    "__version__",
    "build",
    "open",
]

__version__ = "0.1.0"


def build(
    paths: str | pathlib.Path | Iterable[str | pathlib.Path],
    *,
    folder: str | pathlib.Path = "graph",
    config: Config | None = None,
    infer: bool = False,
) -> "Graph":
    """Build a graph directory from documents, and open it.

    `paths` are files and folders, or one of them; the graph in `folder` is replaced. With `infer`, `Graph.inferred`
    holds what follows from the facts too. Documents that can't be used are skipped; `kg.pipeline.build` gives the
    report that names them. Raises `KgError` where nothing could be built.
    """
    from kg import pipeline

    documents = [pathlib.Path(path) for path in ([paths] if isinstance(paths, str | pathlib.Path) else paths)]
    settings = config or Config()
    if infer:
        settings = dataclasses.replace(settings, infer=True)
    pipeline.build(documents, folder=pathlib.Path(folder), config=settings)
    return open(folder)


def open(folder: str | pathlib.Path = "graph") -> "Graph":  # noqa: A001 -- read as kg.open
    """Open a graph directory that `build` made; raises `GraphError` where there is none."""
    from kg.graph import Graph

    return Graph(folder)
