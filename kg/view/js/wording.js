// Facts in a few words, for lines and for hovering.

import * as strings from "./strings.js";

/** The words on a line: its relation, with its status where that is not plain fact; of a bundle, how many. @param {import("./graph.js").Graph} graph @param {number[]} facts */
export function wording(graph, facts) {
  const warning = facts.some((fact) => graph.contradicted.includes(fact)) ? "⚠ " : "";
  if (facts.length > 1) return warning + strings.text.relations(facts.length);
  return warning + strings.text.statusShort[graph.statuses[graph.status[facts[0]]]] + graph.words(facts[0]);
}

/** @param {import("./graph.js").Graph} graph @param {number} fact */
export function sentence(graph, fact) {
  return `${graph.names[graph.subject[fact]]} – ${wording(graph, [fact])} – ${graph.objectName(fact)}`;
}
