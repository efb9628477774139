// The filters: the legend and the other choices with what each would show, the least confidence, and the dates.

import { button, el, fill, name } from "./dom.js";
import { fold } from "./search.js";
import { initial, narrowed } from "./state.js";
import { icon, sample } from "./shapes.js";
import { number, text } from "./strings.js";
import { DASHES, groupColour } from "./theme.js";
import { bins, histogram, plays } from "./timeline.js";

/** @typedef {import("./state.js").Facet} Facet */

const FEW = 8;

/** @typedef {{expand: () => void}} Go what the filters may ask of the page */

/** @param {import("./graph.js").Graph} graph @param {import("./state.js").Store} store @param {Go} go */
export function filterPanel(graph, store, go) {
  /** @type {Partial<Record<Facet, {all: boolean, find: string, open: boolean}>>} */
  const views = {};
  const body = el("div", { class: "facets" });
  const { choices, titles } = choicesOf(graph);
  const player = plays(store);
  const bars = { events: bins(graph, "events"), published: bins(graph, "published") };

  /** @param {Facet} facet @param {import("./scene.js").Scene} scene */
  function section(facet, scene) {
    const view = (views[facet] ??= { all: false, find: "", open: ["type", "status"].includes(facet) });
    const off = store.state.off[facet];
    const rows = choices[facet].filter((row) => !view.find || fold(row.words).includes(fold(view.find)));
    const shown = view.all || view.find ? rows : rows.slice(0, FEW);
    return el("details", { class: "facet", "data-facet": facet, open: view.open, ontoggle: (/** @type {any} */ e) => { view.open = e.target.open; } },
      el("summary", {}, titles[facet], off.size > 0 && el("span", { class: "tally" }, `−${number(off.size)}`)),
      choices[facet].length > FEW && el("input", { type: "search", class: "find", "aria-label": text.findIn(titles[facet]), placeholder: text.findIn(titles[facet]), value: view.find,
        oninput: (/** @type {any} */ e) => { view.find = e.target.value; redraw(facet, `.facet[data-facet="${facet}"] .find`); } }),
      el("ul", {}, ...shown.map((row) => choice(facet, row, off, scene))),
      rows.length > shown.length && button(text.more(rows.length - shown.length), () => { view.all = true; redraw(facet); }, { class: "plain" }),
      off.size > 0 && button(text.showAll, () => store.filter(facet, new Set()), { class: "plain" }));
  }

  /** @param {Facet} facet @param {{row: number, words: string, mark?: Node}} choice @param {Set<number>} off @param {import("./scene.js").Scene} scene */
  function choice(facet, { row, words, mark }, off, scene) {
    const toggle = () => store.filter(facet, off.has(row) ? without(off, row) : new Set([...off, row]));
    const alone = () => store.filter(facet, new Set(choices[facet].map((other) => other.row).filter((other) => other !== row)));
    return el("li", {},
      el("label", {}, el("input", { type: "checkbox", checked: !off.has(row), onchange: toggle, "data-key": `${facet}-${row}` }), mark && mark.cloneNode(true), name(words),
        el("span", { class: "tally" }, number(scene.counts[facet][row]))),
      button(text.only, alone, { class: "only", "aria-label": text.onlyOne(words) }));
  }

  /** @param {Facet} _facet @param {string} [focus] */
  function redraw(_facet, focus) {
    draw(last);
    const field = focus && body.querySelector(focus);
    if (field instanceof HTMLInputElement) {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    }
  }

  /** @type {any} */ let last = null;

  /** @param {import("./scene.js").Scene} scene */
  function draw(scene) {
    last = scene;
    const held = document.activeElement instanceof HTMLElement && body.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const top = body.scrollTop;
    fill(body, notes(graph, store, go), colourChoice(graph, store), ...["type", "status", "predicate"].map((f) => section(/** @type {Facet} */ (f), scene)),
      confidence(store), dates(store, player, "events", bars.events), dates(store, player, "published", bars.published),
      ...["document", "speaker"].filter((f) => choices[/** @type {Facet} */ (f)].length > 1).map((f) => section(/** @type {Facet} */ (f), scene)),
      changed(store.state) && button(text.reset, () => store.reset(), { class: "reset" }));
    body.scrollTop = top;
    if (held) [...body.querySelectorAll("[data-key]")].find((field) => field.dataset.key === held)?.focus();
  }

  return { element: body, draw };
}

/** @param {import("./graph.js").Graph} graph */
function choicesOf(graph) {
  const speakers = [...new Set(graph.said)].sort((a, b) => a - b);
  const choices = {
    type: graph.types.map((type, row) => ({ row, words: type.id, mark: icon(type) })),
    predicate: graph.predicates.map(([, words], row) => ({ row, words })),
    status: graph.statuses.map((status, row) => ({ row, words: text.statusName[status], mark: sample(status, DASHES[status]) })),
    document: graph.documents.map((document, row) => ({ row, words: document.title || document.id })),
    speaker: speakers.map((row) => (row < 0 ? { row: graph.size, words: text.itself } : { row, words: graph.names[row] })),
  };
  const titles = { type: text.legend, predicate: text.predicates, status: text.status, document: text.documents, speaker: text.speakers };
  return { choices: /** @type {Record<Facet, {row: number, words: string, mark?: Node}[]>} */ (choices), titles };
}

/** @param {import("./state.js").State} state */
function changed(state) {
  const usual = initial();
  return Object.values(state.off).some((off) => off.size) || state.confidence !== usual.confidence || [...state.events, ...state.published].some(Boolean) || state.hidden.size > 0 || state.pins.size > 0 || narrowed(state) || state.group !== null;
}

/** What is out of sight by choice, and the way back. @param {import("./graph.js").Graph} graph @param {import("./state.js").Store} store @param {Go} go */
function notes(graph, store, go) {
  const { focus, depth, extra, hidden, group, pins } = store.state;
  return [
    group !== null && el("p", { class: "notice" }, text.inGroup(graph.names[graph.group.indexOf(group)]), " ", button(text.unfocus, () => store.set({ group: null }))),
    narrowed(store.state) && el("p", { class: "notice" }, focus === null ? text.these(extra.size) : text.focused(graph.names[focus], depth, extra.size), " ",
      button(text.expand, go.expand), " ", button(text.unfocus, () => store.set({ focus: null, extra: new Set() }))),
    pins.size > 0 && el("p", { class: "notice" }, text.pinned(pins.size), " ", button(text.unpinAll, () => store.set({ pins: new Map() }))),
    hidden.size > 0 && el("p", { class: "notice" }, text.hidden(hidden.size), " ", button(text.unhide, () => store.set({ hidden: new Set() }))),
  ];
}

/** @param {import("./graph.js").Graph} graph @param {import("./state.js").Store} store */
function colourChoice(graph, store) {
  const groups = Math.max(0, ...graph.group) + 1;
  if (groups < 2) return [];
  const option = (/** @type {string} */ value, /** @type {string} */ words) =>
    el("label", {}, el("input", { type: "radio", name: "colour", value, checked: store.state.colour === value, onchange: () => store.set({ colour: value }), "data-key": `colour-${value}` }), words);
  const heads = Array.from({ length: Math.min(groups, 12) }, (_, group) => graph.group.indexOf(group));
  const key = store.state.colour === "group" && el("ul", { class: "groups" }, ...heads.map((head, group) => {
    const dot = el("span", { class: "dot" });
    dot.style.background = groupColour(group);
    return el("li", {}, dot, name(text.group(graph.names[head])));
  }));
  return [el("fieldset", { class: "colour" }, el("legend", {}, text.colour), option("type", text.byType), option("group", text.byGroup), key)];
}

/** @param {import("./state.js").Store} store */
function confidence(store) {
  const value = store.state.confidence;
  const shown = el("output", {}, value.toFixed(2));
  return el("label", { class: "facet range" }, el("span", {}, text.confidence, " ", shown),
    el("input", { type: "range", min: 0, max: 1, step: 0.05, value, "data-key": "confidence",
      oninput: (/** @type {any} */ e) => fill(shown, Number(e.target.value).toFixed(2)), onchange: (/** @type {any} */ e) => store.set({ confidence: Number(e.target.value) }) }));
}

/** @param {import("./state.js").Store} store @param {ReturnType<typeof plays>} player @param {"events" | "published"} which @param {import("./timeline.js").Bin[]} bars */
function dates(store, player, which, bars) {
  if (!bars.length) return [];
  const title = which === "events" ? text.events : text.published;
  const range = store.state[which];
  const field = (/** @type {number} */ end) =>
    el("label", {}, end ? text.to : text.from, " ", el("input", { type: "text", size: 10, inputmode: "numeric", placeholder: "2021-03", pattern: "\\d{4}(-\\d\\d(-\\d\\d)?)?", value: range[end], "data-key": `${which}-${end}`,
      onchange: (/** @type {any} */ e) => {
        const value = e.target.validity.valid ? e.target.value : "";
        store.set({ [which]: end ? [range[0], value] : [value, range[1]] });
      } }));
  return [el("fieldset", { class: "facet dates", "data-facet": which }, el("legend", {}, title), bars.length > 1 && histogram(bars, range, title, (chosen) => store.set({ [which]: chosen })), field(0), field(1),
    bars.length > 1 && button(player.playing === which ? text.pause : text.play, () => player.toggle(which, bars), { "data-key": `${which}-play`, "aria-label": player.playing === which ? text.pause : text.playOf(title) }),
    (range[0] || range[1]) && button(text.clearDates, () => store.set({ [which]: ["", ""] }), { class: "plain" }))];
}

/** @param {Set<number>} set @param {number} row */
function without(set, row) {
  const rest = new Set(set);
  rest.delete(row);
  return rest;
}
