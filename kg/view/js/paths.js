// The way from one entity to another, through what is shown, with the sentence behind every step.

import { button, el } from "./dom.js";
import { entity, factItem } from "./evidence.js";
import { fold } from "./search.js";
import { text } from "./strings.js";

/** Ways between two entities that are told at most, as `kg path` does. */
const MOST = 3;

/** The best ways between two entities through what is shown, remembered until one of them changes. @param {import("./graph.js").Graph} graph */
export function routes(graph) {
  /** @type {[Uint8Array | null, string, number[][]]} */ let last = [null, "", []];
  return (/** @type {import("./scene.js").Scene} */ scene, /** @type {[number, number]} */ ends) => {
    if (last[0] !== scene.facts || last[1] !== String(ends)) last = [scene.facts, String(ends), several(graph, scene.facts, ends[0], ends[1])];
    return last[2];
  };
}

/**
 * The best paths that don't pass an entity twice (Yen, "Finding the K shortest loopless paths in a network", 1971); parallel
 * facts make no other path.
 * @param {import("./graph.js").Graph} graph @param {Uint8Array} facts @param {number} from @param {number} to
 */
export function several(graph, facts, from, to) {
  const first = shortest(graph, facts, from, to);
  if (!first) return [];
  const found = [first];
  /** @type {Map<string, number[]>} */ const offered = new Map();
  while (found.length < MOST) {
    const last = found[found.length - 1];
    let node = from;
    const allowed = facts.slice();
    for (let i = 0; i < last.length; i++) {
      const open = allowed.slice();
      for (const path of found) {
        if (path.slice(0, i).every((fact, at) => graph.pair[fact] === graph.pair[last[at]])) close(graph, open, node, graph.pair[path[i]]);
      }
      const rest = shortest(graph, open, node, to);
      if (rest) offered.set(String([...last.slice(0, i), ...rest].map((fact) => graph.pair[fact])), [...last.slice(0, i), ...rest]);
      // What lies before is passed once.
      for (const fact of graph.factsOf(node)) allowed[fact] = 0;
      node = graph.other(last[i], node);
    }
    const best = [...offered].sort(([, a], [, b]) => price(graph, a, from) - price(graph, b, from))[0];
    if (!best) break;
    offered.delete(best[0]);
    found.push(best[1]);
  }
  return found;
}

/** @param {import("./graph.js").Graph} graph @param {Uint8Array} open @param {number} node @param {number} pair */
function close(graph, open, node, pair) {
  for (const fact of graph.factsOf(node)) if (graph.pair[fact] === pair) open[fact] = 0;
}

/** @param {import("./graph.js").Graph} graph @param {number[]} path @param {number} from */
function price(graph, path, from) {
  let node = from;
  return path.reduce((sum, fact) => sum + toll(graph, fact, (node = graph.other(fact, node))), 0);
}

/** What a step costs. @param {import("./graph.js").Graph} graph @param {number} fact @param {number} other where it leads */
function toll(graph, fact, other) {
  return 1 + Math.log10(1 + graph.degree[other]) / 2 + (graph.status[fact] ? 0.5 : 0) + (1 - graph.confidence[fact]) / 2;
}

/**
 * The path of least weight (Dijkstra): a step costs more at much-connected entities, so that hubs, which join everything to
 * everything, are not the answer to every question; and more where a fact is not asserted, or is doubtful.
 * @param {import("./graph.js").Graph} graph @param {Uint8Array} facts those that may be used @param {number} from @param {number} to
 * @returns {number[] | null} the facts in order
 */
export function shortest(graph, facts, from, to) {
  const cost = new Float64Array(graph.size).fill(Infinity);
  const by = new Int32Array(graph.size).fill(-1);
  const queue = new Heap();
  cost[from] = 0;
  queue.push(0, from);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [spent, node] = next;
    if (node === to) return unrolled(graph, by, from, to);
    if (spent > cost[node]) continue;
    for (const fact of graph.factsOf(node)) {
      const other = graph.other(fact, node);
      if (!facts[fact] || other < 0) continue;
      const step = toll(graph, fact, other);
      if (spent + step >= cost[other]) continue;
      cost[other] = spent + step;
      by[other] = fact;
      queue.push(cost[other], other);
    }
  }
  return null;
}

/** @param {import("./graph.js").Graph} graph @param {Int32Array} by @param {number} from @param {number} to */
function unrolled(graph, by, from, to) {
  const facts = [];
  for (let node = to; node !== from; node = graph.other(by[node], node)) facts.unshift(by[node]);
  return facts;
}

class Heap {
  constructor() {
    /** @type {[number, number][]} */ this.items = [];
  }

  /** @param {number} cost @param {number} node */
  push(cost, node) {
    const { items } = this;
    let i = items.push([cost, node]) - 1;
    for (let up = (i - 1) >> 1; i > 0 && items[up][0] > items[i][0]; i = up, up = (i - 1) >> 1) [items[up], items[i]] = [items[i], items[up]];
  }

  pop() {
    const { items } = this;
    const top = items[0], last = items.pop();
    if (!items.length || !last) return top;
    items[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < items.length && items[child][0] < items[least][0]) least = child;
      if (least === i) return top;
      [items[i], items[least]] = [items[least], items[i]];
      i = least;
    }
  }
}

/** @param {import("./graph.js").Graph} graph @param {string} name */
export function named(graph, name) {
  const wanted = fold(name.trim());
  const exact = graph.names.findIndex((known) => fold(known) === wanted);
  return exact >= 0 ? exact : graph.aliases.findIndex((aliases) => aliases.some((alias) => fold(alias) === wanted));
}

/**
 * @param {import("./graph.js").Graph} graph @param {import("./state.js").State} state @param {number[][]} ways
 * @param {(ends: [number, number]) => void} find @param {(way: number) => void} take @param {import("./evidence.js").Go} go
 */
export function pathPanel(graph, state, ways, find, take, go) {
  const [start, end] = state.path ?? [state.node ?? -1, -1];
  const field = (/** @type {string} */ id, /** @type {string} */ words, /** @type {number} */ node) =>
    el("label", {}, words, " ", el("input", { id, list: "entities", value: node >= 0 ? graph.names[node] : "", autocomplete: "off" }));
  const a = field("path-from", text.start, start), b = field("path-to", text.end, end);
  const says = el("p", { class: "notice", role: "status", hidden: true });
  const ask = (/** @type {Event} */ event) => {
    event.preventDefault();
    const wanted = [a, b].map((label) => label.querySelector("input").value);
    const found = wanted.map((name) => named(graph, name));
    const unknown = found.indexOf(-1);
    const wrong = unknown >= 0 ? text.unknownEntity(wanted[unknown]) : found[0] === found[1] ? text.samePlace : "";
    says.textContent = wrong;
    says.hidden = !wrong;
    if (!wrong) find([found[0], found[1]]);
  };
  const known = el("datalist", { id: "entities" }, ...graph.names.slice(0, 500).map((name) => el("option", { value: name })));
  return [el("h2", {}, text.path), el("form", { class: "ends", onsubmit: ask }, a, b, known, button(text.findPath, () => {}, { type: "submit" })), says, ...(state.path ? steps(graph, state, ways, take, go) : [])];
}

/** @param {import("./graph.js").Graph} graph @param {import("./state.js").State} state @param {number[][]} ways @param {(way: number) => void} take @param {import("./evidence.js").Go} go */
function steps(graph, state, ways, take, go) {
  const [from, to] = state.path ?? [0, 0];
  const way = Math.min(state.way, ways.length - 1), facts = ways[way];
  if (!facts) return [el("p", { class: "notice", role: "status" }, text.noPath)];
  const other = ways.map((path, i) => button(text.way(i + 1, path.length), () => take(i), { "aria-pressed": String(i === way), title: told(graph, path, from) }));
  return [
    el("p", { role: "status" }, entity(graph, from, go), " – ", entity(graph, to, go), `: ${text.pathLength(facts.length)}`),
    ways.length > 1 && el("div", { class: "ways", role: "group", "aria-label": text.ways }, ...other),
    el("ol", { class: "facts steps" }, ...facts.map((fact) => factItem(graph, fact, -1, go, true))),
  ];
}

/** The entities along a path. @param {import("./graph.js").Graph} graph @param {number[]} path @param {number} from */
function told(graph, path, from) {
  let node = from;
  return [from, ...path.map((fact) => (node = graph.other(fact, node)))].map((row) => graph.names[row]).join(" – ");
}
