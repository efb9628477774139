"""For everyone: without a mouse, without sight, on a telephone, without motion; and types that a checker can read."""

# ruff: noqa: E501  # sentences and scripts stay on their line

import pathlib
import subprocess

import npm
import pytest
from playwright.sync_api import Page, expect
from samples import EMPTY, station

from kg.view import parts

VIEWS = [
    "",
    "#node=org:spacex",
    "#node=place:russia&tab=details",
    "#tab=list",
    "#tab=path&path=person:elon-musk&path=org:nasa",
    "#tab=text&text=rockets",
    "#tab=ask",
    "#focus=org:spacex&no-type=Place&pin=10,10,org:nasa&hide=place:texas&colour=group&confidence=0.5",
]


def violations(page: Page) -> list[str]:
    """Give what axe finds wrong by WCAG 2.2 AA, and where."""
    source = npm.part("axe-core/axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source + "; undefined")
    found = page.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_wrong_in_any_view(show, dark):
    with show(station(), dark=dark, sparql="always") as page:
        for view in VIEWS:
            page.evaluate("(hash) => { location.hash = hash; }", view)
            page.wait_for_timeout(80)
            assert violations(page) == [], view
        page.keyboard.press("Escape")
        page.locator(".stage").focus()
        page.keyboard.press("?")
        assert violations(page) == [], "help"


def test_axe_finds_nothing_wrong_on_a_telephone_or_in_an_empty_graph(show):
    with show(station(), at="#node=org:spacex", width=360) as page:
        page.get_by_role("button", name="Filters").click()
        assert violations(page) == []
    with show(EMPTY) as page:
        assert violations(page) == []


def test_a_tour_by_keyboard_alone(show, renderer):
    with show(station(), renderer=renderer) as page:
        page.keyboard.press("/")
        page.keyboard.type("roscos")
        page.keyboard.press("Enter")
        expect(page.locator("#panel h2")).to_have_text("Roscosmos")
        page.locator("#tab-details").focus()
        for tab in ("list", "path", "text", "ask", "details"):
            page.keyboard.press("ArrowRight")
            expect(page.locator(f"#tab-{tab}")).to_be_focused()
        page.locator(".stage").focus()
        page.keyboard.press("f")
        expect(page.locator(".notice").first).to_contain_text("within 1 step of Roscosmos")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.locator(".stage")).to_be_focused()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")

        assert outline != "none"
        assert page.evaluate("kg.scene.nodeCount") == 21


def test_every_control_is_reached_by_tab_in_the_order_of_the_page(show):
    with show(station(), at="#node=org:spacex") as page:
        page.evaluate("document.body.focus()")
        seen = []
        for _ in range(25):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate(
                    "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim().slice(0, 30)"
                )
            )

        assert seen[0] == "Search names, relations and quotes"
        assert "Take away" in seen
        assert "Types" in " ".join(seen)


def test_the_neighbourhood_is_a_list_that_a_screen_reader_reads(show, renderer):
    with show(station(), at="#node=org:roscosmos", renderer=renderer) as page:
        tree = page.locator("#panel").aria_snapshot()

        assert 'heading "Roscosmos" [level=2]' in tree
        assert "listitem" in tree
        assert 'button "Chinese National Space Administration"' in tree
        label = page.locator(".stage").get_attribute("aria-label")
        assert label == "Graph: 21 of 21 entities, 25 of 25 facts shown"


def test_nothing_moves_by_itself_for_those_who_asked_for_it(show):
    with show(station()) as page:
        page.emulate_media(reduced_motion="reduce")

        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s' || getComputedStyle(e).animationName !== 'none').length"
        )
        assert moving == 0


def test_a_finger_chooses_and_moves_the_view(browser, renderer, tmp_path):
    from kg import view

    file = tmp_path / "touch.html"
    file.write_text(view.page(station(), renderer=renderer, sparql="never"), encoding="utf-8")
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    box = page.locator(".canvas").bounding_box()
    at = page.evaluate("(() => { const p = kg.renderer.screen(0); return [p.x, p.y]; })()")
    page.touchscreen.tap(box["x"] + at[0], box["y"] + at[1])

    expect(page.locator("#panel h2")).to_have_text(page.evaluate("kg.graph.names[0]"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_scripts_pass_the_type_checker():
    compiler = npm.part("typescript/lib/tsc.js")
    settings = pathlib.Path(__file__).parent / "tsconfig.json"

    checked = subprocess.run(  # noqa: S603  # our own files
        [npm.NODE, compiler, "-p", settings], capture_output=True, text=True, check=False
    )

    assert checked.stdout == ""
    assert checked.returncode == 0


def test_what_others_wrote_is_what_the_list_says():
    import hashlib

    for part in parts.listed():
        assert part.licence
        assert part.integrity.startswith("sha512-")
        for name, expected in part.files.items():
            assert hashlib.sha256(parts.kept(part, name)).hexdigest() == expected, name
