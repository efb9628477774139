// Strokes and fills of the canvas renderer, in pixels of the screen, in portions, so that no frame waits for all of them.

import { DASHES, colours } from "./theme.js";
import { trace } from "./shapes.js";

/**
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./scene.js").Link} Link
 * @typedef {{x: number, y: number, k: number, width: number, height: number}} View the middle of the view, its zoom and its size
 */

/** Lines drawn at most: beyond, they are a grey cloud; the weightiest come first. */
export const LINES = 25000;
const PORTION = 400;
const CROWD = 800;

/** A node's radius on the screen: from afar it shrinks less than the ways between. @param {Picture} picture @param {number} i @param {number} k */
export function reach(picture, i, k) {
  return picture.radius[i] * k * (picture.overview ? 1 : Math.max(1, k ** (picture.count > CROWD ? -0.42 : -0.65)));
}

/** @param {Picture} picture @param {View} view @param {number} i */
export function onScreen(picture, view, i) {
  return [(picture.x[i] - view.x) * view.k + view.width / 2, (picture.y[i] - view.y) * view.k + view.height / 2];
}

/**
 * The bow of a line on the screen: ends at the rims of the marks, the control point and the middle.
 * @param {Picture} picture @param {View} view @param {Link} link
 */
export function course(picture, view, link) {
  const [ax, ay] = onScreen(picture, view, link.a), [bx, by] = onScreen(picture, view, link.b);
  if (link.a === link.b) return loop(ax, ay, reach(picture, link.a, view.k));
  const length = Math.hypot(bx - ax, by - ay) || 1, bend = link.bend / 3;
  const cx = (ax + bx) / 2 + bend * (by - ay), cy = (ay + by) / 2 - bend * (bx - ax);
  const rim = reach(picture, link.b, view.k) + 2, tx = bx - cx, ty = by - cy, far = Math.hypot(tx, ty) || 1;
  return { ax, ay, bx: bx - (tx / far) * rim, by: by - (ty / far) * rim, cx, cy, mx: (ax + 2 * cx + bx) / 4, my: (ay + 2 * cy + by) / 4, length, angle: Math.atan2(ty, tx), along: Math.atan2(by - ay, bx - ax), loop: 0 };
}

/** @param {number} x @param {number} y @param {number} r */
function loop(x, y, r) {
  const radius = r * 0.8 + 5, mx = x + r + radius * 0.7, my = y - r - radius * 0.7;
  return { ax: x, ay: y, bx: x, by: y, cx: mx, cy: my, mx, my: my - radius, length: 160, angle: 0, along: 0, loop: radius };
}

/** @typedef {ReturnType<typeof course>} Course */

/** @param {View} view @param {Course} c */
function outside(view, c) {
  const x1 = Math.min(c.ax, c.bx, c.cx), x2 = Math.max(c.ax, c.bx, c.cx), y1 = Math.min(c.ay, c.by, c.cy), y2 = Math.max(c.ay, c.by, c.cy);
  return x2 < 0 || y2 < 0 || x1 > view.width || y1 > view.height;
}

/**
 * All that is shown; yields between portions.
 * @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {View} view
 */
export function* everything(ctx, picture, view) {
  yield* lines(ctx, picture, view, picture.links, colours().line, false);
  yield* marks(ctx, picture, view);
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {View} view @param {Link[]} links
 * @param {string} colour @param {boolean} strong
 */
export function* lines(ctx, picture, view, links, colour, strong) {
  const budget = view.k < 0.12 && !picture.overview ? LINES / 2 : LINES;
  ctx.globalAlpha = strong ? 1 : picture.overview ? 0.28 : links.length > 4000 ? Math.max(0.16, Math.min(0.8, view.k * 2)) : 0.8;
  ctx.strokeStyle = ctx.fillStyle = colour;
  let drawn = 0, open = "";
  const arrows = [];
  for (let i = 0; i < links.length && drawn < budget; i++) {
    const link = links[i], c = course(picture, view, link);
    if (outside(view, c)) continue;
    const kind = `${picture.status(link)}/${Math.round(picture.weight(link))}`;
    if (kind !== open || drawn % PORTION === 0) {
      if (open) ctx.stroke();
      if (drawn % PORTION === 0) yield;
      pen(ctx, picture, link, view.k, strong);
      open = kind;
    }
    path(ctx, c);
    if (c.length > 34 && !c.loop && !picture.overview) arrows.push(c);
    drawn++;
  }
  if (open) ctx.stroke();
  ctx.setLineDash([]);
  for (let i = 0; i < arrows.length; i += PORTION) {
    heads(ctx, arrows.slice(i, i + PORTION), strong ? 9 : 7);
    yield;
  }
  ctx.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {Link} link @param {number} k @param {boolean} strong */
function pen(ctx, picture, link, k, strong) {
  ctx.beginPath();
  ctx.lineWidth = (strong ? 2 : k < 0.12 ? 0.7 : 1.1) * picture.weight(link);
  ctx.setLineDash(k < 0.12 ? [] : DASHES[picture.status(link)]);
}

/** @param {CanvasRenderingContext2D} ctx @param {Course} c */
function path(ctx, c) {
  if (c.loop) {
    ctx.moveTo(c.cx + c.loop, c.cy);
    ctx.arc(c.cx, c.cy, c.loop, 0, 2 * Math.PI);
    return;
  }
  ctx.moveTo(c.ax, c.ay);
  ctx.quadraticCurveTo(c.cx, c.cy, c.bx, c.by);
}

/** @param {CanvasRenderingContext2D} ctx @param {Course[]} courses @param {number} size */
function heads(ctx, courses, size) {
  ctx.beginPath();
  for (const { bx, by, angle } of courses) {
    ctx.moveTo(bx, by);
    ctx.lineTo(bx - size * Math.cos(angle - 0.42), by - size * Math.sin(angle - 0.42));
    ctx.lineTo(bx - size * Math.cos(angle + 0.42), by - size * Math.sin(angle + 0.42));
    ctx.closePath();
  }
  ctx.fill();
}

/** Nodes, those of one shape and colour in one fill. @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {View} view */
function* marks(ctx, picture, view) {
  /** @type {Map<string, number[]>} */
  const sets = new Map();
  for (let i = 0; i < picture.count; i++) {
    if (!picture.shown[i] || !within(picture, view, i)) continue;
    const key = `${picture.shape(i)} ${picture.colour(i)}`;
    const set = sets.get(key);
    if (set) set.push(i);
    else sets.set(key, [i]);
  }
  yield;
  for (const [key, set] of sets) {
    const [shape, colour] = key.split(" ");
    for (let from = 0; from < set.length; from += PORTION * 4) {
      fillMarks(ctx, picture, view, set.slice(from, from + PORTION * 4), shape, colour);
      yield;
    }
  }
}

/** @param {Picture} picture @param {View} view @param {number} i */
export function within(picture, view, i) {
  const [x, y] = onScreen(picture, view, i), r = reach(picture, i, view.k);
  return x > -r && y > -r && x < view.width + r && y < view.height + r;
}

/** @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {View} view @param {number[]} set @param {string} shape @param {string} colour */
export function fillMarks(ctx, picture, view, set, shape, colour) {
  ctx.beginPath();
  let rim = false;
  for (const i of set) {
    const [x, y] = onScreen(picture, view, i), r = reach(picture, i, view.k);
    if (r < 2) ctx.rect(x - r, y - r, r * 2, r * 2);
    else trace(ctx, shape, x, y, r);
    rim ||= r > 4;
  }
  ctx.fillStyle = colour;
  ctx.fill();
  if (!rim) return;
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours().paper;
  ctx.stroke();
}
