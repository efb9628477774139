"""How fast the graph page is, beside pyvis' own page and sigma.js on the same graph, in one run.

    python tests/benchmarks/page.py 10000 100000

For each size and page, in a fresh Chromium without a GPU: bytes of the file; wall time and CPU until the first view is
drawn; then CPU and wall time a frame while the view is panned for 60 frames. CPU is that of the page's process and of
the one that draws (which stands in for a GPU here), from /proc, so that other load on the machine hardly matters.
pyvis' own page gets `CAP` seconds. sigma.js and graphology come from npm: npm ci --prefix tests/view.
"""

import importlib.util
import json
import os
import pathlib
import sys
import tempfile
import time
from collections.abc import Callable

from playwright.sync_api import Error, sync_playwright

from kg import view
from kg.model import Knowledge
from kg.view import data

HERE = pathlib.Path(__file__).parent
MODULES = HERE.parent / "view" / "node_modules"
CAP = 60
FRAMES = 60
TICK = os.sysconf("SC_CLK_TCK")

PAN = """([frames, step]) => new Promise((done) => {
  const start = performance.now(); let n = 0;
  const next = () => { if (n++ >= frames) return done(performance.now() - start); (0, bench[step])(n); requestAnimationFrame(next); };
  requestAnimationFrame(next); })"""  # noqa: E501

WATCH = """const watch = setInterval(() => {
  if (document.querySelector(".canvas")?.dataset.painted) { clearInterval(watch); console.log("drawn"); }
}, 5);"""

HOOK = "<script>window.bench = {};</script>"


def ours(knowledge: Knowledge) -> str:
    """Give our page; the view is there when the canvas has painted once."""
    return view.page(knowledge, sparql="never")


def pyvis_own(knowledge: Knowledge) -> str:
    """Give what pyvis writes by itself, its lists filled directly since `add_edge` is quadratic."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for row, entity in enumerate(knowledge.entities):
        net.nodes.append({"id": row, "label": entity.name, "shape": "dot"})
    row = {entity.id: number for number, entity in enumerate(knowledge.entities)}
    net.edges = [
        {"from": row[fact.subject], "to": row[fact.object], "title": fact.label}
        for fact in knowledge.facts
        if isinstance(fact.object, str)
    ]
    drawn = 'network.once("stabilizationIterationsDone", () => console.log("drawn")); bench.pan = (n) => { const at = network.getViewPosition(); network.moveTo({ position: { x: at.x + 8, y: at.y } }); };'  # noqa: E501
    # Its two files on a CDN would be waited for.
    html = net.generate_html()
    return HOOK + html.replace("drawGraph();", "drawGraph(); " + drawn, 1)


def sigma(knowledge: Knowledge) -> str:
    """Give a plain sigma.js page with our positions."""
    packed = data.pack(knowledge, title="", base=view.BASE)
    entities, facts = packed["entities"], packed["facts"]
    columns = {
        "x": entities["x"],
        "y": entities["y"],
        "name": entities["name"],
        "s": facts["subject"],
        "o": facts["object"],
    }
    libraries = [MODULES / "graphology/dist/graphology.umd.min.js", MODULES / "sigma/dist/sigma.min.js"]
    scripts = "".join(f"<script>{library.read_text('utf-8')}</script>" for library in libraries)
    draw = """
      const d = JSON.parse(document.getElementById("d").textContent), g = new graphology.MultiDirectedGraph();
      d.x.forEach((x, i) => g.addNode(i, { x, y: d.y[i], size: 3, label: d.name[i], color: "#2f6fd6" }));
      d.s.forEach((s, f) => d.o[f] >= 0 && g.addEdge(s, d.o[f], { size: 0.5, color: "#999" }));
      const s = new Sigma(g, document.getElementById("box"));
      s.once("afterRender", () => console.log("drawn")); s.refresh();
      bench.pan = (n) => s.getCamera().setState({ x: 0.5 + n / 500 });"""
    return (
        f'<!doctype html><meta charset="utf-8">{HOOK}<div id="box" style="position:fixed;inset:0"></div>'
        f'<script type="application/json" id="d">{json.dumps(columns).replace("<", "&lt;")}</script>'
        f"{scripts}<script>{draw}</script>"
    )


def spent(pid: int) -> float:
    """Give the seconds of CPU that a process has used; 0 where it is gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def drawing(root: pathlib.Path) -> dict[str, int]:
    """Give the processes of the browser with this profile that run pages and that draw."""
    found = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        for kind in ("renderer", "gpu-process"):
            if str(root) in line and f"--type={kind}" in line:
                found[f"{kind}{entry.name}"] = int(entry.name)
    return found


def measure(kind: str, html: str) -> str:
    """Open a page and pan it; give the row of figures."""
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        file = pathlib.Path(room) / "page.html"
        file.write_text(html, encoding="utf-8")
        profile = pathlib.Path(room) / "profile"
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox"],
            viewport={"width": 1280, "height": 800},
        )
        page = context.pages[0]
        page.set_default_timeout(CAP * 1000)
        page.set_default_navigation_timeout(CAP * 1000)
        page.route(lambda url: url.startswith("http"), lambda route: route.abort())
        row = f"{kind:6} {len(html.encode()) / 1e6:8.2f} MB"
        # Told by the page, since one that is busy answers nothing.
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        if kind == "ours":
            page.add_init_script(WATCH)
        try:
            start = time.perf_counter()
            page.goto(file.as_uri(), wait_until="commit")
            while "drawn" not in said:
                if time.perf_counter() - start > CAP:
                    raise Error("time")
                page.wait_for_timeout(10)
            wall = time.perf_counter() - start
            row += f"  ready {wall:6.2f} s, {sum(map(spent, drawing(profile).values())):6.2f} s CPU"
            if kind == "ours":
                page.evaluate("window.bench = { pan: () => kg.renderer.pan(8, 0) }")
            page.wait_for_timeout(1500)
            before = {name: spent(pid) for name, pid in drawing(profile).items()}
            took = page.evaluate(PAN, [FRAMES, "pan"])
            after = {name: spent(pid) for name, pid in drawing(profile).items()}
            for word, name in (("page", "renderer"), ("drawing", "gpu")):
                used = sum(after[each] - before.get(each, 0) for each in after if each.startswith(name))
                row += f"  {word} {1000 * used / FRAMES:6.1f} ms CPU a frame"
            row += f"  {took / FRAMES:6.1f} ms a frame"
        except Error:
            row += f"  nothing drawn after {CAP} s"
        context.close()
    return row


def main() -> None:
    """Print a row for each page and size."""
    spec = importlib.util.spec_from_file_location("samples", HERE.parent / "view" / "samples.py")
    assert spec
    assert spec.loader
    samples = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(samples)
    pages: dict[str, Callable[[Knowledge], str]] = {"ours": ours, "sigma": sigma, "pyvis": pyvis_own}
    for count in map(int, sys.argv[1:] or ["10000"]):
        knowledge = samples.big(count)
        print(f"{count:,} entities, {len(knowledge.facts):,} facts", flush=True)  # noqa: T201
        for kind, make in pages.items():
            if kind == "sigma" and not MODULES.is_dir():
                continue
            html = make(knowledge)
            row = measure(kind, html)
            print(f"  {row}  {len(html.encode()) / len(knowledge.facts):6.0f} bytes a fact", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
