// A fact in the panel: what it says, how it is put, and the sentences it was read from.

import { button, el, link, name } from "./dom.js";
import { sample } from "./shapes.js";
import { text } from "./strings.js";
import { DASHES } from "./theme.js";

/**
 * @typedef {{entity: (row: number) => void, fact: (row: number) => void, read: (document: number, at: number) => void}} Go
 *   what a panel may ask of the page
 */

/** Its status, as a badge with the line that draws it. @param {string} status */
export function badge(status) {
  return el("span", { class: `badge ${status}`, title: text.statusMeaning[status] }, sample(status, DASHES[status]), text.statusName[status]);
}

/** Fact with all its evidence. @param {import("./graph.js").Graph} graph @param {number} fact @param {number} seen the entity from which it is looked at, or -1 @param {Go} go @param {boolean} open */
export function factItem(graph, fact, seen, go, open) {
  const status = graph.statuses[graph.status[fact]];
  const rows = graph.evidenceOf(fact);
  const evidence = el("details", { open }, el("summary", {}, text.evidence(rows.length)), ...rows.map((row) => quotation(graph, row, go)));
  return el("li", { class: "fact", "data-fact": graph.factIds[fact] },
    el("div", { class: "statement" }, ...statement(graph, fact, seen, go)),
    el("div", { class: "about" }, badge(status), ...about(graph, fact, go)),
    ...contradiction(graph, fact, go), evidence);
}

/** @param {import("./graph.js").Graph} graph @param {number} fact @param {number} seen @param {Go} go */
function statement(graph, fact, seen, go) {
  const s = graph.subject[fact], o = graph.object[fact];
  if (seen >= 0) return [s === seen ? objectOf(graph, fact, go) : entity(graph, s, go)];
  return [entity(graph, s, go), el("span", { class: "verb" }, graph.words(fact)), o >= 0 ? entity(graph, o, go) : objectOf(graph, fact, go)];
}

/** @param {import("./graph.js").Graph} graph @param {number} row @param {Go} go */
export function entity(graph, row, go) {
  return el("button", { type: "button", class: "entity", onclick: () => go.entity(row) }, name(graph.names[row]));
}

/** @param {import("./graph.js").Graph} graph @param {number} fact @param {Go} go */
function objectOf(graph, fact, go) {
  const object = graph.object[fact];
  return object >= 0 ? entity(graph, object, go) : name(graph.objectName(fact), { class: "value" });
}

/** @param {import("./graph.js").Graph} graph @param {number} fact @param {Go} go */
function about(graph, fact, go) {
  const when = graph.when(fact), said = graph.said[fact];
  return [
    when && el("span", { class: "when" }, when),
    said >= 0 && el("span", {}, `${text.saidBy} `, entity(graph, said, go)),
    el("span", { class: "quiet" }, text.confidenceOf(graph.confidence[fact])),
  ];
}

/** @param {import("./graph.js").Graph} graph @param {number} fact @param {Go} go */
function contradiction(graph, fact, go) {
  return graph.contradictions(fact).map((other) =>
    el("p", { class: "contradiction" }, "⚠ ", button(text.contradicted(text.statusName[graph.statuses[graph.status[other]]]), () => go.fact(other), { class: "plain" })));
}

/** The whole sentence with the quote marked in it, and where it stands. @param {import("./graph.js").Graph} graph @param {import("./graph.js").Evidence} row @param {Go} go */
export function quotation(graph, row, go) {
  const source = graph.documents[row.document];
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => source.text.slice(from, to);
  const words = el("blockquote", { dir: "auto" }, cut(row.from, row.start), el("mark", {}, cut(row.start, row.end)), cut(row.end, row.to));
  const cite = el("p", { class: "cite" },
    link(source.url, source.title || source.id), source.publisher && el("span", {}, name(source.publisher)),
    el("span", {}, source.published ? el("time", { datetime: source.published }, source.published) : text.noDate));
  const how = el("p", { class: "how" }, button(text.readIn, () => go.read(row.document, row.start), { class: "plain" }),
    el("span", { class: "quiet" }, text.rule(row.rule)), el("span", { class: "quiet" }, text.confidenceOf(row.confidence)));
  return el("div", { class: "quotation" }, words, cite, how);
}
