"""Entities as nodes and facts as edges, for Gephi, yEd, Cytoscape, igraph: a view that leaves values out.

XML can't hold control characters; in these two formats each is replaced by U+FFFD, since a view need not be lossless.
"""

import io
import re
from typing import BinaryIO

import networkx

from kg import analyze, rdf
from kg.model import Knowledge


def graphml(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:  # noqa: ARG001  # an exporter's signature
    """Write GraphML; an edge's id is the fact's."""
    networkx.write_graphml_xml(_clean(analyze.network(knowledge)), out, named_key_ids=True, edge_id_from_attribute="id")


def gexf(knowledge: Knowledge, *, base: str, out: BinaryIO) -> None:  # noqa: ARG001  # an exporter's signature
    """Write GEXF 1.2; a fact's time is in `time_start` and `time_end`, since GEXF's own have no open ends."""
    network = _clean(analyze.network(knowledge))
    for _, about in network.nodes(data=True):
        about["label"] = about.pop("name")
    for _, _, about in network.edges(data=True):
        about["time_start"], about["time_end"] = about.pop("start"), about.pop("end")
    buffer = io.BytesIO()
    networkx.write_gexf(network, buffer)
    out.write(re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue(), count=1))  # the same every day


def _clean(network: "networkx.MultiDiGraph[str]") -> "networkx.MultiDiGraph[str]":
    """Replace what XML can't hold, in the ids too."""
    clean: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, about in network.nodes(data=True):
        clean.add_node(_text(node), **{key: _text(value) for key, value in about.items()})
    for source, target, key, about in network.edges(data=True, keys=True):
        attributes = {name: _text(value) if isinstance(value, str) else value for name, value in about.items()}
        clean.add_edge(_text(source), _text(target), key=_text(key), **attributes)
    return clean


def _text(text: str) -> str:
    return rdf.NOT_XML.sub("\ufffd", text)
