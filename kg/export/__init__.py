"""The graph in the formats of other tools.

Each format is a function from knowledge and a base to bytes, and is imported when it is asked for. Other packages add
formats through the entry point group `prosegraph.exporters`: a name, and a function of the same signature.
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import BinaryIO, Protocol, cast

from kg.errors import ExportError
from kg.model import Knowledge

FORMATS: Mapping[str, str] = {
    "csv": "kg.export.tables:csv",
    "gexf": "kg.export.networks:gexf",
    "graphml": "kg.export.networks:graphml",
    "jsonl": "kg.export.lines:jsonl",
    "jsonld": "kg.export.jsonld:jsonld",
    "nquads": "kg.export.graphs:nquads",
    "nquads12": "kg.export.reified:nquads",
    "ntriples": "kg.export.graphs:ntriples",
    "ntriples12": "kg.export.reified:ntriples",
    "parquet": "kg.export.tables:parquet",
    "rdfxml": "kg.export.graphs:rdfxml",
    "trig": "kg.export.graphs:trig",
    "trig12": "kg.export.reified:trig",
    "turtle": "kg.export.graphs:turtle",
    "turtle12": "kg.export.reified:turtle",
    "void": "kg.export.void:void",
}
"""The formats that ship, with the function that writes each; those that end in 12 are RDF 1.2."""


class Exporter(Protocol):
    """Writes knowledge in one format; raises `ExportError` where the format can't hold it."""

    def __call__(self, knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:
        """Write knowledge; data lies under the IRI `base`."""


def write(knowledge: Knowledge, *, format: str, base: str, out: BinaryIO) -> None:  # noqa: A002  # what users call it
    """Write knowledge in a format; raises `ExportError` for one that is unknown, or that can't hold this graph."""
    _exporter(format)(knowledge, base=base, out=out)


def formats() -> list[str]:
    """Name every format, those of other packages included."""
    return sorted({*FORMATS, *entry_points(group="prosegraph.exporters").names})


def _exporter(name: str) -> Exporter:
    if name in FORMATS:
        module, _, function = FORMATS[name].partition(":")
        return cast(Exporter, getattr(import_module(module), function))
    for entry in entry_points(group="prosegraph.exporters", name=name):
        return cast(Exporter, entry.load())
    raise ExportError(f"unknown format {name!r}; known are {', '.join(formats())}")
