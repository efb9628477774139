"""A graph that is hard to send."""

import dataclasses

from kg import rdf
from tests.corpora import BASE, HOSTILE, SMALL, STATION

HERE = "http://127.0.0.1"

ESCAPES = " C:\\users \\u0041 \\\\U00000041 \\\x07 \\\\\x0b"
"""Backslashes before what looks like, or is, an escape of SPARQL."""

WORST = dataclasses.replace(STATION, id="worst", text="\n".join(HOSTILE) + ESCAPES)
QUADS = list(rdf.quads(dataclasses.replace(SMALL, documents=(*SMALL.documents, WORST)), base=BASE))
