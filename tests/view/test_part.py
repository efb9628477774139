"""A part of the graph: filters, surroundings and time; a link to it, and taking it away."""

# ruff: noqa: E501  # sentences and scripts stay on their line

from playwright.sync_api import Page, expect
from samples import station

from kg import view


def names(page: Page) -> list[str]:
    """Give the entities that are drawn."""
    return page.evaluate("kg.graph.names.filter((_, i) => kg.scene.nodes[i])")


def test_the_legend_hides_every_entity_of_a_type_and_its_facts(show, renderer):
    with show(station(), renderer=renderer) as page:
        page.get_by_label("Place", exact=False).first.uncheck()

        assert "Russia" not in names(page)
        assert "Roscosmos" in names(page)
        shown = page.evaluate(
            "kg.scene.facts.reduce((n, on, f) => n + (on && [kg.graph.subject[f], kg.graph.object[f]].some((i) => i >= 0 && kg.graph.types[kg.graph.type[i]].id === 'Place') ? 1 : 0), 0)"
        )
        assert shown == 0


def test_the_least_confidence_is_exact_at_the_boundary(show):
    with show(station(), at="#confidence=0.9") as page:
        least = page.evaluate("Math.min(...kg.graph.confidence.filter((_, f) => kg.scene.facts[f]))")
        count = page.evaluate("kg.scene.factCount")

        assert (least, count) == (0.9, 11)


def test_event_time_and_publication_time_are_told_apart(show):
    with show(station(), at="#events=2021/2021") as page:
        assert page.evaluate("kg.scene.factCount") == 2  # in March 2021, and "by 2024"
    with show(station(), at="#published=2021-06/2021-06") as page:
        assert page.evaluate("kg.scene.factCount") == 10


def test_focus_shows_exactly_the_neighbours_and_can_be_left(show, renderer):
    with show(station(), at="#node=org:spacex", renderer=renderer) as page:
        page.get_by_role("button", name="Show only its surroundings").click()
        near = names(page)
        page.get_by_role("button", name="Expand by one step").click()
        wider = names(page)
        page.get_by_role("button", name="Show the whole graph").click()

        assert sorted(near) == [
            "Elon Musk",
            "International Space Station",
            "NASA",
            "SpaceX",
            "Starship",
            "members of the public",
        ]
        assert set(near) < set(wider)
        assert len(names(page)) == 21


def test_a_link_restores_the_view_and_back_undoes(show, renderer):
    with show(station(), at="#node=org:nasa&no-type=Person&confidence=0.5&tab=list", renderer=renderer) as page:
        before = page.evaluate("location.hash")
        assert page.evaluate(
            "[kg.store.state.node === kg.graph.ids.indexOf('org:nasa'), [...kg.store.state.off.type].length, kg.store.state.confidence, kg.store.state.tab]"
        ) == [True, 1, 0.5, "list"]
        page.get_by_role("tab", name="Details").click()
        page.go_back()

        expect(page.get_by_role("tab", name="List")).to_have_attribute("aria-selected", "true")
        assert page.evaluate("location.hash") == before


def test_what_is_shown_can_be_taken_away(show, renderer):
    from xml.etree import ElementTree

    with show(station(), renderer=renderer) as page:
        files = {}
        for words in ("Picture (PNG)", "Drawing (SVG)", "Table (CSV)"):
            page.locator(".menu summary").click()
            with page.expect_download() as download:
                page.get_by_role("button", name=words).click()
            files[words] = download.value.path().read_bytes()

    assert files["Picture (PNG)"].startswith(b"\x89PNG")
    assert len(files["Picture (PNG)"]) > 5000
    drawing = ElementTree.fromstring(files["Drawing (SVG)"])  # noqa: S314  # our own drawing
    assert len(drawing.findall(".//{*}g[2]/{*}path")) == 21
    assert files["Table (CSV)"].decode().count("\r\n") == 1 + sum(len(fact.evidence) for fact in station().facts)


def test_the_turtle_of_what_is_shown_says_what_the_graph_says(show):
    import rdflib

    from kg import rdf

    knowledge = station()
    with show(knowledge, at="#no-type=Person") as page:
        page.locator(".menu summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Turtle (RDF)").click()
        shown = page.evaluate("kg.scene.factCount")
        taken = rdflib.Graph().parse(download.value.path(), format="turtle")

    lines = "".join(
        f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in rdf.quads(knowledge, base=view.BASE)
    )
    whole = rdflib.Graph().parse(data=lines, format="nt")
    named = {triple for triple in taken if not isinstance(triple[0], rdflib.BNode)}
    assert named <= set(whole)
    facts = set(taken.subjects(rdflib.RDF.type, rdflib.URIRef("https://w3id.org/prosegraph/ns#Fact")))
    assert len(facts) == shown
    quotes = rdflib.URIRef("http://www.w3.org/ns/oa#exact"), rdflib.URIRef("http://www.w3.org/ns/oa#start")
    said = {(str(whole.value(one, quotes[0])), whole.value(one, quotes[1])) for one in whole.subjects(quotes[0])}
    assert {
        (str(taken.value(one, quotes[0])), taken.value(one, quotes[1])) for one in taken.subjects(quotes[0])
    } <= said


def test_a_bar_of_the_timeline_shows_what_happened_then(show):
    with show(station()) as page:
        box = page.locator("[data-facet=events] .bars").bounding_box()
        page.mouse.click(box["x"] + 4, box["y"] + 20)

        expect(page.locator("[data-facet=events] input").first).to_have_value("2020")
        assert page.evaluate("kg.scene.factCount") == 2  # in May 2020, and "by 2024"


def test_a_brush_over_the_timeline_takes_the_bars_that_it_covers(show):
    with show(station()) as page:
        page.locator("[data-facet=published] .bars").scroll_into_view_if_needed()
        box = page.locator("[data-facet=published] .bars").bounding_box()
        page.mouse.move(box["x"] + 4, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 4, box["y"] + 20)
        page.mouse.up()

        assert page.evaluate("kg.store.state.published") == ["2021-03", "2021-06"]


def test_a_relation_that_is_unticked_goes_with_its_lines_and_reset_brings_all_back(show, renderer):
    with show(station(), renderer=renderer) as page:
        page.locator("[data-facet=predicate] summary").click()
        page.get_by_role("checkbox", name="operates").uncheck()
        hidden = page.evaluate("kg.scene.links.some((l) => l.facts.some((f) => kg.graph.words(f) === 'operates'))")
        count = page.evaluate("kg.scene.factCount")
        page.get_by_role("button", name="Reset filters").click()

        assert not hidden
        assert count == 22
        assert page.evaluate("kg.scene.factCount") == 25


def test_colour_by_community_changes_the_picture_and_its_key(show, renderer):
    with show(station(), renderer=renderer) as page:
        before = page.evaluate("kg.renderer.canvas.toDataURL()")
        page.get_by_label("community").check()
        page.wait_for_timeout(200)
        after = page.evaluate("kg.renderer.canvas.toDataURL()")

        assert before != after
        expect(page.locator(".groups li").first).to_contain_text("around")


def test_the_drawing_of_communities_is_of_communities(show):
    from xml.etree import ElementTree

    from samples import big

    with show(big(5200)) as page:
        communities = page.evaluate("kg.renderer.picture.shown.reduce((sum, on) => sum + on, 0)")
        page.locator(".menu summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Drawing (SVG)").click()
        drawing = ElementTree.fromstring(download.value.path().read_bytes())  # noqa: S314  # our own drawing

    assert len(drawing.findall(".//{*}g[2]/{*}path")) == communities < 500
