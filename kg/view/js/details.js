// The panel about what is chosen: an entity with its facts by relation, or the facts of a line; else what this page is.

import { button, el, link, name } from "./dom.js";
import { entity, factItem } from "./evidence.js";
import { icon } from "./shapes.js";
import { narrowed } from "./state.js";
import { text } from "./strings.js";

/**
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./evidence.js").Go & {focus: (row: number) => void, grow: (row: number) => void, hide: (row: number) => void, unpin: (row: number) => void, facts: (facts: number[]) => void, pathFrom: (row: number) => void}} Go
 */

const MANY = 40;

/** @param {Graph} graph @param {import("./state.js").State} state @param {import("./scene.js").Scene} scene @param {Go} go */
export function details(graph, state, scene, go) {
  if (state.facts.length) return chosenFacts(graph, state.facts, go);
  if (state.node !== null) return chosenEntity(graph, state.node, state, scene, go);
  return welcome(graph, scene, go);
}

/** @param {Graph} graph @param {import("./scene.js").Scene} scene @param {Go} go */
function welcome(graph, scene, go) {
  const days = graph.documents.map((document) => document.published).filter(Boolean).sort();
  const about = text.about({ entities: graph.size, facts: graph.facts, documents: graph.documents.length, from: days[0] ?? "", to: days[days.length - 1] ?? "" });
  if (!graph.size) return [el("h2", {}, name(graph.title)), el("p", { class: "notice" }, text.empty)];
  const best = graph.names.map((_, i) => i).filter((i) => scene.nodes[i]).slice(0, 10);
  return [
    el("h2", {}, name(graph.title)), el("p", {}, about), el("p", { class: "quiet" }, text.intro),
    graph.contradicted.length > 0 && el("p", { class: "contradiction" }, "⚠ ", button(text.contradictory(graph.contradicted.length), () => go.facts(graph.contradicted), { class: "plain" })),
    best.length ? el("h3", {}, text.mostConnected) : el("p", { class: "notice" }, text.nothingShown),
    el("ol", { class: "best" }, ...best.map((row) => el("li", {}, icon(graph.types[graph.type[row]]), entity(graph, row, go), el("span", { class: "quiet" }, text.relations(graph.degree[row]))))),
  ];
}

/** @param {Graph} graph @param {number[]} facts @param {Go} go */
function chosenFacts(graph, facts, go) {
  const contradicted = facts.some((fact) => graph.contradictions(fact).length);
  return [
    el("h2", {}, text.relations(facts.length)),
    contradicted && el("p", { class: "contradiction" }, text.contradictions),
    el("ul", { class: "facts" }, ...facts.map((fact) => factItem(graph, fact, -1, go, true))),
  ];
}

/** @param {Graph} graph @param {number} row @param {import("./state.js").State} state @param {import("./scene.js").Scene} scene @param {Go} go */
function chosenEntity(graph, row, state, scene, go) {
  const type = graph.types[graph.type[row]];
  const all = Array.from(graph.factsOf(row));
  const shown = all.filter((fact) => scene.facts[fact]);
  return [
    el("h2", {}, icon(type), name(graph.names[row])),
    el("p", { class: "quiet" }, `${type.id} · `, name(graph.ids[row])),
    ...names(graph.aliases[row]), ...links(graph.links[row]),
    el("p", { class: "actions" },
      button(text.focus, () => go.focus(row), { disabled: state.focus === row && !state.extra.size }), narrowed(state) && button(text.grow, () => go.grow(row)), button(text.pathFrom, () => go.pathFrom(row)), button(text.hide, () => go.hide(row)), state.pins.has(row) && button(text.unpin, () => go.unpin(row))),
    ...groups(graph, row, shown, go),
    !shown.length && el("p", { class: "quiet" }, text.noFacts),
    all.length > shown.length && el("p", { class: "quiet" }, text.hiddenFacts(all.length - shown.length)),
  ];
}

/** @param {string[]} aliases */
function names(aliases) {
  if (!aliases.length) return [];
  return [el("h3", {}, text.alsoCalled), el("ul", { class: "names" }, ...aliases.map((alias) => el("li", {}, name(alias))))];
}

/** @param {string[]} addresses */
function links(addresses) {
  if (!addresses.length) return [];
  return [el("h3", {}, text.links), el("ul", { class: "links" }, ...addresses.map((address) => el("li", {}, link(address, address))))];
}

/** Facts by relation and direction, asserted ones first. @param {Graph} graph @param {number} row @param {number[]} facts @param {Go} go */
function groups(graph, row, facts, go) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const fact of facts) {
    const key = `${graph.subject[fact] === row ? ">" : "<"}${graph.predicate[fact]}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups].flatMap(([key, members]) => group(graph, row, key[0] === ">", members, go, facts.length <= 6));
}

/** @param {Graph} graph @param {number} row @param {boolean} outward @param {number[]} members @param {Go} go @param {boolean} open */
function group(graph, row, outward, members, go, open) {
  const words = graph.words(members[0]);
  const sorted = [...members].sort((a, b) => graph.status[a] - graph.status[b]);
  const list = el("ul", { class: "facts" }, ...sorted.slice(0, MANY).map((fact) => factItem(graph, fact, row, go, open)));
  const rest = sorted.slice(MANY);
  const more = rest.length > 0 && button(text.more(rest.length), () => {
    list.append(...rest.map((fact) => factItem(graph, fact, row, go, false)));
    more.remove();
  });
  const heading = outward ? [words, el("span", { class: "arrow" }, " →")] : [el("span", { class: "arrow" }, "← "), words, el("span", { class: "quiet" }, ` ${text.asObject}`)];
  return [el("h3", { class: "predicate" }, ...heading, el("span", { class: "quiet" }, ` ${members.length}`)), list, more];
}
