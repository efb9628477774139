// The renderer for graphs of any size: two canvases and a camera. The lower one holds everything; while the view moves its last
// picture is moved with it, and repainted in slices when the view rests. The upper one holds what is chosen, and words.

import { overlay } from "./canvaswords.js";
import { Hand } from "./hand.js";
import * as pictures from "./picture.js";
import { everything, course, onScreen, reach } from "./paint.js";

/** @typedef {import("./vis.js").Lit} Lit @typedef {import("./scene.js").Link} Link */

const SLICE = 8;
const REST = 90;
const QUICK = 14;

export class CanvasRenderer {
  /** @param {HTMLElement} element @param {import("./graph.js").Graph} graph @param {import("./vis.js").Hands} hands */
  constructor(element, graph, hands) {
    this.element = element;
    this.graph = graph;
    this.hands = hands;
    this.byHand = false;
    this.camera = { x: 0, y: 0, k: 1 };
    this.painted = { x: 0, y: 0, k: 1 };
    this.cost = 0;
    /** @type {Lit} */ this.lit = { node: null, facts: new Set(), nodes: new Set(), walked: null };
    /** @type {import("./picture.js").Picture | null} */ this.picture = null;
    this.base = element.appendChild(document.createElement("canvas"));
    this.top = element.appendChild(document.createElement("canvas"));
    this.spare = document.createElement("canvas");
    this.hand = new Hand(this, hands);
    this.frame = 0;
    this.rest = 0;
    this.job = 0;
    new ResizeObserver(() => this.resize()).observe(element);
    this.resize();
  }

  get view() {
    return { ...this.camera, width: this.element.clientWidth, height: this.element.clientHeight };
  }

  get canvas() {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [this.base.width, this.base.height];
    const ctx = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
    ctx.globalAlpha = Number(this.base.style.opacity || 1);
    ctx.drawImage(this.base, 0, 0);
    ctx.globalAlpha = 1;
    ctx.drawImage(this.top, 0, 0);
    return copy;
  }

  resize() {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    for (const canvas of [this.base, this.top, this.spare]) {
      canvas.width = Math.max(1, this.element.clientWidth * ratio);
      canvas.height = Math.max(1, this.element.clientHeight * ratio);
    }
    this.ratio = ratio;
    this.paint();
  }

  /** @param {import("./scene.js").Scene} scene @param {import("./state.js").State} state @param {boolean} overview */
  show(scene, state, overview) {
    this.picture = overview ? pictures.communities(this.graph, scene, state) : pictures.entities(this.graph, scene, state);
    this.links = new Map(this.picture.links.map((link) => [link.id, link]));
    this.paint();
  }

  /** @param {Lit} lit */
  light(lit) {
    this.lit = lit;
    this.words();
  }

  repaint() {
    this.paint();
  }

  /** Paper waits for no slices. @param {boolean} paper */
  print(paper) {
    this.paint(!paper);
  }

  /** The view has moved: follow at once with what is painted, and paint anew when it rests, or now if that is quick. */
  moved() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.cost < QUICK) return this.paint();
      this.job++;
      this.follow();
      this.hands.moved();
      clearTimeout(this.rest);
      this.rest = setTimeout(() => this.paint(), REST);
    });
  }

  follow() {
    const { camera: to, painted: from } = this;
    const scale = to.k / from.k;
    const x = (from.x - to.x) * to.k, y = (from.y - to.y) * to.k;
    for (const canvas of [this.base, this.top]) canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /** Paint everything, in slices unless there is no time, on a spare canvas; then show it. */
  paint(slices = true) {
    clearTimeout(this.rest);
    const job = ++this.job;
    if (!this.picture) return;
    const view = this.view, ctx = /** @type {CanvasRenderingContext2D} */ (this.spare.getContext("2d"));
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.spare.width, this.spare.height);
    ctx.setTransform(this.ratio ?? 1, 0, 0, this.ratio ?? 1, 0, 0);
    const work = everything(ctx, this.picture, view);
    let busy = 0;
    const slice = () => {
      if (job !== this.job) return;
      const start = performance.now();
      for (let step = work.next(); ; step = work.next()) {
        if (step.done) return this.finish(view, busy + performance.now() - start);
        if (slices && performance.now() - start > SLICE) break;
      }
      busy += performance.now() - start;
      requestAnimationFrame(slice);
    };
    slice();
  }

  /** @param {{x: number, y: number, k: number}} view @param {number} cost */
  finish(view, cost) {
    this.cost = cost;
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.base.getContext("2d"));
    ctx.clearRect(0, 0, this.base.width, this.base.height);
    ctx.drawImage(this.spare, 0, 0);
    this.painted = { x: view.x, y: view.y, k: view.k };
    this.words();
    this.follow();
    this.hands.moved();
    this.element.dataset.painted = String(Number(this.element.dataset.painted ?? 0) + 1);
  }

  words() {
    if (!this.picture) return;
    const view = { ...this.view, ...this.painted };
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.top.getContext("2d"));
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.top.width, this.top.height);
    ctx.setTransform(this.ratio ?? 1, 0, 0, this.ratio ?? 1, 0, 0);
    const dim = !this.picture.overview && (this.lit.nodes.size > 0 || this.lit.facts.size > 0);
    this.base.style.opacity = dim ? "0.22" : "1";
    overlay(ctx, this.picture, view, this.lit, dim);
  }

  /** What lies at a place of the screen: the nearest mark, else a line. @param {number} px @param {number} py */
  at(px, py) {
    const { picture, view } = this;
    if (!picture) return null;
    let best = 7, node = -1;
    for (let i = 0; i < picture.count; i++) {
      if (!picture.shown[i]) continue;
      const [x, y] = onScreen(picture, view, i);
      const far = Math.hypot(x - px, y - py) - reach(picture, i, view.k);
      if (far < best) [best, node] = [far, i];
    }
    if (node >= 0) return picture.overview ? { group: node } : { node };
    return picture.overview || (picture.links.length > 4000 && view.k < 0.12) ? null : this.line(px, py);
  }

  /** @param {number} px @param {number} py */
  line(px, py) {
    const { picture, view } = this;
    let best = 7, found = null;
    for (const link of picture?.links ?? []) {
      const c = course(/** @type {any} */ (picture), view, link);
      const far = c.loop ? Math.abs(Math.hypot(px - c.cx, py - c.cy) - c.loop) : bowDistance(c, px, py);
      if (far < best) [best, found] = [far, link];
    }
    return found && { link: found };
  }

  /** Bring everything into view, or these. @param {Set<number>} [only] */
  fit(only) {
    const { picture } = this;
    if (!picture) return;
    let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < picture.count; i++) {
      if (!picture.shown[i] || (only && !only.has(i))) continue;
      const r = picture.overview ? picture.radius[i] : 0;
      [x1, y1, x2, y2] = [Math.min(x1, picture.x[i] - r), Math.min(y1, picture.y[i] - r), Math.max(x2, picture.x[i] + r), Math.max(y2, picture.y[i] + r)];
    }
    if (x1 > x2) return;
    const { width, height } = this.view;
    const k = Math.min((width - Math.min(240, width * 0.3)) / (x2 - x1 || 1), (height - 90) / (y2 - y1 || 1), 1.3);
    this.camera = { x: (x1 + x2) / 2, y: (y1 + y2) / 2, k: Math.max(k, 0.0005) };
    this.byHand = false;
    this.paint();
  }

  /** @param {{x: number, y: number, k: number}} camera */
  look({ x, y, k }) {
    this.camera = { x, y, k: Math.min(6, Math.max(0.0005, k)) };
    this.byHand = true;
    this.moved();
  }

  /** What the minimap draws. */
  dots() {
    const none = new Uint8Array(0), { picture } = this;
    return { count: picture?.count ?? 0, shown: picture?.shown ?? none, at: this.places(), colour: (/** @type {number} */ i) => picture?.colour(i) ?? "", radius: (/** @type {number} */ i) => (picture?.overview ? picture.radius[i] : 0) };
  }

  /** Can this be dragged? From afar a hand that grips the view always hits a mark. @param {number} node */
  grips(node) {
    return this.picture !== null && !this.picture.overview && (node === this.lit.node || reach(this.picture, node, this.view.k) >= 6);
  }

  /** Put an entity elsewhere. @param {number} node @param {number} px @param {number} py */
  carry(node, px, py) {
    const { picture, view } = this;
    if (!picture) return;
    if (picture.x === this.graph.x) [picture.x, picture.y] = [picture.x.slice(), picture.y.slice()];
    [picture.x[node], picture.y[node]] = [(px - view.width / 2) / view.k + view.x, (py - view.height / 2) / view.k + view.y];
    this.words();
    if (this.cost < QUICK) this.paint();
  }

  /** @param {number} node */
  center(node) {
    if (!this.picture) return;
    this.camera = { x: this.picture.x[node], y: this.picture.y[node], k: Math.max(this.camera.k, 0.6) };
    this.paint();
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    const { x, y, k } = this.camera;
    this.camera = { x: x + dx / k, y: y + dy / k, k };
    this.byHand = true;
    this.moved();
  }

  /** @param {number} factor @param {number} [px] @param {number} [py] the place that stays where it is */
  zoom(factor, px = this.view.width / 2, py = this.view.height / 2) {
    const { x, y, k, width, height } = this.view;
    const next = Math.min(6, Math.max(0.0005, k * factor));
    this.camera = { x: x + (px - width / 2) * (1 / k - 1 / next), y: y + (py - height / 2) * (1 / k - 1 / next), k: next };
    this.byHand = true;
    this.moved();
  }

  /** @param {number} node */
  screen(node) {
    const [x, y] = this.picture ? onScreen(this.picture, this.view, node) : [0, 0];
    return { x, y };
  }

  /** @param {number} id */
  screenLink(id) {
    const { mx: x, my: y } = course(/** @type {any} */ (this.picture), this.view, /** @type {any} */ (this.links).get(id));
    return { x, y };
  }

  /** @returns {(node: number) => {x: number, y: number}} */
  places() {
    return (node) => ({ x: this.picture?.x[node] ?? 0, y: this.picture?.y[node] ?? 0 });
  }
}

/** How far a point is from a bow, to a pixel or two. @param {import("./paint.js").Course} c @param {number} px @param {number} py */
function bowDistance(c, px, py) {
  if (px < Math.min(c.ax, c.bx, c.cx) - 8 || px > Math.max(c.ax, c.bx, c.cx) + 8 || py < Math.min(c.ay, c.by, c.cy) - 8 || py > Math.max(c.ay, c.by, c.cy) + 8) return Infinity;
  let best = Infinity, lx = c.ax, ly = c.ay;
  for (let i = 1; i <= 12; i++) {
    const t = i / 12, x = (1 - t) ** 2 * c.ax + 2 * t * (1 - t) * c.cx + t * t * c.bx, y = (1 - t) ** 2 * c.ay + 2 * t * (1 - t) * c.cy + t * t * c.by;
    const dx = x - lx, dy = y - ly, along = Math.max(0, Math.min(1, ((px - lx) * dx + (py - ly) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(px - lx - along * dx, py - ly - along * dy));
    [lx, ly] = [x, y];
  }
  return best;
}
