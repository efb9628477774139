"""Copies of an article are found, cut or not; articles about one thing are not copies."""

from kg.model import Document
from kg.resolve import duplicates

STORY = " ".join(f"sentence {number} of the story says that thing {number * 7} happened" for number in range(30))
OTHER = " ".join(f"paragraph {number} of another report tells how matter {number * 5} ended" for number in range(30))


def witnesses(**texts):
    return duplicates.witnesses(Document(id=name, text=text) for name, text in texts.items())


def test_copies_have_one_witness_and_others_their_own():
    assert witnesses(b=STORY, a=STORY + " (Reuters)", c=OTHER) == {"a": "a", "b": "a", "c": "c"}


def test_an_article_that_was_cut_is_a_copy():
    assert witnesses(a=STORY, b=STORY[: len(STORY) * 4 // 5])["b"] == "a"


def test_short_texts_are_copies_only_when_equal():
    assert witnesses(a="NASA won.", b="NASA won.", c="NASA lost.", d="") == {"a": "a", "b": "a", "c": "c", "d": "d"}
