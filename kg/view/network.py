"""The page's graph as a pyvis `Network`: directed, placed by us, without physics.

pyvis drops parallel edges of undirected networks and searches all nodes at each `add_edge`; so the network is directed
and its list of edges is filled directly.
"""

import math

from pyvis.network import Network

from kg.view.data import Data

# vis-network's names of our shapes; the page draws those that vis lacks itself.
SHAPES = {"circle": "dot", "ring": "dot", "pentagon": "hexagon", "cross": "square"}


def network(data: Data) -> Network:
    """Give the entities as nodes and the facts between two entities as edges, numbered as in the data."""
    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    net.toggle_physics(status=False)
    entities = data["entities"]
    for row, name in enumerate(entities["name"]):
        kind = data["types"][entities["type"][row]]
        net.add_node(
            row,
            label=name or entities["id"][row],
            shape=SHAPES.get(kind["shape"], kind["shape"]),
            color=kind["light"],
            size=size(entities["degree"][row]),
            x=entities["x"][row],
            y=entities["y"][row],
        )
    net.edges = _edges(data)
    return net


def size(degree: int) -> float:
    """Give a node's radius in pixels at zoom 1."""
    return round(min(7 + 2.6 * math.sqrt(degree), 24), 1)


def _edges(data: Data) -> list[dict[str, object]]:
    facts = data["facts"]
    return [
        {"id": row, "from": facts["subject"][row], "to": end, "label": data["predicates"][facts["predicate"][row]][1]}
        | {"arrows": "to", "dashes": data["statuses"][facts["status"][row]] != "asserted"}
        for row, end in enumerate(facts["object"])
        if end >= 0
    ]
