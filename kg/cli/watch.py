"""`kg watch`: a graph that follows its documents."""

import pathlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kg import config as configuration
from kg.cli import build, console
from kg.config import Config
from kg.errors import KgError

if TYPE_CHECKING:
    from watchfiles import Change

    from kg.engines import Engine
    from kg.report import Report

QUIET = 1_500
"""Milliseconds without a change after which the graph is built again: whoever writes files writes several."""


@click.command("watch", epilog=console.examples("kg watch news/", "kg watch news/ -g news-graph"))
@console.paths_argument
@console.graph_option
@console.config_options
@click.option("--base", metavar="IRI", help="The IRI under which data is named.")
@console.workers_option
def command(
    paths: tuple[pathlib.Path, ...],
    folder: pathlib.Path,
    settings: pathlib.Path | None,
    workers: int | None,
    **flags: str | None,
) -> int:
    """Build a graph, and again whenever a document changes.

    PATH is as in kg build; only what changed is parsed. Ends with Ctrl-C, which leaves the graph as it last was. What
    can't be built (a folder that is empty for a moment) is told, and the next change is waited for.
    """
    from kg.engines import Engine

    config = configuration.load(settings, **flags)
    try:
        for outcome in watch(paths, folder=folder, config=config, engine=Engine(workers=workers)):
            click.echo(outcome)
            sys.stdout.flush()
    except KeyboardInterrupt:
        click.echo(f"kg: stopped; the graph in {folder} is as it was last built", err=True)
    return 0


def watch(paths: Sequence[pathlib.Path], *, folder: pathlib.Path, config: Config, engine: "Engine") -> Iterator[str]:
    """Build at once and after every change, and tell each time in a line what came of it; raises `KgError` never."""
    import watchfiles

    for path in paths:
        if not path.exists():
            raise KgError(f"{path} does not exist; make it first, or name another")
    is_new = True
    # Woken now and then, so that watching has begun before the first build, and no change is lost between the two.
    wanted = documents_only(folder)
    for changes in watchfiles.watch(
        *paths, watch_filter=wanted, debounce=QUIET, step=QUIET // 3, rust_timeout=QUIET, yield_on_timeout=True
    ):
        if changes or is_new:
            is_new = False
            try:
                yield line(build.build(paths, folder=folder, config=config, engine=engine))
            except KgError as error:
                yield f"kg: {error}"


def documents_only(folder: pathlib.Path) -> "Callable[[Change, str], bool]":
    """Let through what may be a document: nothing hidden, and nothing of the graph, which may lie among them."""
    own = folder.resolve()

    def wanted(_change: "Change", name: str) -> bool:
        path = pathlib.Path(name)
        return not path.name.startswith(".") and own not in (path, *path.parents) and not _is_hidden(path, own)

    return wanted


def _is_hidden(path: pathlib.Path, own: pathlib.Path) -> bool:
    """Whether a path lies in a hidden folder beside or below the graph's own: the room of a build, say."""
    above = own.parent
    return path.is_relative_to(above) and any(part.startswith(".") for part in path.relative_to(above).parts)


def line(report: "Report") -> str:
    """Tell of a build in one line."""
    stats = report.stats
    new = stats.documents - report.reused
    facts = sum(number for _, number in stats.facts)
    told = f"{build.count(stats.documents, 'document')}, {max(new, 0)} of them new: {build.count(facts, 'fact')}"
    return told + (f"; {len(report.skipped)} skipped" if report.skipped else "")
