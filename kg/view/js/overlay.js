// Words and marks over the drawing, in pixels of the screen: names under nodes, relations on lines, crosses on what is
// denied. A label that would cover another is left out; what matters more comes first.

import { colours } from "./theme.js";

/**
 * @typedef {{x: number, y: number, r: number, name: string, strong: boolean, dim: boolean}} NodeLabel
 * @typedef {{x: number, y: number, angle: number, length: number, words: string, status: string, strong: boolean, dim: boolean}} LinkLabel
 */

const LONGEST = 30;
const HEADS = 14;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** @param {string} words @param {number} [longest] */
export function shorten(words, longest = LONGEST) {
  const letters = Array.from(words.slice(0, longest * 4));
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("").trimEnd()}…` : words;
}

/** Boxes already taken, in cells so that a look-up is short. */
export class Taken {
  constructor(cell = 64) {
    this.cell = cell;
    /** @type {Map<number, number[][]>} */ this.cells = new Map();
  }

  /** Take a box if it is free. @param {number} x @param {number} y @param {number} width @param {number} height @param {boolean} [force] */
  take(x, y, width, height, force = false) {
    const box = [x, y, x + width, y + height];
    const keys = this.keys(box);
    if (!force && keys.some((key) => this.cells.get(key)?.some((other) => meet(box, other)))) return false;
    for (const key of keys) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
    return true;
  }

  /** @param {number[]} box */
  keys([left, top, right, bottom]) {
    const keys = [];
    for (let x = Math.floor(left / this.cell); x <= right / this.cell; x++) {
      for (let y = Math.floor(top / this.cell); y <= bottom / this.cell; y++) keys.push(x * 100003 + y);
    }
    return keys;
  }
}

/** @param {number[]} a @param {number[]} b */
function meet(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {NodeLabel[]} nodes in order of importance
 * @param {LinkLabel[]} links in order of importance @param {{words: boolean}} options
 */
export function paint(ctx, nodes, links, { words }) {
  const taken = new Taken();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  // The names of the most important may cover the marks of others.
  const first = nodes.filter((node) => !node.dim && !node.strong).slice(0, HEADS);
  if (!nodes.some((node) => node.strong)) for (const node of first) nodeLabel(ctx, node, taken);
  for (const node of nodes) if (!node.dim) taken.take(node.x - node.r, node.y - node.r, node.r * 2, node.r * 2, true);
  for (const node of nodes.filter((n) => n.strong)) nodeLabel(ctx, node, taken);
  for (const link of links) linkMark(ctx, link);
  if (words) for (const link of links.filter((l) => l.strong)) linkLabel(ctx, link, taken);
  const named = nodes.some((node) => node.strong) ? [] : first;
  for (const node of nodes.filter((n) => !n.strong && !n.dim && !named.includes(n))) nodeLabel(ctx, node, taken);
  if (words) for (const link of links.filter((l) => !l.strong && !l.dim)) linkLabel(ctx, link, taken);
}

/** @param {CanvasRenderingContext2D} ctx @param {NodeLabel} node @param {Taken} taken */
function nodeLabel(ctx, node, taken) {
  ctx.font = `${node.strong ? 600 : 500} 13px ${FONT}`;
  const words = shorten(node.name);
  const width = measured(ctx, words) + 4;
  const beside = node.r + 5 + width / 2, edge = ctx.canvas.clientWidth - width / 2;
  for (const [x, y] of [[0, node.r + 10], [0, -node.r - 10], [beside, 0], [-beside, 0]]) {
    if (node.x + x < width / 2 || (edge > 0 && node.x + x > edge) || !taken.take(node.x + x - width / 2, node.y + y - 8, width, 16)) continue;
    return written(ctx, words, node.x + x, node.y + y, colours().ink);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {LinkLabel} link @param {Taken} taken */
function linkLabel(ctx, link, taken) {
  ctx.font = `${link.strong ? 600 : 400} 11.5px ${FONT}`;
  const words = shorten(link.words, 36);
  const width = measured(ctx, words) + 4;
  if (width > link.length * 1.15 && !link.strong) return;
  for (const along of [0, 0.17, -0.17]) {
    const x = link.x + Math.cos(link.angle) * link.length * along, y = link.y + Math.sin(link.angle) * link.length * along;
    if (taken.take(x - width / 2, y - 7, width, 14)) return written(ctx, words, x, y, link.strong ? colours().accent : colours().faint);
  }
}

/** @type {Map<string, number>} */
const widths = new Map();

/** The width of words in the font that is set; measuring is slow and labels come again each frame. @param {CanvasRenderingContext2D} ctx @param {string} words */
function measured(ctx, words) {
  const key = ctx.font + words;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20000) widths.clear();
    widths.set(key, (width = ctx.measureText(words).width));
  }
  return width;
}

/** @param {CanvasRenderingContext2D} ctx @param {string} words @param {number} x @param {number} y @param {string} colour */
function written(ctx, words, x, y, colour) {
  ctx.strokeStyle = colours().halo;
  ctx.lineWidth = 4;
  ctx.strokeText(words, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(words, x, y);
}

/** What is denied is crossed out, beside its words. @param {CanvasRenderingContext2D} ctx @param {LinkLabel} link */
function linkMark(ctx, link) {
  if (link.status !== "negated" || link.length < 30) return;
  const away = Math.min(link.length * 0.22, 60), size = link.length < 80 ? 3 : 5;
  const x = link.x + Math.cos(link.angle) * away, y = link.y + Math.sin(link.angle) * away;
  ctx.strokeStyle = link.dim ? colours().dim : link.strong ? colours().accent : colours().ink;
  ctx.lineWidth = size < 5 ? 1.5 : 2;
  ctx.beginPath();
  ctx.moveTo(x - size, y - size);
  ctx.lineTo(x + size, y + size);
  ctx.moveTo(x + size, y - size);
  ctx.lineTo(x - size, y + size);
  ctx.stroke();
}
