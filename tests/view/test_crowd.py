"""Graphs that are too large to see at once: communities first, and a way in."""

# ruff: noqa: E501  # scripts stay on their line

import pytest
from playwright.sync_api import expect
from samples import big

CROWD = big(6000)


def test_a_large_graph_opens_on_its_communities_and_says_what_is_hidden(show):
    with show(CROWD) as page:
        expect(page.locator("#status")).to_contain_text("communities of 6,000 entities and 10,800 facts")
        expect(page.locator("#status")).to_contain_text("in smaller ones not drawn")
        expect(page.locator("#panel h3").first).to_have_text("Most connected")


def test_a_click_on_a_community_opens_it_and_escape_leads_back(show):
    with show(CROWD) as page:
        box = page.locator(".canvas").bounding_box()
        at = page.evaluate("kg.renderer.screen(0)")
        page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        inside = page.evaluate("kg.scene.nodes.every((on, i) => !on || kg.graph.group[i] === 0)")
        page.keyboard.press("Escape")

        assert inside
        expect(page.locator("#status")).to_contain_text("communities of 6,000")


def test_an_entity_found_by_search_is_shown_with_its_neighbours_laid_out_close(show):
    with show(CROWD) as page:
        name = page.evaluate("kg.graph.names[3]")
        page.keyboard.press("/")
        page.keyboard.type(name)
        page.keyboard.press("Enter")

        expect(page.locator("#panel h2")).to_have_text(name)
        near = page.evaluate(
            """() => { const g = kg.graph; return g.names.every((_, i) => !kg.scene.nodes[i] || i === 3 || [...g.factsOf(3)].some((f) => g.other(f, 3) === i)); }"""
        )
        assert near
        far = page.evaluate(
            "Math.max(...kg.graph.names.map((_, i) => i).filter((i) => kg.scene.nodes[i]).map((i) => Math.hypot(kg.renderer.picture.x[i], kg.renderer.picture.y[i])))"
        )
        assert 0 < far < 2500


def test_every_entity_can_be_drawn_on_demand(show):
    with show(CROWD) as page:
        page.get_by_role("button", name="Draw every entity").click()

        expect(page.locator("#status")).to_contain_text("6,000 of 6,000 entities")


@pytest.mark.parametrize("at", ["#whole=true", ""])
def test_the_view_moves_without_painting_everything_at_each_step(show, at):
    with show(CROWD, at=at) as page:
        page.wait_for_timeout(500)
        longest = page.evaluate("""() => new Promise((done) => { let n = 0, last = performance.now(), most = 0;
            const step = () => { const now = performance.now(); if (n++ > 3) most = Math.max(most, now - last); last = now; if (n > 40) return done(most); kg.renderer.pan(6, 3); requestAnimationFrame(step); };
            requestAnimationFrame(step); })""")

        assert longest < 500  # a guard against frames that repaint all; the benchmark has the figures


def test_parallel_facts_are_one_line_until_it_is_chosen(show, renderer):
    from dataclasses import replace

    from samples import one

    base = one()
    facts = tuple(replace(base.facts[0], id=f"fact:{n}", predicate=f"kg:p{n}") for n in range(7))
    with show(replace(base, facts=facts), renderer=renderer) as page:
        before = page.evaluate("kg.scene.links.length")
        page.evaluate("kg.pick({ link: kg.scene.links[0] })")

        assert before == 1
        assert page.evaluate("kg.scene.links.length") == 7
        expect(page.locator("#panel .fact")).to_have_count(7)


def test_a_fact_about_itself_is_drawn_and_can_be_clicked(show, renderer):
    from dataclasses import replace

    from samples import one

    base = one()
    with show(replace(base, facts=(replace(base.facts[0], object="person:ada"),)), renderer=renderer) as page:
        page.evaluate("kg.pick({ link: kg.scene.links[0] })")

        expect(page.locator("#panel .statement")).to_contain_text("Ada")
