// What the canvas draws: marks with places, and lines between them. Entities, or whole communities seen from afar.

import { nodeColour, groupColour, typeColour } from "./theme.js";
import { number, text } from "./strings.js";
import { relaid } from "./relay.js";
import { narrowed } from "./state.js";
import { wording } from "./wording.js";

/**
 * @typedef {import("./scene.js").Link} Link
 * @typedef {{count: number, x: Float32Array, y: Float32Array, radius: Float32Array, shown: Uint8Array, links: Link[], overview: boolean,
 *   shape: (i: number) => string, colour: (i: number) => string, name: (i: number) => string,
 *   words: (link: Link) => string, status: (link: Link) => string, weight: (link: Link) => number}} Picture
 */

/** Up to this many entities a neighbourhood is laid out anew, by itself. */
const RELAID = 300;

/** @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene @param {import("./state.js").State} state @returns {Picture} */
export function entities(graph, scene, state) {
  const alone = narrowed(state) && scene.nodeCount <= RELAID;
  const [x, y] = placed(alone ? relaid(graph, scene, state.focus ?? Math.min(...state.extra)) : [graph.x, graph.y], state.pins);
  return {
    count: graph.size, x, y, radius: graph.radius, shown: scene.nodes, links: scene.links, overview: false,
    shape: (i) => graph.types[graph.type[i]].shape,
    colour: (i) => nodeColour(graph, i, state.colour),
    name: (i) => graph.names[i],
    words: (link) => wording(graph, link.facts),
    status: (link) => (link.facts.length > 1 ? "asserted" : graph.statuses[graph.status[link.facts[0]]]),
    weight: (link) => (link.facts.length > 1 ? 2 : 1),
  };
}

/** Those that the reader has moved are where they were put. @param {[Float32Array, Float32Array]} places @param {Map<number, [number, number]>} pins @returns {[Float32Array, Float32Array]} */
export function placed([x, y], pins) {
  if (!pins.size) return [x, y];
  const [moved, risen] = [x.slice(), y.slice()];
  for (const [node, at] of pins) [moved[node], risen[node]] = at;
  return [moved, risen];
}

/** Communities as circles, as large as what they hold, named by their most connected entity, in the colour of the type that most of them have. @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene @param {import("./state.js").State} state @returns {Picture} */
export function communities(graph, scene, state) {
  const count = graph.group.reduce((most, group) => Math.max(most, group), -1) + 1;
  const sizes = new Int32Array(count), head = new Int32Array(count).fill(-1);
  const x = new Float32Array(count), y = new Float32Array(count);
  const kinds = new Int32Array(count * graph.types.length);
  for (let i = 0; i < graph.size; i++) {
    if (!scene.nodes[i]) continue;
    const group = graph.group[i];
    if (head[group] < 0) head[group] = i;
    sizes[group]++;
    kinds[group * graph.types.length + graph.type[i]]++;
    x[group] += graph.x[i];
    y[group] += graph.y[i];
  }
  const shown = Uint8Array.from(sizes, (size) => (size >= CRUMB ? 1 : 0));
  for (let g = 0; g < count; g++) if (sizes[g]) [x[g], y[g]] = [x[g] / sizes[g], y[g] / sizes[g]];
  const radius = Float32Array.from(sizes, (size) => ROOM * Math.sqrt(size));
  spread(x, y, radius, shown);
  const links = between(graph, scene, shown);
  const most = links.length ? links[0].facts.length : 1;
  return {
    count, x, y, radius, shown, links, overview: true, shape: () => "circle",
    colour: (g) => (state.colour === "group" ? groupColour(g) : typeColour(graph, common(kinds, g, graph.types.length))),
    name: (g) => `${graph.names[head[g]]} (${number(sizes[g])})`,
    words: (link) => text.relations(link.facts.length), status: () => "asserted", weight: (link) => 0.6 + (3 * link.facts.length) / most,
  };
}

/** How large a community is drawn: nearly as large as the disc that its entities fill when they are. */
const ROOM = 62;

const STRONGEST = 120;

/** The type that most of a community have. @param {Int32Array} kinds @param {number} group @param {number} types */
function common(kinds, group, types) {
  const own = kinds.subarray(group * types, (group + 1) * types);
  return own.indexOf(Math.max(...own));
}

/** Communities of fewer are not drawn from afar; the page says how many that hides. */
const CRUMB = 4;

/** How many communities are drawn, and how many entities are in none of them. @param {Picture} picture @param {import("./scene.js").Scene} scene @param {import("./graph.js").Graph} graph */
export function drawn(picture, scene, graph) {
  let left = 0;
  for (let i = 0; i < graph.size; i++) if (scene.nodes[i] && !picture.shown[graph.group[i]]) left++;
  return { communities: picture.shown.reduce((sum, on) => sum + on, 0), left };
}

/** The strongest ties between communities. @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene @param {Uint8Array} shown */
function between(graph, scene, shown) {
  const ties = new Map();
  for (let f = 0; f < graph.facts; f++) {
    if (!scene.facts[f] || graph.object[f] < 0) continue;
    const a = graph.group[graph.subject[f]], b = graph.group[graph.object[f]];
    if (a === b || !shown[a] || !shown[b]) continue;
    const key = Math.min(a, b) * 1e6 + Math.max(a, b);
    const tie = ties.get(key);
    if (tie) tie.push(f);
    else ties.set(key, [f]);
  }
  return [...ties].sort((one, other) => other[1].length - one[1].length).slice(0, STRONGEST)
    .map(([key, facts]) => ({ id: facts[0], a: Math.floor(key / 1e6), b: key % 1e6, facts, bend: 0 }));
}

/** Push overlapping circles apart. @param {Float32Array} x @param {Float32Array} y @param {Float32Array} radius @param {Uint8Array} shown */
function spread(x, y, radius, shown) {
  const there = [...shown.keys()].filter((i) => shown[i]).slice(0, 1500);
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (let i = 0; i < there.length; i++) {
      for (let j = i + 1; j < there.length; j++) {
        const a = there[i], b = there[j];
        const gap = (radius[a] + radius[b]) * 1.12, dx = x[b] - x[a], dy = y[b] - y[a] + 0.001 * (j - i);
        const far = Math.hypot(dx, dy);
        if (far >= gap) continue;
        const push = (gap - far) / 2 / (far || 1);
        [x[a], y[a], x[b], y[b]] = [x[a] - dx * push, y[a] - dy * push, x[b] + dx * push, y[b] + dy * push];
        moved = true;
      }
    }
    if (!moved) return;
  }
}
