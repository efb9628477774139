"""Markdown, HTML, PDF and JSON lines: the prose that comes out, and what is known of it."""

import io
import json

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from kg import read
from kg.config import Config
from kg.model import Document, Skipped
from kg.read import pdf


def documents(folder, name, content, **settings):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read.documents([path], config=Config(**settings)))


def furniture(document):
    return [document.text[start:end] for start, end in document.furniture]


MARKDOWN = """---
title: "A station"
date: 2021-03-11
tags: [a, b]
---
# Plans

Russia and **China** unveiled [plans](https://a.org) for
a *joint* station. ![A station](x.png)

- Moscow is `glad`.
- Beijing is, too.

```python
print("no prose")
```

| a | b |
|---|---|
| 1 | 2 |

> A quote &amp; more.
"""


def test_markdown_is_rendered_to_plain_text_with_its_furniture_marked(tmp_path):
    (document,) = documents(tmp_path, "a.md", MARKDOWN)

    assert document.text.split("\n")[:4] == [
        "Plans",
        "Russia and China unveiled plans for a joint station.",
        "Moscow is glad.",
        "Beijing is, too.",
    ]
    assert document.text.endswith("A quote & more.")
    assert (document.title, document.published) == ("A station", "2021-03-11")
    assert furniture(document) == ["Plans", 'print("no prose")', "a", "b", "1", "2"]


def test_the_first_heading_is_the_title_of_markdown_without_front_matter(tmp_path):
    (document,) = documents(tmp_path, "a.md", "# A *station*\n\nRussia built it.\n")

    assert (document.title, furniture(document)) == ("A station", ["A station"])


HTML = """<!DOCTYPE html><html><head><title>A station | The Paper</title>
<meta property="og:site_name" content="The Paper"><link rel="canonical" href="https://paper.org/a-station">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "A station", "datePublished": "2021-03-11T10:00:00Z",
 "author": {"@type": "Person", "name": "Ada Lovelace"}}</script>
</head><body><nav><a href="/">Home</a><a href="/x">Sport</a></nav>
<article><h1>A station</h1><p>Russia and <b>China</b> unveiled <a href="x">plans</a> for
 a joint<br>station on Tuesday.</p>
<h2>What next</h2><ul><li>Moscow is glad.</li><li>Beijing is, too.</li></ul><p>It will be built.</p></article>
<footer>Copyright 2024</footer></body></html>"""


def test_html_gives_the_article_and_what_the_page_says_about_it(tmp_path):
    (document,) = documents(tmp_path, "a.html", HTML)

    assert document == Document(
        id="a",
        text="A station\nRussia and China unveiled plans for a joint station on Tuesday.\nWhat next\n"
        "Moscow is glad.\nBeijing is, too.\nIt will be built.",
        title="A station",
        source=(tmp_path / "a.html").as_posix(),
        published="2021-03-11",
        publisher="The Paper",
        author="Ada Lovelace",
        url="https://paper.org/a-station",
        furniture=document.furniture,
    )
    assert furniture(document) == ["A station", "What next"]


@pytest.mark.parametrize(
    "title", ["</script><img src=x onerror=alert(1)>", "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"]
)
def test_a_hostile_title_is_text(tmp_path, title):
    page = f"<html><head><title>{title}</title></head><body><p>Ada met Bob in London on Tuesday.</p></body></html>"

    (document,) = documents(tmp_path, "a.html", page)

    assert document.title == "</script><img src=x onerror=alert(1)>"
    assert document.text == "Ada met Bob in London on Tuesday."


def test_html_nested_deeply_is_read_or_skipped_but_never_stops_a_run(tmp_path):
    (item,) = documents(tmp_path, "a.html", "<div>" * 100_000 + "<p>Ada met Bob in London.</p>")

    assert isinstance(item, Skipped) or "Ada met Bob" in item.text


def pdf_of(*pages, locked_by="", **about):
    """A PDF with one text line after the other on each page."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=600, height=800)
        names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
        stream.set_data(f"BT /F1 12 Tf 50 750 Td\n{shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({f"/{key}": value for key, value in about.items()})
    if locked_by:
        writer.encrypt(locked_by)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


LINES = [
    "Russia and China on Tuesday unveiled plans for a joint lunar sta-",
    "tion that both want to build. They agreed.",
    "Moscow is glad.",
]


def test_a_pdf_is_unwrapped_and_its_metadata_read(tmp_path):
    content = pdf_of(LINES, Title="A station", Author="Ada Lovelace", CreationDate="D:20210311100000Z")

    (document,) = documents(tmp_path, "a.pdf", content)

    assert document.text == (
        "Russia and China on Tuesday unveiled plans for a joint lunar station that both want to build. They agreed.\n"
        "Moscow is glad."
    )
    assert (document.title, document.published, document.author) == ("A station", "2021-03-11", "Ada Lovelace")


def test_page_numbers_and_running_heads_are_dropped():
    pages = [
        f"The Paper\n{'A line that is as long as lines are here'} and\nends here, at {word}.\n{number}"
        for number, word in enumerate("abcd")
    ]

    assert pdf.unwrapped(pages).split("\n") == [
        f"A line that is as long as lines are here and ends here, at {word}." for word in "abcd"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf_of(LINES, locked_by="x"), "is locked by a password"),
        (pdf_of([]), "holds no text"),
        (pdf_of(LINES)[:400], "is no PDF that can be read"),
    ],
)
def test_a_pdf_that_gives_no_text_is_skipped_with_its_reason(tmp_path, content, reason):
    (item,) = documents(tmp_path, "a.pdf", content)

    assert reason in item.reason


def test_records_are_documents_and_a_broken_line_is_named_while_the_rest_goes_on(tmp_path):
    lines = [
        json.dumps({"id": 7, "text": "Ada met Bob.", "headline": "A", "datePublished": "2021-03-11T10:00:00Z"}),
        "{broken",
        json.dumps(["no", "object"]),
        "",
        json.dumps({"title": "no text"}),
        json.dumps(
            {
                "body": "Bob left.\r\nSo did Ada.",
                "source": {"name": "The Paper"},
                "author": ["Ada", "Bob"],
                "url": "https://a.org",
            }
        ),
        json.dumps({"text": ""}),
        "[" * 100_000,
    ]

    items = documents(tmp_path, "a.jsonl", "\n".join(lines))

    first, other = (item for item in items if isinstance(item, Document))
    assert (first.id, first.title, first.published, first.source[-9:]) == ("7", "A", "2021-03-11", "a.jsonl:1")
    assert (other.publisher, other.author, other.url) == ("The Paper", "Ada, Bob", "https://a.org")
    assert other.text == "Bob left.\nSo did Ada."
    assert other.id.startswith("a-")
    skipped = [(item.source[-9:], item.reason.split(":")[0]) for item in items if isinstance(item, Skipped)]
    assert skipped == [
        ("a.jsonl:2", "is no JSON"),
        ("a.jsonl:3", "is no record"),
        ("a.jsonl:5", "has no text; one of the keys text, content, body, articleBody is wanted"),
        ("a.jsonl:7", "is empty"),
        ("a.jsonl:8", "is no JSON"),
    ]


def test_a_record_over_the_limit_is_skipped_and_the_next_one_read(tmp_path):
    long = json.dumps({"text": "x" * 5000})
    short = json.dumps({"id": "b", "text": "Ada met Bob."})

    first, second = documents(tmp_path, "a.jsonl", f"{long}\n{short}\n", max_bytes=1000)

    assert (first.source[-9:], first.reason) == ("a.jsonl:1", "is over 1000 bytes; split it, or raise max_bytes")
    assert second.id == "b"


def test_records_keep_their_ids_when_their_order_changes(tmp_path):
    lines = [json.dumps({"text": f"Ada met {name}.", "id": "same"}) for name in ("Bob", "Carol")]
    lines += [json.dumps({"text": "Dave left."})]

    there = {item.id: item.text for item in documents(tmp_path, "a.jsonl", "\n".join(lines))}
    back = {item.id: item.text for item in documents(tmp_path, "a.jsonl", "\n".join(reversed(lines)))}

    assert there == back
    assert len(there) == 3
