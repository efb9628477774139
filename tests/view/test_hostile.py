"""Text from documents is text: in every field, in addresses, in links."""

# ruff: noqa: E501  # sentences and scripts stay on their line

import pytest
from playwright.sync_api import expect
from samples import one, station


@pytest.mark.parametrize(
    "address",
    [
        "#node=<img src=x onerror=alert(1)>",
        "#%E0%A4%A",
        "#confidence=NaN&depth=1e99&events=a/b&fact=&tab=__proto__",
        "#no-type=constructor",
    ],
)
def test_a_malformed_address_is_harmless(show, address):
    with show(station(), at=address) as page:
        expect(page.locator("#status")).to_contain_text("21 of 21 entities")


def test_a_link_that_is_no_web_address_stays_text(show):
    with show(station(), at="#node=person:gagne") as page:
        assert page.locator("#panel .cite a").count() == 0
        expect(page.locator("#panel .cite").first).to_contain_text("A year of rockets")


PAYLOADS = [
    "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "{{7*7}}${7*7}<%= 7*7 %>", "\u2028alert(1)\u2029",
    "\u202egnp.exe", "javascript:alert(1)", 'x" onmouseover="alert(1)', "'-alert(1)-'", "see href=https://example.org", "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "constructor", "__proto__", "\x00\x01\x7f", "<!--", "]]>", "data:text/html,<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_every_field_is_shown_and_never_run(show, renderer, payload):
    knowledge = one(
        payload,
        payload + "2",
        kind=payload,
        predicate=payload,
        url=payload,
        title=payload,
        text=payload + " says so",
        document=payload,
        ids=(payload, payload + "2"),
    )
    with show(knowledge, renderer=renderer, title=payload) as page:
        page.evaluate("kg.choose(0)")
        for tab in ("List", "Path", "Text", "Details"):
            page.get_by_role("tab", name=tab).click()
        page.evaluate(
            "kg.hover({ node: 0 }, 5, 5); kg.hover({ link: kg.scene.links[0] }, 5, 5); kg.filters.draw(kg.scene)"
        )
        page.locator("#search").fill(payload[:8].strip() or "x")

        assert (
            page.evaluate(
                "document.querySelectorAll('img, iframe, object, embed, svg[onload], [onerror], [onmouseover]').length"
            )
            == 0
        )
        assert page.evaluate("document.scripts.length") == (3 if renderer == "pyvis" else 2)
        assert page.evaluate("[...document.links].every((a) => /^https?:/.test(a.href))")
        assert page.evaluate("document.querySelector('#panel h2').textContent.includes(kg.graph.names[0])")
