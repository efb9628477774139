"""Disjoint sets (Tarjan 1975), named by their least member, so that the order of joins leaves no trace."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def roots(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> Mapping[Node, Node]:
    """Each node with the least one (the first in `nodes`, which is in order) of those that pairs connect it to."""
    rank = {node: place for place, node in enumerate(nodes)}
    parent = {node: node for node in rank}
    for one, other in pairs:
        first, second = sorted((find(parent, one), find(parent, other)), key=rank.__getitem__)
        parent[second] = first
    return {node: find(parent, node) for node in parent}


def find(parent: dict[Node, Node], node: Node) -> Node:
    """Give the root of a node, halving the path to it on the way."""
    while parent[node] != node:
        parent[node] = node = parent[parent[node]]
    return node
