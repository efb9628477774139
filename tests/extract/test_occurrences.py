"""Events without a name are one for each place and year that the article gives them, and one where it gives none."""

import pytest

from kg.extract import mentions


@pytest.mark.parametrize(
    ("prose", "called"),
    [
        (
            "An earthquake struck northern Peru, killing 34 people. In 2007 an earthquake in Pisco killed 500 people.",
            ["earthquake", "2007 earthquake in Pisco"],
        ),
        (
            "An earthquake in Turkey killed many people. An earthquake in Syria destroyed a bridge.",
            ["earthquake in Turkey", "earthquake in Syria"],
        ),
        (
            "A fire in Lagos destroyed a market in 2019. A fire in Lagos destroyed a school in 2022.",
            ["2019 fire", "2022 fire"],
        ),
        (
            "An earthquake in Turkey killed many people. An earthquake in Syria killed more. The earthquake hit us.",
            ["earthquake in Turkey", "earthquake in Syria", "earthquake in Syria"],
        ),
        (
            "An earthquake in Turkey killed many people. The earthquake destroyed a bridge.",
            ["earthquake", "earthquake"],
        ),
        ("A fire in Lagos destroyed a market. A fire killed two people.", ["fire in Lagos", "fire"]),
        ("A fire in Lagos destroyed a market. The fire killed two people.", ["fire", "fire"]),
    ],
)
def test_events_of_one_noun_are_told_apart_by_place_and_year(parse, prose, called):
    document, doc = parse(prose)

    found = [
        one for one in mentions.referents(document, doc).values() if doc[one.head].lemma_ in ("earthquake", "fire")
    ]

    assert [one.name for one in found] == called


def test_a_name_made_of_parts_of_words_is_another_name_in_brackets(parse):
    document, doc = parse("Space Exploration Technologies (SpaceX) launched Starlink. SpaceX is based in Hawthorne.")

    names = {one.name for one in mentions.referents(document, doc).values() if doc[one.head].text == "SpaceX"}

    assert names == {"Space Exploration Technologies"}


def test_a_name_with_a_capital_inside_whose_letters_are_not_there_is_another_thing(parse):
    document, doc = parse("The Mountain View Institute (DeepMind) closed. DeepMind left.")

    names = {one.name for one in mentions.referents(document, doc).values() if doc[one.head].text == "DeepMind"}

    assert names == {"DeepMind"}
