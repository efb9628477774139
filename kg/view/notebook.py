"""The page in a notebook: in a frame of its own, which can reach neither the notebook nor the network.

The query engine stays out of a cell's output, which a notebook saves each time: there is Python to ask with.
"""

import re

from markupsafe import escape

ENGINE = re.compile(r'<script type="application/octet-stream" id="(?:engine|worker|rdf)">[^<]*</script>\n')
HEIGHT = 640
"""Pixels: room for the graph and its panel in a cell."""


class Page(str):
    """A page as text that a notebook shows as what it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Give a frame in which scripts of the page run, but as if from another site, without access to this one."""
        allowed = "allow-scripts allow-downloads allow-popups"
        return (
            f'<iframe sandbox="{allowed}" title="Knowledge graph" width="100%" height="{HEIGHT}" '
            f'style="border:1px solid #8886; border-radius:8px" srcdoc="{escape(ENGINE.sub("", self))}"></iframe>'
        )
