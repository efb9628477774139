"""`kg build --link`: only when asked, never at the cost of a build, and once only."""

import json
import pathlib
import shutil

import pytest

from kg import cli, lookup, pipeline, resolve
from kg import folder as directory
from kg.config import Config
from kg.errors import ConfigError
from kg.graph import Graph
from kg.model import Entity
from kg.resolve import reconcile
from kg.resolve.decisions import Merge
from kg.resolve.reconcile import Candidate, Query, Verdict
from tests.lookup.conftest import Service
from tests.resolve.conftest import extraction


@pytest.fixture
def place(built: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Give a copy of the built graph, so that nothing is parsed again, and its corpus."""
    return pathlib.Path(shutil.copytree(built.parent, tmp_path / "copy"))


def build(place: pathlib.Path, link: str) -> pipeline.Report:
    return pipeline.build([place / "corpus"], folder=place / "graph", config=Config(link=link))


def entity(place: pathlib.Path, name: str) -> Entity:
    return Graph(place / "graph").show(name).entity


def told(place: pathlib.Path, name: str) -> list[str]:
    return [join.reason for join in entity(place, name).joins if "linked" in join.reason]


def contents(place: pathlib.Path) -> dict[str, bytes]:
    graph = place / "graph"
    files = (path for path in graph.rglob("*") if path.is_file() and directory.STORE not in path.parts)
    return {path.relative_to(graph).as_posix(): path.read_bytes() for path in files}


def test_what_one_candidate_clearly_is_gets_linked_and_the_rest_says_why_not(place: pathlib.Path, wikidata: Service):
    report = build(place, f"wikidata={wikidata.url}")

    assert report.unlinked == ""
    assert entity(place, "SpaceX").links == ("http://www.wikidata.org/entity/Q193701",)
    assert told(place, "SpaceX") == ["linked to SpaceX (Q193701) in Wikidata"]
    assert told(place, "Elon Musk") == ["linked to Elon Musk (Q317521) in Wikidata"]
    assert told(place, "NASA") == [
        "not linked: Wikidata has NASA (Q23548, 100) and NASA (Q6952373, 97), and neither is clearly likelier"
    ]
    assert told(place, "Starship") == ["not linked: Starship (Q101352, 100) in Wikidata: it is no Product there"]
    assert told(place, "Artemis Accords") == [
        "not linked: the likeliest in Wikidata, Accords (Q96, 42), is not likely enough"
    ]
    assert told(place, "Roscosmos") == ["not linked: Wikidata has nothing of that name"]


def test_the_service_is_told_the_class_and_what_tells_namesakes_apart(place: pathlib.Path, wikidata: Service):
    build(place, f"wikidata={wikidata.url}")

    asked = {row["query"]: row for row in wikidata.asked}
    assert asked["Elon Musk"] == {"query": "Elon Musk", "type": "Q5", "type_strict": "should", "limit": 5}
    assert asked["SpaceX"]["properties"] == [{"pid": "P571", "v": "2002"}]
    assert "Russia" not in asked  # linked offline already


def test_answers_are_kept_so_that_the_same_bytes_come_without_the_network(place: pathlib.Path, wikidata: Service):
    build(place, f"wikidata={wikidata.url}")
    before, asked = contents(place), len(wikidata.asked)

    build(place, f"wikidata={wikidata.url}")
    assert len(wikidata.asked) == asked

    wikidata.mode = "500"
    report = build(place, f"wikidata={wikidata.url}")
    assert (report.unlinked, contents(place)) == ("", before)


def test_a_decision_replays_the_links_without_asking(place: pathlib.Path, wikidata: Service):
    build(place, f"wikidata={wikidata.url}")
    asked = len(wikidata.asked)

    pipeline.decide(Merge(("NASA", "Roscosmos")), folder=place / "graph")

    assert entity(place, "SpaceX").links == ("http://www.wikidata.org/entity/Q193701",)
    assert len(wikidata.asked) == asked


def test_nothing_is_asked_unless_it_is_asked_for_and_the_answers_stay(place: pathlib.Path, wikidata: Service):
    build(place, f"wikidata={wikidata.url}")
    asked = len(wikidata.asked)

    build(place, "")
    assert (entity(place, "SpaceX").links, len(wikidata.asked)) == ((), asked)

    build(place, f"wikidata={wikidata.url}")
    assert (len(entity(place, "SpaceX").links), len(wikidata.asked)) == (1, asked)


@pytest.mark.parametrize(
    ("mode", "message"),
    [
        ("slow", "timed out"),
        ("500", "HTTP 500"),
        ("no json", "its answer is no JSON"),
        ("no manifest", "its manifest has no identifierSpace"),
        ("other ids", "names have no answer (it made no sense)"),
        ("nonsense", "names have no answer (it made no sense)"),
    ],
)
def test_a_service_that_breaks_costs_the_links_and_not_the_graph(
    place: pathlib.Path, wikidata: Service, mode: str, message: str
):
    wikidata.mode = mode

    report = build(place, f"wikidata={wikidata.url}")

    assert message in report.unlinked
    assert "Build again" in report.unlinked
    assert entity(place, "SpaceX").links == ()


def test_a_service_that_fails_once_is_asked_again(place: pathlib.Path, wikidata: Service):
    wikidata.fails = 1

    assert build(place, f"wikidata={wikidata.url}").unlinked == ""


def test_a_batch_that_fails_is_asked_for_by_the_next_build(place: pathlib.Path, wikidata: Service):
    build(place, f"wikidata={wikidata.url}")
    whole, everything = contents(place), len(wikidata.asked)
    (answers,) = (place / "graph" / "links").iterdir()
    answers.write_text("".join(answers.read_text().splitlines(keepends=True)[:3]) + '{"question": {"que')

    build(place, f"wikidata={wikidata.url}")

    assert contents(place) == whole
    assert everything < len(wikidata.asked) < 2 * everything


def test_the_command_says_that_no_service_was_reached_and_its_exit_code_says_so(
    place: pathlib.Path, capfd: pytest.CaptureFixture[str]
):
    arguments = ["build", str(place / "corpus"), "-g", str(place / "graph")]

    code = cli.run([*arguments, "--link", "wikidata=http://127.0.0.1:9/"])

    told = capfd.readouterr().out
    assert code == 3
    assert "Unlinked  http://127.0.0.1:9/ gave no answer: " in told
    assert "Facts     " in told


def test_show_tells_the_link_with_its_score_and_why_another_has_none(
    place: pathlib.Path, wikidata: Service, capfd: pytest.CaptureFixture[str]
):
    build(place, f"wikidata={wikidata.url}")

    cli.run(["show", "SpaceX", "-g", str(place / "graph")])
    assert "What it is outside\n  linked to SpaceX (Q193701) in Wikidata  (1.00)" in capfd.readouterr().out

    cli.run(["show", "Roscosmos", "-g", str(place / "graph")])
    assert "What it is outside\n  not linked: Wikidata has nothing of that name\n" in capfd.readouterr().out


@pytest.mark.parametrize("link", ["wikipedia", "wikidata=ftp://x/", "http://x/", "wikidata="])
def test_what_names_no_service_is_refused(link: str):
    with pytest.raises(ConfigError, match="link"):
        Config(link=link)


def test_wikidata_alone_is_its_own_service():
    assert lookup.address("wikidata") == "https://wikidata.reconci.link/en/api"


@pytest.mark.parametrize(
    ("query", "candidates", "linked"),
    [
        (Query("p", "Luna 25", "Product"), [Candidate("Q1", "Luna 26", 99)], ""),
        (Query("p", "Luna 25", "Product"), [Candidate("Q1", "Luna 26", 99), Candidate("Q2", "Luna-25", 95)], "Q2"),
        (Query("p", "Elon Musk", "Person"), [Candidate("Q1", "Kimbal Musk", 99)], ""),
        (Query("p", "Acme", "Organization"), [Candidate("Q1", "Acme", 90), Candidate("Q2", "Acme", 80)], "Q1"),
        (Query("p", "Acme", "Organization"), [Candidate("Q1", "Acme", 90), Candidate("Q2", "Acme", 80.5)], ""),
        (Query("p", "Acme", "Organization"), [Candidate("Q1", "Acme", 79.9)], ""),
        (Query("p", "Paris", "Person"), [Candidate("Q1", "Paris", 100, ("Q515",))], ""),
    ],
)
def test_a_candidate_is_believed_if_its_name_and_class_fit_and_it_is_clearly_the_likeliest(query, candidates, linked):
    verdict = reconcile.judge(query, candidates, space="http://www.wikidata.org/entity/", service="Wikidata")

    assert verdict.iri.rpartition("/")[2] == linked
    assert verdict.reason


def test_two_entities_of_one_link_are_one_unless_a_veto_parts_them():
    documents = [
        extraction("a", "Borealis Industries | rel:x | Luna 25:Product"),
        extraction("b", "Northern Lights Works | rel:x | Luna 26:Product"),
    ]
    ids = [one.id for one in resolve.resolve(documents).entities]
    verdicts = {id_: Verdict("http://e/Q1" if id_[0] == "o" else "http://e/Q2", 0.9, "Q in E") for id_ in ids}

    found = {one.id: one for one in resolve.resolve(documents, verdicts=verdicts).entities}

    assert sorted(found) == ["org:northern-lights-works", "product:luna-25", "product:luna-26"]
    assert found["org:northern-lights-works"].names == ("Northern Lights Works", "Borealis Industries")
    assert [found[f"product:luna-2{last}"].links for last in "56"] == [("http://e/Q2",), ()]
    assert found["product:luna-26"].joins[0].reason == "not linked: Q in E is Luna 25, and this is another thing"


def test_the_cache_is_plain_json_lines_in_order(place: pathlib.Path, wikidata: Service):
    build(place, f"wikidata={wikidata.url}")

    (answers,) = (place / "graph" / "links").iterdir()
    first, *rows = map(json.loads, answers.read_text().splitlines())
    assert first["service"]["space"] == reconcile.WIKIDATA
    assert [json.dumps(row["question"], sort_keys=True) for row in rows] == sorted(
        json.dumps(row["question"], sort_keys=True) for row in rows
    )
