"""`kg serve`: the graph over HTTP."""

import pathlib
import secrets

import click

from kg.cli import console
from kg.errors import ConfigError


@click.command(
    "serve",
    epilog=console.examples(
        "kg serve",
        "kg serve --port 9000 --timeout 60",
        "kg serve --allow-update --token-file ~/.kg-token",
        "kg serve --host 0.0.0.0 --allow-host graph.example.org --cors https://example.org",
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--allow-host", "names", metavar="NAME", multiple=True, help="Another name by which clients may call.")
@click.option("--cors", "origins", metavar="ORIGIN", multiple=True, help="A site whose scripts may ask.")
@click.option("--allow-update", is_flag=True, help="Let whoever has the token change the graph, until the next build.")
@click.option(
    "--token-file",
    type=click.Path(path_type=pathlib.Path, dir_okay=False),
    help="Holds the token; without it, one is made and shown.",
)
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=15, show_default=True, help="Seconds.")
@click.option("--memory", type=click.IntRange(min=1), default=512, show_default=True, help="Megabytes a query.")
@click.option("--answer", type=click.IntRange(min=1), default=100, show_default=True, help="Megabytes an answer.")
@console.graph_option
def command(
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    allow_update: bool,  # noqa: FBT001 -- click gives a flag so
    token_file: pathlib.Path | None,
    timeout: float,
    memory: int,
    answer: int,
    folder: pathlib.Path,
) -> None:
    """Serve the graph over HTTP: pages, a SPARQL endpoint, and the Graph Store Protocol.

    Only this machine can reach it, unless --host says otherwise. Nothing can be changed without --allow-update.
    """
    token = _token(token_file) if allow_update else ""
    limits = {"timeout": timeout, "memory": memory * 1_000_000, "answer_size": answer * 1_000_000}
    serve(folder, host=host, port=port, names=names, origins=origins, token=token, **limits)


def serve(folder: pathlib.Path, **given: object) -> None:
    """Serve until stopped; raises `ConfigError` and `GraphError`."""
    from kg import folder as directory

    directory.about(folder)
    try:
        from kg.serve import running, settings
    except ModuleNotFoundError as error:
        raise ConfigError(f"kg serve needs {error.name}; install it with: pip install 'prosegraph[serve]'") from error
    chosen = settings.Settings(folder=folder, **given)  # type: ignore[arg-type]  # as the command parsed them
    running.run(chosen, started=lambda address: _announce(address, folder, chosen.token))


def _token(file: pathlib.Path | None) -> str:
    if file is None:
        return secrets.token_urlsafe(24)
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: the token can't be read: {error}") from error
    if len(token) < 16 or not token.isascii() or not token.isprintable():
        raise ConfigError(f"{file}: a token has at least 16 letters or digits")
    return token


def _announce(address: str, folder: pathlib.Path, token: str) -> None:
    click.echo(f"The graph in {folder} is at {address} (Ctrl-C ends it)")
    click.echo(f"  SPARQL      {address}sparql")
    click.echo(f"  graph store {address}store")
    if token:
        click.echo(f"  token       {token}")
    if "//127." not in address and "//[::1]" not in address and "//localhost" not in address:
        click.echo("  Whoever reaches this machine can read the graph; name it to them with --allow-host")
