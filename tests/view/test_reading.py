"""Reading a graph closely: paths and their alternatives, moving and hiding, time that passes, contradictions, ways back."""

# ruff: noqa: E501  # sentences and scripts stay on their line

import pytest
from playwright.sync_api import Page, expect
from samples import big, station

CROWD = big(700)


def drag(page: Page, row: int, dx: int, dy: int) -> None:
    box = page.locator(".canvas").bounding_box()
    at = page.evaluate("(row) => { const p = kg.renderer.screen(row); return [p.x, p.y]; }", row)
    page.mouse.move(box["x"] + at[0], box["y"] + at[1])
    page.mouse.down()
    page.mouse.move(box["x"] + at[0] + dx / 2, box["y"] + at[1] + dy / 2)
    page.mouse.move(box["x"] + at[0] + dx, box["y"] + at[1] + dy)
    page.mouse.up()


def test_other_ways_between_two_entities_are_told_with_their_sentences(show, renderer):
    with show(station(), at="#tab=path&path=person:elon-musk&path=org:nasa", renderer=renderer) as page:
        ways = page.evaluate("kg.routes(kg.scene, kg.store.state.path).map((way) => way.length)")
        page.get_by_role("button", name="Way 2").click()
        lit = page.evaluate("[...kg.lit().facts].length")
        link = page.evaluate("location.hash")

        assert ways == sorted(ways)
        assert len(ways) == 2
        assert page.locator("#panel ol.steps > li").count() == ways[1] == lit
        assert page.locator("#panel ol.steps blockquote").count() >= ways[1]
        assert "way=1" in link


def test_ways_are_different_loopless_and_lead_from_end_to_end(show):
    with show(CROWD, at="#tab=path") as page:
        walks = page.evaluate("""() => { const g = kg.graph, found = [];
            for (const [a, b] of [[0, 5], [3, 40], [7, 300], [20, 21]]) {
              const ways = kg.routes(kg.scene, [a, b]).map((way) => way.reduce((walk, fact) => [...walk, g.other(fact, walk.at(-1))], [a]));
              found.push({ a, b, ways });
            }
            return found; }""")

    for walk in walks:
        assert walk["ways"], walk
        assert len({tuple(way) for way in walk["ways"]}) == len(walk["ways"])
        for way in walk["ways"]:
            assert (way[0], way[-1]) == (walk["a"], walk["b"])
            assert len(set(way)) == len(way)


def test_an_entity_stays_where_it_is_put_and_can_be_put_back(show, renderer):
    with show(station(), at="#node=org:spacex", renderer=renderer) as page:
        row = page.evaluate("kg.graph.ids.indexOf('org:spacex')")
        before = page.evaluate("(row) => kg.renderer.places()(row)", row)
        drag(page, row, 80, 60)
        after = page.evaluate("(row) => kg.renderer.places()(row)", row)
        link = page.evaluate("location.hash")
        page.get_by_role("button", name="Put back").first.click()
        back = page.evaluate("(row) => kg.renderer.places()(row)", row)

        assert after["x"] > before["x"] + 20
        assert after["y"] > before["y"] + 20
        assert "pin=" in link
        assert (back["x"], back["y"]) == pytest.approx((before["x"], before["y"]), abs=1)
        page.locator(".stage").focus()
        page.keyboard.press("Shift+ArrowRight")
        assert page.evaluate("(row) => kg.renderer.places()(row).x", row) == pytest.approx(before["x"] + 30, abs=1)


def test_what_is_hidden_is_said_and_comes_back(show, renderer):
    with show(station(), at="#node=org:spacex", renderer=renderer) as page:
        page.get_by_role("button", name="Hide", exact=True).click()

        expect(page.locator(".notice").first).to_contain_text("1 entity hidden by you.")
        expect(page.locator("#status")).to_contain_text("of 21 entities")
        page.get_by_role("button", name="Bring back").click()
        expect(page.locator("#status")).to_have_text("21 of 21 entities, 25 of 25 facts shown")


def test_a_neighbourhood_grows_around_the_entity_that_is_asked_to(show, renderer):
    with show(station(), at="#focus=org:cnsa&node=org:roscosmos", renderer=renderer) as page:
        before = page.evaluate("kg.scene.nodeCount")
        page.get_by_role("button", name="Add its neighbours").click()

        assert page.evaluate("kg.scene.nodeCount") > before
        assert page.evaluate("kg.scene.nodes[kg.graph.ids.indexOf('product:soyuz')]") == 1
        expect(page.locator(".notice").first).to_contain_text("added")


def test_views_are_stepped_through_backwards_and_forwards(show, renderer):
    with show(station(), renderer=renderer) as page:
        undo, redo = (
            page.get_by_role("button", name=name) for name in ("Back to the view before", "Forward to the view after")
        )
        expect(undo).to_be_disabled()
        page.evaluate("kg.choose(0); kg.choose(1)")
        undo.click()
        page.wait_for_timeout(50)
        first = page.evaluate("kg.store.state.node")
        redo.click()
        page.wait_for_timeout(50)
        second = page.evaluate("kg.store.state.node")
        page.locator(".stage").focus()
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        page.wait_for_timeout(100)

        assert (first, second) == (0, 1)
        assert page.evaluate("kg.store.state.node") is None
        assert page.evaluate("location.hash") in ("", "#")


def test_a_link_keeps_where_the_view_stands(show, renderer):
    with show(station(), renderer=renderer) as page:
        page.evaluate("kg.renderer.zoom(2); kg.renderer.pan(60, 40)")
        page.wait_for_timeout(600)
        link = page.evaluate("location.hash")
        stood = page.evaluate("({ x: kg.renderer.camera.x, y: kg.renderer.camera.y, k: kg.renderer.camera.k })")
    with show(station(), at=link, renderer=renderer) as page:
        stands = page.evaluate("({ x: kg.renderer.camera.x, y: kg.renderer.camera.y, k: kg.renderer.camera.k })")

    assert "view=" in link
    assert stands == pytest.approx(stood, abs=1)


def test_the_minimap_frames_what_is_in_view_and_moves_it(show, renderer):
    with show(station(), renderer=renderer) as page:
        expect(page.locator(".minimap")).to_be_hidden()
        page.evaluate("kg.renderer.zoom(4)")
        expect(page.locator(".minimap")).to_be_visible()
        before = page.evaluate("kg.renderer.camera.x")
        box = page.locator(".minimap").bounding_box()
        page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)

        assert page.evaluate("kg.renderer.camera.x") > before


def test_time_passes_bar_by_bar_and_stops_at_the_end(show):
    with show(station()) as page:
        total = page.evaluate("kg.graph.evidence.document.length > 0 && kg.graph.facts")
        page.get_by_role("button", name="Play: when it was published").click()
        first = page.evaluate("[...kg.store.state.published, kg.scene.factCount]")
        expect(page.get_by_role("button", name="Play: when it was published")).to_be_visible(timeout=10000)

        assert first[:2] == ["2021-03", "2021-03"]
        assert page.evaluate("kg.store.state.published") == ["2021-03", "2021-06"]
        assert first[2] < page.evaluate("kg.scene.factCount") == total


def test_contradictions_are_marked_on_the_line_and_listed_first(show, renderer):
    with show(station(), renderer=renderer) as page:
        words = page.evaluate(
            "kg.scene.links.filter((l) => l.facts.some((f) => kg.graph.contradicted.includes(f))).length"
        )
        page.get_by_role("button", name="2 facts that the texts contradict").click()

        assert words == 2
        expect(page.locator("#panel .fact")).to_have_count(2)
        expect(page.locator("#panel")).to_contain_text("The texts contradict each other here.")


def test_filters_combine_and_each_count_is_what_ticking_would_show(show):
    with show(station(), at="#no-document=rockets&no-status=planned") as page:
        counted = page.evaluate("""() => { const { graph: g, scene, store } = kg, state = store.state;
            return g.statuses.map((_, s) => scene.counts.status[s]); }""")
        shown = []
        for status in range(5):
            page.evaluate(
                "(s) => kg.store.set({ off: { ...kg.store.state.off, status: new Set([0, 1, 2, 3, 4].filter((o) => o !== s)) } })",
                status,
            )
            shown.append(page.evaluate("kg.scene.factCount"))

        assert counted == shown
        assert sum(shown) > 0
        page.evaluate(
            "kg.store.set({ off: { ...kg.store.state.off, status: new Set(), speaker: new Set([kg.graph.size]) } })"
        )
        assert page.evaluate("kg.scene.factCount") == 1
        expect(page.locator("#status")).to_contain_text("1 of 25 facts")


def test_a_filter_that_leaves_little_makes_a_short_link(show):
    with show(CROWD) as page:
        page.evaluate("kg.store.filter('document', new Set(kg.graph.documents.keys().filter((row) => row !== 3)))")
        link = page.evaluate("location.hash")
        facts = page.evaluate("kg.scene.factCount")
    with show(CROWD, at=link) as page:
        assert len(link) < 60
        assert page.evaluate("kg.scene.factCount") == facts > 0


def test_the_page_prints_light_with_the_graph_and_what_is_chosen(show, renderer):
    with show(station(), at="#node=org:spacex", dark=True, renderer=renderer) as page:
        background = page.evaluate("""() => { window.dispatchEvent(new Event("beforeprint")); const c = kg.renderer.canvas, x = document.createElement("canvas"); [x.width, x.height] = [c.width, c.height];
            const g = x.getContext("2d"); g.fillStyle = "#fff"; g.fillRect(0, 0, x.width, x.height); g.drawImage(c, 0, 0);
            const d = g.getImageData(0, 0, x.width, x.height).data; let dark = 0; for (let i = 0; i < d.length; i += 4) dark += d[i] + d[i + 1] + d[i + 2] < 200 ? 1 : 0; return dark / (d.length / 4); }""")
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="print")
        expect(page.locator("header")).to_be_hidden()
        expect(page.locator("#panel h2")).to_be_visible()
        printed = page.pdf()

        assert background < 0.1
        assert len(printed) > 5000
