// The marks of the types: the same on the canvas, in the legend and in the exported drawing.

import { svg } from "./dom.js";

/** Corners of each shape, on a circle of radius 1: how many, where the first is, and an inner radius for stars. @type {Record<string, [number, number, number?]>} */
const POLYGONS = {
  square: [4, Math.PI / 4], diamond: [4, 0], triangle: [3, -Math.PI / 2], triangleDown: [3, Math.PI / 2],
  pentagon: [5, -Math.PI / 2], hexagon: [6, 0], star: [5, -Math.PI / 2, 0.45],
};

/** Corners of a shape around 0, or null for round ones. @param {string} shape @param {number} radius @returns {[number, number][] | null} */
export function corners(shape, radius) {
  if (shape === "cross") return cross(radius);
  const form = POLYGONS[shape];
  if (!form) return null;
  const [count, first, inner] = form;
  const reach = radius * 1.15;
  const steps = inner ? count * 2 : count;
  return Array.from({ length: steps }, (_, i) => {
    const r = inner && i % 2 ? reach * inner : reach;
    const angle = first + (i * 2 * Math.PI) / steps;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}

/** @param {number} radius @returns {[number, number][]} */
function cross(radius) {
  const a = radius * 1.05, b = radius * 0.42;
  return [[-b, -a], [b, -a], [b, -b], [a, -b], [a, b], [b, b], [b, a], [-b, a], [-b, b], [-a, b], [-a, -b], [-b, -b]];
}

/** @param {CanvasRenderingContext2D} ctx @param {string} shape @param {number} x @param {number} y @param {number} radius */
export function trace(ctx, shape, x, y, radius) {
  const points = corners(shape, radius);
  if (!points) {
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    if (shape === "ring") {
      ctx.moveTo(x + radius * 0.5, y);
      ctx.arc(x, y, radius * 0.5, 0, 2 * Math.PI, true);
    }
    return;
  }
  points.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
  ctx.closePath();
}

/** A shape as the `d` of an SVG path. @param {string} shape @param {number} x @param {number} y @param {number} radius */
export function outline(shape, x, y, radius) {
  const points = corners(shape, radius);
  const at = (/** @type {number} */ value) => value.toFixed(1);
  if (points) return `M${points.map(([dx, dy]) => `${at(x + dx)} ${at(y + dy)}`).join("L")}Z`;
  const round = (/** @type {number} */ r, /** @type {number} */ sweep) =>
    `M${at(x + r)} ${at(y)}A${at(r)} ${at(r)} 0 1 ${sweep} ${at(x - r)} ${at(y)}A${at(r)} ${at(r)} 0 1 ${sweep} ${at(x + r)} ${at(y)}Z`;
  return round(radius, 1) + (shape === "ring" ? round(radius * 0.5, 0) : "");
}

/** A type's mark for lists and the legend. @param {import("./graph.js").Type} type */
export function icon(type) {
  const drawing = svg("svg", { viewBox: "-10 -10 20 20", class: "icon", "aria-hidden": "true" }, svg("path", { d: outline(type.shape, 0, 0, 7) }));
  /** @type {any} */ (drawing).style.setProperty("--light", type.light);
  /** @type {any} */ (drawing).style.setProperty("--dark", type.dark);
  return drawing;
}

/** A line as it is drawn for a status. @param {string} status @param {number[]} dashes */
export function sample(status, dashes) {
  const line = svg("path", { d: "M2 8H38", "stroke-dasharray": dashes.join(" ") || "none" });
  const cross = status === "negated" ? [svg("path", { d: "M16 4L24 12M24 4L16 12" })] : [];
  return svg("svg", { viewBox: "0 0 40 16", class: "sample", "aria-hidden": "true" }, line, ...cross);
}
