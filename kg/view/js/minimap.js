// The whole graph in a corner, with a frame around what is in view; shown where something lies outside of it.

import { el } from "./dom.js";
import { text } from "./strings.js";
import { colours } from "./theme.js";

const [WIDTH, HEIGHT] = [150, 100];
const EDGE = 6;

/**
 * @param {() => any} renderer
 * @param {(x: number, y: number) => void} go to a place of the graph
 */
export function minimap(renderer, go) {
  const canvas = el("canvas", { width: WIDTH * 2, height: HEIGHT * 2 });
  const frame = el("div", { class: "frame" });
  // A picture of where one is; whoever cannot see it loses nothing, since the keys move the view.
  const element = el("div", { class: "minimap", hidden: true, "aria-hidden": "true", title: text.minimap }, canvas, frame);
  let scale = 1, left = 0, top = 0;
  let [right, bottom] = [0, 0];

  function draw() {
    const { count, shown, at, colour, radius } = renderer().dots();
    [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const dots = [];
    for (let i = 0; i < count; i++) {
      if (!shown[i]) continue;
      const { x, y } = at(i), r = radius(i);
      [left, top, right, bottom] = [Math.min(left, x - r), Math.min(top, y - r), Math.max(right, x + r), Math.max(bottom, y + r)];
      dots.push({ x, y, r, i });
    }
    scale = Math.min((WIDTH - 2 * EDGE) / (right - left || 1), (HEIGHT - 2 * EDGE) / (bottom - top || 1));
    const ctx = canvas.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    ctx.fillStyle = colours().paper;
    ctx.fillRect(0, 0, WIDTH, HEIGHT);
    const size = dots.length > 2000 ? 0.6 : 1.2;
    for (const { x, y, r, i } of dots) {
      ctx.fillStyle = colour(i);
      const half = Math.max(size, r * scale);
      ctx.fillRect((x - left) * scale + EDGE - half, (y - top) * scale + EDGE - half, half * 2, half * 2);
    }
    follow();
  }

  /** Put the frame where the view is. */
  function follow() {
    const { x, y, k } = renderer().camera, { clientWidth, clientHeight } = renderer().element;
    const [wide, high] = [clientWidth / k, clientHeight / k];
    const inside = x - wide / 2 <= left && x + wide / 2 >= right && y - high / 2 <= top && y + high / 2 >= bottom;
    element.hidden = inside || !(right > left);
    if (element.hidden) return;
    const box = [(x - wide / 2 - left) * scale + EDGE, (y - high / 2 - top) * scale + EDGE, wide * scale, high * scale];
    [frame.style.left, frame.style.top, frame.style.width, frame.style.height] = box.map((at) => `${at}px`);
  }

  element.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    element.setPointerCapture(event.pointerId);
    to(event);
  });
  element.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => event.buttons && to(event));

  /** @param {PointerEvent} event */
  function to(event) {
    const box = element.getBoundingClientRect();
    go((event.clientX - box.left - EDGE) / scale + left, (event.clientY - box.top - EDGE) / scale + top);
  }

  return { element, draw, follow };
}
