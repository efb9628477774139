// The keyboard: the view, the walk along neighbours, and the ways back.

import { announce } from "./dom.js";
import { text } from "./strings.js";

/** How far an entity moves, at zoom 1. */
const NUDGE = 30;

/**
 * @param {HTMLElement} stage the focusable graph
 * @param {{renderer: () => any, search: () => void, help: () => void, back: () => void, step: (step: 1 | -1) => void, walk: (step: number) => void, move: (dx: number, dy: number) => void,
 *   enter: () => void, focus: () => void, hide: () => void}} does
 */
export function keys(stage, does) {
  const pace = 60;
  /** @type {Record<string, () => void>} */
  const onStage = {
    ArrowLeft: () => does.renderer().pan(-pace, 0), ArrowRight: () => does.renderer().pan(pace, 0),
    ArrowUp: () => does.renderer().pan(0, -pace), ArrowDown: () => does.renderer().pan(0, pace),
    "+": () => does.renderer().zoom(1.25), "=": () => does.renderer().zoom(1.25), "-": () => does.renderer().zoom(0.8),
    0: () => does.renderer().fit(), n: () => does.walk(1), p: () => does.walk(-1), Enter: does.enter, f: does.focus, h: does.hide,
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input, select, textarea, dialog[open]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
      event.preventDefault();
      return does.step(event.shiftKey ? 1 : -1);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !(event.target instanceof HTMLElement && event.target.closest("textarea, dialog[open]"))) return does.back();
    if (typing) return;
    const arrow = event.shiftKey && event.target === stage && { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (arrow) {
      event.preventDefault();
      return does.move(arrow[0] * NUDGE, arrow[1] * NUDGE);
    }
    const action = event.key === "/" ? does.search : event.key === "?" ? does.help : event.target === stage ? onStage[event.key] ?? onStage[event.key.toLowerCase()] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** A walk along the neighbours of an entity, or along all entities shown where none is chosen. @param {import("./graph.js").Graph} graph */
export function walker(graph) {
  let at = -1;
  /** @type {number | null | undefined} */ let around;
  /** @type {number[]} */ let row = [];
  return {
    /** @param {number | null} node @param {import("./scene.js").Scene} scene @param {number} step */
    step(node, scene, step) {
      if (node !== around) [around, at, row] = [node, -1, []];
      row = node === null ? graph.names.map((_, i) => i).filter((i) => scene.nodes[i]) : neighbours(graph, node, scene);
      if (!row.length) return null;
      at = at < 0 && step < 0 ? row.length - 1 : (at + step + row.length) % row.length;
      announce(text.neighbour(graph.names[row[at]], at + 1, row.length));
      return row[at];
    },
  };
}

/** Of what is shown, or of everything. @param {import("./graph.js").Graph} graph @param {number} node @param {import("./scene.js").Scene} [scene] @returns {number[]} */
export function neighbours(graph, node, scene) {
  const found = new Set();
  for (const fact of graph.factsOf(node)) {
    const other = graph.other(fact, node);
    if ((!scene || scene.facts[fact]) && other >= 0 && other !== node) found.add(other);
  }
  return [...found];
}
