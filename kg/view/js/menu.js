// The menu of what can be taken away, and the help.

import { announce, button, el, save } from "./dom.js";
import { csv, drawing, png } from "./takeaway.js";
import { turtle } from "./turtle.js";
import { text } from "./strings.js";

/** @param {import("./app.js").App} page */
export function takeAway(page) {
  const { graph } = page;
  const file = (/** @type {string} */ words, /** @type {string} */ type, /** @type {string} */ file) => save(new Blob([words], { type }), file);
  const choice = (/** @type {string} */ words, /** @type {() => void} */ does) => el("li", {}, button(words, () => { menu.open = false; does(); }));
  const menu = el("details", { class: "menu", onkeydown: (/** @type {KeyboardEvent} */ e) => e.key === "Escape" && menu.open && close(e) }, el("summary", {}, text.download), el("ul", {},
    choice(text.png, () => png(page.renderer.canvas)),
    choice(text.svg, () => file(drawing(page.seen()), "image/svg+xml", "graph.svg")),
    choice(text.csv, () => file(csv(graph, page.scene), "text/csv", "graph.csv")),
    choice(text.turtle, () => file(turtle(graph, page.scene), "text/turtle", "graph.ttl")),
    choice(text.copyLink, () => navigator.clipboard?.writeText(location.href).then(() => announce(text.copied))),
    choice(text.print, () => print())));

  /** @param {KeyboardEvent} event */
  function close(event) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  }
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  return menu;
}

export function help() {
  const rows = text.keys.flatMap(([key, does]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)]);
  return el("dialog", { class: "help", "aria-label": text.help }, el("h2", {}, text.help), el("p", {}, text.intro), el("dl", {}, ...rows), el("form", { method: "dialog" }, el("button", {}, text.close)));
}
