"""Twelve short news stories of all kinds: how many of their facts are found, and how many of those found are right."""

from kg.evaluate import news
from tests.extract import passages

RECALL, PRECISION, STATUS = 0.54, 0.61, 0.97


def test_stories_give_most_of_their_facts_and_little_else():
    stories = passages.read()
    rows = passages.facts([document for document, _ in stories.values()])

    tallies = [
        news.score(gold, [row for row in rows if row["document"] == name]) for name, (_, gold) in stories.items()
    ]

    assert len(stories) == 12
    assert sum(t.hit for t in tallies) / sum(t.weight for t in tallies) >= RECALL
    assert sum(t.right for t in tallies) / sum(t.facts for t in tallies) >= PRECISION
    assert sum(t.status for t in tallies) / sum(t.matched for t in tallies) >= STATUS
