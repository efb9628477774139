"""A built graph, open for reading: what `kg.open` and `kg.build` give.

The store is the only truth: the page, the measures and the exports are made from what is read back out of it.
"""

import io
import pathlib
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from kg import answers, infer, rdf, store
from kg import folder as directory
from kg.errors import NotFoundError
from kg.model import Knowledge

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.analyze import Stats, Step
    from kg.find import Profile
    from kg.view.notebook import Page


class Graph:
    """The graph in a directory; raises `GraphError` where there is none. Everything else is read when asked for."""

    def __init__(self, folder: str | pathlib.Path = "graph") -> None:
        self.folder = pathlib.Path(folder)
        self.about = directory.about(self.folder)
        self.store = store.open(self.folder / directory.STORE)

    def __repr__(self) -> str:
        return f"<Graph {str(self.folder)!r}: {len(self.about.documents)} documents, {len(self.store)} quads>"

    @cached_property
    def knowledge(self) -> Knowledge:
        """Documents, entities and facts, each sorted by id."""
        return rdf.knowledge(self.store.quads(), base=self.about.base)

    @cached_property
    def inferred(self) -> store.Store:
        """What is said together with what follows from it; raises `GraphError` where it was built without `infer`."""
        return infer.open(self.folder, base=self.about.base)

    def query(self, sparql: str, *, timeout: float | None = None) -> store.Answer:
        """Run any SPARQL 1.1 query; raises `QueryError` where it is wrong, refused, or past `timeout` seconds."""
        return self.store.query(sparql, timeout=timeout)

    def select(self, sparql: str, *, timeout: float | None = None) -> list[dict[str, answers.Value]]:
        """Run a SELECT query and give its rows, each a dictionary from variable to Python value."""
        return answers.rows(self.query(sparql, timeout=timeout))

    def export(self, format: str, out: BinaryIO) -> None:  # noqa: A002 -- as in kg.export
        """Write the graph in one of `kg.export.FORMATS`; raises `ExportError` for any other."""
        from kg import export

        export.write(self.knowledge, format=format, base=self.about.base, out=out)

    def to_rdflib(self) -> "rdflib.Dataset":
        """Give the graph as rdflib has it; asked without naming a graph, it answers from all of them, as `select`."""
        import rdflib

        out = io.BytesIO()
        self.export("nquads", out)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=out.getvalue(), format="nquads")
        return dataset

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """Give entities as nodes and facts as edges; see `kg.analyze.network` for their attributes."""
        from kg import analyze

        return analyze.network(self.knowledge)

    def view(self, *, focus: str | None = None, depth: int = 2, renderer: str = "auto", sparql: str = "auto") -> "Page":
        """Give the graph page as one HTML text, which a notebook shows; see `kg.view.page` for the options.

        `focus` is an entity by any of its names, and keeps what lies within `depth` facts of it.
        """
        from kg import view

        return view.page(self, focus=focus, depth=depth, renderer=renderer, sparql=sparql)

    def _repr_html_(self) -> str:
        """Show in a notebook what fits on a screen."""
        from kg import view

        return view.glance(self)._repr_html_()

    def show(self, name: str) -> "Profile":
        """Give an entity with all its facts; raises `NotFoundError` with suggestions."""
        from kg import find

        return find.profile(self.knowledge, name)

    def path(self, source: str, target: str, *, at_most: int = 3) -> "list[tuple[Step, ...]]":
        """Give the shortest connections of two entities; raises `NotFoundError` where there is none."""
        from kg import analyze, find

        ends = [find.entity(self.knowledge, name) for name in (source, target)]
        if ends[0] == ends[1]:
            raise NotFoundError(f"{source!r} and {target!r} are the same entity, {ends[0].name} ({ends[0].id})")
        routes = analyze.path(self.knowledge, ends[0].id, ends[1].id, at_most=at_most)
        if not routes:
            raise NotFoundError(f"nothing in the graph connects {ends[0].name} and {ends[1].name}")
        return routes

    def stats(self) -> "Stats":
        """Count what the graph holds."""
        from kg import analyze

        return analyze.stats(self.knowledge)
