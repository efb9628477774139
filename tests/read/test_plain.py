"""Plain text: the file as it is, and the furniture in it."""

import codecs
import pathlib
import time

import pytest
from hypothesis import given, strategies

from kg import read
from kg.config import Config
from kg.read import dates, furniture

BODY = "Russia and China on Tuesday unveiled plans for a joint station. It is to be built soon, both said."


def document(folder, content):
    path = pathlib.Path(folder) / "a.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return next(read.documents([path], config=Config()))


def furnished(text):
    """The fields found, and the texts of the furniture."""
    found = furniture.find(text)
    return found.fields, [text[start:end] for start, end in found.spans]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (codecs.BOM_UTF8 + "Zoë met Bob.".encode(), "Zoë met Bob."),
        (codecs.BOM_UTF16_LE + "Zoë met Bob.".encode("utf-16-le"), "Zoë met Bob."),
        (codecs.BOM_UTF16_BE + "Zoë met Bob.".encode("utf-16-be"), "Zoë met Bob."),
        ("Ada met Bob.\r\nHe left.\rShe too.\n", "Ada met Bob.\nHe left.\nShe too.\n"),
        ("  Ada met Bob.  \n", "  Ada met Bob.  \n"),
        ("Ада met 贝. 🚀 flew.", "Ада met 贝. 🚀 flew."),
    ],
)
def test_the_text_is_the_file_without_mark_and_carriage_returns(tmp_path, content, text):
    assert document(tmp_path, content).text == text


@pytest.mark.parametrize(
    ("text", "fields", "spans"),
    [
        (f" date 2021-03-11 {BODY}", {"published": "2021-03-11"}, [" date 2021-03-11 "]),
        (f"Date: 2021-03-11 {BODY}", {"published": "2021-03-11"}, ["Date: 2021-03-11 "]),
        (f"Thursday, May 7, 2015 {BODY}", {"published": "2015-05-07"}, ["Thursday, May 7, 2015 "]),
        (f"7 May 2015 {BODY}", {"published": "2015-05-07"}, ["7 May 2015 "]),
        (f"Thursday, January 12, 2006\n{BODY}", {"published": "2006-01-12"}, ["Thursday, January 12, 2006"]),
        (
            f"Published: 12 May 2006, 10:30 GMT\n\n{BODY}",
            {"published": "2006-05-12"},
            ["Published: 12 May 2006, 10:30 GMT"],
        ),
        (f"Two plan a station\n{BODY}", {"title": "Two plan a station"}, ["Two plan a station"]),
        (f"Who will build it?\n\n{BODY}", {"title": "Who will build it?"}, ["Who will build it?"]),
        (
            f"A station\nThursday, May 7, 2015 {BODY}",
            {"title": "A station", "published": "2015-05-07"},
            ["A station", "Thursday, May 7, 2015 "],
        ),
        (
            f"Title: A station\nDate: 2021-03-11\nSource: The Paper\nURL: https://a.org/x\nBy Ada Lovelace\n\n{BODY}",
            {
                "title": "A station",
                "published": "2021-03-11",
                "publisher": "The Paper",
                "url": "https://a.org/x",
                "author": "Ada Lovelace",
            },
            ["Title: A station", "Date: 2021-03-11", "Source: The Paper", "URL: https://a.org/x", "By Ada Lovelace"],
        ),
        (f"WASHINGTON (AP) — {BODY}", {"publisher": "AP"}, ["WASHINGTON (AP) — "]),
        (f"MOSCOW, March 9 (Reuters) - {BODY}", {"publisher": "Reuters"}, ["MOSCOW, March 9 (Reuters) - "]),
        (
            f"BEIJING, March 9, 2021 (Xinhua) -- {BODY}",
            {"publisher": "Xinhua", "published": "2021-03-09"},
            ["BEIJING, March 9, 2021 (Xinhua) -- "],
        ),
        (f"NEW YORK – {BODY}", {}, ["NEW YORK – "]),
        (f"London (CNN) — {BODY}", {"publisher": "CNN"}, ["London (CNN) — "]),
        (f"{BODY}\nThe station seen from afar\n{BODY}", {}, ["The station seen from afar"]),
        (
            f"{BODY}\nFile photo: the station.\nImage: NASA.\n(Photo by Ada Lovelace.)",
            {},
            ["File photo: the station.", "Image: NASA.", "(Photo by Ada Lovelace.)"],
        ),
        (
            f"{BODY}\nShare this:\n{BODY}\nSources\n* A paper. It said so.\nMore.",
            {},
            ["Share this:", "Sources\n* A paper. It said so.\nMore."],
        ),
    ],
)
def test_furniture_is_found_and_what_it_says_is_read(text, fields, spans):
    assert furnished(text) == (fields, spans)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Ada met Bob",
        "Ada met Bob\nBob met Carol\nCarol met Dave",
        "The head of\nRoscosmos said so on Tuesday.",
        "Russia and China on Tuesday unveiled plans for a joint\nlunar station, as Moscow seeks to\nrecapture it.",
        "May 7, 2015 was a good day. It rained.",
        "NASA — the agency — said so. It did.",
        "On May 7, 2015 Russia launched it. It flew.",
        "He listed them:\n- the first ship\n- the second ship\n" + BODY,
        f"{BODY}\nHe was 42",
    ],
)
def test_prose_is_left_alone(text):
    assert furnished(text) == ({}, [])


def test_hard_wrapped_prose_has_headings_only_between_blank_lines():
    prose = "Russia and China on Tuesday unveiled plans for it,\nas Moscow seeks to recapture\nthe glory of the past.\n"
    text = f"A station\n\n{prose}\nThe plans\n\n{prose}"

    assert furnished(text) == ({"title": "A station"}, ["A station", "The plans"])


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-03-11", "2021-03-11"),
        ("2021-03-11T10:00:00Z", "2021-03-11"),
        ("2021-03-11T10:00:00.123+01:00", "2021-03-11"),
        ("2021/3/1", "2021-03-01"),
        ("20210311", "2021-03-11"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("3rd of September 2021", "2021-09-03"),
        ("Thu, 11 Mar 2021 10:00:00 GMT", "2021-03-11"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("03/04/2021", ""),
        ("February 30, 2021", ""),
        ("2021-13-01", ""),
        ("March 2021", ""),
        ("", ""),
    ],
)
def test_a_written_date_becomes_a_day_only_where_it_cannot_be_misread(written, day):
    assert dates.iso(written) == day


@pytest.mark.parametrize(
    "text", ["A " * 200_000, "A\n" * 200_000, "Ab," * 100_000, "(" * 300_000, " " * 300_000 + "x", "1." * 200_000]
)
def test_no_text_makes_the_search_for_furniture_slow(text):
    started = time.perf_counter()

    furniture.find(text)

    assert time.perf_counter() - started < 5


@given(strategies.text("AbC. ,\n\t:—()“”1290", max_size=200))
def test_furniture_lies_inside_the_text_in_order_and_apart(text):
    spans = furniture.find(text).spans

    ends = [0, *(offset for span in spans for offset in span)]
    assert ends == sorted(ends)
    assert all(start < end <= len(text) for start, end in spans)
