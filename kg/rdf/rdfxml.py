"""RDF/XML by Oxigraph, made deterministic and refused where XML can't hold the graph."""

import re
from collections.abc import Mapping, Sequence

import pyoxigraph
from pyoxigraph import Literal, RdfFormat, Triple

from kg.errors import ExportError

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, not even escaped: https://www.w3.org/TR/xml/#charsets."""


def rdfxml(triples: Sequence[Triple], *, prefixes: Mapping[str, str]) -> bytes:
    """Write triples in their order; raises `ExportError` on control characters or predicates that are no XML name."""
    for triple in triples:
        if isinstance(triple.object, Literal) and (found := NOT_XML.search(triple.object.value)):
            where = f"{triple.predicate.value} of {triple.subject}"
            raise ExportError(f"XML can't hold U+{ord(found.group()):04X}, which is in {where}; write turtle instead")
    try:
        content = pyoxigraph.serialize(triples, format=RdfFormat.RDF_XML, prefixes=dict(prefixes)) or b""
    except OSError as error:
        raise ExportError(f"RDF/XML can't hold this graph: {error}; write turtle instead") from error
    # Oxigraph leaves carriage returns bare, which readers turn into line feeds, and declares prefixes in random order.
    content = content.replace(b"\r", b"&#13;")
    return re.sub(rb"(?<=<rdf:RDF )[^>]*", lambda head: b" ".join(sorted(head.group().split())), content, count=1)
