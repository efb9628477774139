// What the pointer rests on, in a few words: an entity, the facts of a line with the first of their sentences, a community.

import { add, el, fill, name } from "./dom.js";
import { text } from "./strings.js";
import { sentence } from "./wording.js";

const FACTS = 4;

/** @param {import("./graph.js").Graph} graph @param {import("./vis.js").Found} found @param {HTMLElement} tip @param {(group: number) => string} community */
export function describe(graph, { node, link, group }, tip, community) {
  if (group !== undefined) fill(tip, el("strong", {}, name(community(group))), el("span", {}, text.openGroup));
  else if (node !== undefined) {
    fill(tip, el("strong", {}, name(graph.names[node])), el("span", {}, graph.types[graph.type[node]].id), el("span", {}, text.relations(graph.degree[node])));
  } else if (link) {
    const [fact] = link.facts, [row] = graph.evidenceOf(fact), source = graph.documents[row.document];
    fill(tip, ...link.facts.slice(0, FACTS).map((f) => el("strong", {}, name(sentence(graph, f)))));
    if (link.facts.length > FACTS) add(tip, el("span", {}, text.andMore(link.facts.length - FACTS)));
    add(tip, el("q", {}, source.text.slice(row.from, row.to)), el("span", {}, [source.title || source.id, source.published].filter(Boolean).join(", ")));
  }
}

/** Beside the pointer, inside the box. @param {HTMLElement} tip @param {DOMRect} box @param {number} x @param {number} y */
export function place(tip, box, x, y) {
  tip.style.left = `${Math.max(4, Math.min(x + 14, box.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? Math.max(4, y - tip.offsetHeight - 10) : y + 18}px`;
}
