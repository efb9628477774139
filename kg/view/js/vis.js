// The renderer for graphs that fit on a screen: vis-network, as pyvis ships it, fed with pyvis' own nodes and edges.
// Nodes are drawn with our shapes and words with our overlay, since vis lets labels cover each other.

import { DASHES, colours, nodeColour } from "./theme.js";
import { paint } from "./overlay.js";
import { placed } from "./picture.js";
import { relaid } from "./relay.js";
import { trace } from "./shapes.js";
import { narrowed } from "./state.js";
import { wording } from "./wording.js";

/**
 * What the page asks of a renderer; `canvas.js` answers the same.
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Link} Link
 * @typedef {{node: number | null, facts: Set<number>, nodes: Set<number>, walked: number | null}} Lit
 *   what stands out: the chosen entity, lit facts and entities; all else is dimmed unless both are empty
 * @typedef {{node?: number, link?: Link, group?: number}} Found
 * @typedef {{pick: (found: Found) => void, hover: (found: Found | null, x: number, y: number) => void, drop: (node: number, at: [number, number]) => void,
 *   moved: () => void}} Hands what the reader's hands do; `moved` tells that the view has changed
 */

const LABEL_ZOOM = 0.55;

export class VisRenderer {
  /** @param {HTMLElement} element @param {import("./graph.js").Graph} graph @param {Hands} hands */
  constructor(element, graph, hands) {
    this.graph = graph;
    this.element = element;
    this.colour = "type";
    this.byHand = false;
    /** @type {Scene | null} */ this.scene = null;
    /** @type {Map<number, Link>} */ this.links = new Map();
    /** @type {import("./picture.js").Picture | null} */ this.picture = null;
    /** @type {Lit} */ this.lit = { node: null, facts: new Set(), nodes: new Set(), walked: null };
    const { vis } = /** @type {any} */ (window);
    this.given = new Map(graph.network.nodes.map((/** @type {any} */ node) => [node.id, node]));
    this.nodes = new vis.DataSet([]);
    this.edges = new vis.DataSet([]);
    this.vis = new vis.Network(element, { nodes: this.nodes, edges: this.edges }, options(graph.network.options));
    this.listen(hands);
    this.thin = 1;
    this.vis.on("zoom", () => this.rethin());
    this.vis.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => this.over(ctx));
    new ResizeObserver(() => this.vis.redraw()).observe(element);
  }

  /** @param {Hands} hands */
  listen(hands) {
    const found = (/** @type {{x: number, y: number}} */ at) => {
      const node = this.vis.getNodeAt(at);
      if (node !== undefined) return { node };
      const edge = this.vis.getEdgeAt(at);
      return edge === undefined ? null : { link: this.links.get(edge) };
    };
    this.vis.on("dragEnd", (/** @type {any} */ { nodes: [node] }) => {
      this.vis.unselectAll();
      if (node === undefined) return this.turned();
      const { x, y } = this.vis.getPosition(node);
      hands.drop(node, [x, y]);
    });
    this.vis.on("zoom", () => this.turned());
    this.vis.on("afterDrawing", () => hands.moved());
    this.vis.on("click", (/** @type {any} */ event) => hands.pick(found(event.pointer.DOM) ?? {}));
    this.element.addEventListener("pointermove", (event) => {
      if (event.buttons) return hands.hover(null, 0, 0);
      const box = this.element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      hands.hover(found(at), at.x, at.y);
    });
    this.element.addEventListener("pointerleave", () => hands.hover(null, 0, 0));
  }

  /** @param {Scene} scene @param {import("./state.js").State} state */
  show(scene, state) {
    this.scene = scene;
    this.colour = state.colour;
    const near = narrowed(state) ? relaid(this.graph, scene, state.focus ?? Math.min(...state.extra)) : null;
    this.links = new Map(scene.links.map((link) => [link.id, link]));
    const wanted = this.graph.names.map((_, i) => i).filter((i) => scene.nodes[i]);
    const kept = new Set(wanted);
    this.nodes.remove(this.nodes.getIds().filter((/** @type {number} */ id) => !kept.has(id)));
    const [x, y] = placed(near ?? [this.graph.x, this.graph.y], state.pins);
    this.nodes.update(wanted.map((i) => ({ ...this.node(i), x: x[i], y: y[i] })));
    this.edges.clear();
    this.edges.add(scene.links.map((link) => this.edge(link)));
  }

  /** @param {number} i */
  node(i) {
    const { id, size } = this.given.get(i);
    return { id, size, shape: "custom", chosen: false, ctxRenderer: (/** @type {any} */ at) => this.mark(at) };
  }

  /** @param {{ctx: CanvasRenderingContext2D, id: number, x: number, y: number}} at */
  mark({ ctx, id, x, y }) {
    const radius = this.radius(id);
    const drawNode = () => {
      const dim = this.dims(this.lit.nodes.has(id));
      ctx.beginPath();
      trace(ctx, this.graph.types[this.graph.type[id]].shape, x, y, radius);
      ctx.fillStyle = dim ? colours().dim : nodeColour(this.graph, id, this.colour);
      ctx.fill();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = colours().paper;
      ctx.stroke();
      if (id !== this.lit.node && id !== this.lit.walked) return;
      ctx.beginPath();
      ctx.arc(x, y, radius + 6, 0, 2 * Math.PI);
      ctx.lineWidth = 2.5;
      ctx.strokeStyle = colours().accent;
      ctx.setLineDash(id === this.lit.node ? [] : [4, 3]);
      ctx.stroke();
      ctx.setLineDash([]);
    };
    return { drawNode, nodeDimensions: { width: radius * 2, height: radius * 2 } };
  }

  /** From afar nodes shrink less than the ways between them. @param {number} id */
  radius(id) {
    return this.given.get(id).size * Math.max(1, this.vis.getScale() ** -0.65);
  }

  /** Lines too; in steps, since each step is told to vis. */
  thickness() {
    return Math.min(4, Math.max(1, Math.round(1.6 / this.vis.getScale()) / 2));
  }

  rethin() {
    if (this.thin === this.thickness()) return;
    this.thin = this.thickness();
    this.light(this.lit);
  }

  /** @param {boolean} lit */
  dims(lit) {
    return !lit && (this.lit.nodes.size > 0 || this.lit.facts.size > 0);
  }

  /** @param {Link} link */
  edge(link) {
    const status = this.status(link);
    const strong = link.facts.some((fact) => this.lit.facts.has(fact));
    const colour = strong ? colours().accent : this.dims(false) ? colours().dim : colours().line;
    const bend = link.bend / 6;
    return {
      id: link.id, from: link.a, to: link.b, chosen: false,
      color: { color: colour, inherit: false },
      width: (strong ? 2.4 : 1.3) * this.thin * (link.facts.length > 1 ? 1.8 : 1),
      dashes: DASHES[status].length ? DASHES[status] : false,
      arrows: { to: { enabled: true, scaleFactor: 0.6 } },
      smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
      selfReference: { size: 18, angle: Math.PI / 4 },
    };
  }

  /** @param {Link} link */
  status(link) {
    return this.graph.statuses[this.graph.status[link.facts[0]]];
  }

  /** @param {Lit} lit */
  light(lit) {
    this.lit = lit;
    this.edges.update((this.scene?.links ?? []).map((link) => this.edge(link)));
    this.vis.redraw();
  }

  /** The theme has changed. */
  repaint() {
    this.light(this.lit);
  }

  /** @param {boolean} _paper */
  print(_paper) {
    this.light(this.lit);
    this.vis.canvas.body.emitter.emit("_redraw");
  }

  /** Words over the drawing, in pixels of the screen. @param {CanvasRenderingContext2D} ctx */
  over(ctx) {
    if (!this.scene) return;
    const zoom = this.vis.getScale();
    const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
    const at = (/** @type {{x: number, y: number}} */ point) => this.vis.canvasToDOM(point);
    const nodes = this.nodes.getIds().map((/** @type {number} */ id) => {
      const body = this.vis.body.nodes[id];
      const lit = this.lit.nodes.has(id);
      return { ...at(body), r: this.radius(id) * zoom, name: this.graph.names[id], strong: lit, dim: this.dims(lit) };
    });
    // vis may draw between two changes of its sets.
    const links = this.scene.links.filter((link) => this.vis.body.edges[link.id]).map((link) => this.linkLabel(link, at));
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(ctx, nodes, links, { words: zoom >= LABEL_ZOOM || this.lit.facts.size > 0 });
    ctx.restore();
  }

  /** @param {Link} link @param {(point: {x: number, y: number}) => {x: number, y: number}} at */
  linkLabel(link, at) {
    const strong = link.facts.some((fact) => this.lit.facts.has(fact));
    const from = at(this.vis.body.nodes[link.a]), to = at(this.vis.body.nodes[link.b]);
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const middle = link.a === link.b ? { x: from.x + 26 * this.vis.getScale(), y: from.y - 40 * this.vis.getScale() } : at(this.middle(link));
    return { ...middle, angle, length: link.a === link.b ? 200 : length, words: wording(this.graph, link.facts), status: this.status(link), strong, dim: this.dims(strong) };
  }

  /** @param {Link} link */
  middle(link) {
    const edge = this.vis.body.edges[link.id];
    return edge.edgeType.getPoint(0.5, edge.edgeType.getViaNode?.());
  }

  /** Bring everything into view, or these. @param {Set<number>} [only] */
  fit(only) {
    this.vis.fit({ nodes: [...(only ?? this.nodes.getIds())], maxZoomLevel: 1.3, animation: false });
    this.zoom(0.84);
    this.byHand = false;
  }

  /** The reader has moved the view. */
  turned() {
    this.byHand = true;
  }

  /** The middle of the view and its zoom. */
  get camera() {
    return { ...this.vis.getViewPosition(), k: this.vis.getScale() };
  }

  /** @param {{x: number, y: number, k: number}} camera */
  look({ x, y, k }) {
    this.vis.moveTo({ position: { x, y }, scale: Math.min(4, Math.max(0.05, k)), animation: false });
    this.rethin();
    this.turned();
  }

  /** What the minimap draws. */
  dots() {
    return { count: this.graph.size, shown: this.scene?.nodes ?? new Uint8Array(0), at: this.places(), colour: (/** @type {number} */ i) => nodeColour(this.graph, i, this.colour), radius: () => 0 };
  }

  /** @param {number} node */
  center(node) {
    this.vis.moveTo({ position: this.vis.getPosition(node), scale: Math.max(this.vis.getScale(), 0.9), animation: false });
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    const scale = this.vis.getScale(), at = this.vis.getViewPosition();
    this.vis.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale }, animation: false });
    this.turned();
  }

  /** @param {number} factor */
  zoom(factor) {
    this.vis.moveTo({ scale: Math.min(4, Math.max(0.05, this.vis.getScale() * factor)), animation: false });
    this.rethin();
    this.turned();
  }

  /** Where an entity is, in pixels of the element. @param {number} node */
  screen(node) {
    return this.vis.canvasToDOM(this.vis.getPosition(node));
  }

  /** Where a line's middle is. @param {number} id */
  screenLink(id) {
    return this.vis.canvasToDOM(this.middle(/** @type {Link} */ (this.links.get(id))));
  }

  /** Where each shown entity lies now, at zoom 1. @returns {(node: number) => {x: number, y: number}} */
  places() {
    return (node) => this.vis.getPosition(node);
  }

  /** @returns {HTMLCanvasElement} */
  get canvas() {
    return /** @type {HTMLCanvasElement} */ (this.element.querySelector("canvas"));
  }
}

/** pyvis' options, and those it has no switch for: nothing moves by itself, and the page has its own keys. @param {string} given */
function options(given) {
  const { interaction } = JSON.parse(given);
  return {
    physics: false, layout: { improvedLayout: false }, autoResize: true,
    interaction: { ...interaction, hover: false, tooltipDelay: 1e9, selectable: false, keyboard: false, zoomSpeed: 0.7 },
    nodes: { shape: "custom" },
  };
}
