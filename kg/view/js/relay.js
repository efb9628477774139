// A neighbourhood laid out by itself: in a large graph neighbours lie far apart, and a reader wants them close.

const SPACING = 150;

/**
 * Springs around the entity in the middle; deterministic: it starts from rings in the order of the rows.
 * @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene @param {number} middle
 * @returns {[Float32Array, Float32Array]}
 */
export function relaid(graph, scene, middle) {
  const rows = Array.from(scene.nodes.keys()).filter((i) => scene.nodes[i] && i !== middle);
  rows.unshift(middle);
  const at = new Map(rows.map((row, i) => [row, i]));
  const x = rows.map((_, i) => 1.2 * Math.sqrt(i) * Math.cos(i * 2.4)), y = rows.map((_, i) => 1.2 * Math.sqrt(i) * Math.sin(i * 2.4));
  const ends = scene.links.filter((link) => link.a !== link.b).map((link) => [at.get(link.a) ?? 0, at.get(link.b) ?? 0]);
  const rounds = 160;
  for (let round = 0; round < rounds; round++) step(x, y, ends, 0.6 * (1 - round / rounds) + 0.01);
  const [wide, high] = [new Float32Array(graph.size), new Float32Array(graph.size)];
  rows.forEach((row, i) => {
    wide[row] = (x[i] - x[0]) * SPACING * 1.15;
    high[row] = (y[i] - y[0]) * SPACING * 0.85;
  });
  return [wide, high];
}

/** @param {number[]} x @param {number[]} y @param {number[][]} ends @param {number} heat */
function step(x, y, ends, heat) {
  const dx = x.map((at) => -0.05 * at), dy = y.map((at) => -0.05 * at);
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      const gx = x[i] - x[j], gy = y[i] - y[j], squared = gx * gx + gy * gy + 0.01;
      const push = 1 / (squared * (1 + squared / 20));
      dx[i] += gx * push, dy[i] += gy * push, dx[j] -= gx * push, dy[j] -= gy * push;
    }
  }
  for (const [a, b] of ends) {
    const gx = x[a] - x[b], gy = y[a] - y[b], pull = Math.hypot(gx, gy) * 0.6;
    dx[a] -= gx * pull, dy[a] -= gy * pull, dx[b] += gx * pull, dy[b] += gy * pull;
  }
  for (let i = 0; i < x.length; i++) {
    const length = Math.hypot(dx[i], dy[i]) || 1, move = Math.min(length, heat) / length;
    x[i] += dx[i] * move, y[i] += dy[i] * move;
  }
}
