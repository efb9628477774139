// What is shown: facts and entities that pass the filters, how many each choice would show, and the lines to draw.

import { FACETS, narrowed } from "./state.js";

/**
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 * @typedef {{id: number, a: number, b: number, facts: number[], bend: number}} Link
 *   one drawn line: a single fact, or a bundle; `bend` is the bow, in sixths of its length
 * @typedef {{nodes: Uint8Array, facts: Uint8Array, nodeCount: number, factCount: number,
 *   counts: Record<string, Int32Array>, links: Link[]}} Scene
 */

/** More parallel lines than this are one bundle, until it is chosen. */
export const BUNDLE = 4;

/** Beyond this many entities the first view is of communities. */
export const CROWD = 5000;

/** Is what is shown too much to see at once? @param {Scene} shown @param {State} state */
export function crowded(shown, state) {
  return shown.nodeCount > CROWD && !state.whole && !narrowed(state) && state.group === null;
}

/** The scene, made anew only where something that it depends on has changed. @param {Graph} graph @returns {(state: State) => Scene} */
export function scenes(graph) {
  /** @type {State | null} */ let before = null;
  /** @type {Scene | null} */ let made = null;
  return (state) => {
    const depends = /** @type {const} */ (["off", "confidence", "events", "published", "focus", "depth", "extra", "hidden", "group", "facts"]);
    if (!before || !made || depends.some((key) => key !== "facts" && before?.[key] !== state[key])) made = scene(graph, state);
    else if (before.facts !== state.facts && (opens(graph, made, before.facts) || opens(graph, made, state.facts))) {
      made = { ...made, links: links(graph, made.facts, state.facts) };
    }
    before = state;
    return made;
  };
}

/** Would choosing these facts fan out a bundle? @param {Graph} graph @param {Scene} shown @param {number[]} facts */
function opens(graph, shown, facts) {
  return facts.some((fact) => graph.factsOf(graph.subject[fact]).filter((/** @type {number} */ other) => shown.facts[other] && graph.pair[other] === graph.pair[fact]).length > BUNDLE);
}

/** @param {Graph} graph @param {State} state @returns {Scene} */
export function scene(graph, state) {
  const near = narrowed(state) ? within(graph, state.focus, state.depth) : null;
  for (const node of state.extra) if (near) near[node] = 1;
  const place = (/** @type {number} */ node) =>
    !state.hidden.has(node) && (!near || near[node] === 1) && (state.group === null || graph.group[node] === state.group);
  const { facts, counts, factCount } = passing(graph, state, place);
  const nodes = new Uint8Array(graph.size);
  for (let f = 0; f < graph.facts; f++) {
    if (!facts[f]) continue;
    nodes[graph.subject[f]] = 1;
    if (graph.object[f] >= 0) nodes[graph.object[f]] = 1;
  }
  const lone = !filtered(state);
  let nodeCount = 0;
  for (let i = 0; i < graph.size; i++) {
    if (lone && !graph.degree[i] && !state.off.type.has(graph.type[i]) && place(i)) nodes[i] = 1;
    if ((state.focus === i || state.extra.has(i)) && place(i)) nodes[i] = 1;
    nodeCount += nodes[i];
  }
  counts.type = typeCounts(graph, nodes, state, place);
  return { nodes, facts, nodeCount, factCount, counts, links: links(graph, facts, state.facts) };
}

/** Does any filter look at facts? @param {State} state */
function filtered(state) {
  const facets = FACETS.some((facet) => facet !== "type" && state.off[facet].size);
  return facets || state.confidence > 0 || [...state.events, ...state.published].some(Boolean);
}

/** @param {Graph} graph @param {number | null} start @param {number} depth */
export function within(graph, start, depth) {
  const near = new Uint8Array(graph.size);
  if (start === null) return near;
  near[start] = 1;
  let edge = [start];
  for (let step = 0; step < depth; step++) {
    const next = [];
    for (const node of edge) {
      for (const fact of graph.factsOf(node)) {
        const other = graph.other(fact, node);
        if (other >= 0 && !near[other]) {
          near[other] = 1;
          next.push(other);
        }
      }
    }
    edge = next;
  }
  return near;
}

/**
 * One pass over the facts. A fact that fails one facet alone still counts for that facet's own choices: the
 * number beside a choice is what ticking it would show.
 * @param {Graph} graph @param {State} state @param {(node: number) => boolean} place
 */
function passing(graph, state, place) {
  const facts = new Uint8Array(graph.facts);
  const counts = /** @type {Record<string, Int32Array>} */ ({
    predicate: new Int32Array(graph.predicates.length), status: new Int32Array(graph.statuses.length),
    document: new Int32Array(graph.documents.length), speaker: new Int32Array(graph.size + 1),
  });
  const { off } = state;
  let factCount = 0;
  for (let f = 0; f < graph.facts; f++) {
    const s = graph.subject[f], o = graph.object[f];
    if (off.type.has(graph.type[s]) || (o >= 0 && off.type.has(graph.type[o])) || !place(s) || (o >= 0 && !place(o))) continue;
    if (graph.confidence[f] < state.confidence || !inTime(graph, f, state)) continue;
    const speaker = graph.said[f] < 0 ? graph.size : graph.said[f];
    const p = +off.predicate.has(graph.predicate[f]), t = +off.status.has(graph.status[f]), w = +off.speaker.has(speaker), d = +!sourced(graph, f, off.document);
    const failed = p + t + w + d;
    if (failed > 1) continue;
    if (failed === p) counts.predicate[graph.predicate[f]]++;
    if (failed === t) counts.status[graph.status[f]]++;
    if (failed === w) counts.speaker[speaker]++;
    if (failed === d) for (const source of sources(graph, f)) counts.document[source]++;
    if (!failed) {
      facts[f] = 1;
      factCount++;
    }
  }
  return { facts, counts, factCount };
}

/** @param {Graph} graph @param {number} fact @returns {Iterable<number>} */
export function sources(graph, fact) {
  if (graph.count[fact] === 1) return [graph.evidence.document[graph.first[fact]]];
  const found = new Set();
  for (let row = graph.first[fact]; row < graph.first[fact + 1]; row++) found.add(graph.evidence.document[row]);
  return found;
}

/** @param {Graph} graph @param {number} fact @param {Set<number>} off */
function sourced(graph, fact, off) {
  if (!off.size) return true;
  for (let row = graph.first[fact]; row < graph.first[fact + 1]; row++) if (!off.has(graph.evidence.document[row])) return true;
  return false;
}

/** @param {Graph} graph @param {number} fact @param {State} state */
function inTime(graph, fact, state) {
  const [from, to] = state.events;
  if (from || to) {
    const time = graph.times.get(fact);
    if (!time || !overlaps(time[0], time[1], from, to)) return false;
  }
  const [since, until] = state.published;
  if (!since && !until) return true;
  return [...sources(graph, fact)].some((d) => {
    const day = graph.documents[d].published;
    return day && overlaps(day, day, since, until);
  });
}

/** Do two spans of ISO dates of any precision meet? An empty end is open. @param {string} start @param {string} end @param {string} from @param {string} to */
export function overlaps(start, end, from, to) {
  return (!to || !start || start.slice(0, to.length) <= to) && (!from || !end || end >= from.slice(0, end.length));
}

/** Entities of each type: those shown, and for a type that is switched off those that it hides. @param {Graph} graph @param {Uint8Array} nodes @param {State} state @param {(node: number) => boolean} place */
function typeCounts(graph, nodes, state, place) {
  const counts = new Int32Array(graph.types.length);
  for (let i = 0; i < graph.size; i++) {
    if (nodes[i] || (state.off.type.has(graph.type[i]) && place(i))) counts[graph.type[i]]++;
  }
  return counts;
}

/** @param {Graph} graph @param {Uint8Array} shown @param {number[]} chosen @returns {Link[]} */
function links(graph, shown, chosen) {
  /** @type {Map<number, number[]>} */
  const bundles = new Map();
  for (let f = 0; f < graph.facts; f++) {
    if (!shown[f] || graph.pair[f] < 0) continue;
    const bundle = bundles.get(graph.pair[f]);
    if (bundle) bundle.push(f);
    else bundles.set(graph.pair[f], [f]);
  }
  const open = new Set(chosen.map((fact) => graph.pair[fact]));
  /** @type {Link[]} */
  const drawn = [];
  for (const [pair, facts] of bundles) {
    if (facts.length > BUNDLE && !open.has(pair)) drawn.push(line(graph, facts, 0));
    else facts.forEach((fact, i) => drawn.push(line(graph, [fact], bow(graph, facts, i))));
  }
  return drawn;
}

/** @param {Graph} graph @param {number[]} facts @param {number} bend @returns {Link} */
function line(graph, facts, bend) {
  return { id: facts[0], a: graph.subject[facts[0]], b: graph.object[facts[0]], facts, bend };
}

/** The bow of the i-th of several lines between the same two: 0, 1, -1, 2, … as seen from the lower row. @param {Graph} graph @param {number[]} facts @param {number} i */
function bow(graph, facts, i) {
  if (facts.length === 1) return 0;
  const step = i - (facts.length - 1) / 2;
  return graph.subject[facts[i]] <= graph.object[facts[i]] ? step : -step;
}
