"""The page in a notebook: in a frame without a network, and without reach into the notebook."""

import html
import pathlib
import re

from samples import big, station

from kg import view
from kg.config import Config
from kg.folder import About
from kg.view import notebook


class Open:
    """What `kg.open` gives, as far as the page looks at it."""

    about = About("https://example.org/mine/", "en", ())

    def __init__(self, knowledge):
        self.knowledge = knowledge


def test_a_graph_is_its_own_page_with_its_own_names():
    page = view.page(Open(station()), focus="Roscosmos", depth=1)

    assert page.startswith("<!doctype html>")
    assert page == view.page(station(), focus="org:roscosmos", depth=1, base="https://example.org/mine/")
    assert page != view.page(station(), focus="org:roscosmos", depth=1, base=Config().base)


def test_a_notebook_shows_the_page_in_a_frame_that_can_reach_nothing(browser, tmp_path: pathlib.Path):
    shown = view.page(station(), focus="SpaceX", depth=1)._repr_html_()
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><title>A notebook</title>{shown}", encoding="utf-8")
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached", timeout=15000)
    frame.get_by_role("button", name="Elon Musk").click()

    assert frame.locator("#panel h2").inner_text() == "Elon Musk"
    assert complaints == []
    assert re.search(r'sandbox="allow-scripts allow-downloads allow-popups"', shown)
    page.close()


def test_a_cell_does_not_carry_the_query_engine():
    shown = view.page(station(), sparql="always")._repr_html_()

    assert len(shown) < 1_000_000
    assert 'id="engine"' not in html.unescape(shown)


def test_a_glance_at_a_large_graph_is_its_most_connected_entity_and_neighbours():
    large = big(1500)

    glance = view.glance(Open(large))

    assert isinstance(glance, notebook.Page)
    assert len(glance) < len(view.page(Open(large), renderer="pyvis", sparql="never"))
    assert view.glance(Open(station())) == view.page(Open(station()), sparql="never")
