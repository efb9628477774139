"""Persons' names are taken apart, and those that exclude each other are told apart."""

import pytest

from kg.resolve import people
from kg.resolve.people import Person


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Elon Musk", Person("elon", (), "musk", "")),
        ("Dr. Wernher von Braun", Person("wernher", (), "von braun", "")),
        ("Director-General Dmitry Rogozin", Person("dmitry", (), "rogozin", "")),
        ("J.R.R. Tolkien", Person("j", ("r", "r"), "tolkien", "")),
        ("Martin Luther King Jr.", Person("martin", ("luther",), "king", "jr")),
        ("Charles III", Person("", (), "charles", "3")),
        ("Jean-Luc Mélenchon", Person("jeanluc", (), "melenchon", "")),
        ("Rogozin", Person("", (), "rogozin", "")),
        ("President", Person("", (), "president", "")),
    ],
)
def test_a_name_is_taken_apart(name, person):
    assert people.parse(name) == person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elon Musk", "E. Musk"),
        ("Bill Nelson", "William Nelson"),
        ("Donald J. Trump", "Donald Trump"),
        ("Dmitri X", "Dmitry X"),
    ],
)
def test_given_names_that_agree_keep_nobody_apart(one, other):
    assert not people.conflict(people.parse(one), people.parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Elon Musk", "Kimbal Musk"), ("George W. Bush", "George H. W. Bush"), ("Ken Griffey Jr.", "Ken Griffey Sr.")],
)
def test_given_middle_and_generation_keep_persons_apart(one, other):
    assert people.conflict(people.parse(one), people.parse(other))


def test_a_name_that_many_bear_is_common():
    assert people.parse("John Smith").is_common
    assert people.parse("J. Smith").is_common
    assert people.parse("Rogozin").is_common
    assert not people.parse("Elon Musk").is_common
