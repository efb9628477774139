"""README.md is true: its commands exist, its code runs, and what it says is printed is what is printed.

After a change that is meant, `KG_REFRESH_GOLDEN=1 pytest tests/test_readme.py` writes the outputs anew.
"""

import os
import pathlib
import re
import shlex

import pytest

import kg
from kg import cli
from kg.config import Config

ROOT = pathlib.Path(__file__).parent.parent
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")

INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/kg build seeds/"
TEST = ".venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(TEXT) if name == language]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Give a folder with `seeds/` in it and their graph, as someone has it who has run the first command."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    here = pathlib.Path.cwd()
    os.chdir(folder)
    try:
        kg.build(["seeds/"])
    finally:
        os.chdir(here)
    return folder


def test_the_first_screen_has_the_two_commands():
    first = "\n".join(TEXT.splitlines()[:30])

    assert INSTALL in first
    assert TEST in first


def test_the_tests_are_run_by_the_command_that_the_readme_gives():
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith(TEST)


def test_every_command_is_in_the_table_and_no_other():
    rows = re.findall(r"^\| `kg (\w+)", TEXT, re.MULTILINE)

    assert sorted(rows) == sorted(cli.kg.commands)


def test_every_export_format_is_named():
    from kg.export import FORMATS

    (row,) = re.findall(r"^\| `kg export .*$", TEXT, re.MULTILINE)
    assert [name for name in FORMATS if not re.search(rf"\b{name}\b", row)] == []


def test_every_setting_is_named_with_its_default():
    (settings,) = blocks("toml")

    assert {line.split(" = ")[0] for line in settings.splitlines()} == set(Config.__dataclass_fields__)


@pytest.mark.parametrize(
    "line", [line for body in blocks("sh") for line in body.splitlines() if line.startswith("kg ")]
)
def test_every_command_line_parses(line: str):
    _, name, *arguments = shlex.split(line)

    cli.kg.commands[name].make_context(name, arguments)


@pytest.mark.parametrize("code", blocks("python"))
def test_the_code_runs(
    code: str, place: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(place)

    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)  # noqa: S102 -- this is what the test is for

    assert "SpaceX\n" in capsys.readouterr().out
    assert len(names["triples"]) > 1000  # type: ignore[arg-type]  # an rdflib.Dataset
    assert len(names["network"]) > 50  # type: ignore[arg-type]  # a networkx.MultiDiGraph


@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.splitlines()[0])
def test_what_is_printed_is_what_the_readme_shows(
    block: str, place: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(place)
    command, _, expected = block.partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "kg"
    if arguments[0] == "build":
        (place / "graph").rename(place / "graph-of-before")
    if arguments[0] == "query" and "--list" not in arguments:
        arguments += ["--format", "table"]  # as on a terminal

    assert cli.run(arguments) == 0

    printed = "\n".join(line.rstrip() for line in capfd.readouterr().out.strip("\n").splitlines()) + "\n"
    if os.environ.get("KG_REFRESH_GOLDEN"):
        _rewrite(command, printed)
    else:
        assert printed == expected


def _rewrite(command: str, printed: str) -> None:
    """Put what is printed into README.md, below its command."""
    block = re.compile(rf"^```console\n{re.escape(command)}\n.*?^```$", re.DOTALL | re.MULTILINE)
    text = block.sub(lambda _: f"```console\n{command}\n{printed}```", README.read_text(encoding="utf-8"))
    README.write_text(text, encoding="utf-8")
