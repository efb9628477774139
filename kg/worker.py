"""A query in a process of its own, which is killed when its time is over.

`python -m kg.worker` reads the folder and the query as JSON from standard input, and writes the answer to standard
output: SPARQL's JSON for SELECT and ASK, N-Triples for CONSTRUCT and DESCRIBE. A spawned interpreter rather than
multiprocessing, which would run the caller's script a second time.
"""

import json
import pathlib
import sys

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat

from kg import store
from kg.errors import KgError


def main() -> int:
    """Answer one query; the first line of the answer tells its kind. Exits with `store.REFUSED` on a `KgError`."""
    order = json.load(sys.stdin.buffer)
    out = sys.stdout.buffer
    try:
        answer = store.open(pathlib.Path(order["folder"])).query(order["query"])
    except KgError as error:
        sys.stderr.buffer.write(str(error).encode())
        return store.REFUSED
    if isinstance(answer, QuerySolutions | QueryBoolean):
        out.write(b"table\n")
        answer.serialize(out, format=QueryResultsFormat.JSON)
    else:
        out.write(b"triples\n")
        pyoxigraph.serialize(answer, out, format=RdfFormat.N_TRIPLES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
