"""The file: what is in it before any browser opens it."""

# sentences and scripts stay on their line

import base64
import gzip
import json
import re
import subprocess
import sys

import pytest
from samples import EMPTY, big, one, station

from kg import view
from kg.errors import ExportError, NotFoundError
from kg.view import bundle, data


def embedded(page: str) -> dict:
    packed = re.search(r'id="data">([^<]*)<', page)
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def test_the_file_names_no_address_to_load_from(renderer: str):
    page = view.page(station(), renderer=renderer)

    assert page.startswith("<!doctype html>")
    assert not re.search(r'(?:src|href)\s*=\s*["\']?(?:https?:)?//', page)


def test_the_policy_forbids_everything_but_the_scripts_of_the_file(renderer: str):
    page = view.page(station(), renderer=renderer)

    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    for script in re.findall(r'<script type="module">(.*?)</script>', page, re.S):
        assert bundle.digest(script) in policy


def test_the_same_knowledge_gives_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import hashlib, importlib.util as u; s = u.spec_from_file_location('samples', 'tests/view/samples.py');"
        "m = u.module_from_spec(s); s.loader.exec_module(m); from kg import view;"
        "print(hashlib.sha256((view.page(m.station()) + view.page(m.big(450))).encode()).hexdigest())"
    )

    runs = {
        subprocess.run(  # noqa: S603  # our own code
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(runs) == 1


def test_up_to_400_entities_pyvis_draws_and_above_the_canvas():
    assert embedded(view.page(station()))["renderer"] == "pyvis"
    assert embedded(view.page(big(401)))["renderer"] == "canvas"


def test_the_network_is_pyvis_own_with_places_and_without_physics():
    network = embedded(view.page(station()))["network"]

    assert len(network["nodes"]) == 21
    assert {"id", "label", "shape", "color", "x", "y", "size"} <= network["nodes"][0].keys()
    assert len(network["edges"]) == 24
    assert json.loads(network["options"])["physics"]["enabled"] is False


def test_quotes_are_cut_from_the_text_at_offsets_that_javascript_counts():
    knowledge = station()

    packed = data.pack(knowledge, title="t", base="https://example.org/")

    expected = sorted(evidence.quote for fact in knowledge.facts for evidence in fact.evidence)
    texts = [document[7].encode("utf-16-le") for document in packed["documents"]]
    rows = packed["evidence"]
    places = zip(rows["document"], rows["sentence"], rows["start"], rows["end"], strict=True)
    found = [
        texts[row][2 * (first + start) : 2 * (first + end)].decode("utf-16-le") for row, first, start, end in places
    ]
    assert sorted(found) == expected


def test_focus_by_any_name_keeps_what_lies_within_the_steps():
    near = embedded(view.page(station(), focus="cnsa", depth=1))

    assert sorted(near["entities"]["id"]) == ["org:cnsa", "org:roscosmos", "person:zhang-kejian", "place:china"]


def test_focus_on_an_unknown_name_says_so():
    with pytest.raises(NotFoundError, match="Atlantis"):
        view.page(station(), focus="Atlantis")


def test_an_unknown_renderer_is_refused():
    with pytest.raises(ExportError, match="webgl"):
        view.page(station(), renderer="webgl")


@pytest.mark.parametrize("knowledge", [EMPTY, one(), one("", "")])
def test_the_smallest_graphs_give_a_page(knowledge, renderer: str):
    assert "<!doctype html>" in view.page(knowledge, renderer=renderer)


def test_hostile_words_never_stand_in_the_file_as_markup(renderer: str):
    nasty = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{7*7}} \"'href"

    page = view.page(
        one(nasty, nasty, kind=nasty, predicate=nasty, url=nasty, title=nasty, text=nasty, document=nasty),
        renderer=renderer,
        title=nasty,
        sparql="never",  # RDF has no names of that kind
    )

    assert "<img" not in page
    assert "<script>alert" not in page


def test_modules_that_import_each_other_are_refused():
    sources = {"a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\n'}

    with pytest.raises(ValueError, match="a -> b -> a"):
        bundle.join(sources, "a")


def test_no_script_file_is_longer_than_300_lines_and_none_writes_markup():
    from importlib import resources

    for file in (resources.files("kg.view") / "js").iterdir():
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            file.name
        )
