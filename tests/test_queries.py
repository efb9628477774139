"""The queries that ship: well written, and right on a corpus that was made by hand, as two engines see it.

`CORPUS` holds for each question at least one fact that answers it and one that nearly does, with what separates the
two beside it; query_rows.txt holds all rows that may come out.
"""

import io
import pathlib
import re

import pyoxigraph
import pytest
import rdflib

from kg import answers, export, questions, rdf, store
from kg.model import Document, Entity, Evidence, Fact, Interval, Join, Knowledge, Passage, Status, Value
from tests.corpora import BASE

ROOT = pathlib.Path(__file__).parent.parent
ROWS: dict[str, str] = dict(
    re.findall(r"^# (.+)\n((?:.+\n)+)", (ROOT / "tests" / "query_rows.txt").read_text("utf-8"), re.MULTILINE)
)
QUERIES = sorted((ROOT / "queries").iterdir())
PREFIXES = {"Organization": "org"}
PREFIX = re.compile(r"PREFIX (\w+): <(.+)>")
KEYWORDS = (
    "as|ask|base|bind|bound|by|coalesce|concat|construct|count|desc|describe|distinct|exists|filter|from|graph|group|"
    "having|in|limit|max|min|not|offset|optional|order|select|service|str|strafter|strbefore|strstarts|union|values|where"
)

PACT = Document(
    id="pact",
    title="Moon pact",
    published="2021-03-11",
    publisher="Orbit Desk",
    text="Roscosmos signed an agreement with CNSA in 2020. Dmitry Rogozin directs Roscosmos. "
    "Rogozin said NASA will partner with JAXA by 2030. Russia did not sign the Artemis Accords. "
    "If NASA paid, SpaceX would launch Starship. Elon Musk was born in 1971. Bill Nelson formerly led Florida.",
)
RETURN = Document(
    id="return",
    title="Return",
    published="2023-05-19",
    publisher="Courier",
    text="Roscosmos is a partner of CNSA. Russia signed the Artemis Accords. "
    "Critics allege that SpaceX harmed Roscosmos. SpaceX operates Starship. SpaceX does not operate Orion. "
    "Yuri Borisov has directed Roscosmos since 2022. "
    "Zhang will direct CNSA. SpaceX sued NASA. Elon Musk was born on 28 June 1971.",
)
NOTE = Document(
    id="note",
    text="Roscosmos is in Russia. CNSA is based in Beijing. Elon Musk was born in 1972. Musk was born in Pretoria. "
    "Musk was born in South Africa. Pretoria lies in South Africa. NASA criticized CNSA.",
)
SILENT = Document(id="silent", title="Weather", text="It rained.")

ENTITIES = {
    "Group": "critics",
    "Organization": "CNSA, JAXA, NASA, Roscosmos, SpaceX",
    "Person": "Bill Nelson, Dmitry Rogozin, Elon Musk, Yuri Borisov, Zhang Kejian",
    "Place": "Beijing, Florida, Pretoria, Russia, South Africa, Texas",
    "Product": "Orion, Starship",
    "Work": "Artemis Accords",
}
OTHER_NAMES = {"CNSA": "China National Space Administration", "NASA": "National Aeronautics and Space Administration"}
JOINS = {
    "CNSA": (
        Join("China National Space Administration", "note", "what CNSA stands for"),
        Join("China National Space Administration", "pact", "what CNSA stands for"),
    ),
    "Roscosmos": (Join("ROSCOSMOS", "note", "another spelling of Roscosmos"),),  # no other name, but for its capitals
}


def cite(document: Document, start: str) -> Evidence:
    """Cite the sentence of a document that starts so."""
    at = document.text.index(start)
    passage = Passage(document.id, at, document.text.index(".", at) + 1)
    return Evidence(passage, document.text[passage.start : passage.end], passage, "verb", 0.9)


def entity(name: str, type_: str) -> Entity:
    """Make an entity, with what its name is joined with."""
    names = (name, OTHER_NAMES[name]) if name in OTHER_NAMES else (name,)
    return Entity(named(name), name, type_, names, (), JOINS.get(name, ()))


def named(name: str) -> str:
    """Give the id of the entity of a name."""
    type_ = next(type_ for type_, names in ENTITIES.items() if name in names.split(", "))
    return f"{PREFIXES.get(type_, type_.lower())}:{name.lower().replace(' ', '-')}"


def state(words: str, *cited: Evidence, status: str = "asserted", said_by: str = "", time: str = "") -> Fact:
    """State a fact written as `subject / words of the relation / predicate / object`, with its time as `start/end`."""
    subject, label, predicate, target = words.split(" / ")
    start, _, end = time.partition("/")
    return Fact(
        id=f"fact:{words} / {status}",
        subject=named(subject),
        predicate=predicate,
        label=label,
        object=Value(target, "date") if target[0].isdigit() else named(target),
        status=Status(status),
        said_by=named(said_by) if said_by else None,
        time=Interval(start, end) if time else None,
        confidence=0.9,
        evidence=tuple(sorted(cited)),
    )


FACTS = (
    state(
        "Roscosmos / sign agreement with / kg:partnersWith / CNSA",
        cite(PACT, "Roscosmos signed"),
        cite(RETURN, "Roscosmos is"),
        time="2020/2020",
    ),
    state("Dmitry Rogozin / direct / kg:directs / Roscosmos", cite(PACT, "Dmitry")),
    # Planned, so no partnership; and so no way from Roscosmos to JAXA.
    state(
        "NASA / partner with / kg:partnersWith / JAXA",
        cite(PACT, "Rogozin said"),
        status="planned",
        said_by="Dmitry Rogozin",
        time="/2030",
    ),
    # Denied in one article and asserted in the other.
    state("Russia / sign / kg:signed / Artemis Accords", cite(PACT, "Russia did"), status="negated"),
    state("Russia / sign / kg:signed / Artemis Accords", cite(RETURN, "Russia signed")),
    # Denied, and nowhere asserted.
    state("SpaceX / operate / kg:operates / Orion", cite(RETURN, "SpaceX does"), status="negated", said_by="critics"),
    # Launched on a condition only, operated in fact.
    state("SpaceX / launch / kg:launched / Starship", cite(PACT, "If NASA"), status="conditional"),
    state("SpaceX / operate / kg:operates / Starship", cite(RETURN, "SpaceX operates")),
    # Two years of birth contradict each other; a year and a day in it don't, nor do a town and its country.
    state("Elon Musk / be born in / kg:dateOfBirth / 1971", cite(PACT, "Elon")),
    state("Elon Musk / be born on / kg:dateOfBirth / 1971-06-28", cite(RETURN, "Elon")),
    state("Elon Musk / be born in / kg:dateOfBirth / 1972", cite(NOTE, "Elon")),
    state("Elon Musk / be born in / kg:bornIn / Pretoria", cite(NOTE, "Musk was born in P")),
    state("Elon Musk / be born in / kg:bornIn / South Africa", cite(NOTE, "Musk was born in S")),
    state("Pretoria / lie in / kg:locatedIn / South Africa", cite(NOTE, "Pretoria lies")),
    # A former office, a present one since a year, and one to come.
    state("Bill Nelson / lead / kg:formerlyHeld / Florida", cite(PACT, "Bill")),
    state("Yuri Borisov / direct / kg:directs / Roscosmos", cite(RETURN, "Yuri"), time="2022/"),
    state("Zhang Kejian / direct / kg:directs / CNSA", cite(RETURN, "Zhang"), status="planned"),
    # Alleged, so no step between Roscosmos and NASA, by way of SpaceX.
    state("SpaceX / harm / rel:harm / Roscosmos", cite(RETURN, "Critics"), status="alleged", said_by="critics"),
    state("SpaceX / sue / kg:sued / NASA", cite(RETURN, "SpaceX sued")),
    state("NASA / criticize / kg:criticized / CNSA", cite(NOTE, "NASA")),
    state("Roscosmos / be in / kg:country / Russia", cite(NOTE, "Roscosmos")),
    state("CNSA / be based in / kg:headquarteredIn / Beijing", cite(NOTE, "CNSA")),
)
CORPUS = Knowledge(
    documents=(NOTE, PACT, RETURN, SILENT),
    entities=tuple(
        sorted(
            (entity(name, type_) for type_, names in ENTITIES.items() for name in names.split(", ")),
            key=lambda each: each.id,
        )
    ),
    facts=tuple(sorted(FACTS, key=lambda each: each.id)),
)


@pytest.fixture(scope="module")
def vocabulary() -> set[str]:
    declared = pyoxigraph.parse(path=ROOT / "kg" / "data" / "ontology.ttl")
    return {quad.subject.value.removeprefix(rdf.NAMESPACES["kg"]) for quad in declared}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    return store.create(tmp_path_factory.mktemp("queries") / "store", rdf.quads(CORPUS, base=BASE))


@pytest.fixture(scope="module")
def triples() -> rdflib.Dataset:
    out = io.BytesIO()
    export.write(CORPUS, format="nquads", base=BASE, out=out)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=out.getvalue(), format="nquads")
    return dataset


def rows(name: str) -> list[str]:
    """Give the rows that a query may answer with."""
    return ROWS[name].splitlines()


def ask(graph: store.Store, sparql: str) -> list[str]:
    """Give the rows of an answer, with a bar between the cells; a graph's triples are rows too."""
    answer = graph.query(sparql)
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        assert not isinstance(answer, pyoxigraph.QueryBoolean)
        return sorted(" | ".join(answers.cell(term, prefixes=graph.prefixes) for term in each) for each in answer)
    return [" | ".join(row).rstrip() for row in answers.table(answer, base=graph.base)[1]]


def ask_rdflib(triples: rdflib.Dataset, sparql: str) -> list[str]:
    """Do the same with rdflib."""
    answer = triples.query(sparql)
    found = [" | ".join(map(_cell, row)).rstrip() for row in answer if isinstance(row, tuple)]
    return found if answer.type == "SELECT" else sorted(found)


def _cell(term: rdflib.term.Node | None) -> str:
    if isinstance(term, rdflib.URIRef):
        return answers.cell(pyoxigraph.NamedNode(str(term)), prefixes=rdf.prefixes(BASE))
    return "" if term is None else str(term)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_is_well_written(path: pathlib.Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    body = text[text.index("\n\n") + 2 :]
    declared = dict(PREFIX.findall(text))

    assert path.suffix == ".rq"
    assert re.fullmatch(r"# [A-Z].+\?", lines[0]), "the first comment is the question"
    assert text.endswith("}\n") or lines[-1].startswith(("LIMIT ", "ORDER BY "))
    assert max(map(len, lines)) <= 120
    assert not [line for line in lines if line != line.rstrip() or "\t" in line]
    assert text.count("\n\n") == 1, "a blank line parts the prefixes from the query, and nothing else"
    assert list(declared) == sorted(set(re.findall(r"(?<![\w:<?])(\w+):", re.sub(r"#.*", "", body)))), "as used, sorted"
    assert declared.items() <= rdf.NAMESPACES.items()
    assert not re.findall(rf"(?<![\w?$:\"-])(?:{KEYWORDS})\b(?=[ ({{])", re.sub(r"#.*|\"[^\"]*\"", "", body))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_asks_for_what_the_vocabulary_declares(path: pathlib.Path, vocabulary: set[str]) -> None:
    used = set(re.findall(r"(?<!\w)kg:(\w+)", path.read_text(encoding="utf-8")))

    assert used <= vocabulary


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_table_has_an_order_and_no_column_of_iris(path: pathlib.Path, graph: store.Store) -> None:
    sparql = path.read_text(encoding="utf-8")

    answer = graph.query(sparql)

    if isinstance(answer, pyoxigraph.QuerySolutions):
        assert "\nORDER BY " in sparql
        assert not [term for row in answer for term in row if isinstance(term, pyoxigraph.NamedNode)]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_gives_what_answers_it_and_nothing_else(path: pathlib.Path, graph: store.Store) -> None:
    assert ask(graph, path.read_text(encoding="utf-8")) == rows(path.stem)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_second_engine_answers_the_same(path: pathlib.Path, triples: rdflib.Dataset) -> None:
    assert ask_rdflib(triples, path.read_text(encoding="utf-8")) == rows(path.stem)


def test_every_query_that_ships_is_tested_and_listed() -> None:
    names = [path.stem for path in QUERIES]

    assert sorted(ROWS) == names == [question.name for question in questions.shipped()]
    assert len({question.question for question in questions.shipped()}) == len(names) >= 20


def test_one_is_found_by_any_of_its_names(graph: store.Store) -> None:
    sparql = questions.find("everything-about-one").sparql

    found = ask(graph, sparql.replace('"Roscosmos"', '"National Aeronautics and Space Administration"'))

    assert [row.split(" | ")[:3] for row in found] == [
        ["NASA", "criticize", "CNSA"],
        ["NASA", "partner with", "JAXA"],
        ["SpaceX", "sue", "NASA"],
    ]


def test_what_one_says_is_among_everything_about_it(graph: store.Store) -> None:
    sparql = questions.find("everything-about-one").sparql

    found = ask(graph, sparql.replace('"Roscosmos"', '"Dmitry Rogozin"'))

    assert [row.split(" | ")[:5] for row in found] == [
        ["Dmitry Rogozin", "direct", "Roscosmos", "asserted", ""],
        ["NASA", "partner with", "JAXA", "planned", "Dmitry Rogozin"],
    ]
