// The parts of the page, put together: header, filters, graph, panel; and what happens when something is chosen.

import { askPanel } from "./ask.js";
import { announce, button, el, fill, name } from "./dom.js";
import { CanvasRenderer } from "./canvas.js";
import { details } from "./details.js";
import { filterPanel } from "./facets.js";
import { neighbours, keys, walker } from "./keys.js";
import { table } from "./list.js";
import { LINES } from "./paint.js";
import { help, takeAway } from "./menu.js";
import { minimap } from "./minimap.js";
import { drawn, entities } from "./picture.js";
import { pathPanel, routes } from "./paths.js";
import { reading } from "./reading.js";
import { crowded, scenes } from "./scene.js";
import { searchBox } from "./searchbox.js";
import { text } from "./strings.js";
import { narrowed, TABS } from "./state.js";
import * as theme from "./theme.js";
import { describe, place } from "./tip.js";
import { VisRenderer } from "./vis.js";

export class App {
  /** @param {HTMLElement} root @param {import("./graph.js").Graph} graph @param {import("./state.js").Store} store */
  constructor(root, graph, store) {
    this.graph = graph;
    this.store = store;
    this.scenes = scenes(graph);
    this.scene = this.scenes(store.state);
    this.overview = crowded(this.scene, store.state);
    this.drawn = "";
    this.look = "";
    this.way = "";
    /** @type {number | null} */ this.walked = null;
    this.walk = walker(graph);
    this.search = searchBox(this.graph, { entity: (row) => this.go.entity(row), fact: (row) => this.go.fact(row) });
    this.filters = filterPanel(this.graph, this.store, { expand: () => this.expand() });
    this.ask = askPanel(graph, store, this.go);
    this.help = help();
    this.map = minimap(() => this.renderer, (x, y) => this.renderer.look({ ...this.renderer.camera, x, y }));
    this.rest = 0;
    this.routes = routes(graph);
    theme.start(() => this.retheme());
    theme.onPaper((paper) => this.renderer.print(paper));
    this.build(root);
    const Renderer = graph.renderer === "pyvis" ? VisRenderer : CanvasRenderer;
    this.renderer = new Renderer(this.canvas, graph, {
      pick: (found) => this.pick(found), hover: (found, x, y) => this.hover(found, x, y), moved: () => this.moved(),
      drop: (node, at) => store.set({ pins: new Map([...store.state.pins, [node, at]]) }),
    });
    this.listen();
    store.listen(() => this.update());
    this.update();
    this.settle();
  }

  /** @param {HTMLElement} root */
  build(root) {
    this.status = el("p", { class: "status", id: "status" });
    this.canvas = el("div", { class: "canvas" });
    this.stage = el("div", { class: "stage", tabindex: "0", role: "application", "aria-describedby": "stage-help" }, this.canvas);
    this.tip = el("div", { class: "tip", hidden: true });
    this.panel = el("div", { class: "panel", id: "panel", role: "tabpanel", tabindex: "0" });
    this.tabs = el("div", { class: "tabs", role: "tablist", onkeydown: (/** @type {KeyboardEvent} */ e) => this.turn(e) },
      ...TABS.map((tab) => el("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "panel", onclick: () => this.store.set({ tab }) }, text[tab === "text" ? "source" : /** @type {"details"} */ (tab)])));
    const aside = el("aside", { class: "filters", id: "filters", "aria-label": text.filters }, this.filters.element);
    const opener = button(text.filters, () => opener.setAttribute("aria-expanded", String(aside.classList.toggle("open"))), { "aria-expanded": "false", "aria-controls": "filters", class: "opener" });
    const zoom = el("div", { class: "zoom" }, button("+", () => this.renderer.zoom(1.25), { "aria-label": text.zoomIn }), button("−", () => this.renderer.zoom(0.8), { "aria-label": text.zoomOut }), button("⤢", () => this.renderer.fit(), { "aria-label": text.fit }));
    fill(root,
      el("header", {}, el("h1", {}, name(this.graph.title)), this.search.element, el("div", { class: "tools" }, opener, this.steps(), takeAway(this), button("◐", () => { theme.toggle(); this.retheme(); }, { "aria-label": text.theme, title: text.theme }), button("?", () => this.help.showModal(), { "aria-label": text.help, title: text.help }))),
      el("main", {}, aside, el("section", { class: "view", "aria-label": text.view }, this.stage, el("p", { class: "unseen", id: "stage-help" }, text.graphHelp), zoom, this.map.element, this.tip, this.status),
        el("section", { class: "side", "aria-label": text.details }, this.tabs, this.panel)), this.help);
  }

  /** Back and forward through the views of this visit. */
  steps() {
    this.undo = button("↶", () => this.store.go(-1), { "aria-label": text.undo, title: text.undo });
    this.redo = button("↷", () => this.store.go(1), { "aria-label": text.redo, title: text.redo });
    return el("span", { class: "undo" }, this.undo, this.redo);
  }

  listen() {
    keys(this.stage, {
      renderer: () => this.renderer, search: () => this.search.focus(), help: () => this.help.showModal(), back: () => this.back(), step: (step) => this.store.go(step),
      walk: (step) => this.step(step), move: (dx, dy) => this.shift(dx, dy), enter: () => this.walked !== null && this.go.entity(this.walked),
      focus: () => this.store.state.node !== null && this.go.focus(this.store.state.node), hide: () => this.store.state.node !== null && this.go.hide(this.store.state.node),
    });
  }

  /** What panels may ask for. */
  get go() {
    const { store } = this;
    return {
      entity: (/** @type {number} */ node) => this.choose(node),
      fact: (/** @type {number} */ fact) => store.set({ facts: [fact], node: null, tab: "details" }),
      read: (/** @type {number} */ source, /** @type {number} */ at) => store.set({ source, at, tab: "text" }),
      focus: (/** @type {number} */ focus) => store.set({ focus, depth: 1, node: focus, extra: new Set() }),
      these: (/** @type {number[]} */ rows) => store.set({ extra: new Set(rows), focus: null, group: null, node: null, facts: [] }),
      grow: (/** @type {number} */ node) => store.set({ extra: new Set([...store.state.extra, node, ...neighbours(this.graph, node)]) }),
      unpin: (/** @type {number} */ node) => store.set({ pins: new Map([...store.state.pins].filter(([pinned]) => pinned !== node)) }),
      facts: (/** @type {number[]} */ facts) => store.set({ facts, node: null, tab: "details" }),
      hide: (/** @type {number} */ node) => store.set({ hidden: new Set([...store.state.hidden, node]), node: null }),
      pathFrom: (/** @type {number} */ node) => store.set({ node, tab: "path", path: null }),
    };
  }

  /** Show what lies one step further. */
  expand() {
    const { state } = this.store, { graph, scene } = this;
    if (!state.extra.size) return this.store.set({ depth: state.depth + 1 });
    const there = [...scene.nodes.keys()].filter((node) => scene.nodes[node]);
    this.store.set({ extra: new Set(there.flatMap((node) => [node, ...neighbours(graph, node)])) });
  }

  /** @param {number} node */
  choose(node) {
    const outside = this.overview || (this.store.state.group !== null && this.graph.group[node] !== this.store.state.group);
    const near = outside || (narrowed(this.store.state) && !this.scene.nodes[node]) ? { focus: node, depth: 1, group: null, extra: new Set() } : {};
    this.store.set({ node, facts: [], tab: this.store.state.tab === "path" ? "path" : "details", ...near });
    const shown = Array.from(this.graph.factsOf(node)).filter((fact) => this.scene.facts[fact]).length;
    announce(text.chosen(this.graph.names[node], this.graph.types[this.graph.type[node]].id, shown));
    if (this.scene.nodes[node]) this.bring(node);
  }

  /** Move the view only where the entity is out of sight. @param {number} node */
  bring(node) {
    const at = this.renderer.screen(node), box = this.stage.getBoundingClientRect();
    if (at.x < 40 || at.y < 40 || at.x > box.width - 40 || at.y > box.height - 40) this.renderer.center(node);
  }

  /** @param {import("./vis.js").Found} found */
  pick({ node, link, group }) {
    if (group !== undefined) this.store.set({ group, node: null, facts: [] });
    else if (node !== undefined) this.choose(node);
    else if (link) this.store.set({ facts: link.facts, node: null, tab: "details" });
    else if (this.store.state.node !== null || this.store.state.facts.length) this.store.set({ node: null, facts: [] });
  }

  /** @param {import("./vis.js").Found | null} found @param {number} x @param {number} y */
  hover(found, x, y) {
    this.tip.hidden = !found;
    this.canvas.style.cursor = found ? "pointer" : "";
    if (!found) return;
    describe(this.graph, found, this.tip, (group) => this.renderer.picture?.name(group) ?? "");
    place(this.tip, this.stage.getBoundingClientRect(), x, y);
  }

  /** The view has moved: the minimap follows, and so does the address when it rests. */
  moved() {
    if (!this.drawn) return;
    this.map.follow();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      const { camera, byHand } = this.renderer;
      const at = /** @type {[number, number, number]} */ ([Math.round(camera.x), Math.round(camera.y), Number(camera.k.toPrecision(4))]);
      if (String(byHand ? at : null) !== String(this.store.state.camera)) this.store.amend({ camera: byHand ? at : null });
    }, 300);
  }

  /** Move the chosen entity. @param {number} dx @param {number} dy */
  shift(dx, dy) {
    const { node, pins } = this.store.state;
    if (node === null || this.overview || !this.scene.nodes[node]) return;
    const { x, y } = this.renderer.places()(node);
    this.store.set({ pins: new Map([...pins, [node, [x + dx, y + dy]]]) });
  }

  /** What is drawn, to be drawn elsewhere. */
  seen() {
    const { graph, scene, renderer, store } = this;
    const at = renderer.places();
    return renderer.picture ?? { ...entities(graph, scene, store.state), x: Float32Array.from(graph.ids, (_, i) => (scene.nodes[i] ? at(i).x : 0)), y: Float32Array.from(graph.ids, (_, i) => (scene.nodes[i] ? at(i).y : 0)) };
  }

  /** @param {number} step */
  step(step) {
    this.walked = this.walk.step(this.store.state.node, this.scene, step);
    if (this.walked === null) return;
    this.bring(this.walked);
    this.renderer.light(this.lit());
  }

  back() {
    const { state } = this.store;
    this.walked = null;
    if (state.facts.length || state.node !== null) this.store.set({ node: null, facts: [], path: null });
    else if (narrowed(state) || state.group !== null) this.store.set({ focus: null, extra: new Set(), group: null });
    announce(text.cleared);
    this.stage.focus();
  }

  /** @param {KeyboardEvent} event */
  turn(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tab = TABS[(TABS.indexOf(this.store.state.tab) + step + TABS.length) % TABS.length];
    this.store.set({ tab });
    document.getElementById(`tab-${tab}`)?.focus();
    event.preventDefault();
  }

  /** What stands out for the state. */
  lit() {
    const { node, facts, path, tab, way } = this.store.state;
    const { graph } = this;
    const lit = { node, facts: new Set(facts), nodes: /** @type {Set<number>} */ (new Set()), walked: this.walked };
    if (tab === "path" && path) for (const fact of this.routes(this.scene, path)[way] ?? []) lit.facts.add(fact);
    for (const fact of lit.facts) for (const end of [graph.subject[fact], graph.object[fact]]) if (end >= 0) lit.nodes.add(end);
    if (node !== null && !lit.facts.size) {
      for (const fact of graph.factsOf(node)) if (this.scene.facts[fact]) lit.facts.add(fact);
      for (const other of [node, ...neighbours(graph, node, this.scene)]) lit.nodes.add(other);
    }
    return lit;
  }

  update() {
    const { state } = this.store;
    const before = this.scene;
    this.scene = this.scenes(state);
    this.overview = crowded(this.scene, state);
    const key = JSON.stringify([state.focus, state.depth, [...state.extra], state.group, this.overview]);
    const look = key + state.colour + JSON.stringify([...state.pins]);
    if (this.walk && state.node !== null) this.walked = null;
    const anew = before !== this.scene || look !== this.look;
    if (anew) this.renderer.show(this.scene, state, this.overview);
    this.look = look;
    this.renderer.light(this.lit());
    const way = state.tab === "path" ? String([state.path, state.way]) : "";
    if (key !== this.drawn) this.renderer.fit();
    else if (way !== this.way && way) this.renderer.fit(this.lit().nodes);
    this.drawn = key;
    this.way = way;
    if (anew) this.map.draw();
    this.filters.draw(this.scene);
    this.showPanel();
    [this.undo.disabled, this.redo.disabled] = [!this.store.trail[this.store.at - 1], !this.store.trail[this.store.at + 1]];
    const shown = this.told();
    fill(this.status, this.graph.size ? shown : text.empty, this.overview && button(text.whole, () => this.store.set({ whole: true }), { class: "plain" }));
    this.stage.setAttribute("aria-label", text.graph(shown));
  }

  /** What is drawn, in words. */
  told() {
    const { scene, graph } = this;
    const { picture } = this.renderer;
    if (!this.overview || !picture) return text.shown(scene.nodeCount, graph.size, scene.factCount, graph.facts) + (picture && scene.links.length > LINES / 2 ? text.lines(LINES / 2) : "");
    const { communities, left } = drawn(picture, scene, graph);
    return text.overview(communities, scene.nodeCount, scene.factCount, left);
  }

  showPanel() {
    const { graph, scene, store, go } = this;
    const { state } = store;
    const parts = {
      details: () => details(graph, state, scene, go),
      list: () => table(graph, scene, go),
      path: () => pathPanel(graph, state, state.path ? this.routes(scene, state.path) : [], (path) => store.set({ path, way: 0 }), (way) => store.set({ way }), go),
      text: () => reading(graph, state, (source) => store.set({ source, at: -1 }), (facts) => store.set({ facts, node: null, tab: "details" })),
      ask: () => [this.ask.element],
    }[state.tab];
    fill(this.panel, ...(parts?.() ?? []));
    this.panel.setAttribute("aria-labelledby", `tab-${state.tab}`);
    if (state.tab === "ask") this.ask.show(state.query);
    else this.panel.scrollTop = 0;
    for (const tab of this.tabs.children) {
      const on = tab.id === `tab-${state.tab}`;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
    if (state.tab === "text") this.panel.querySelector("mark.strong")?.scrollIntoView({ block: "center" });
  }

  retheme() {
    this.map.draw();
    this.renderer.repaint();
    this.renderer.light(this.lit());
    this.filters.draw(this.scene);
  }

  settle() {
    const { node, camera } = this.store.state;
    this.renderer.fit();
    if (this.way && this.lit().nodes.size) this.renderer.fit(this.lit().nodes);
    if (camera) return this.renderer.look({ x: camera[0], y: camera[1], k: camera[2] });
    if (node !== null && this.scene.nodes[node]) this.bring(node);
  }
}
