"""N-Quads in several compressed files with a manifest, for loading a big graph into a store in parallel."""

import gzip
import hashlib
import itertools
import json
import pathlib
from collections.abc import Sequence
from importlib import resources

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg import rdf
from kg.errors import ExportError
from kg.model import Knowledge

MANIFEST, LOADING = "manifest.json", "LOADING.md"

_GUIDE = resources.files("kg") / "data" / "loading.md"


def write(knowledge: Knowledge, *, base: str, folder: pathlib.Path, count: int) -> None:
    """Write `part-0000.nq.gz` and so on, of about equal size and sorted, and last the manifest with their SHA-256.

    A loader that finds the manifest finds all of it; `LOADING.md` has the commands by which stores load the parts.
    Parts of an earlier export in the folder go. Raises `ExportError` where the folder can't be written to, or `count`
    is below 1.
    """
    if count < 1:
        raise ExportError(f"{count} shards can't hold a graph; ask for 1 or more")
    quads = list(rdf.quads(knowledge, base=base))
    bounds = [len(quads) * place // count for place in range(count + 1)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MANIFEST).unlink(missing_ok=True)
        for part in folder.glob("part-*.nq.gz"):
            part.unlink()
        parts = [
            _part(folder / f"part-{place:04}.nq.gz", quads[start:end])
            for place, (start, end) in enumerate(itertools.pairwise(bounds))
        ]
        (folder / LOADING).write_text(guide(), encoding="utf-8")
        graphs = len({quad.graph_name for quad in quads})
        manifest = {
            "base": base,
            "format": "application/n-quads",
            "quads": len(quads),
            "graphs": graphs,
            "parts": parts,
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{folder}: the shards can't be written: {error}") from error


def guide() -> str:
    """Give the commands by which stores load shards, as Markdown."""
    return _GUIDE.read_text(encoding="utf-8")


def _part(path: pathlib.Path, quads: Sequence[Quad]) -> dict[str, str | int]:
    content = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""
    packed = gzip.compress(content, mtime=0)  # no time in it, so that it is the same from run to run
    path.write_bytes(packed)
    return {"file": path.name, "quads": len(quads), "sha256": hashlib.sha256(packed).hexdigest()}
