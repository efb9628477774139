// What the reader has chosen: one object, changed in one place, kept in the address so that a link restores it.

/**
 * @typedef {"type" | "predicate" | "status" | "document" | "speaker"} Facet
 * @typedef {{node: number | null, facts: number[], off: Record<Facet, Set<number>>, confidence: number,
 *   events: [string, string], published: [string, string], focus: number | null, depth: number,
 *   hidden: Set<number>, tab: string, colour: string, source: number | null, at: number, path: [number, number] | null,
 *   group: number | null, whole: boolean}} State
 */

/** @type {Facet[]} */
export const FACETS = ["type", "predicate", "status", "document", "speaker"];

/** @returns {State} */
export function initial() {
  return {
    node: null, facts: [], confidence: 0, events: ["", ""], published: ["", ""], focus: null, depth: 1,
    off: { type: new Set(), predicate: new Set(), status: new Set(), document: new Set(), speaker: new Set() },
    hidden: new Set(), tab: "details", colour: "type", source: null, at: -1, path: null, group: null, whole: false,
  };
}

export class Store {
  /** @param {import("./graph.js").Graph} graph */
  constructor(graph) {
    this.graph = graph;
    this.names = keysOf(graph);
    this.state = read(location.hash, graph, this.names);
    /** @type {((state: State) => void)[]} */ this.listeners = [];
    window.addEventListener("popstate", () => this.take(read(location.hash, graph, this.names)));
    window.addEventListener("hashchange", () => {
      if (location.hash !== write(this.state, graph, this.names)) this.take(read(location.hash, graph, this.names));
    });
  }

  /** @param {(state: State) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** Change some of the state; each change is a step that the browser's Back undoes. @param {Partial<State>} change */
  set(change) {
    this.state = { ...this.state, ...change };
    const hash = write(this.state, this.graph, this.names);
    if (hash !== (location.hash || "#")) history.pushState(null, "", hash);
    this.tell();
  }

  /** @param {State} state */
  take(state) {
    this.state = state;
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
    const { off, confidence, events, published, hidden, focus, group } = initial();
    this.set({ off, confidence, events, published, hidden, focus, group });
  }
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
    if (value !== null && String(value) !== String(usual)) parts.append(key, String(value));
  };
  put("node", state.node === null ? null : graph.ids[state.node], null);
  for (const fact of state.facts) parts.append("fact", graph.factIds[fact]);
  for (const facet of FACETS) for (const off of [...state.off[facet]].sort((a, b) => a - b)) parts.append(`no-${facet}`, names[facet][off]);
  for (const node of [...state.hidden].sort((a, b) => a - b)) parts.append("hide", graph.ids[node]);
  put("confidence", state.confidence, 0);
  put("events", state.events.join("/"), "/");
  put("published", state.published.join("/"), "/");
  put("focus", state.focus === null ? null : graph.ids[state.focus], null);
  put("depth", state.focus === null ? null : state.depth, 1);
  put("group", state.group, null);
  put("whole", state.whole, false);
  put("tab", state.tab, "details");
  put("colour", state.colour, "type");
  put("text", state.source === null ? null : graph.documents[state.source].id, null);
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
  for (const facet of FACETS) state.off[facet] = new Set(rows(`no-${facet}`, names[facet]));
  state.hidden = new Set(rows("hide", graph.ids));
  state.confidence = Math.min(1, Math.max(0, Number(parts.get("confidence")) || 0));
  state.events = dates("events");
  state.published = dates("published");
  state.focus = one("focus", graph.ids);
  state.depth = Math.min(9, Math.max(1, Math.round(Number(parts.get("depth"))) || 1));
  const group = Number(parts.get("group") ?? NaN);
  state.group = graph.group.includes(group) ? group : null;
  state.whole = parts.get("whole") === "true";
  state.tab = ["details", "list", "path", "text"].find((tab) => tab === parts.get("tab")) ?? "details";
  state.colour = parts.get("colour") === "group" ? "group" : "type";
  state.source = one("text", names.document);
  const ends = rows("path", graph.ids);
  state.path = ends.length === 2 ? [ends[0], ends[1]] : null;
  return state;
}
