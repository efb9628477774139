"""`kg extract`: what each sentence says, before anything is resolved."""

import json
import pathlib
from collections.abc import Iterable

import click

from kg import config as configuration
from kg.cli import console
from kg.cli.build import SOME_SKIPPED
from kg.config import Config
from kg.errors import GraphError
from kg.model import Skipped


@click.command("extract", epilog=console.examples("kg extract seeds/", "kg extract article.txt -o claims.jsonl"))
@console.paths_argument
@console.output_option
@console.config_options
@console.workers_option
def command(
    paths: tuple[pathlib.Path, ...],
    output: pathlib.Path | None,
    settings: pathlib.Path | None,
    model: str | None,
    workers: int | None,
) -> int:
    """Write the claims in documents as JSON lines.

    Each line is what a sentence says, with words, offsets, status, speaker and time, before anything is resolved.
    """
    skipped = extract(paths, output=output, config=configuration.load(settings, model=model), workers=workers)
    for document in skipped:
        click.echo(f"kg: skipped {console.plain(document.source)}: {console.plain(document.reason)}", err=True)
    return SOME_SKIPPED if skipped else 0


def extract(
    paths: Iterable[pathlib.Path], *, output: pathlib.Path | None, config: Config, workers: int | None = None
) -> list[Skipped]:
    """Write the rows of every claim, and give the documents that were skipped; raises `GraphError` if all were."""
    from kg import claims, engines, pipeline

    engine = engines.Engine(workers=workers)
    skipped: list[Skipped] = []
    read = 0
    with console.progress() as progress, console.writing(output) as file:
        for outcome in pipeline.extractions(paths, config=config, engine=engine, progress=progress):
            if isinstance(outcome, Skipped):
                skipped.append(outcome)
                continue
            read += 1
            for row in claims.claim_rows(outcome):
                file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        if not read:
            reasons = "; ".join(f"{document.source}: {document.reason}" for document in skipped[:5])
            raise GraphError(f"nothing could be read: {reasons or 'no documents there'}")
    return skipped
