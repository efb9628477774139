// What is shown, to take away: a picture, a drawing, a table, RDF.

import { save } from "./dom.js";
import { shownFacts } from "./list.js";
import { shorten } from "./overlay.js";
import { outline } from "./shapes.js";
import { course } from "./paint.js";
import { DASHES, colours } from "./theme.js";

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

/** What is drawn, all of it, as SVG at zoom 1. @param {import("./picture.js").Picture} picture */
export function drawing(picture) {
  const shown = Array.from({ length: picture.count }, (_, i) => i).filter((i) => picture.shown[i]);
  const edge = (/** @type {(a: number, b: number) => number} */ pick, /** @type {Float32Array} */ at, /** @type {number} */ side) =>
    shown.reduce((most, i) => pick(most, at[i] + side * picture.radius[i]), pick(-Infinity, Infinity));
  const [left, top] = [edge(Math.min, picture.x, -1) - 120, edge(Math.min, picture.y, -1) - 60];
  const [wide, high] = [edge(Math.max, picture.x, 1) + 120 - left, edge(Math.max, picture.y, 1) + 60 - top];
  const { paper, line, faint, ink } = colours(), size = picture.overview ? Math.max(12, wide / 90) : 12;
  const view = { x: 0, y: 0, k: 1, width: 0, height: 0 };
  const lines = picture.links.map((link) => bow(picture, link, course(picture, view, link), { line, faint, words: !picture.overview }));
  const marks = shown.map((i) =>
    `<path d="${outline(picture.shape(i), picture.x[i], picture.y[i], picture.radius[i])}" fill="${picture.colour(i)}"/>` +
    `<text x="${picture.x[i].toFixed(1)}" y="${(picture.y[i] + picture.radius[i] + size + 2).toFixed(1)}" fill="${ink}" font-size="${size.toFixed(0)}" text-anchor="middle">${escaped(shorten(picture.name(i)))}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[left, top, wide, high].map((at) => at.toFixed(0)).join(" ")}" font-family="sans-serif">` +
    `<defs><marker id="head" viewBox="0 0 9 8" refX="9" refY="4" markerWidth="9" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L9 4L0 8Z" fill="${line}"/></marker></defs>` +
    `<rect x="${left.toFixed(0)}" y="${top.toFixed(0)}" width="100%" height="100%" fill="${paper}"/><g>${lines.join("")}</g><g>${marks.join("")}</g></svg>`;
}

/** @param {import("./picture.js").Picture} picture @param {import("./scene.js").Link} link @param {import("./paint.js").Course} c @param {{line: string, faint: string, words: boolean}} look */
function bow(picture, link, c, { line, faint, words }) {
  const at = (/** @type {number[]} */ ...places) => places.map((place) => place.toFixed(1)).join(" ");
  const status = picture.status(link), dashes = DASHES[status];
  const d = c.loop ? `M${at(c.cx + c.loop, c.cy)}a${at(c.loop, c.loop)} 0 1 1 -0.1 -1` : `M${at(c.ax, c.ay)}Q${at(c.cx, c.cy, c.bx, c.by)}`;
  const label = words && `<text x="${at(c.mx)}" y="${at(c.my)}" fill="${faint}" font-size="10" text-anchor="middle">${escaped((status === "negated" ? "✕ " : "") + picture.words(link))}</text>`;
  return `<path d="${d}" fill="none" stroke="${line}" stroke-width="${(1.3 * picture.weight(link)).toFixed(1)}"${dashes.length ? ` stroke-dasharray="${dashes.join(" ")}"` : ""}${c.loop || picture.overview ? "" : ' marker-end="url(#head)"'}/>${label || ""}`;
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
