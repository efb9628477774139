"""The vocabulary holds together, and words and types lead to the predicate that they mean."""

import itertools
import re
from collections.abc import Iterator
from importlib import resources

import pyoxigraph as ox
import pytest
import rdflib

from kg import ontology
from kg.errors import OntologyError
from kg.model import Status
from kg.ontology import LITERALS, TOP, Candidate, Predicate

TURTLE = resources.files("kg").joinpath("data", "ontology.ttl").read_bytes()
KNOWN = ontology.load()
PREDICATES = sorted(KNOWN.predicates.values(), key=lambda predicate: predicate.id)
NAMESPACE = "https://w3id.org/prosegraph/ns#"

CORE = {
    "date of birth": "kg:dateOfBirth",
    "date of death": "kg:dateOfDeath",
    "place of birth": "kg:bornIn",
    "place of death": "kg:diedIn",
    "place of residence": "kg:residesIn",
    "nationality": "kg:nationality",
    "educated at": "kg:educatedAt",
    "employee or member of": "kg:affiliatedWith",
    "political affiliation": "kg:memberOfParty",
    "spouse": "kg:spouse",
    "child of": "kg:childOf",
    "founded by": "kg:founded",
    "chief executive": "kg:chiefExecutiveOf",
    "headquarters": "kg:headquarteredIn",
    "subsidiary of": "kg:subsidiaryOf",
    "date founded": "kg:dateFounded",
}


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda predicate: predicate.id)
def test_a_predicate_is_documented_and_has_words(predicate):
    named_only = predicate.inverse is not None and not predicate.forms

    assert predicate.label
    assert predicate.comment.endswith(".")
    assert predicate.example.endswith(".")
    assert predicate.domain
    assert predicate.range
    assert len(predicate.forms) >= 2 or (named_only and KNOWN.predicates[predicate.inverse].forms)


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda predicate: predicate.id)
def test_a_form_is_a_base_form_and_stands_once(predicate):
    forms = [*predicate.forms, *predicate.inverse_forms]

    assert all(form == " ".join(form.lower().split()) for form in forms)
    assert not {word for form in forms for word in form.split()} & {
        "the",
        "a",
        "an",
        "his",
        "their",
        "has",
        "had",
        "is",
        "was",
    }
    assert len({ontology.key(form) for form in predicate.forms}) == len(predicate.forms)
    assert not predicate.symmetric or predicate.domain == predicate.range or predicate.id == "kg:near"


def test_every_form_leads_back_to_its_predicate_or_to_a_narrower_one():
    for predicate in PREDICATES:
        for form in predicate.forms:
            for subject, thing in itertools.product(sorted(predicate.domain), sorted(predicate.range)):
                found = KNOWN.canonical(form, subject, thing)
                assert found is not None, (predicate.id, form)
                other = KNOWN.predicates[found.lstrip("^")]
                assert other is predicate or _narrower(_ends((other, found[0] == "^")), _ends((predicate, False)))


def test_two_predicates_share_a_form_only_where_types_tell_them_apart():
    shared = [
        (form, one[0].id, other[0].id)
        for form, candidates in KNOWN.index.items()
        for one, other in itertools.combinations(candidates, 2)
        if not _apart(_ends(one), _ends(other))
    ]

    assert shared == []


def _ends(candidate: Candidate) -> tuple[frozenset[str], frozenset[str]]:
    """Give what may stand before and after the words."""
    predicate, inverse = candidate
    before, after = (frozenset(KNOWN.classes) if TOP in each else each for each in (predicate.domain, predicate.range))
    return (after, before) if inverse else (before, after)


def _apart(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    disjoint = not one[0] & other[0] or not one[1] & other[1]
    return disjoint or _narrower(one, other) or _narrower(other, one)


def _narrower(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1]


def test_inverses_are_mutual_and_turn_domain_and_range():
    pairs = [(predicate, KNOWN.predicates[predicate.inverse]) for predicate in PREDICATES if predicate.inverse]

    assert len(pairs) >= 8
    for predicate, other in pairs:
        assert other.inverse == predicate.id
        assert (other.domain, other.range) == (predicate.range, predicate.domain)
        assert bool(predicate.forms) != bool(other.forms), "facts would be told in two directions"


def test_what_a_former_or_deputy_holds_fits_the_same_subject():
    for predicate in PREDICATES:
        for other in filter(None, (predicate.former, predicate.deputy)):
            assert predicate.domain <= KNOWN.predicates[other].domain
            assert KNOWN.predicates[other].former in (None, other) or predicate.deputy == other


def test_only_relations_between_things_are_symmetric_or_transitive():
    for predicate in PREDICATES:
        assert not (predicate.symmetric or predicate.transitive) or predicate.kind == "object"
        assert not (predicate.transitive and predicate.functional)
        assert (predicate.range <= LITERALS) == (predicate.kind == "datatype")


def test_each_alignment_with_wikidata_has_the_label_there_beside_it():
    aligned = [line for line in TURTLE.decode().splitlines() if re.search(r" wdt?:[PQ]\d", line)]

    assert len(aligned) > 100
    assert [line for line in aligned if not re.search(r"wdt?:[PQ]\d+ [;.]  # \w", line)] == []


def test_alignments_are_schema_org_or_wikidata_properties():
    aligned = [each for predicate in PREDICATES for each in predicate.alignments]

    assert len(aligned) > 100
    for each in aligned:
        prefix, _, local = each.removeprefix("^").partition(":")
        assert (prefix == "schema" and local[0].islower() and local.isalpha()) or (
            prefix == "wdt" and _is_property(local)
        )


def test_no_two_predicates_equal_the_same_property_elsewhere():
    graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
    equal = [str(other) for other in graph.objects(predicate=rdflib.OWL.equivalentProperty)]

    assert equal
    assert len(equal) == len(set(equal)), "else the two would be one and the same"


def _is_property(local: str) -> bool:
    return local[0] == "P" and local[1:].isdigit()


def test_the_classes_are_those_that_mentions_have_with_one_prefix_each():
    prefixes = {name: each.prefix for name, each in KNOWN.classes.items()}

    assert prefixes == {
        "Person": "person",
        "Organization": "org",
        "Place": "place",
        "Product": "product",
        "Event": "event",
        "Work": "work",
        "Programme": "programme",
        "Group": "group",
        "Concept": "concept",
        "Thing": "thing",
    }
    assert all(KNOWN.is_a(name, TOP) for name in prefixes)
    assert not KNOWN.is_a("Person", "Place")


def test_every_status_of_the_model_is_declared():
    declared = {ox.NamedNode(f"https://w3id.org/prosegraph/ns#{status}") for status in Status}
    status = ox.NamedNode("https://w3id.org/prosegraph/ns#Status")
    triples = set(ox.parse(TURTLE, ox.RdfFormat.TURTLE))

    assert {
        triple.subject for triple in triples if triple.object == status and "type" in triple.predicate.value
    } == declared


def test_rdflib_and_oxigraph_read_the_same_triples():
    theirs = rdflib.Graph().parse(data=TURTLE, format="turtle")
    ours = ox.Store()
    ours.extend(ox.parse(TURTLE, ox.RdfFormat.TURTLE))
    again = rdflib.Graph().parse(
        data=ours.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()), format="nt"
    )

    assert set(theirs) == set(again)


def test_every_term_has_one_label_and_one_comment():
    graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
    ours = {subject for subject in graph.subjects(unique=True) if str(subject).startswith(NAMESPACE)}

    assert len(ours) > 200
    for subject in ours:
        assert len(list(graph.objects(subject, rdflib.RDFS.label))) == 1, subject
        assert len(list(graph.objects(subject, rdflib.RDFS.comment))) == 1, subject


def test_the_header_tells_version_licence_and_namespace():
    graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
    header = graph.value(predicate=rdflib.RDF.type, object=rdflib.OWL.Ontology, any=False)

    assert str(header) == NAMESPACE.removesuffix("#")
    assert str(graph.value(header, rdflib.OWL.versionIRI)).startswith(f"{header}/")
    assert str(graph.value(header, rdflib.OWL.versionIRI)).endswith(str(graph.value(header, rdflib.OWL.versionInfo)))
    assert "license" in str(graph.value(header, rdflib.DCTERMS.license)).lower()


def test_every_term_of_ours_that_a_graph_uses_is_declared(built):
    declared = {triple.subject for triple in ox.parse(TURTLE, ox.RdfFormat.TURTLE)}

    used = {term for quad in ox.Store.read_only(str(built / "store")) for term in (quad.predicate, quad.object)}
    ours = {term for term in used if isinstance(term, ox.NamedNode) and term.value.startswith(NAMESPACE)}

    assert len(ours) > 25
    assert ours <= declared


def test_each_usual_property_of_persons_and_organizations_has_a_predicate_of_its_own():
    assert set(CORE.values()) <= set(KNOWN.predicates)
    assert len(set(CORE.values())) == len(CORE)


def test_the_vocabulary_is_large():
    forms = sum(len(predicate.forms) + len(predicate.inverse_forms) for predicate in PREDICATES)

    assert len(PREDICATES) > 250
    assert forms > 10000


def test_the_same_file_is_read_the_same_way():
    assert ontology.read(TURTLE) == KNOWN


def _broken() -> Iterator[tuple[str, str]]:
    yield "kg:operates", "kg:operates schema:domainIncludes kg:Nowhere ."
    yield "no class", "kg:operates schema:rangeIncludes schema:Number ."
    yield "label", 'kg:operates rdfs:label "runs"@en .'
    yield "nothing", "kg:operates kg:whenFormer kg:nothing ."
    yield "ontology.ttl", "kg:operates kg:"


@pytest.mark.parametrize("line", [line for _, line in _broken()])
def test_a_vocabulary_that_contradicts_itself_is_refused(line):
    with pytest.raises(OntologyError, match=r"ontology\.ttl"):
        ontology.read(TURTLE + line.encode())


def test_a_narrower_predicate_goes_before_a_wider_one():
    narrow, wide = _predicate("kg:b", {"Place"}), _predicate("kg:a", {"Place", "Organization"})
    known = ontology.Ontology(
        classes=KNOWN.classes,
        predicates={"kg:a": wide, "kg:b": narrow},
        openers={},
        index={"hold": ((wide, False), (narrow, False))},
    )

    assert known.canonical("hold", "Person", "Place") == "kg:b"
    assert known.canonical("hold", "Person", "Organization") == "kg:a"


def _predicate(name: str, range_: set[str]) -> Predicate:
    return Predicate(
        id=name,
        label="holds",
        comment="",
        domain=frozenset({"Person"}),
        range=frozenset(range_),
        kind="object",
        **dict.fromkeys(("symmetric", "transitive", "functional"), False),
        **dict.fromkeys(("inverse", "former", "deputy")),
        parents=(),
        forms=("hold",),
        inverse_forms=(),
        alignments=(),
        example="",
    )
