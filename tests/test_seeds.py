"""The articles in `seeds/`: how each is read, and what the one that the project began with must yield.

tests/test_seed_article.py asks more of that article's graph; here is what must never come out of it.
"""

import hashlib
import pathlib

import pytest

import kg
from kg import read
from kg.config import Config
from kg.graph import Graph
from kg.model import Document, Status

SEEDS = pathlib.Path(__file__).parent.parent / "seeds"
ARTICLE = SEEDS / "lunar-station.txt"

# Title, date and publisher of each document by its id; what an article doesn't tell is empty.
READ = {
    "artemis-1": ("Orion returns from the Moon", "2022-12-12", "Orbit Desk"),
    "artemis-2": ("NASA delays Artemis II", "2024-01-09", ""),
    "axiom": ("", "2022-04-26", "Space Coast Courier"),
    "brief-blue-origin": ("NASA picks Blue Origin for second lander", "2023-05-19", "Space Coast Courier"),
    "brief-borisov": ("Borisov replaces Rogozin at Roscosmos", "2022-07-15", "Orbit Desk"),
    "brief-slim": ("Japan reaches the Moon", "2024-01-20", "Southern Sky Review"),
    "brief-starship": ("Starship breaks up over the Gulf", "2023-04-21", "Space Coast Courier"),
    "chandrayaan-3": ("India lands near the lunar south pole", "2023-08-24", "Southern Sky Review"),
    "demo-2": ("Crew Dragon carries two astronauts to the space station", "2020-05-31", "Space Coast Courier"),
    "gateway": ("Partners divide the work on the Gateway", "2024-01-08", "Orbit Desk"),
    "ilrs-memorandum": ("Russia and China sign memorandum on lunar research station", "2021-03-10", "Orbit Desk"),
    "luna-25-crash": ("Russian lander lost days before touchdown", "2023-08-21", ""),
    "lunar-station": ("", "2021-03-11", ""),
}

# How each document begins and ends once its furniture is out: no header, menu, byline, dateline or footer is left.
PROSE = {
    "artemis-1": ("NASA's Orion spacecraft", "dismissed the suit in November 2021."),
    "artemis-2": ("NASA said on Tuesday", "the landing could slip to 2027."),
    "axiom": ("Four private astronauts", "signed an agreement in 2020 for the module."),
    "brief-blue-origin": ("NASA selected Blue Origin", "Bezos also founded Amazon."),
    "brief-borisov": ("Russian President", "the US spacecraft Crew Dragon."),
    "brief-slim": ("Japan became", "from the Tanegashima Space Center."),
    "brief-starship": ("SpaceX launched", "harmed the Boca Chica wildlife refuge."),
    "chandrayaan-3": ("India became", "plan to launch a lunar rover together after 2026."),
    "demo-2": ("Space Exploration Technologies", "the last flight of the Space Shuttle in July 2011."),
    "gateway": ("The Mohammed bin Rashid", "NASA denies that the station is a detour."),
    "ilrs-memorandum": ("The heads of the Russian", "in lunar orbit, as too American."),
    "luna-25-crash": ("Russia's Luna 25", "plans to launch Luna 26 by 2028."),
    "lunar-station": ("Russia and China on Tuesday", "ambitious project to take people to Mars."),
}

AGENCIES = ("Roscosmos", "Chinese National Space Administration")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = list(read.documents([SEEDS], config=Config()))
    return {document.id: document for document in found if isinstance(document, Document)}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return kg.build([ARTICLE], folder=tmp_path_factory.mktemp("article") / "graph")


def test_every_seed_is_read_with_its_title_date_and_publisher(documents: dict[str, Document]) -> None:
    about = {name: (each.title, each.published, each.publisher) for name, each in documents.items()}

    assert about == READ


@pytest.mark.parametrize("name", READ)
def test_what_is_read_of_a_seed_is_its_prose(name: str, documents: dict[str, Document]) -> None:
    text, (start, end) = documents[name].text, PROSE[name]
    for first, last in documents[name].furniture:
        text = text[:first] + " " * (last - first) + text[last:]

    assert text.strip().startswith(start)
    assert text.strip().endswith(end)


def test_the_article_that_the_project_began_with_stays_as_it_was() -> None:
    digest = hashlib.sha256(ARTICLE.read_bytes()).hexdigest()

    assert digest == "4e7c33a2e49e1ba2cce3acd1141b16853bc0938e8413cb06bb9c0872f37844cc"


@pytest.mark.parametrize("subject", AGENCIES)
def test_the_partnership_of_the_agencies_is_asserted_and_a_plain_triple(graph: Graph, subject: str) -> None:
    one, other = (graph.show(name).entity.id for name in AGENCIES)

    found = [fact for fact in graph.knowledge.facts if {fact.subject, fact.object} == {one, other}]

    assert [fact.status for fact in found if fact.predicate == "kg:partnersWith"] == [Status.ASSERTED]
    # In whichever direction it is asked for.
    assert graph.select(
        f'SELECT ?name {{ ?one rdfs:label "{subject}" ; (kg:partnersWith|^kg:partnersWith)/rdfs:label ?name }}'
    ) == [{"name": next(name for name in AGENCIES if name != subject)}]


@pytest.mark.parametrize("status", [Status.NEGATED, Status.PLANNED])
def test_what_is_not_asserted_is_no_plain_triple(graph: Graph, status: Status) -> None:
    facts = graph.knowledge.facts
    asserted = {(fact.subject, fact.predicate, fact.object) for fact in facts if fact.status is Status.ASSERTED}
    others = [fact for fact in facts if fact.status is status]

    assert others
    for fact in others:
        if (fact.subject, fact.predicate, fact.object) not in asserted and isinstance(fact.object, str):
            assert not graph.store.query(f"ASK {{ {fact.subject} {fact.predicate} {fact.object} }}"), fact


@pytest.mark.parametrize(
    "word",
    ["date", "they", "it", "he", "which", "that", "last year", "the company", "company", "tuesday", "statement"],
)
def test_no_word_that_names_nothing_is_an_entity(graph: Graph, word: str) -> None:
    names = {name.lower() for entity in graph.knowledge.entities for name in (entity.name, *entity.names)}

    assert "spacex" in names
    assert word not in names
