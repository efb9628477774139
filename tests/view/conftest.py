"""A real browser without a network: every request beyond the file, and every complaint of the console, fails the test."""

# ruff: noqa: E501  # sentences and scripts stay on their line

import pathlib
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, Page

from kg import view
from kg.model import Knowledge

# The samples lie beside the tests, which are no package.
sys.path.insert(0, str(pathlib.Path(__file__).parent))

Open = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(params=["pyvis", "canvas"])
def renderer(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def show(browser: Browser, tmp_path: pathlib.Path) -> Open:
    """Open the page of some knowledge as a double-click does, and give the browser's page."""

    @contextmanager
    def opened(
        knowledge: Knowledge, *, at: str = "", width: int = 1280, dark: bool = False, **options: object
    ) -> Iterator[Page]:
        file = tmp_path / "graph.html"
        # The engine is two megabytes, which only the tests of asking need.
        file.write_text(view.page(knowledge, **{"sparql": "never", **options}), encoding="utf-8", newline="\n")  # type: ignore[arg-type]
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        page = context.new_page()
        requests: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("websocket", lambda socket: requests.append(socket.url))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"a script ran: {dialog.message}"), dialog.dismiss())[1])
        page.goto(file.as_uri() + at)
        page.wait_for_selector("html[data-ready]", timeout=15000, state="attached")
        yield page
        context.close()
        outside = [url for url in requests if not url.startswith(("file:", "data:", "blob:"))]
        assert (outside, complaints) == ([], [])

    return opened
