"""The search box ranks as `kg show` does, and finds by keyboard alone."""

import pathlib
import tomllib

from tests import corpora

RANKING = tomllib.loads((pathlib.Path(__file__).parent.parent / "ranking.toml").read_text("utf-8"))


def test_suggestions_are_ranked_as_the_command_line_ranks_them(show):
    with show(corpora.ranking(RANKING["entities"])) as page:
        for case in RANKING["case"]:
            found = page.evaluate(
                """(typed) => kg.search.index.find(typed)
                    .filter((match) => match.kind === "entity").map((match) => kg.graph.names[match.row])""",
                case["typed"],
            )
            assert found[: len(case["first"]) or None] == case["first"], case["why"]
