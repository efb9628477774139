// The way from one entity to another, through what is shown, with the sentence behind every step.

import { button, el } from "./dom.js";
import { entity, factItem } from "./evidence.js";
import { fold } from "./search.js";
import { text } from "./strings.js";

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
      const step = 1 + Math.log10(1 + graph.degree[other]) / 2 + (graph.status[fact] ? 0.5 : 0) + (1 - graph.confidence[fact]) / 2;
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
 * @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene @param {[number, number] | null} ends
 * @param {number} from offered as the start @param {(ends: [number, number]) => void} find @param {import("./evidence.js").Go} go
 */
export function pathPanel(graph, scene, ends, from, find, go) {
  const start = ends ? ends[0] : from;
  const field = (/** @type {string} */ id, /** @type {string} */ words, /** @type {number} */ node) =>
    el("label", {}, words, " ", el("input", { id, list: "entities", value: node >= 0 ? graph.names[node] : "", autocomplete: "off" }));
  const a = field("path-from", text.start, start), b = field("path-to", text.end, ends ? ends[1] : -1);
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
  return [el("h2", {}, text.path), el("form", { class: "ends", onsubmit: ask }, a, b, known, button(text.findPath, () => {}, { type: "submit" })), says, ...(ends ? steps(graph, scene, ends, go) : [])];
}

/** @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene @param {[number, number]} ends @param {import("./evidence.js").Go} go */
function steps(graph, scene, ends, go) {
  const facts = shortest(graph, scene.facts, ends[0], ends[1]);
  if (!facts) return [el("p", { class: "notice", role: "status" }, text.noPath)];
  return [
    el("p", { role: "status" }, entity(graph, ends[0], go), " – ", entity(graph, ends[1], go), `: ${text.pathLength(facts.length)}`),
    el("ol", { class: "facts steps" }, ...facts.map((fact) => factItem(graph, fact, -1, go, true))),
  ];
}
