"""What others may rely on, pinned: a name that goes from here is a breaking change."""

import inspect
import pathlib
import tomllib

import kg
from kg.graph import Graph

ROOT = pathlib.Path(__file__).parent.parent


def test_the_package_has_these_names():
    assert kg.__all__ == [
        "CheckpointError",
        "Config",
        "ConfigError",
        "ExportError",
        "GraphError",
        "KgError",
        "ModelError",
        "NotFoundError",
        "NothingBuiltError",
        "OntologyError",
        "PushError",
        "QueryError",
        "ReadError",
        "__version__",
        "build",
        "open",
    ]
    assert all(hasattr(kg, name) for name in kg.__all__)


def test_a_graph_has_these_names():
    public = {name for name, _ in inspect.getmembers(Graph) if not name.startswith("_")}

    assert public == {
        "export", "inferred", "knowledge", "path", "query", "select", "show", "stats", "to_networkx", "to_rdflib",
        "view",
    }  # fmt: skip


def test_these_are_the_arguments_of_the_package():
    assert str(inspect.signature(kg.open)).startswith("(folder: str | pathlib.Path = 'graph')")
    assert list(inspect.signature(kg.build).parameters) == ["paths", "folder", "config", "infer"]


def test_the_version_is_that_of_the_project():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == kg.__version__


def test_the_changelog_tells_of_the_version():
    assert f"## {kg.__version__}\n" in (ROOT / "CHANGELOG.md").read_text()
