// Light or dark, and the colours of what is drawn; the page's own colours are in page.css.

const PAPER = {
  light: { paper: "#fbfbf9", ink: "#1c2024", faint: "#8a919a", line: "#7c848e", accent: "#0b57d0", halo: "#fbfbf9", dim: "#d9dbd8" },
  dark: { paper: "#14171b", ink: "#e9ecef", faint: "#7d8791", line: "#8d97a3", accent: "#8ab4ff", halo: "#14171b", dim: "#2b3036" },
};

/** Colours of communities: the largest twelve have one of their own. */
const GROUPS = [
  ["#2f6fd6", "#6ea8ff"], ["#c2570c", "#ff9f5a"], ["#1f8a4c", "#5fd08d"], ["#c0306e", "#ff7fb0"], ["#9a7400", "#f0c63c"],
  ["#7b46c9", "#b994ff"], ["#0b8390", "#4fd0dd"], ["#7d5a3c", "#d0a67e"], ["#a3432f", "#ff9d8a"], ["#4c7a10", "#a8d35f"],
  ["#3d58b8", "#9db1ff"], ["#94308f", "#ee93e8"],
];
const OTHER_GROUP = ["#6d6d6d", "#b5b5b5"];

/** Dashes of a line by status, so that it shows without colour. @type {Record<string, number[]>} */
export const DASHES = { asserted: [], planned: [9, 6], negated: [], alleged: [2, 5], conditional: [12, 4, 2, 4] };

const system = matchMedia("(prefers-color-scheme: dark)");

let paper = false;

/** Paper is light. @param {(paper: boolean) => void} changed */
export function onPaper(changed) {
  for (const [event, on] of /** @type {const} */ ([["beforeprint", true], ["afterprint", false]])) {
    window.addEventListener(event, () => changed((paper = on)));
  }
}

export function isDark() {
  if (paper) return false;
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : system.matches;
}

export function colours() {
  return isDark() ? PAPER.dark : PAPER.light;
}

/** @param {number} group */
export function groupColour(group) {
  return (GROUPS[group] ?? OTHER_GROUP)[isDark() ? 1 : 0];
}

/** @param {import("./graph.js").Graph} graph @param {number} node @param {string} by */
export function nodeColour(graph, node, by) {
  if (by === "group") return groupColour(graph.group[node]);
  return typeColour(graph, graph.type[node]);
}

/** @param {import("./graph.js").Graph} graph @param {number} type */
export function typeColour(graph, type) {
  return graph.types[type][isDark() ? "dark" : "light"];
}

/** Take the reader's last choice, and follow the system until there is one. @param {() => void} changed */
export function start(changed) {
  const kept = remembered();
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
  system.addEventListener("change", changed);
}

export function toggle() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("kg-theme", theme);
  } catch {
    // A browser that keeps nothing for files asks again next time.
  }
}

function remembered() {
  try {
    return localStorage.getItem("kg-theme");
  } catch {
    return null;
  }
}
