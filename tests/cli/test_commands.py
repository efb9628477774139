"""Each command, in ordinary use."""

import csv
import io
import json
import pathlib

import pytest
import rdflib

from kg import cli
from kg import open as opened
from tests.cli.conftest import Kg

ORGANIZATIONS = "SELECT ?name { ?org a kg:Organization ; rdfs:label ?name } ORDER BY ?name"


def test_build_tells_what_was_read_what_came_of_it_and_what_to_type_next(kg: Kg, corpus: pathlib.Path):
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")

    done = kg("build", corpus, "-g", corpus.parent / "graph")

    assert done.code == 3
    assert "Read      3 documents" in done.out
    assert "broken.pdf" in done.out
    assert "1 negated" in done.out
    assert "Best connected" in done.out
    assert f"kg query --list -g {corpus.parent / 'graph'}" in done.out
    assert done.err == ""


def test_build_says_what_was_unchanged_and_what_is_gone(kg: Kg, corpus: pathlib.Path):
    kg("build", corpus, "-g", corpus.parent / "graph")
    (corpus / "moon.txt").unlink()

    done = kg("build", corpus, "-g", corpus.parent / "graph")

    assert done.code == 0
    assert "Read      2 documents, 2 of them unchanged" in done.out
    assert "Dropped   moon" in done.out


def test_a_setting_of_a_file_gives_way_to_a_flag(kg: Kg, corpus: pathlib.Path):
    (corpus.parent / "kg.toml").write_text('base = "https://file.example/"')
    options = ("--config", corpus.parent / "kg.toml", "-g", corpus.parent / "graph")

    kg("build", corpus, *options)
    assert "https://file.example/" in (corpus.parent / "graph" / "graph.ttl").read_text()

    kg("build", corpus, *options, "--base", "https://flag.example/")
    assert "https://file.example/" not in (corpus.parent / "graph" / "graph.ttl").read_text()


def test_extract_writes_a_line_a_claim_with_words_that_stand_in_the_text(kg: Kg, corpus: pathlib.Path):
    done = kg("extract", corpus)

    rows = [json.loads(line) for line in done.out.splitlines()]
    operates = next(row for row in rows if row["subject"]["text"] == "SpaceX" and row["label"] == "operate")
    assert operates["object"]["text"] == "Starship"
    assert {row["document"] for row in rows} == {"moon", "musk", "orbit"}
    text = (corpus / "musk.txt").read_text()
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows if row["document"] == "musk")
    assert any(row["status"] == "negated" for row in rows)


def test_extract_writes_to_a_file(kg: Kg, corpus: pathlib.Path):
    done = kg("extract", corpus, "-o", corpus.parent / "claims.jsonl")

    assert (done.code, done.out) == (0, "")
    assert len((corpus.parent / "claims.jsonl").read_text().splitlines()) >= 4


def test_query_prints_csv_into_a_pipe(kg: Kg, built: pathlib.Path):
    done = kg("query", "-e", ORGANIZATIONS, "-g", built)

    assert [row["name"] for row in csv.DictReader(io.StringIO(done.out))] == [
        "Chinese National Space Administration", "NASA", "Roscosmos", "SpaceX",
    ]  # fmt: skip


def test_query_prints_a_table_with_short_names_when_asked(kg: Kg, built: pathlib.Path):
    done = kg("query", "-e", "SELECT ?who { ?who kg:operates ?what }", "--format", "table", "-g", built)

    assert "who" in done.out.splitlines()[0]
    assert "org:spacex" in done.out


@pytest.mark.parametrize(
    ("form", "sign"), [("json", '"bindings"'), ("xml", "<sparql"), ("tsv", "?name"), ("csv", "name")]
)
def test_query_writes_every_format_for_rows(kg: Kg, built: pathlib.Path, form: str, sign: str):
    assert sign in kg("query", "-e", ORGANIZATIONS, "--format", form, "-g", built).out


@pytest.mark.parametrize(
    ("form", "reader"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")]
)
def test_query_writes_every_format_for_graphs_and_rdflib_reads_it(kg: Kg, built: pathlib.Path, form: str, reader: str):
    done = kg("query", "-e", "CONSTRUCT { ?s kg:operates ?o } { ?s kg:operates ?o }", "--format", form, "-g", built)

    assert len(rdflib.Graph().parse(data=done.out, format=reader)) == 2


def test_a_question_of_yes_or_no_is_answered(kg: Kg, built: pathlib.Path):
    assert kg("query", "-e", "ASK { ?s kg:operates ?o }", "--format", "table", "-g", built).out.split()[-1] == "true"


def test_query_writes_to_a_file(kg: Kg, built: pathlib.Path, tmp_path: pathlib.Path):
    kg("query", "-e", ORGANIZATIONS, "-o", tmp_path / "names.csv", "-g", built)

    assert "SpaceX" in (tmp_path / "names.csv").read_text()


def test_query_runs_a_file(kg: Kg, built: pathlib.Path, tmp_path: pathlib.Path):
    (tmp_path / "mine.rq").write_text(f"# Which organizations are there?\n{ORGANIZATIONS}")

    assert "SpaceX" in kg("query", tmp_path / "mine.rq", "-g", built).out


def test_the_listed_queries_run_by_their_names(kg: Kg, built: pathlib.Path):
    listed = kg("query", "--list").out.splitlines()

    names = [line.split()[0] for line in listed[2:]]
    assert len(names) >= 12
    for name in names:
        done = kg("query", name, "-g", built)
        assert (done.code, done.err) == (0, ""), name


def test_a_part_of_a_name_will_do_where_it_is_clear(kg: Kg, built: pathlib.Path):
    assert kg("query", "partners", "-g", built).out == kg("query", "who-partners-with-whom", "-g", built).out

    unclear = kg("query", "what", "-g", built)
    assert unclear.code == 1
    assert "what-was-denied, who-operates-what" in unclear.err


def test_view_writes_the_page_and_tells_where(kg: Kg, graph: pathlib.Path, tmp_path: pathlib.Path):
    built = (graph / "graph.html").read_bytes()

    whole = kg("view", "-g", graph).out.strip()
    near = kg("view", "--focus", "SpaceX", "--depth", "1", "-o", tmp_path / "near.html", "-g", graph).out.strip()

    assert whole == str(graph / "graph.html")
    assert pathlib.Path(whole).read_bytes() == built
    assert pathlib.Path(near).read_text() == opened(graph).view(focus="SpaceX", depth=1)


def test_view_writes_to_standard_output_when_the_file_is_a_dash(
    kg: Kg, graph: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
):
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    page = kg("view", "--no-sparql", "-o", "-", "-g", graph.absolute()).out

    assert page == opened(graph).view(sparql="never")
    assert list(empty.iterdir()) == []


def test_view_opens_a_browser_when_asked(kg: Kg, graph: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []
    monkeypatch.setattr("webbrowser.open", seen.append)

    kg("view", "--open", "-g", graph)

    assert seen == [(graph / "graph.html").as_uri()]


def test_export_gives_the_turtle_of_the_build(kg: Kg, built: pathlib.Path):
    assert kg("export", "-f", "turtle", "-g", built).out == (built / "graph.ttl").read_text()


def test_export_writes_a_file_whole(kg: Kg, built: pathlib.Path, tmp_path: pathlib.Path):
    done = kg("export", "-f", "jsonl", "-o", tmp_path / "facts.jsonl", "-g", built)

    rows = [json.loads(line) for line in (tmp_path / "facts.jsonl").read_text().splitlines()]
    assert (done.code, done.out) == (0, "")
    assert "SpaceX" in {row["subject"]["name"] for row in rows}


def test_show_tells_names_facts_quotes_and_why_names_are_one(kg: Kg, built: pathlib.Path):
    done = kg("show", "cnsa", "-g", built)

    assert done.out.startswith("Chinese National Space Administration  (Organization, org:")
    assert "also called  CNSA" in done.out
    assert "“Roscosmos signed an agreement with" in done.out
    assert "2021-03-11" in done.out
    assert "Why these names are one" in done.out


def test_show_marks_what_is_denied(kg: Kg, built: pathlib.Path):
    assert "[negated" in kg("show", "Russia", "-g", built).out


def test_show_forgives_a_typo_and_suggests_otherwise(kg: Kg, built: pathlib.Path):
    assert kg("show", "Roscosmoss", "-g", built).out.startswith("Roscosmos")

    wrong = kg("show", "Spice", "-g", built)
    assert wrong.code == 1
    assert "did you mean SpaceX" in wrong.err


def test_path_tells_the_steps_with_their_quotes(kg: Kg, built: pathlib.Path):
    done = kg("path", "Elon Musk", "Starship", "-g", built)

    assert done.out.splitlines()[0] == "Elon Musk → SpaceX → Starship"
    assert "“SpaceX operates Starship" in done.out


def test_path_says_when_there_is_none(kg: Kg, built: pathlib.Path):
    done = kg("path", "SpaceX", "Roscosmos", "-g", built)

    assert (done.code, done.err) == (1, "kg: nothing in the graph connects SpaceX and Roscosmos\n")


def test_stats_count_documents_and_list_the_best_connected(kg: Kg, built: pathlib.Path):
    out = kg("stats", "-g", built).out

    assert "documents" in out
    assert "negated" in out
    assert "SpaceX" in out


def test_check_finds_a_built_graph_sound(kg: Kg, built: pathlib.Path):
    done = kg("check", "-g", built)

    assert (done.code, done.out) == (0, "The graph is as it should be.\n")


def test_ontology_prints_classes_and_predicates(kg: Kg):
    out = kg("ontology").out

    assert "kg:Person" in out
    assert "kg:operates" in out


def test_remove_takes_a_document_out(kg: Kg, graph: pathlib.Path):
    done = kg("remove", "musk", "-g", graph)

    assert done.out == "Removed 1; the graph has 2 documents.\n"
    assert kg("show", "Starship", "-g", graph).code == 1


def test_decisions_are_written_down_and_hold(kg: Kg, graph: pathlib.Path):
    assert kg("merge", "NASA", "SpaceX", "-g", graph).code == 0
    assert "NASA" in kg("show", "SpaceX", "-g", graph).out

    assert kg("split", "NASA", "SpaceX", "-g", graph).code == 0
    assert kg("forget", "Elon Musk", "-g", graph).code == 0

    assert kg("show", "Elon Musk", "-g", graph).code == 1
    decisions = (graph / "decisions.toml").read_text()
    assert decisions.count("merge =") == decisions.count("split =") == decisions.count("forget =") == 1


def test_names_that_one_article_uses_for_one_thing_can_be_split(kg: Kg, graph: pathlib.Path):
    together = kg("show", "CNSA", "-g", graph).out
    done = kg("split", "CNSA", "Chinese National Space Administration", "-g", graph)

    assert done.code == 0
    assert "also called" in together
    assert "  also called  China National Space Administration; CNSA" not in kg("show", "CNSA", "-g", graph).out


def test_eval_scores_the_extraction_on_a_benchmark(kg: Kg, tmp_path: pathlib.Path):
    (tmp_path / "carb.tsv").write_text("SpaceX operates Starship .\toperates\tSpaceX\tStarship\n")

    done = kg("eval", "carb", tmp_path / "carb.tsv")

    assert done.code == 0
    assert done.out.startswith("CaRB  P 1.000  R 1.000  F1 1.000")


def test_every_command_is_tried_as_a_user_would():
    tests = pathlib.Path(__file__).parents[1]
    tried = "".join(path.read_text(encoding="utf-8") for path in sorted(tests.rglob("test_*.py")))

    calls = ('kg("{}"', 'started(WATCHED, "{}"', '"kg", "{}"', 'cli.run(["{}"')
    assert [name for name in cli.kg.commands if not any(call.format(name) in tried for call in calls)] == []
