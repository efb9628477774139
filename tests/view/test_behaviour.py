"""What a reader can do with the page, on both renderers, in a real browser."""

# ruff: noqa: E501  # sentences and scripts stay on their line

import pytest
from playwright.sync_api import Page, expect
from samples import EMPTY, station


def names(page: Page) -> list[str]:
    """Give the entities that are drawn."""
    return page.evaluate("kg.graph.names.filter((_, i) => kg.scene.nodes[i])")


def click_on(page: Page, name: str) -> None:
    box = page.locator(".canvas").bounding_box()
    at = page.evaluate(
        "(name) => { const p = kg.renderer.screen(kg.graph.names.indexOf(name)); return [p.x, p.y]; }", name
    )
    page.mouse.click(box["x"] + at[0], box["y"] + at[1])


def test_the_first_view_says_what_this_is_from_what_and_when(show, renderer):
    with show(station(), renderer=renderer, title="Seeds") as page:
        expect(page.locator("#panel h2")).to_have_text("Seeds")
        expect(page.locator("#panel")).to_contain_text(
            "21 entities and 25 facts read from 2 documents, published 2021-03-11 to 2021-06-02"
        )
        expect(page.locator("#status")).to_have_text("21 of 21 entities, 25 of 25 facts shown")


def test_an_empty_graph_says_so(show, renderer):
    with show(EMPTY, renderer=renderer) as page:
        expect(page.locator("#panel")).to_contain_text("This graph is empty")


def test_a_click_on_a_node_shows_its_names_and_facts_with_quotes_in_their_sentences(show, renderer):
    with show(station(), renderer=renderer) as page:
        click_on(page, "SpaceX")

        panel = page.locator("#panel")
        expect(panel.locator("h2")).to_have_text("SpaceX")
        expect(panel.locator(".names")).to_contain_text("Elon Musk’s SpaceX")
        expect(panel.locator("h3.predicate").filter(has_text="operates")).to_have_count(1)
        expect(panel.locator("mark").first).to_have_text("A SpaceX Starship prototype")
        expect(panel.locator("blockquote").first).to_contain_text("exploded after landing in Texas in March")
        expect(panel.locator(".cite").first).to_contain_text("Taipei Times")
        expect(panel.locator(".cite a").first).to_have_attribute("href", "https://example.org/lunar-station")
        expect(panel.locator(".cite").first).to_contain_text("2021-03-11")


def test_a_click_on_a_line_shows_its_facts_and_who_said_them(show, renderer):
    with show(station(), renderer=renderer) as page:
        box = page.locator(".canvas").bounding_box()
        at = page.evaluate("""() => { const g = kg.graph, link = kg.scene.links.find((l) => g.words(l.facts[0]) === "partners with" && g.names[l.a] === "Roscosmos");
            const p = kg.renderer.screenLink(link.id); return [p.x, p.y]; }""")
        page.mouse.click(box["x"] + at[0], box["y"] + at[1])

        expect(page.locator("#panel .statement")).to_contain_text("Roscosmos")
        expect(page.locator("#panel .statement")).to_contain_text("partners with")
        expect(page.locator("#panel .about")).to_contain_text("Said by Roscosmos")


def test_a_click_on_empty_space_clears_the_choice(show, renderer):
    with show(station(), at="#node=org:spacex", renderer=renderer) as page:
        box = page.locator(".canvas").bounding_box()
        page.mouse.click(box["x"] + 5, box["y"] + 5)

        expect(page.locator("#panel h3").first).to_have_text("Most connected")


def test_hovering_a_line_shows_the_sentence_and_where_it_stands(show, renderer):
    with show(station(), renderer=renderer) as page:
        box = page.locator(".canvas").bounding_box()
        at = page.evaluate("""() => { const g = kg.graph, link = kg.scene.links.find((l) => g.words(l.facts[0]) === "partners with" && g.names[l.a] === "Roscosmos");
            const p = kg.renderer.screenLink(link.id); return [p.x, p.y]; }""")
        page.mouse.move(box["x"] + at[0], box["y"] + at[1])

        expect(page.locator(".tip")).to_contain_text("signed an agreement with")
        expect(page.locator(".tip")).to_contain_text("2021-03-11")


def test_status_is_told_in_words_and_in_lines_of_its_own(show, renderer):
    with show(station(), at="#node=place:russia", renderer=renderer) as page:
        expect(page.locator(".badge.negated")).to_contain_text("negated")
        expect(page.locator(".badge.planned")).to_contain_text("planned")
        expect(page.locator(".contradiction").first).to_contain_text("elsewhere")
        assert page.locator(".badge.planned path").get_attribute("stroke-dasharray") != "none"
        assert page.locator(".badge.negated path").count() == 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gagne", "Jean-Luc Gagné"),
        ("MONTREAL", "Montréal"),
        ("cnsa", "Chinese National Space Administration"),
        ("rogozni", "Dmitry Rogozin"),
        ("spcaex", "SpaceX"),
    ],
)
def test_search_forgives_accents_case_and_slips(show, typed, found):
    with show(station()) as page:
        page.keyboard.press("/")
        page.keyboard.type(typed)
        expect(page.locator("#matches [role=option]").first).to_contain_text(found)
        page.keyboard.press("Enter")

        expect(page.locator("#panel h2")).to_have_text(found)


def test_search_finds_words_of_a_sentence_and_opens_its_fact(show):
    with show(station()) as page:
        page.keyboard.press("/")
        page.keyboard.type("monopoly")
        expect(page.locator("#matches")).to_contain_text("Nothing matches “monopoly”.")
        page.locator("#search").fill("prototype exploded")
        page.keyboard.press("Enter")

        expect(page.locator("#panel blockquote").first).to_contain_text("prototype exploded")


def test_a_path_is_told_with_the_sentence_of_every_step(show, renderer):
    with show(station(), at="#tab=path", renderer=renderer) as page:
        page.locator("#path-from").fill("rogozin")
        page.locator("#path-to").fill("China")
        page.get_by_role("button", name="Find the path").click()

        expect(page.locator("#panel ol.steps > li")).to_have_count(3)
        assert page.locator("#panel ol.steps blockquote").count() >= 3
        page.locator("#path-to").fill("Montreal")
        page.get_by_role("button", name="Find the path").click()
        expect(page.locator("#panel")).to_contain_text("No path joins them")


def test_the_list_holds_exactly_the_facts_shown(show):
    with show(station(), at="#tab=list&no-status=asserted") as page:
        assert page.locator("tbody tr").count() == page.evaluate("kg.scene.factCount") == 8


def test_a_quote_leads_to_its_text_with_every_quote_marked(show):
    with show(station(), at="#node=org:spacex") as page:
        page.get_by_role("button", name="Read in the text").nth(1).click()

        expect(page.locator("#panel .text")).to_contain_text("🚀 SpaceX flew astronauts")
        assert page.locator("#panel mark").all_inner_texts().count("SpaceX operates Starship") == 1
        page.locator("#panel mark").first.click()
        expect(page.locator("#panel .fact").first).to_be_visible()


def test_the_theme_follows_the_system_and_the_readers_choice_stays(show):
    with show(station(), dark=True) as page:
        background = "getComputedStyle(document.body).backgroundColor"
        dark = page.evaluate(background)
        page.get_by_role("button", name="Light or dark").click()
        light = page.evaluate(background)
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")

        assert (dark, light) == ("rgb(20, 23, 27)", "rgb(251, 251, 249)")
        assert page.evaluate(background) == light


@pytest.mark.parametrize("width", [360, 390, 800])
def test_nothing_scrolls_sideways_on_a_narrow_screen(show, renderer, width):
    with show(station(), at="#node=org:spacex", width=width, renderer=renderer) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="Filters").click()
        expect(page.locator("#filters")).to_be_visible()


def test_the_keyboard_alone_walks_the_graph(show, renderer):
    with show(station(), at="#node=org:spacex", renderer=renderer) as page:
        page.locator(".stage").focus()
        page.keyboard.press("n")
        said = page.locator("#announcer").inner_text()
        page.keyboard.press("Enter")
        chosen = page.locator("#panel h2").inner_text()
        for key in ("ArrowLeft", "+", "-", "0", "p", "f"):
            page.keyboard.press(key)

        assert said.startswith(chosen)
        assert page.evaluate("kg.store.state.focus !== null")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert len(names(page)) == 21


def test_controls_are_large_enough_to_touch(show):
    with show(station(), at="#node=org:spacex", width=360) as page:
        small = page.evaluate("""[...document.querySelectorAll('button, summary, input[type=search], select')].filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width)
            .filter((e) => e.getBoundingClientRect().height < 24).map((e) => e.outerHTML.slice(0, 80))""")
        assert small == []
