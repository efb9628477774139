// The upper canvas: what is chosen, drawn again over the dimmed rest, and the words of what is in view.

import { fillMarks, course, lines, onScreen, reach, within } from "./paint.js";
import { paint } from "./overlay.js";
import { colours } from "./theme.js";

/** @typedef {import("./picture.js").Picture} Picture @typedef {import("./paint.js").View} View @typedef {import("./vis.js").Lit} Lit */

const NAMES = 500;
const LINES = 350;
const LABEL_ZOOM = 0.5;

/** @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {View} view @param {Lit} lit @param {boolean} dim */
export function overlay(ctx, picture, view, lit, dim) {
  const litLinks = dim ? picture.links.filter((link) => link.facts.some((fact) => lit.facts.has(fact))) : [];
  if (dim) {
    for (const _ of lines(ctx, picture, view, litLinks, colours().accent, true));
    for (const i of lit.nodes) if (picture.shown[i]) fillMarks(ctx, picture, view, [i], picture.shape(i), picture.colour(i));
  }
  rings(ctx, picture, view, lit);
  paint(ctx, names(picture, view, lit, dim), relations(picture, view, litLinks, dim), { words: dim || view.k >= LABEL_ZOOM });
}

/** @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {View} view @param {Lit} lit */
function rings(ctx, picture, view, lit) {
  if (picture.overview) return;
  for (const node of [lit.node, lit.walked]) {
    if (node === null || !picture.shown[node]) continue;
    const [x, y] = onScreen(picture, view, node);
    ctx.beginPath();
    ctx.arc(x, y, reach(picture, node, view.k) + 6, 0, 2 * Math.PI);
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = colours().accent;
    ctx.setLineDash(node === lit.node ? [] : [4, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

/** The most important names in view. @param {Picture} picture @param {View} view @param {Lit} lit @param {boolean} dim */
function names(picture, view, lit, dim) {
  const found = [];
  const rows = dim ? [...lit.nodes] : null;
  const count = rows ? rows.length : picture.count;
  for (let n = 0; n < count && found.length < NAMES; n++) {
    const i = rows ? rows[n] : n;
    if (!picture.shown[i] || !within(picture, view, i)) continue;
    const [x, y] = onScreen(picture, view, i), r = reach(picture, i, view.k);
    // Communities wear their names on themselves.
    found.push({ x, y: picture.overview ? y - 10 : y, r: picture.overview ? 0 : r, name: picture.name(i), strong: dim, dim: false });
  }
  return found;
}

/** @param {Picture} picture @param {View} view @param {import("./scene.js").Link[]} lit @param {boolean} dim */
function relations(picture, view, lit, dim) {
  if (picture.overview || (!dim && view.k < 0.2)) return [];
  const found = [];
  for (const link of dim ? lit : picture.links) {
    if (found.length >= LINES) break;
    const c = course(picture, view, link);
    if (c.mx < 0 || c.my < 0 || c.mx > view.width || c.my > view.height) continue;
    found.push({ x: c.mx, y: c.my, angle: c.along, length: c.length, words: picture.words(link), status: picture.status(link), strong: dim, dim: false });
  }
  return found;
}
