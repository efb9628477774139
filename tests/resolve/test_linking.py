"""Places are linked where it is clear which is meant, things of the register always, and nothing by guesswork."""

import json

import pytest

from kg import resolve
from kg.errors import ReadError
from kg.resolve import linking, names, register
from kg.resolve.register import Entry


def linked(name, *beside):
    found = linking.link(name, frozenset(map(names.key, beside)))
    return found.place.iris[0].rstrip("/").rpartition("/")[2].removeprefix("#iso:code:3166:") if found else None


@pytest.mark.parametrize(
    ("name", "beside", "iri"),
    [
        ("Russia", (), "RU"),
        ("U.S.", (), "US"),
        ("America", (), "US"),
        ("Holland", (), "NL"),
        ("Texas", (), "4736286"),
        ("Paris", (), "2988507"),
        ("Peking", (), "1816670"),
        ("Paris, Texas", (), "4717560"),
        ("Georgia", ("Atlanta",), "4197000"),
        ("Georgia", ("Tbilisi",), "GE"),
        ("Georgia", (), None),
        ("Springfield", (), None),
        ("Washington", (), None),
        ("Washington", ("Seattle",), "5815135"),
        ("Atlantis", (), None),
        ("Soviet Union", (), None),
    ],
)
def test_a_place_is_linked_where_it_is_clear_which_is_meant(name, beside, iri):
    assert linked(name, *beside) == iri


def test_a_city_has_coordinates():
    assert linking.coordinates("https://sws.geonames.org/2988507/") == pytest.approx((48.85, 2.35), abs=0.02)
    assert linking.coordinates("https://sws.geonames.org/1/") is None


def test_a_country_bears_its_usual_name_and_both_links(says):
    knowledge = resolve.resolve([says("a", "U.S.:Place | rel:x | Russian Federation:Place")])

    found = {entity.id: entity for entity in knowledge.entities}
    assert found["place:united-states"].names == ("United States", "U.S.")
    assert found["place:russia"].links == (
        "https://www.iso.org/obp/ui/#iso:code:3166:RU",
        "https://sws.geonames.org/2017370/",
    )


def test_a_thing_of_the_register_has_its_id_name_and_links(says):
    entry = Entry("org:esa", "European Space Agency", "Organization", ("ESA", "l'ESA"), ("https://www.esa.int/",))

    knowledge = resolve.resolve([says("a", "ESA | rel:x | l’ESA")], register=[entry])
    other = resolve.resolve(
        [says("a", "ESA | rel:x | NASA"), says("b", "European Space Agency | rel:x | NASA")], register=[entry]
    )

    assert not knowledge.facts
    (esa,) = (entity for entity in other.entities if entity.id == "org:esa")
    assert (esa.name, esa.links) == ("European Space Agency", ("https://www.esa.int/",))


def test_two_things_of_the_register_are_never_one(says):
    entries = [Entry("org:a", "Acme", "Organization"), Entry("org:b", "Acme Robotics", "Organization", ("ACR",))]

    knowledge = resolve.resolve([says("1", "Acme | rel:x | Q"), says("2", "ACR | rel:x | Q")], register=entries)

    assert [entity.id for entity in knowledge.entities] == ["org:a", "org:b", "org:q"]


def test_a_name_of_two_things_in_the_register_is_linked_to_neither(says):
    entries = [Entry("a", "Acme", "Organization"), Entry("b", "Acme", "Organization")]

    knowledge = resolve.resolve([says("1", "Acme | rel:x | Q")], register=entries)

    assert [entity.id for entity in knowledge.entities] == ["org:acme", "org:q"]


def test_a_register_is_read_from_json_lines(tmp_path):
    path = tmp_path / "names.jsonl"
    row = {"id": "org:esa", "name": "ESA", "type": "Organization", "aliases": ["x"], "sameAs": ["https://www.esa.int/"]}
    path.write_text(json.dumps(row) + '\n\n{"id": "b", "name": "B"}\n', encoding="utf-8")

    assert register.load(path) == (
        Entry("org:esa", "ESA", "Organization", ("x",), ("https://www.esa.int/",)),
        Entry("b", "B"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "a"}',
        '{"id": "a", "name": 3}',
        '{"id": "a", "name": "b", "x": 1}',
        '{"id": "a", "name": "b", "aliases": [1]}',
    ],
)
def test_a_wrong_line_of_a_register_is_named(tmp_path, line):
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": "b", "name": "B"}\n' + line, encoding="utf-8")

    with pytest.raises(ReadError, match=r"names\.jsonl, line 2"):
        register.load(path)
