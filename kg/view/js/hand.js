// Mouse, pen and fingers on the canvas: drag to move, wheel or pinch to zoom, click to choose.

const STILL = 4;

export class Hand {
  /** @param {import("./canvas.js").CanvasRenderer} renderer @param {import("./vis.js").Hands} hands */
  constructor(renderer, hands) {
    this.renderer = renderer;
    this.hands = hands;
    /** @type {Map<number, {x: number, y: number}>} */ this.down = new Map();
    this.dragged = 0;
    /** @type {number | null} */ this.held = null;
    const { element } = renderer;
    element.addEventListener("pointerdown", (event) => this.press(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    for (const kind of /** @type {const} */ (["pointerup", "pointercancel"])) element.addEventListener(kind, (event) => this.lift(event));
    element.addEventListener("pointerleave", () => hands.hover(null, 0, 0));
    element.addEventListener("dblclick", (event) => renderer.zoom(1.6, ...this.place(event)));
    element.addEventListener("wheel", (event) => {
      event.preventDefault();
      renderer.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), ...this.place(event));
    }, { passive: false });
  }

  /** @param {MouseEvent} event @returns {[number, number]} */
  place(event) {
    const box = this.renderer.element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button > 0) return;
    const [x, y] = this.place(event);
    this.down.set(event.pointerId, { x, y });
    this.dragged = this.down.size > 1 ? STILL + 1 : 0;
    this.renderer.element.setPointerCapture(event.pointerId);
    const { node } = /** @type {import("./vis.js").Found} */ (this.renderer.at(x, y) ?? {});
    // A finger moves the view; it takes along only what has been chosen.
    const grips = node !== undefined && this.down.size === 1 && (event.pointerType === "mouse" ? this.renderer.grips(node) : node === this.renderer.lit.node);
    this.held = grips ? node : null;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const [x, y] = this.place(event);
    const last = this.down.get(event.pointerId);
    if (!last) return this.hands.hover(this.renderer.at(x, y), x, y);
    const fingers = [...this.down.values()];
    this.down.set(event.pointerId, { x, y });
    this.dragged += Math.hypot(x - last.x, y - last.y);
    if (this.dragged <= STILL) return;
    this.hands.hover(null, 0, 0);
    if (fingers.length === 2) this.pinch(fingers, [...this.down.values()]);
    else if (this.held !== null) this.renderer.carry(this.held, x, y);
    else this.renderer.pan(last.x - x, last.y - y);
  }

  /** @param {{x: number, y: number}[]} before @param {{x: number, y: number}[]} after */
  pinch(before, after) {
    const span = (/** @type {{x: number, y: number}[]} */ [a, b]) => Math.hypot(a.x - b.x, a.y - b.y) || 1;
    const middle = (/** @type {{x: number, y: number}[]} */ [a, b]) => [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const [x, y] = middle(after), [px, py] = middle(before);
    this.renderer.pan(px - x, py - y);
    this.renderer.zoom(span(after) / span(before), x, y);
  }

  /** @param {PointerEvent} event */
  lift(event) {
    const { held } = this;
    this.held = null;
    if (held !== null && this.dragged > STILL && this.down.delete(event.pointerId)) {
      const at = this.renderer.places()(held);
      return this.hands.drop(held, [at.x, at.y]);
    }
    if (!this.down.delete(event.pointerId) || this.down.size || this.dragged > STILL || event.type === "pointercancel") return;
    const [x, y] = this.place(event);
    this.hands.pick(this.renderer.at(x, y) ?? {});
  }
}
