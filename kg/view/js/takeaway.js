// What is shown, to take away: a picture, a drawing, a table, RDF.

import { save } from "./dom.js";
import { shownFacts } from "./list.js";
import { shorten } from "./overlay.js";
import { outline } from "./shapes.js";
import { DASHES, colours, nodeColour } from "./theme.js";
import { wording } from "./wording.js";

/** @typedef {import("./graph.js").Graph} Graph @typedef {import("./scene.js").Scene} Scene */

/** @param {HTMLCanvasElement} canvas */
export function png(canvas) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const ctx = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
  ctx.fillStyle = colours().paper;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => blob && save(blob, "graph.png"));
}

/** @param {string} words */
function escaped(words) {
  return words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** The whole of what is shown as SVG, at zoom 1. @param {Graph} graph @param {Scene} scene @param {(node: number) => {x: number, y: number}} places @param {string} colour */
export function drawing(graph, scene, places, colour) {
  const shown = graph.names.map((_, i) => i).filter((i) => scene.nodes[i]);
  const at = shown.map(places);
  const [left, top] = [Math.min(...at.map((p) => p.x)) - 120, Math.min(...at.map((p) => p.y)) - 60];
  const [right, bottom] = [Math.max(...at.map((p) => p.x)) + 120, Math.max(...at.map((p) => p.y)) + 60];
  const paint = colours();
  const lines = scene.links.filter((link) => link.a !== link.b).map((link) => {
    const a = places(link.a), b = places(link.b), bend = link.bend / 6;
    const x = (a.x + b.x) / 2 + bend * (b.y - a.y) * 0.6, y = (a.y + b.y) / 2 - bend * (b.x - a.x) * 0.6;
    const status = graph.statuses[graph.status[link.facts[0]]];
    const words = (status === "negated" ? "✕ " : "") + wording(graph, link.facts);
    return `<path d="M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${x.toFixed(1)} ${y.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}" fill="none" stroke="${paint.line}" stroke-width="1.3"` +
      `${DASHES[status].length ? ` stroke-dasharray="${DASHES[status].join(" ")}"` : ""}/><text x="${((x * 2 + a.x + b.x) / 4).toFixed(1)}" y="${((y * 2 + a.y + b.y) / 4).toFixed(1)}" fill="${paint.faint}" font-size="10" text-anchor="middle">${escaped(words)}</text>`;
  });
  const marks = shown.map((i, k) =>
    `<path d="${outline(graph.types[graph.type[i]].shape, at[k].x, at[k].y, graph.radius[i])}" fill="${nodeColour(graph, i, colour)}"/>` +
    `<text x="${at[k].x.toFixed(1)}" y="${(at[k].y + graph.radius[i] + 14).toFixed(1)}" fill="${paint.ink}" font-size="12" text-anchor="middle">${escaped(shorten(graph.names[i]))}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" font-family="sans-serif">` +
    `<rect x="${left}" y="${top}" width="100%" height="100%" fill="${paint.paper}"/><g>${lines.join("")}</g><g>${marks.join("")}</g></svg>`;
}

/** One row per sentence of each fact shown (RFC 4180); a cell that a spreadsheet would run begins with an apostrophe. @param {Graph} graph @param {Scene} scene */
export function csv(graph, scene) {
  const cell = (/** @type {any} */ value) => `"${String(value).replace(/^(?=[=+\-@\t\r])/, "'").replace(/"/g, '""')}"`;
  const head = ["subject", "predicate", "object", "status", "said by", "time", "confidence", "quote", "sentence", "document", "title", "published", "publisher", "url"];
  const rows = shownFacts(scene).flatMap((fact) => graph.evidenceOf(fact).map((row) => {
    const source = graph.documents[row.document];
    return [
      graph.names[graph.subject[fact]], graph.words(fact), graph.objectName(fact), graph.statuses[graph.status[fact]], graph.said[fact] < 0 ? "" : graph.names[graph.said[fact]], graph.when(fact), graph.confidence[fact],
      source.text.slice(row.start, row.end), source.text.slice(row.from, row.to), source.id, source.title, source.published, source.publisher, source.url,
    ];
  }));
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
