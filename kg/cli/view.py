"""`kg view`: the graph page."""

import pathlib
import webbrowser

import click

from kg import folder as directory
from kg.cli import console


@click.command(
    "view",
    epilog=console.examples("kg view --open", "kg view --focus SpaceX -o spacex.html", "kg view --no-sparql -o -"),
)
@click.option("--focus", metavar="NAME", help="Show one entity and what is near it.")
@click.option("--depth", type=click.IntRange(min=1), default=2, show_default=True, help="Steps away from the focus.")
@click.option(
    "--renderer",
    type=click.Choice(("auto", "pyvis", "canvas")),
    default="auto",
    show_default=True,
    help="What draws it; by itself, pyvis up to 400 entities.",
)
@click.option(
    "--sparql/--no-sparql",
    default=None,
    help="Let the page answer queries, which makes it 2 MB larger.  [default: up to 5,000 facts]",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in a browser.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=pathlib.Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where to write the page, - for standard output; without it, into the graph directory.",
)
@console.graph_option
def command(
    focus: str | None,
    depth: int,
    renderer: str,
    sparql: bool | None,  # noqa: FBT001 -- click gives a flag so
    opened: bool,  # noqa: FBT001 -- click gives a flag so
    output: pathlib.Path | None,
    folder: pathlib.Path,
) -> None:
    """Write the graph page, one HTML file."""
    piped = str(output) == "-"
    if piped and opened:
        raise click.UsageError("--open needs a file to open; leave out -o -")
    asks = {None: "auto", True: "always", False: "never"}[sparql]
    path = view(folder, focus=focus, depth=depth, renderer=renderer, sparql=asks, output=output)
    if not piped:
        click.echo(str(path))
    if opened:
        webbrowser.open(path.resolve().as_uri())


def view(
    folder: pathlib.Path, *, focus: str | None, depth: int, renderer: str, sparql: str, output: pathlib.Path | None
) -> pathlib.Path:
    """Write the page and tell where it is: in the graph directory, unless another file is named."""
    from kg.graph import Graph

    page = Graph(folder).view(focus=focus, depth=depth, renderer=renderer, sparql=sparql).encode("utf-8")
    path = output or folder / ("focus.html" if focus else directory.PAGE)
    with console.writing(path) as file:
        file.write(page)
    return path
