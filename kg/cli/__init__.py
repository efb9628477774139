"""The command line: one file a command, each a parsing shell and a callable function.

Exit codes: 0 fine; 1 a `KgError`, nothing built, or a violation found; 2 wrong usage; 3 done, but some documents were
skipped. 130 after Ctrl-C and 141 when the reader of a pipe is gone, as shells have it.
"""

import os
import sys
from collections.abc import Sequence

import click

from kg import __version__
from kg.cli import (
    build,
    check,
    console,
    eval,  # noqa: A004 -- the command's name
    export,
    extract,
    forget,
    merge,
    ontology,
    path,
    push,
    query,
    remove,
    serve,
    show,
    split,
    stats,
    view,
    watch,
)
from kg.errors import KgError

COMMANDS = (
    build, query, view, serve, show, path, stats, export, push, extract, check, ontology, merge, split, forget, remove,
    watch, eval,
)  # fmt: skip
"""In the order in which someone new would want them."""


class ReaderGoneError(Exception):
    """Whoever read our output, `head` say, has seen enough."""


class Ordered(click.Group):
    """A group that lists its commands as they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Give the names in order of use rather than of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; click itself would take a closed pipe for a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error


@click.group(
    cls=Ordered,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=console.examples("kg build seeds/", "kg query --list", "kg view --open"),
)
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Turn prose into a knowledge graph in which every fact leads back to its sentence."""


for module in COMMANDS:
    kg.add_command(module.command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: a `KgError` becomes one message, and a bug keeps its traceback."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    try:
        result = kg.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("kg: stopped; what was there is as it was", err=True)
        return 130
    except (BrokenPipeError, ReaderGoneError):
        # What is still buffered would fail again when Python closes the stream at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        return 1
