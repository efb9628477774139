"""Text from documents is text: in every field, in addresses, in links."""

# ruff: noqa: E501  # sentences and scripts stay on their line

import pytest
from playwright.sync_api import expect
from samples import one, station

from kg.model import Document, Entity, Evidence, Fact, Interval, Knowledge, Passage, Status, Value


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


OWASP = [
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</ScRiPt>", "<img src=x onerror=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<body onload=alert(1)>", "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<a href=javascript:alert(1)>x</a>",
    "<math><mtext></mtext><mglyph><style><!--</style><img src onerror=alert(1)>", "<base href=//example.org/>", "<meta http-equiv=refresh content=0;url=//example.org>",
    "<link rel=stylesheet href=//example.org/x.css>", "<form action=//example.org><button>x</button></form>", "\"><script>alert(1)</script>", "'); alert(1); ('",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cscript\\u003ealert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "vbscript:msgbox(1)", "//example.org/x.js", "\\\\example.org\\x",
    "file:///etc/passwd", "data:image/svg+xml,<svg onload=alert(1)>", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "../../etc/passwd", "con.txt\u0000.html", "${alert(1)}", "{{constructor.constructor('alert(1)')()}}", "\U0001f680\u202e\u2066<b>",
]  # fmt: skip


def owasp() -> Knowledge:
    """Give a graph in which every field of every thing holds one payload."""
    documents, entities, facts = [], [], []
    for number, payload in enumerate(OWASP):
        text = f"{payload} is said of {payload}."
        documents.append(
            Document(
                id=f"d{number} {payload}",
                text=text,
                title=payload,
                source=payload,
                published=payload[:4],
                publisher=payload,
                author=payload,
                url=payload,
            )
        )
        entities.append(
            Entity(
                id=f"thing:{number} {payload}",
                name=payload,
                type=f"T{number}{payload}",
                names=(payload, payload + "!"),
                links=(payload,),
            )
        )
        passage = Passage(documents[-1].id, 0, len(text))
        facts.append(
            Fact(id=f"fact:{number}{payload}", subject=entities[-1].id, predicate=f"rel:{payload}", label=payload, object=entities[0].id if number % 2 else Value(payload, "text"),
                 status=list(Status)[number % 5], said_by=entities[-1].id, time=Interval(payload[:4], payload[:4]), confidence=0.5, evidence=(Evidence(passage, text, passage, payload, 0.5),))
        )  # fmt: skip
    return Knowledge(documents=tuple(documents), entities=tuple(entities), facts=tuple(facts))


def test_a_page_of_payloads_in_every_field_is_inert_in_every_view(show, renderer):
    with show(owasp(), renderer=renderer, title=OWASP[0], sparql="always") as page:
        for row in range(len(OWASP)):
            page.evaluate("(row) => { kg.choose(row); kg.hover({ node: row }, 9, 9); }", row)
        for link in range(page.evaluate("kg.scene.links.length")):
            page.evaluate(
                "(n) => { kg.pick({ link: kg.scene.links[n] }); kg.hover({ link: kg.scene.links[n] }, 9, 9); }", link
            )
        for source in range(len(OWASP)):
            page.evaluate("(source) => kg.go.read(source, 0)", source)
        page.evaluate(
            "kg.store.set({ tab: 'list' }); kg.store.set({ colour: 'group' }); kg.store.set({ tab: 'path', path: [1, 3] })"
        )
        answer = page.evaluate("kg.ask.engine.ask('SELECT ?name { ?s a kg:Document ; rdfs:label ?name }')")
        page.evaluate("kg.store.set({ tab: 'ask', query: 'SELECT * { ?s rdfs:label ?name ; ?p ?o }' })")
        expect(page.locator(".answer tbody tr").first).to_be_visible(timeout=20000)
        made = page.evaluate("""() => ({ elements: document.querySelectorAll("script:not([type='application/octet-stream']):not([type=module]), img, iframe, object, embed, form[action], base, meta[http-equiv=refresh], math, style:not(head > style), [onerror], [onload], [onfocus], [ontoggle]").length,
            links: [...document.links].map((a) => a.href) })""")

        assert made == {"elements": 0, "links": []}
        assert len(answer["rows"]) == len(OWASP)
        saved = page.evaluate("kg.graph.names")
        assert sorted(saved) == sorted(payload.strip() or payload for payload in OWASP)
