"""`kg build --register`: the user's own things have the user's ids, and the graph says how sure that is."""

import json
import pathlib
import shutil

import pytest

from kg import cli, pipeline, resolve
from kg import folder as directory
from kg.config import Config, load
from kg.errors import GraphError, ReadError
from kg.graph import Graph
from kg.model import Entity
from kg.resolve.decisions import Forget
from kg.resolve.register import Entry
from tests.resolve.conftest import extraction

SPACEX = {"id": "org:x-corp", "name": "Space Exploration", "aliases": ["SpaceX"], "sameAs": ["https://www.spacex.com/"]}
ROSKOSMOS = {"id": "roskosmos", "name": "Roskosmos", "type": "Organization"}
TWINS = [{"id": "a", "name": "Starship", "type": "Product"}, {"id": "b", "name": "Starship", "type": "Product"}]
BIRD = {"id": "person:starling", "name": "CNSA", "type": "Person"}


@pytest.fixture
def place(built: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Give a copy of the built graph, so that nothing is parsed again, and its corpus."""
    return pathlib.Path(shutil.copytree(built.parent, tmp_path / "copy"))


def build(place: pathlib.Path, *rows: dict[str, object]) -> pipeline.Report:
    path = place / "names.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    config = Config(register=str(path) if rows else "")
    return pipeline.build([place / "corpus"], folder=place / "graph", config=config)


def entity(place: pathlib.Path, name: str) -> Entity:
    return Graph(place / "graph").show(name).entity


def shown(place: pathlib.Path, name: str, capfd: pytest.CaptureFixture[str]) -> str:
    capfd.readouterr()
    assert cli.run(["show", name, "-g", str(place / "graph")]) == 0
    return capfd.readouterr().out.partition("What it is outside\n")[2].splitlines()[0].strip()


def test_a_thing_of_the_register_has_its_id_name_and_link_there(place: pathlib.Path):
    build(place, SPACEX)

    found = entity(place, "SpaceX")
    assert (found.id, found.name, found.links) == ("org:x-corp", "Space Exploration", ("https://www.spacex.com/",))


def test_show_tells_how_sure_a_link_is_and_why_there_is_none(place: pathlib.Path, capfd: pytest.CaptureFixture[str]):
    build(place, SPACEX, ROSKOSMOS, *TWINS, BIRD)

    assert shown(place, "SpaceX", capfd) == "linked to org:x-corp in the register  (1.00)"
    assert shown(place, "Roskosmos", capfd) == "linked to roskosmos in the register  (0.85)"
    assert shown(place, "Starship", capfd) == "not linked: the register has 2 things called Starship: a, b"
    assert shown(place, "NASA", capfd) == "not linked: no name of it is in the register"


def test_a_changed_register_changes_the_graph_and_its_identity(place: pathlib.Path):
    build(place, SPACEX)
    before = directory.about(place / "graph").register

    build(place, SPACEX | {"id": "org:other"})

    assert entity(place, "SpaceX").id == "org:other"
    assert directory.about(place / "graph").register not in (before, "")


def test_the_order_of_lines_changes_nothing(place: pathlib.Path):
    build(place, SPACEX, ROSKOSMOS)
    before = (place / "graph" / "graph.ttl").read_bytes(), (place / "graph" / "about.json").read_bytes()

    build(place, ROSKOSMOS, SPACEX)

    assert before == ((place / "graph" / "graph.ttl").read_bytes(), (place / "graph" / "about.json").read_bytes())


def test_a_decision_replays_the_register_even_if_the_file_is_gone(place: pathlib.Path):
    build(place, SPACEX)
    (place / "names.jsonl").unlink()

    pipeline.decide(Forget("NASA"), folder=place / "graph")

    assert entity(place, "SpaceX").id == "org:x-corp"


def test_a_build_without_it_forgets_the_register(place: pathlib.Path):
    build(place, SPACEX)

    build(place)

    assert entity(place, "SpaceX").id == "org:spacex"
    assert not (place / "graph" / "register.jsonl").exists()


def test_a_damaged_copy_says_what_to_do(place: pathlib.Path):
    build(place, SPACEX)
    (place / "graph" / "register.jsonl").write_text("{")

    with pytest.raises(GraphError, match=r"register\.jsonl, line 1.*build the graph again, with --register"):
        pipeline.decide(Forget("NASA"), folder=place / "graph")


def test_wrong_lines_are_all_named_and_the_graph_stays(place: pathlib.Path):
    before = (place / "graph" / "graph.ttl").read_bytes()
    rows = [
        SPACEX,
        {"id": "x y", "name": "X"},
        SPACEX,
        {"id": "z", "name": "Z", "type": "Firm"},
        {"id": "", "name": "n"},
    ]

    with pytest.raises(ReadError, match=r"line 2: the id.*line 3: the id.*line 1 already; line 4: the type.*line 5: "):
        build(place, *rows)

    assert (place / "graph" / "graph.ttl").read_bytes() == before


def test_a_register_in_the_file_of_settings_lies_beside_it(tmp_path: pathlib.Path):
    (tmp_path / "kg.toml").write_text('register = "names.jsonl"')

    assert load(tmp_path / "kg.toml").register == str(tmp_path / "names.jsonl")


def test_an_alias_that_no_rule_would_join_is_the_same_person():
    entry = Entry("person:orwell", "George Orwell", "Person", ("Eric Blair",))
    documents = [extraction("a", "Eric Blair:Person | rel:x | Q"), extraction("b", "George Orwell:Person | rel:x | Q")]

    found = resolve.resolve(documents, register=[entry]).entities

    assert [one.id for one in found] == ["org:q", "person:orwell"]


def test_the_register_knows_better_than_a_tagger_which_class_a_thing_is_of():
    entry = Entry("org:gateway", "Gateway", "Organization")
    documents = [extraction("a", "Gateway:Product | rel:x | Q"), extraction("b", "Gateway:Person | rel:x | R")]

    found = {one.id: one for one in resolve.resolve(documents, register=[entry]).entities}

    assert found["org:gateway"].type == "Organization"
    person = next(one for one in found.values() if one.type == "Person")
    assert person.joins[0].reason == "not linked: org:gateway in the register is Organization, and this is Person"
