"""`kg build`: from documents to a graph directory."""

import json
import pathlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kg import config as configuration
from kg.cli import console
from kg.config import Config

if TYPE_CHECKING:
    from kg.engines import Engine
    from kg.model import Entity
    from kg.report import Report

SOME_SKIPPED = 3
"""Exit code of a run that is done, but for some documents, or without answers from a service."""

NAMED = 20
"""Documents that the summary names of each kind; `--report` names them all."""


@click.command("build", epilog=console.examples("kg build seeds/", "kg build news/ notes.md wire.jsonl -g news-graph"))
@console.paths_argument
@console.graph_option
@console.config_options
@click.option("--base", metavar="IRI", help="The IRI under which data is named.")
@click.option("--register", metavar="FILE", help="Things you know, as JSON lines: id, name, type, aliases, sameAs.")
@click.option("--link", metavar="SERVICE", help="wikidata, or wikidata=URL: ask over the network what names are there.")
@click.option("--infer", is_flag=True, default=None, help="Work out what follows; for kg query --with-inferred.")
@console.workers_option
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="Where to read; see the README.")
@click.option("--address", metavar="HOST:PORT", help="The Ray cluster, with --engine ray.")
@click.option("--report", metavar="FILE", type=console.FILE, help="Write what was skipped, and why, as JSON lines.")
def command(
    paths: tuple[pathlib.Path, ...],
    folder: pathlib.Path,
    settings: pathlib.Path | None,
    workers: int | None,
    engine: str,
    address: str | None,
    report: pathlib.Path | None,
    **flags: str | bool | None,
) -> int:
    """Read documents, and write their graph.

    The graph directory gets the store, graph.ttl and graph.html.

    PATH is a file or a folder: text, Markdown, HTML, PDF, JSON lines, Parquet, web archives, zip or tar. The graph
    holds exactly these documents, in place of what it held before; only those that changed are parsed again.
    """
    from kg.engines import Engine

    place = Engine(name=engine, workers=workers, address=address)
    done = build(paths, folder=folder, config=configuration.load(settings, **flags), engine=place, report=report)
    for line in summary(done):
        click.echo(line)
    return SOME_SKIPPED if done.skipped or done.unlinked else 0


def build(
    paths: Sequence[pathlib.Path],
    *,
    folder: pathlib.Path,
    config: Config,
    engine: "Engine",
    report: pathlib.Path | None = None,
) -> "Report":
    """Build the graph, showing progress, and write to the file `report` what was of no use, even if all was."""
    from kg import pipeline
    from kg import report as reports
    from kg.errors import NothingBuiltError

    try:
        with console.progress() as progress:
            done = pipeline.build(paths, folder=folder, config=config, engine=engine, progress=progress)
    except NothingBuiltError as error:
        _report(report, error.rows)
        raise
    _report(report, reports.rows(done.skipped, done.silent))
    return done


def _report(path: pathlib.Path | None, rows: Iterable[tuple[str, str, str]]) -> None:
    """Write a line of JSON for each document that was of no use: which, the stage that gave up, and why."""
    if path is not None:
        with console.writing(path) as file:
            for row in rows:
                named = dict(zip(("document", "stage", "reason"), row, strict=True))
                file.write(json.dumps(named, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def summary(report: "Report") -> Iterator[str]:
    """Tell in a few lines what was read, what was not, what came of it, and what to type next."""
    stats = report.stats
    unchanged = f", {report.reused} of them unchanged" if report.reused else ""
    yield f"Read      {count(stats.documents, 'document')}{unchanged}"
    yield from _named(
        [
            f"Skipped   {console.plain(skipped.source)}: {console.plain(skipped.reason)} (stage: {skipped.stage})"
            for skipped in report.skipped
        ]
    )
    yield from _named([f"Silent    {console.plain(name)}: read, but nothing was found in it" for name in report.silent])
    yield from _named(
        [
            f"Dropped   {console.plain(name)}: in the graph before, and not among these documents"
            for name in report.dropped
        ]
    )
    yield from _named([f"Damaged   {console.plain(reason)}" for reason in report.damaged])
    if report.unlinked:
        yield f"Unlinked  {console.plain(report.unlinked)}"
    yield f"Entities  {_sum(stats.entities)}"
    yield f"Facts     {_sum(stats.facts)}"
    if report.kept_out:
        yield f"Kept out  {count(report.kept_out, 'claim')} too uncertain, or about something without a name"
    yield from _best(stats.connected)
    yield from _next(report.folder, stats.connected[0][0].name if stats.connected else "NAME")


def _named(lines: Sequence[str]) -> Iterator[str]:
    """Give some lines of a kind, and how many more there are."""
    yield from lines[:NAMED]
    if len(lines) > NAMED:
        yield f"{lines[0].split()[0]:<8}  and {len(lines) - NAMED} more; kg build --report FILE names them all"


def _best(connected: "Sequence[tuple[Entity, int]]") -> Iterator[str]:
    if not connected:
        return
    yield ""
    yield "Best connected"
    width = max(len(console.plain(entity.name)) for entity, _ in connected)
    for entity, count in connected:
        yield f"  {console.plain(entity.name):<{width}}  {entity.type:<13} {count:>4}"


def _next(folder: pathlib.Path, name: str) -> Iterator[str]:
    there = "" if str(folder) == "graph" else f" -g {folder}"
    yield ""
    yield f"The graph is in {folder}/. Next:"
    yield f"  kg view --open{there}"
    yield f"  kg query --list{there}"
    yield f'  kg show "{console.plain(name)}"{there}'


def _sum(counts: Sequence[tuple[str, int]]) -> str:
    total = sum(count for _, count in counts)
    return f"{total} ({', '.join(f'{count} {name}' for name, count in counts)})" if counts else "0"


def count(number: int, noun: str) -> str:
    """Give a number and what it counts."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
