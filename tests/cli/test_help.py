"""Help: quick, with an example for each command, and every example is a command that parses."""

import pathlib
import shlex
import subprocess
import sys

import click
import pytest

from kg import cli
from tests.cli.conftest import Kg

COMMANDS = sorted(cli.kg.commands)

HEAVY = ("spacy", "thinc", "rdflib", "networkx", "pyvis", "trafilatura", "pyshacl", "dateparser")

MODULES = """
import sys
from kg import cli
code = cli.run(sys.argv[1:])
print("modules:", *sorted(name for name in sys.modules if "." not in name))
sys.exit(code)
"""


def modules_after(*arguments: object) -> set[str]:
    """Run `kg` in a fresh interpreter and tell which modules it has imported."""
    command = [sys.executable, "-c", MODULES, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 -- our own code
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["query", "--list"]])
def test_help_imports_nothing_heavy(arguments: list[str]):
    assert modules_after(*arguments) & {*HEAVY, "pyoxigraph"} == set()


def test_a_query_imports_neither_the_parser_nor_anything_else_heavy(built: pathlib.Path):
    arguments = ("query", "-e", "SELECT ?s { ?s a kg:Person }", "--format", "table", "-g", built)

    assert modules_after(*arguments) & set(HEAVY) == set()


def test_a_build_with_nothing_new_does_not_load_the_parser(built: pathlib.Path):
    assert "spacy" not in modules_after("build", built.parent / "corpus", "-g", built)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_in_a_line_what_a_command_does_and_gives_an_example(kg: Kg, name: str):
    done = kg(name, "--help")

    assert done.code == 0
    assert f"Usage: kg {name}" in done.out
    assert f"kg {name}" in done.out.split("Examples:")[1]
    assert not cli.kg.commands[name].get_short_help_str(100).endswith("...")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str):
    options = [parameter for parameter in cli.kg.commands[name].params if isinstance(parameter, click.Option)]

    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_a_command_that_parses(name: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    command = cli.kg.commands[name]
    examples = [line.strip() for line in (command.epilog or "").splitlines() if line.strip().startswith("kg ")]

    for example in examples:
        program, called, *arguments = shlex.split(example)
        assert (program, called) == ("kg", name)
        for file in (argument for argument in arguments if pathlib.Path(argument).suffix):
            pathlib.Path(file).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(file).touch()
        command.make_context(name, arguments)


def test_a_slip_in_a_command_is_wrong_usage(kg: Kg):
    assert kg("biuld").code == 2
    assert kg("build").code == 2
    assert kg("build", "x", "--no-such-option").code == 2
    assert kg("query").code == 2
    assert kg("merge", "one").code == 2
    assert kg("split", "one").code == 2


def test_the_version_is_told(kg: Kg):
    assert kg("--version").out.startswith("kg, version ")
