// The facts that are shown, as a table: the graph for those who read rather than look.

import { button, el, fill } from "./dom.js";
import { badge, entity } from "./evidence.js";
import { number, text } from "./strings.js";

const ROWS = 50;

/** @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene @param {import("./evidence.js").Go} go */
export function table(graph, scene, go) {
  const shown = shownFacts(scene);
  const pages = Math.max(1, Math.ceil(shown.length / ROWS));
  let page = 1;
  const body = el("tbody");
  const where = el("span", { "aria-live": "polite" });
  const previous = button(text.previous, () => turn(-1)), next = button(text.next, () => turn(1));

  /** @param {number} step */
  function turn(step) {
    page = Math.min(pages, Math.max(1, page + step));
    fill(body, ...shown.slice((page - 1) * ROWS, page * ROWS).map((fact) => row(graph, fact, go)));
    fill(where, text.page(page, pages));
    previous.disabled = page === 1;
    next.disabled = page === pages;
  }

  turn(0);
  const head = el("tr", {}, ...[text.subject, text.relation, text.object, text.status, text.when, text.sentences].map((words) => el("th", { scope: "col" }, words)));
  return [
    el("h2", {}, text.relations(shown.length)),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": text.list }, el("table", { "data-facts": number(shown.length) }, el("thead", {}, head), body)),
    pages > 1 && el("p", { class: "pages" }, previous, where, next),
  ];
}

/** @param {import("./scene.js").Scene} scene */
export function shownFacts(scene) {
  const shown = [];
  for (let fact = 0; fact < scene.facts.length; fact++) if (scene.facts[fact]) shown.push(fact);
  return shown;
}

/** @param {import("./graph.js").Graph} graph @param {number} fact @param {import("./evidence.js").Go} go */
function row(graph, fact, go) {
  const object = graph.object[fact];
  return el("tr", {},
    el("td", {}, entity(graph, graph.subject[fact], go)),
    el("td", {}, button(graph.words(fact), () => go.fact(fact), { class: "plain" })),
    el("td", {}, object >= 0 ? entity(graph, object, go) : el("bdi", { class: "value" }, graph.objectName(fact))),
    el("td", {}, badge(graph.statuses[graph.status[fact]])),
    el("td", {}, graph.when(fact)),
    el("td", { class: "figure" }, graph.count[fact]));
}
