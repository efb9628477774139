"""Communities: entities that are connected more with each other than with the rest (Louvain, seeded).

scikit-network finds them in seconds at 100,000 entities and is used where it is installed; networkx, which is
always there, needs a minute. Its Leiden is left out on purpose: it did not return in 500 s at that size.
"""

import importlib.util

import networkx
import numpy as np
from numpy.typing import NDArray

from kg.view.layout import Pairs

FEW = 2000
"""Entities up to which networkx is used even where scikit-network is installed, so that both give the same page."""


def communities(count: int, pairs: Pairs) -> NDArray[np.int64]:
    """Give the community of each of `count` nodes; 0 is the largest, and ties go to the one with the first node."""
    if not count:
        return np.zeros(0, dtype=np.int64)
    if count > FEW and len(pairs) and importlib.util.find_spec("sknetwork"):
        labels = _scikit(count, pairs)
    else:
        labels = _networkx(count, pairs)
    return _by_size(labels)


def _networkx(count: int, pairs: Pairs) -> NDArray[np.int64]:
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(pairs.tolist())
    labels = np.zeros(count, dtype=np.int64)
    for number, members in enumerate(networkx.community.louvain_communities(graph, seed=1)):
        labels[sorted(members)] = number
    return labels


def _scikit(count: int, pairs: Pairs) -> NDArray[np.int64]:
    import scipy.sparse
    from sknetwork.clustering import Louvain

    ones = np.ones(2 * len(pairs))
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    matrix = scipy.sparse.csr_matrix((ones, (ends[:, 0], ends[:, 1])), shape=(count, count))
    return np.asarray(Louvain(random_state=1).fit_predict(matrix), dtype=np.int64)


def _by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    found, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.zeros(int(found.max()) + 1, dtype=np.int64)
    rank[found[order]] = np.arange(len(found))
    return rank[labels]
