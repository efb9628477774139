"""What all commands share on a terminal: shared options, tables, progress, files to write to."""

import pathlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from kg.errors import ExportError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Progress = Callable[[str, int, int], None]
Decorated = TypeVar("Decorated", bound=Callable[..., object])

FILE = click.Path(path_type=pathlib.Path, dir_okay=False)

CONTROL = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
"""Characters by which a document's text could steer a terminal."""

UNBOUNDED = 100_000
"""Columns of something that is no terminal: nothing is cut or wrapped there."""


def examples(*lines: str) -> str:
    """Give the examples at the foot of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def graph_option(decorated: Decorated) -> Decorated:
    """Add `-g`, the graph directory."""
    place = click.Path(path_type=pathlib.Path, file_okay=False)
    return click.option(
        "-g", "--graph", "folder", type=place, default="graph", show_default=True, help="The graph directory."
    )(decorated)


def config_options(decorated: Decorated) -> Decorated:
    """Add `--config` and `--model`, for the commands that read documents."""
    file = click.Path(path_type=pathlib.Path, dir_okay=False)
    with_model = click.option("--model", metavar="NAME", help="An installed spaCy pipeline.  [default: en_core_web_md]")
    return click.option("--config", "settings", type=file, help="A kg.toml with settings.")(with_model(decorated))


def workers_option(decorated: Decorated) -> Decorated:
    """Add `--workers`, for the commands that read documents out."""
    count = click.IntRange(min=1)
    return click.option(
        "--workers",
        type=count,
        metavar="N",
        help="Processes that read.  [default: one a core, where it pays]",
    )(decorated)


def output_option(decorated: Decorated) -> Decorated:
    """Add `-o`, the file to write to."""
    file = click.Path(path_type=pathlib.Path, dir_okay=False)
    return click.option("-o", "--output", type=file, help="The file to write; without it, standard output.")(decorated)


def paths_argument(decorated: Decorated) -> Decorated:
    """Add the documents to read."""
    return click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=pathlib.Path))(
        decorated
    )


def plain(text: object) -> str:
    """Make text from a document harmless to a terminal, on one line."""
    return " ".join(str(text).split()).translate(CONTROL)


def bold(text: object) -> str:
    """Make text harmless, and bold on a terminal: click drops the style elsewhere."""
    return click.style(plain(text), bold=True)


def dim(text: object) -> str:
    """Make text harmless, and pale on a terminal."""
    return click.style(plain(text), dim=True)


def out() -> "Console":
    """Open standard output: with colours and wrapping on a terminal, as plain unbroken lines elsewhere."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else UNBOUNDED
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def table(heading: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> "Table":
    """Lay out rows under a heading; the columns named in `right` hold numbers."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    laid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name in heading:
        laid.add_column(Text(plain(name)), justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        laid.add_row(*(Text(plain(cell)) for cell in row))
    return laid


def show_table(heading: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> None:
    """Print rows under a heading, without the blanks that would fill a column up at the end of a line."""
    console = out()
    with console.capture() as captured:
        console.print(table(heading, rows, right=right))
    for line in captured.get().splitlines():
        click.echo(line.rstrip())


@contextmanager
def progress() -> Iterator[Progress]:
    """Show progress on standard error while the block runs; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeElapsedColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda stage, done, total: shown.update(task, description=stage, completed=done, total=total or None)


@contextmanager
def writing(path: pathlib.Path | None) -> Iterator[BinaryIO]:
    """Give the file to write to, which appears when it is complete; standard output where `path` is None or `-`."""
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    except OSError as error:
        raise ExportError(f"can't write {path}: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
