// What the reader has chosen: one object, changed in one place, kept in the address so that a link restores it.

/**
 * @typedef {"type" | "predicate" | "status" | "document" | "speaker"} Facet
 * @typedef {{node: number | null, facts: number[], off: Record<Facet, Set<number>>, confidence: number,
 *   events: [string, string], published: [string, string], focus: number | null, depth: number,
 *   hidden: Set<number>, tab: string, colour: string, source: number | null, at: number, path: [number, number] | null,
 *   group: number | null, whole: boolean, extra: Set<number>, query: string,
 *   way: number, pins: Map<number, [number, number]>, camera: [number, number, number] | null}} State
 *   `extra` are entities shown beside the focus and what lies near it, `way` which of the paths, `pins` where the reader put
 *   entities, `camera` the middle of the view and its zoom, once the reader has moved it
 */

/** @type {Facet[]} */
export const FACETS = ["type", "predicate", "status", "document", "speaker"];

export const TABS = ["details", "list", "path", "text", "ask"];

/** @returns {State} */
export function initial() {
  return {
    node: null, facts: [], confidence: 0, events: ["", ""], published: ["", ""], focus: null, depth: 1,
    off: { type: new Set(), predicate: new Set(), status: new Set(), document: new Set(), speaker: new Set() },
    hidden: new Set(), tab: "details", colour: "type", source: null, at: -1, path: null, group: null, whole: false,
    extra: new Set(), query: "", way: 0, pins: new Map(), camera: null,
  };
}

/** Is only a part of the graph looked at? @param {State} state */
export function narrowed({ focus, extra }) {
  return focus !== null || extra.size > 0;
}

export class Store {
  /** @param {import("./graph.js").Graph} graph */
  constructor(graph) {
    this.graph = graph;
    this.names = keysOf(graph);
    this.state = read(location.hash, graph, this.names);
    /** @type {((state: State) => void)[]} */ this.listeners = [];
    /** Every view of this visit, as an address, and which of them is shown. */
    this.trail = [this.written()];
    this.at = 0;
    window.addEventListener("popstate", (event) => this.arrive(event.state?.step));
    window.addEventListener("hashchange", () => location.hash !== this.trail[this.at] && this.arrive(undefined));
  }

  written() {
    return write(this.state, this.graph, this.names);
  }

  /** @param {(state: State) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** Change some of the state; each change is a step that Back undoes. @param {Partial<State>} change */
  set(change) {
    this.state = { ...this.state, ...change };
    const hash = this.written();
    if (hash !== this.trail[this.at]) {
      this.trail = [...this.trail.slice(0, this.at + 1), hash];
      this.at++;
      remember("pushState", this.at, hash);
    }
    this.tell();
  }

  /** Change what is no step of its own, such as where the view stands. @param {Partial<State>} change */
  amend(change) {
    this.state = { ...this.state, ...change };
    this.trail[this.at] = this.written();
    remember("replaceState", this.at, this.trail[this.at]);
  }

  /** Back or forward. @param {1 | -1} step */
  go(step) {
    if (!this.trail[this.at + step]) return;
    this.arrive(this.at + step);
    if (remembers()) history.go(step);
  }

  /** The browser, or the reader, went to a step; without a number, to an address that was typed in. @param {number | undefined} step */
  arrive(step) {
    if (step === this.at) return;
    if (step !== undefined && this.trail[step]) this.at = step;
    else [this.trail, this.at] = [[location.hash], 0];
    this.state = read(step === undefined ? location.hash : this.trail[this.at], this.graph, this.names);
    this.tell();
  }

  tell() {
    for (const listener of this.listeners) listener(this.state);
  }

  /** @param {Facet} facet @param {Set<number>} off */
  filter(facet, off) {
    this.set({ off: { ...this.state.off, [facet]: off } });
  }

  reset() {
    const { off, confidence, events, published, hidden, focus, extra, group, pins } = initial();
    this.set({ off, confidence, events, published, hidden, focus, extra, group, pins });
  }
}

/** A page in a notebook's frame may not change its address. @param {"pushState" | "replaceState"} how @param {number} step @param {string} hash */
function remember(how, step, hash) {
  if (remembers()) history[how]({ step }, "", hash);
}

function remembers() {
  return window.origin !== "null" || location.protocol === "file:";
}

/** Names of the choices of each facet, as an address spells them. @param {import("./graph.js").Graph} graph @returns {Record<Facet, string[]>} */
function keysOf(graph) {
  return {
    type: graph.types.map((type) => type.id),
    predicate: graph.predicates.map(([id]) => id),
    status: graph.statuses,
    document: graph.documents.map((document) => document.id),
    speaker: [...graph.ids, ""],
  };
}

/** @param {State} state @param {import("./graph.js").Graph} graph @param {Record<Facet, string[]>} names */
function write(state, graph, names) {
  const parts = new URLSearchParams();
  const put = (/** @type {string} */ key, /** @type {any} */ value, /** @type {any} */ usual) => {
    if (value !== null && value !== undefined && String(value) !== String(usual)) parts.append(key, String(value));
  };
  put("node", state.node === null ? null : graph.ids[state.node], null);
  for (const fact of state.facts) parts.append("fact", graph.factIds[fact]);
  for (const facet of FACETS) {
    // Whichever is shorter: what is left out, or what is left.
    const off = state.off[facet], few = off.size * 2 <= names[facet].length;
    names[facet].forEach((name, row) => off.has(row) === few && off.size && parts.append(`${few ? "no" : "only"}-${facet}`, name));
  }
  for (const node of [...state.hidden].sort((a, b) => a - b)) parts.append("hide", graph.ids[node]);
  put("confidence", state.confidence, 0);
  put("events", state.events.join("/"), "/");
  put("published", state.published.join("/"), "/");
  put("focus", state.focus === null ? null : graph.ids[state.focus], null);
  put("depth", state.focus === null ? null : state.depth, 1);
  for (const node of [...state.extra].sort((a, b) => a - b)) parts.append("with", graph.ids[node]);
  put("group", state.group, null);
  put("whole", state.whole, false);
  put("tab", state.tab, "details");
  put("colour", state.colour, "type");
  put("text", state.source === null ? null : graph.documents[state.source].id, null);
  put("ask", graph.questions.find(([, , sparql]) => sparql === state.query)?.[0] ?? state.query, "");
  for (const [node, at] of [...state.pins].sort(([a], [b]) => a - b)) parts.append("pin", [...at.map(Math.round), graph.ids[node]].join(","));
  put("view", state.camera?.join(","), undefined);
  put("way", state.way, 0);
  if (state.path) for (const node of state.path) parts.append("path", graph.ids[node]);
  return `#${parts.toString()}`;
}

/** Read an address; what it names but the graph lacks is left out. @param {string} hash @param {import("./graph.js").Graph} graph @param {Record<Facet, string[]>} names */
function read(hash, graph, names) {
  const state = initial();
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const rows = (/** @type {string} */ key, /** @type {string[]} */ known) =>
    parts.getAll(key).map((id) => known.indexOf(id)).filter((row) => row >= 0);
  const one = (/** @type {string} */ key, /** @type {string[]} */ known) => rows(key, known)[0] ?? null;
  const dates = (/** @type {string} */ key) =>
    /** @type {[string, string]} */ (/^([\d-]{0,10})\/([\d-]{0,10})$/.exec(parts.get(key) ?? "")?.slice(1) ?? ["", ""]);
  state.node = one("node", graph.ids);
  state.facts = rows("fact", graph.factIds);
  for (const facet of FACETS) {
    const only = new Set(rows(`only-${facet}`, names[facet]));
    state.off[facet] = new Set(only.size ? [...names[facet].keys()].filter((row) => !only.has(row)) : rows(`no-${facet}`, names[facet]));
  }
  state.hidden = new Set(rows("hide", graph.ids));
  state.confidence = Math.min(1, Math.max(0, Number(parts.get("confidence")) || 0));
  state.events = dates("events");
  state.published = dates("published");
  state.focus = one("focus", graph.ids);
  state.depth = Math.min(9, Math.max(1, Math.round(Number(parts.get("depth"))) || 1));
  state.extra = new Set(rows("with", graph.ids));
  const group = Number(parts.get("group") ?? NaN);
  state.group = graph.group.includes(group) ? group : null;
  state.whole = parts.get("whole") === "true";
  state.tab = TABS.find((tab) => tab === parts.get("tab")) ?? "details";
  state.colour = parts.get("colour") === "group" ? "group" : "type";
  state.source = one("text", names.document);
  const asked = parts.get("ask") ?? "";
  state.query = graph.questions.find(([name]) => name === asked)?.[2] ?? asked;
  const ends = rows("path", graph.ids);
  state.path = ends.length === 2 ? [ends[0], ends[1]] : null;
  state.way = Math.min(9, Math.max(0, Math.round(Number(parts.get("way"))) || 0));
  for (const pin of parts.getAll("pin")) {
    const [, x, y, id] = /^(-?\d{1,7}),(-?\d{1,7}),(.*)$/.exec(pin) ?? [];
    if (graph.ids.includes(id)) state.pins.set(graph.ids.indexOf(id), [Number(x), Number(y)]);
  }
  const [x, y, k] = (parts.get("view") ?? "").split(",").map(Number);
  state.camera = [x, y, k].every(Number.isFinite) && k > 0 ? [x, y, k] : null;
  return state;
}
