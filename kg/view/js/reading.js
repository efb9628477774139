// A document's text with every quote that facts were read from marked in it; a mark leads to its facts.

import { add, el, link, name } from "./dom.js";
import { text } from "./strings.js";
import { sentence } from "./wording.js";

/** @param {import("./graph.js").Graph} graph @param {import("./state.js").State} state @param {(document: number) => void} open @param {(facts: number[]) => void} choose */
export function reading(graph, state, open, choose) {
  const options = graph.documents.map((document, row) => el("option", { value: row, selected: row === state.source }, document.title || document.id));
  const picker = el("label", { class: "pick" }, text.documents, " ", el("select", { onchange: (/** @type {any} */ e) => open(Number(e.target.value)) },
    state.source === null && el("option", { value: "", selected: true }, "…"), ...options));
  if (state.source === null) return [el("h2", {}, text.source), picker, el("p", { class: "quiet" }, text.chooseText)];
  const source = graph.documents[state.source];
  const quotes = quotesIn(graph, state.source);
  const body = el("div", { class: "text", dir: "auto", tabindex: "0", role: "region", "aria-label": source.title || source.id });
  marked(graph, source.text, quotes, new Set(state.facts), state.at, choose).forEach((part) => add(body, part));
  return [
    el("h2", {}, name(source.title || source.id)), picker,
    el("p", { class: "cite" }, source.publisher && name(source.publisher), source.author && el("span", {}, text.by(source.author)),
      el("span", {}, source.published || text.noDate), source.url && el("span", {}, link(source.url, source.url))),
    el("p", { class: "quiet" }, text.factsIn(quotes.length)), body,
  ];
}

/** @typedef {{start: number, end: number, fact: number}} Quote */

/** @param {import("./graph.js").Graph} graph @param {number} document @returns {Quote[]} */
function quotesIn(graph, document) {
  const { evidence } = graph;
  /** @type {Quote[]} */
  const found = [];
  for (let fact = 0; fact < graph.facts; fact++) {
    for (let row = graph.first[fact]; row < graph.first[fact + 1]; row++) {
      if (evidence.document[row] === document) found.push({ start: evidence.start[row], end: evidence.end[row], fact });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Cut the text wherever a quote begins or ends; each piece knows the facts that it belongs to. @param {import("./graph.js").Graph} graph @param {string} words @param {Quote[]} quotes @param {Set<number>} chosen @param {number} at @param {(facts: number[]) => void} choose */
function marked(graph, words, quotes, chosen, at, choose) {
  const cuts = [...new Set([0, words.length, ...quotes.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i], cuts[i + 1]];
    const facts = [...new Set(quotes.filter(({ start, end }) => start <= from && end >= to).map(({ fact }) => fact))];
    const piece = words.slice(from, to);
    if (!facts.length) parts.push(piece);
    else {
      const strong = facts.some((fact) => chosen.has(fact)) || from === at;
      parts.push(el("mark", { class: `${strong ? "strong " : ""}${facts.length > 1 ? "several" : ""}`, role: "button", tabindex: "0", title: facts.map((fact) => sentence(graph, fact)).join("\n"),
        onclick: () => choose(facts), onkeydown: (/** @type {KeyboardEvent} */ e) => e.key === "Enter" && choose(facts) }, piece));
    }
  }
  return parts;
}
