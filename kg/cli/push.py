"""`kg push`: the graph into another store."""

import os
import pathlib
from typing import TYPE_CHECKING

import click

from kg.cli import console

if TYPE_CHECKING:
    from kg.push import Marks, Options, Pushed
    from kg.push.endpoint import Endpoint
    from kg.store import Store


@click.command(
    "push",
    epilog=console.examples(
        "kg push http://localhost:7878/update",
        "KG_PUSH_PASSWORD=… kg push http://localhost:8890/sparql-auth --user dba --into https://example.org/news",
    ),
)
@click.argument("url")
@click.option("--update", "protocol", flag_value="update", help="It takes SPARQL 1.1 Update.  [default: ask it]")
@click.option("--store", "protocol", flag_value="store", help="It speaks the Graph Store Protocol.")
@click.option("--into", metavar="IRI", default="", help="The graph for what lies in ours without a name.")
@click.option("--replace", is_flag=True, help="Empty the graphs that are written, and those of the last push, first.")
@click.option("--batch", type=click.IntRange(min=1), default=1000, show_default=True, help="Triples in a request.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=120, show_default=True, help="Seconds.")
@click.option("--user", metavar="NAME", default="", envvar="KG_PUSH_USER", help="Whose password KG_PUSH_PASSWORD is.")
@click.option("--with-inferred", is_flag=True, help="Send what kg build --infer worked out as well.")
@console.graph_option
def command(
    url: str,
    protocol: str | None,
    into: str,
    replace: bool,  # noqa: FBT001 -- click gives a flag so
    batch: int,
    timeout: float,
    user: str,
    with_inferred: bool,  # noqa: FBT001 -- as above
    folder: pathlib.Path,
) -> None:
    """Load the graph into another store.

    URL takes SPARQL 1.1 Update or the Graph Store Protocol. The triples are added to what is there, each document's in
    a graph of its own. A push that was cut short goes on where it was. A token is read from KG_PUSH_TOKEN, a password
    from KG_PUSH_PASSWORD.
    """
    from kg import push
    from kg.graph import Graph
    from kg.push.endpoint import Credentials, Endpoint

    secret = Credentials(os.environ.get("KG_PUSH_TOKEN", ""), user, os.environ.get("KG_PUSH_PASSWORD", ""))
    endpoint = Endpoint(url, credentials=secret, timeout=timeout)
    options = push.Options(batch=batch, into=into, replace=replace)
    graph = Graph(folder)
    store = graph.inferred if with_inferred else graph.store
    done = load(store, endpoint, marks=push.Marks(folder), protocol=protocol, options=options)
    again = f", {done.before} of them before" if done.before else ""
    click.echo(f"Pushed {done.quads} triples in {done.graphs} graphs to {endpoint.url}{again}")


def load(store: "Store", endpoint: "Endpoint", *, marks: "Marks", protocol: str | None, options: "Options") -> "Pushed":
    """Send a graph, showing progress; `protocol` is `update`, `store`, or None to ask. Raises `PushError`."""
    from kg import push
    from kg.push import protocols

    spoken = {each.name: each for each in (protocols.UPDATE, protocols.GRAPH_STORE)}
    chosen = spoken[protocol] if protocol else protocols.detect(endpoint)
    with console.progress() as progress:
        return push.push(store, endpoint, protocol=chosen, marks=marks, options=options, progress=progress)
