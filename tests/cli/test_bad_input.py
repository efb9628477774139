"""Bad input, end to end: each is named, told plainly, shown in the exit code, and never stops the rest."""

import pathlib
import sys
import time

import pytest

from tests.cli.conftest import Kg

GOOD = "SpaceX operates Starship. Elon Musk founded SpaceX in 2002."

HOSTILE = "</script><img src=x onerror=alert(1)>"

BAD_FILES = {
    "binary.txt": bytes(range(256)) * 40,
    "broken.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n%%EOF",
    "no-pdf.pdf": b"This is no PDF at all.",
    "empty.txt": b"",
    "blank.md": b" \n\t\n",
    "cut.jsonl": b'{"id": "a", "text": "unfinished',
    "no-text.jsonl": b'{"id": "a", "title": "no text here"}\n',
    "huge.txt": b"NASA " * 10_000_001,
}
"""Files that can't be read, by name; the last has one line of 50 MB."""


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    return tmp_path / "in"


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_among_good_ones_is_skipped_by_name(kg: Kg, folder: pathlib.Path, name: str):
    (folder / name).write_bytes(BAD_FILES[name])

    done = kg("build", folder, "-g", folder.parent / "graph")

    assert done.code == 3
    (skipped,) = [line for line in done.out.splitlines() if line.startswith("Skipped")]
    assert name in skipped
    assert "Traceback" not in done.err
    assert kg("show", "Starship", "-g", folder.parent / "graph").code == 0


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_alone_builds_nothing_and_is_named(kg: Kg, folder: pathlib.Path, name: str):
    (folder.parent / name).write_bytes(BAD_FILES[name])

    done = kg("build", folder.parent / name, "-g", folder.parent / "graph")

    assert done.code == 1
    assert done.err.startswith("kg: nothing could be built: ")
    assert name in done.err
    assert not (folder.parent / "graph").exists()


def test_text_that_is_not_utf_8_is_read_or_skipped_and_never_garbled(kg: Kg, folder: pathlib.Path):
    (folder / "latin.txt").write_bytes("Ariane est exploitée par Arianespace à Évry.".encode("latin-1"))

    done = kg("build", folder, "-g", folder.parent / "graph")

    assert done.code in (0, 3)
    assert "latin" in done.out or "latin" in kg("query", "documents", "-g", folder.parent / "graph").out
    assert "�" not in (folder.parent / "graph" / "graph.ttl").read_text(encoding="utf-8")


def test_a_path_that_is_not_there_is_named(kg: Kg, folder: pathlib.Path):
    done = kg("build", folder / "missing.txt", "-g", folder.parent / "graph")

    assert done.code == 1
    assert "missing.txt" in done.err


def test_an_empty_folder_builds_nothing(kg: Kg, tmp_path: pathlib.Path):
    (tmp_path / "in").mkdir()

    done = kg("build", tmp_path / "in", "-g", tmp_path / "graph")

    assert done.code == 1
    assert "no documents" in done.err or str(tmp_path / "in") in done.err


def test_a_hostile_title_runs_nowhere(kg: Kg, folder: pathlib.Path):
    (folder / "hostile.html").write_text(
        f"<html><head><title>{HOSTILE.replace('<', '&lt;')}</title></head><body><article><h1>News</h1>"
        "<p>NASA operates the Hubble Space Telescope, and it has done so since 1990, as everybody knows.</p>"
        "<p>SpaceX operates Starship, a rocket. Elon Musk founded SpaceX in 2002.</p></article></body></html>"
    )

    done = kg("build", folder, "-g", folder.parent / "graph")

    assert done.code == 0
    page = (folder.parent / "graph" / "graph.html").read_text()
    assert HOSTILE not in page
    assert "<img src=x" not in page


def test_what_a_document_says_can_not_steer_the_terminal(kg: Kg, folder: pathlib.Path):
    (folder / "escape.txt").write_text("NASA \x1b]0;owned\x07\x1b[2J operates Hubble\x1b[31m. SpaceX operates Dragon.")

    outputs = [
        kg("build", folder, "-g", folder.parent / "graph").out,
        kg("show", "SpaceX", "-g", folder.parent / "graph").out,
        kg("query", "-e", "SELECT * { ?s ?p ?o }", "--format", "table", "-g", folder.parent / "graph").out,
    ]

    assert not any("\x1b" in output or "\x07" in output for output in outputs)


def test_a_query_that_would_run_for_ever_is_stopped(kg: Kg, built: pathlib.Path):
    begun = time.monotonic()

    endless = "SELECT (COUNT(*) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    done = kg("query", "-e", endless, "--timeout", "1", "-g", built)

    assert done.code == 1
    assert "stopped after 1 s" in done.err
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <http://a> a <http://c> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://example.org/>", "CLEAR ALL"],
)  # fmt: skip
def test_an_update_through_query_is_refused(kg: Kg, graph: pathlib.Path, update: str):
    before = kg("export", "-f", "nquads", "-g", graph).out

    done = kg("query", "-e", update, "-g", graph)

    assert (done.code, done.out) == (1, "")
    assert "changes nothing" in done.err
    assert kg("export", "-f", "nquads", "-g", graph).out == before


def test_a_query_that_would_reach_the_network_is_refused(kg: Kg, built: pathlib.Path):
    done = kg("query", "-e", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "-g", built)

    assert done.code == 1
    assert "SERVICE" in done.err


def test_a_mistake_in_a_query_is_pointed_at(kg: Kg, built: pathlib.Path):
    done = kg("query", "-e", "SELECT ?s WHERE { ?s kg:operates }", "-g", built)

    assert done.code == 1
    assert "line 1, column 34" in done.err
    assert "expected" in done.err
    assert "^" in done.err


@pytest.mark.parametrize(
    "arguments",
    [("query", "-e", "ASK {}"), ("view",), ("show", "x"), ("path", "x", "y"), ("stats",), ("export", "-f", "csv"),
     ("check",), ("remove", "x"), ("merge", "x", "y"), ("split", "x", "y"), ("forget", "x")],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_a_missing_graph_is_named_with_how_to_make_one(kg: Kg, tmp_path: pathlib.Path, arguments: tuple[str, ...]):
    done = kg(*arguments, "-g", tmp_path / "none")

    assert (done.code, done.out) == (1, "")
    assert f"no graph in {tmp_path / 'none'}; make one with: kg build" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_told(kg: Kg, graph: pathlib.Path):
    for path in (graph / "store").iterdir():
        path.write_bytes(b"garbage")

    done = kg("stats", "-g", graph)

    assert done.code == 1
    assert "damaged" in done.err
    assert "build it again" in done.err


def test_a_query_that_is_not_there_is_named(kg: Kg, built: pathlib.Path):
    assert "no query 'nothing-like-it'" in kg("query", "nothing-like-it", "-g", built).err
    assert "missing.rq" in kg("query", "missing.rq", "-g", built).err


def test_an_unknown_export_format_lists_those_that_are_known(kg: Kg, built: pathlib.Path):
    done = kg("export", "-f", "docx", "-g", built)

    assert done.code == 1
    assert "docx" in done.err
    assert "turtle" in done.err


@pytest.mark.parametrize(
    ("toml", "says"), [("colour = 1", "unknown key 'colour'"), ("base = ", "kg.toml"), ('base = "x"', "no IRI prefix")]
)
def test_a_wrong_setting_is_named(kg: Kg, folder: pathlib.Path, toml: str, says: str):
    (folder.parent / "kg.toml").write_text(toml)

    done = kg("build", folder, "--config", folder.parent / "kg.toml", "-g", folder.parent / "graph")

    assert done.code == 1
    assert says in done.err


def test_a_model_that_is_not_installed_is_named(kg: Kg, folder: pathlib.Path):
    done = kg("build", folder, "--model", "xx_none", "-g", folder.parent / "graph")

    assert done.code == 1
    assert "xx_none" in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="/sys can't be written to on Linux alone")
def test_a_folder_that_can_not_be_written_to_is_named(kg: Kg, folder: pathlib.Path):
    done = kg("build", folder, "-g", "/sys/graph")

    assert done.code == 1
    assert done.err.startswith("kg: can't write the graph to /sys/graph")


def test_an_output_that_can_not_be_written_is_named(kg: Kg, built: pathlib.Path, tmp_path: pathlib.Path):
    done = kg("export", "-f", "turtle", "-o", tmp_path / "no" / "such" / "folder.ttl", "-g", built)

    assert done.code == 1
    assert "folder.ttl" in done.err


def test_a_folder_with_other_things_is_not_overwritten(kg: Kg, folder: pathlib.Path):
    done = kg("build", folder, "-g", folder)

    assert done.code == 1
    assert (folder / "good.txt").read_text() == GOOD
