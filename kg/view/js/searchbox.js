// The search box: a combobox with a list of matches, worked by keys alone.

import { announce, el, fill, name } from "./dom.js";
import { Index } from "./search.js";
import { icon } from "./shapes.js";
import { text } from "./strings.js";
import { sentence } from "./wording.js";

/**
 * @param {import("./graph.js").Graph} graph
 * @param {{entity: (row: number) => void, fact: (row: number) => void}} choose
 */
export function searchBox(graph, choose) {
  const index = new Index(graph);
  /** @type {import("./search.js").Match[]} */ let matches = [];
  let active = -1;
  const input = el("input", {
    type: "search", id: "search", role: "combobox", "aria-label": text.search, "aria-controls": "matches", "aria-expanded": "false",
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: text.searchHint, oninput: update, onkeydown: key,
    onfocus: update, onblur: () => setTimeout(close, 150),
  });
  const list = el("ul", { id: "matches", role: "listbox", "aria-label": text.search, hidden: true });

  function update() {
    matches = index.find(input.value);
    active = matches.length ? 0 : -1;
    const asked = input.value.trim() !== "";
    fill(list, ...matches.map(option), asked && !matches.length && el("li", { class: "none", role: "presentation" }, text.noMatch(input.value)));
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked && matches.length > 0));
    if (asked) announce(matches.length ? text.matches(matches.length) : text.noMatch(input.value));
    mark();
  }

  /** @param {import("./search.js").Match} match @param {number} i */
  function option(match, i) {
    return el("li", { role: "option", id: `match-${i}`, class: match.kind, onpointerdown: (/** @type {Event} */ e) => { e.preventDefault(); pick(i); } }, ...described(match));
  }

  /** @param {import("./search.js").Match} match */
  function described(match) {
    if (match.kind === "fact") return [name(sentence(graph, match.row), { class: "fact" }), el("small", {}, match.quote ? quote(match.row) : text.relation)];
    const also = match.words !== graph.names[match.row] && match.words;
    const type = graph.types[graph.type[match.row]];
    return [icon(type), name(graph.names[match.row]), also && name(also, { class: "also" }), el("small", {}, type.id)];
  }

  /** @param {number} fact */
  function quote(fact) {
    const [first] = graph.evidenceOf(fact);
    return graph.documents[first.document].text.slice(first.from, first.to).slice(0, 90);
  }

  function mark() {
    [...list.children].forEach((child, i) => child.setAttribute("aria-selected", String(i === active)));
    if (active >= 0) input.setAttribute("aria-activedescendant", `match-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView?.({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  /** @param {number} i */
  function pick(i) {
    const match = matches[i];
    if (!match) return;
    input.value = "";
    close();
    input.blur();
    choose[match.kind](match.row);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && matches.length) {
      active = (active + step + matches.length) % matches.length;
      mark();
    } else if (event.key === "Enter") pick(active);
    else if (event.key === "Escape") {
      input.value = "";
      close();
      input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { element: el("div", { class: "search", role: "search" }, input, list), focus: () => input.focus(), index };
}
