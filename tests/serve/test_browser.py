"""The pages in a real browser: under their policy, without a mouse, by a screen reader's rules, with evil names."""

import itertools
import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kg import folder as directory
from kg import rdf, view
from kg.model import Entity, Knowledge
from tests.corpora import BASE, SMALL
from tests.serving import Server, make_graph, serving

EVIL = [
    '<script>alert("in")</script>',
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}' onfocus=alert(1) autofocus='",
    "</h1>",
]
PAGES = [
    "/?example=documents", "/search", "/search?q=evil", "/documents",
    "/entity/org/roscosmos", "/document/lunar-station",
    "/resource?iri=https://w3id.org/prosegraph/ns%23partnersWith", "/entity/org/nobody",
]  # fmt: skip


def hostile() -> Knowledge:
    """Give the small corpus with names, words and titles that would be markup."""
    entities = [
        replace(each, name=EVIL[i], names=(EVIL[i], *each.names, *EVIL)) for i, each in enumerate(SMALL.entities)
    ]
    facts = [replace(each, label=EVIL[i]) for i, each in enumerate(SMALL.facts)]
    documents = [replace(each, title=EVIL[1], publisher=EVIL[2], url="javascript:alert(1)") for each in SMALL.documents]
    odd = Entity("org:</script>", EVIL[0], "Organization", tuple(EVIL), ("javascript:alert(1)",))
    return Knowledge(tuple(documents), (odd, *entities), tuple(facts))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = make_graph(tmp_path_factory.mktemp("browser") / "graph", rdf.quads(hostile(), base=BASE))
    (place / directory.PAGE).write_text(view.page(SMALL, base=BASE), encoding="utf-8")
    with serving(place) as running:
        yield running


@contextmanager
def looking(browser: Browser, server: Server, *, harmless: str = "status of 4", **options: object) -> Iterator[Page]:
    """Give a browser's page that fails on requests elsewhere, on complaints of the console, and on any dialog."""
    context = browser.new_context(base_url=server.url, **options)  # type: ignore[arg-type]  # as Playwright has them
    page = context.new_page()
    complaints: list[str] = []
    page.on("request", lambda each: None if each.url.startswith((server.url, "data:")) else complaints.append(each.url))
    page.on("console", lambda each: complaints.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"a script ran: {dialog.message}"), dialog.dismiss())[1])
    yield page
    context.close()
    assert [each for each in complaints if "status of 4" not in each and harmless not in each] == []


def answered(page: Page) -> None:
    page.wait_for_selector(".yasr_results table td:not(.dt-empty)")


@pytest.mark.parametrize("dark", ["light", "dark"])
def test_no_page_breaks_a_rule_of_accessibility_nor_of_its_policy(browser: Browser, server: Server, dark: str):
    found = {}
    with looking(browser, server, color_scheme=dark, bypass_csp=True) as page:
        for path in PAGES:
            page.goto(path)
            if path.startswith("/?"):
                answered(page)
            violations = Axe().run(page).response["violations"]
            found[path] = [(each["id"], each["nodes"][0]["html"]) for each in violations]

    assert found == {path: [] for path in PAGES}


def test_names_that_are_markup_stay_names_and_no_page_breaks_its_policy(browser: Browser, server: Server):
    with looking(browser, server) as page:
        for path in ("/", *PAGES[1:], "/graph"):
            page.goto(path)
        page.goto("/entity/org/cnsa")

        assert page.inner_text("h1") == EVIL[0]
        assert page.locator("a[href^='javascript:']").count() == 0


def test_names_that_are_markup_stay_names_in_the_answer_to_a_query(browser: Browser, server: Server):
    """DOMPurify reads them in a document without scripts, where the policy complains of them, but nothing runs."""
    with looking(browser, server, harmless="Executing inline event handler") as page:
        page.goto("/?example=names-and-why")
        answered(page)

        assert "alert(" in page.inner_text(".yasr_results")
        assert page.locator(".yasr_results script, .yasr_results img").count() == 0


def test_a_query_is_written_asked_and_left_without_a_mouse(browser: Browser, server: Server):
    with looking(browser, server) as page:
        page.goto("/")
        page.wait_for_selector(".CodeMirror")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "To the content"
        page.keyboard.press("Enter")
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('aria-label')") == "SPARQL query":
                break
        page.keyboard.press("Control+A")
        page.keyboard.type("SELECT ?name { ?org a kg:Organization ; rdfs:label ?name FILTER(?org = org:cnsa) }")
        page.keyboard.press("Control+Enter")
        answered(page)

        assert "alert" in page.inner_text(".yasr_results table")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") != "SPARQL query"
        assert page.locator("p[role=status]").inner_text() == "Answered"
        assert page.locator("div[role=status]").inner_text() == "Showing 1 to 1 of 1 entry"


def test_an_entity_is_found_and_read_without_a_mouse(browser: Browser, server: Server):
    with looking(browser, server) as page:
        page.goto("/documents")
        page.focus("#name")
        page.keyboard.type("roskosmos")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=roskosmos")
        page.focus("tbody a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/entity/org/roscosmos")

        assert page.evaluate("document.querySelectorAll('main h1').length") == 1
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(each => +each.tagName[1])")
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_query_page_works_without_scripts(browser: Browser, server: Server):
    with looking(browser, server, java_script_enabled=False, accept_downloads=True) as page:
        page.goto("/?example=documents")
        page.select_option("#format", "csv")
        with page.expect_download() as download:
            page.click("#plain button")

        assert "title" in pathlib.Path(download.value.path()).read_text().splitlines()[0]


def test_a_mistake_in_a_query_is_shown_with_its_place(browser: Browser, server: Server):
    with looking(browser, server) as page:
        page.goto("/?query=SELECT%20*%20%7B%20%3Fs%20foo%20%3Fo%20%7D")
        page.wait_for_selector(".CodeMirror")
        page.focus("[aria-label='SPARQL query']")
        page.keyboard.press("Control+Enter")

        expect(page.locator("#yasgui")).to_contain_text("line 1, column 15", timeout=20_000)
