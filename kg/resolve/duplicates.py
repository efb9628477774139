"""Near-duplicate documents: syndicated copies are one witness, not many.

Shingles of five words (Broder 1997), one-permutation minhash (Li, Owen and Zhang 2012) and banding find candidates;
the exact overlap of their shingles decides. A copy that was cut counts too: what is measured is the share of the
shorter text's shingles that the longer one has.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.model import Document
from kg.resolve import unions

SHINGLE = 5
BUCKETS = 64
BAND = 4
ENOUGH = 0.6
FEW = 8
"""A text of fewer shingles is a copy only of a text that has the very same ones."""


def witnesses(documents: Iterable[Document]) -> Mapping[str, str]:
    """Each document's id with the id of the first document, by name, of those that it is a near-duplicate of."""
    return of_shingles({document.id: shingles(document.text) for document in documents})


def of_shingles(shingles: Mapping[str, frozenset[int]]) -> Mapping[str, str]:
    """Do the same for documents of which the shingles are known."""
    pairs = sorted(pair for pair in _candidates(shingles) if _overlap(shingles[pair[0]], shingles[pair[1]]) >= ENOUGH)
    return unions.roots(sorted(shingles), pairs)


def shingles(text: str) -> frozenset[int]:
    """Give hashes of all runs of words in a text."""
    found = re.findall(r"\w+", text.casefold())
    return frozenset(
        zlib.crc32(" ".join(found[at : at + SHINGLE]).encode()) for at in range(max(1, len(found) - SHINGLE + 1))
    )


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    if min(len(one), len(other)) < FEW:
        return float(one == other)
    return len(one & other) / min(len(one), len(other))


def _candidates(shingles: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Pairs that share a band; each document with the first of a band, so that many copies make few pairs."""
    bands: defaultdict[tuple[int, bytes], list[str]] = defaultdict(list)
    for document in sorted(shingles):
        for band in _bands(sorted(shingles[document])):
            bands[band].append(document)
    return {(group[0], other) for group in bands.values() for other in group[1:]}


def _bands(hashes: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Give runs of bucket minima; crc32's low bits choose the bucket, the rest, scrambled, is what is minimised."""
    import numpy as np

    values = np.asarray(hashes, dtype=np.uint64)
    minima = np.full(BUCKETS, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(minima, (values % BUCKETS).astype(np.intp), (values * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(16))
    for number in range(0, BUCKETS, BAND):
        yield number, minima[number : number + BAND].tobytes()
