"""Two spellings of one name have one key, and other names have others."""

import pytest

from kg.resolve import names

ALIKE = [
    ("The Artemis II Programme", "Artemis 2 program"),
    ("Chinese National Space Administration", "China National Space Administration"),
    ("U.S. Space Force", "United States Space Force"),
    ("Agência Espacial Brasileira", "AGENCIA ESPACIAL BRASILEIRA"),
    ("Roscosmos’", "Roscosmos's"),
    ("The Boeing Co.", "Boeing"),
    ("J. P. Morgan", "J.P. Morgan"),
    ("Chang’e-5", "Chang'e 5"),
    ("AT&T", "AT and T"),
    ("Łódź", "Lodz"),
]

UNLIKE = [
    ("Luna 25", "Luna 26"),
    ("Chinese", "China"),
    ("People's Republic of China", "Republic of China"),
    ("Bank of America", "Bank of the United States"),
    ("Volkswagen Group", "Volkswagen"),
    ("Roscosmos", "Роскосмос"),
    ("C++", "C"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_of_one_name_have_one_key(one, other):
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_other_names_have_other_keys(one, other):
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize("name", ["!!!", "The", "Inc.", "張克儉", "’s", "A"])
def test_no_name_loses_everything(name):
    assert names.key(name)


@pytest.mark.parametrize(("one", "other"), [("Роскосмос", "Roscosmos"), ("Roskosmos", "Roscosmos"), ("Yury", "Yuri")])
def test_romanisations_sound_alike(one, other):
    assert names.skeleton(one) == names.skeleton(other)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Artemis II", ("2",)),
        ("STS-125", ("125",)),
        ("Falcon Heavy", ()),
        ("Hepatitis B", ("b",)),
        ("Malcolm X", ("10",)),
    ],
)
def test_numbers_are_found_in_any_script(name, found):
    assert names.numbers(name) == found


def test_an_acronym_takes_its_letters_from_its_name_in_order():
    assert names.abbreviates("CNSA", "Chinese National Space Administration")
    assert names.abbreviates("Roscosmos", "Russian State Space Corporation of Cosmic Missions Overall Sums") is False
    assert names.abbreviates("NASA", "Kennedy Space Center") is False


def test_the_kind_behind_a_name_is_told_from_the_name():
    assert names.kind("luna 25 lander") == ("luna 25", "Product")
    assert names.kind("space shuttle") == ("space shuttle", "")
    assert names.kind("rocket") == ("rocket", "")


def test_a_slug_keeps_letters_of_any_script():
    assert [names.slug(name) for name in ("Elon Musk", "Chang’e 5", "張克儉", "!!!")] == [
        "elon-musk",
        "change-5",
        "張克儉",
        "unnamed",
    ]
