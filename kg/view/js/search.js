// Search as you type over names, aliases, relations and quotes; accents, case and a slip of the finger are forgiven.

/** @typedef {{kind: "entity" | "fact", row: number, words: string, score: number, quote?: boolean}} Match */

const MOST = 12;

/** Lower case, without accents. @param {string} words */
export function fold(words) {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export class Index {
  /** @param {import("./graph.js").Graph} graph */
  constructor(graph) {
    this.graph = graph;
    /** @type {string[][] | null} */ this.folded = null;
    /** @type {string[] | null} */ this.texts = null;
  }

  /** Every name of each entity, folded at the first search. */
  get names() {
    this.folded ??= this.graph.names.map((name, i) => [name, ...this.graph.aliases[i]].map(fold));
    return this.folded;
  }

  /** Best first. @param {string} query @returns {Match[]} */
  find(query) {
    const wanted = fold(query.trim());
    if (!wanted) return [];
    const entities = this.entities(wanted);
    const found = [...entities, ...this.facts(wanted, MOST - Math.min(entities.length, MOST - 4))];
    return (found.length ? found : this.nearly(wanted)).sort((a, b) => b.score - a.score).slice(0, MOST);
  }

  /** @param {string} wanted */
  entities(wanted) {
    /** @type {Match[]} */
    const found = [];
    this.names.forEach((names, row) => {
      let best = 0, words = "";
      names.forEach((name, i) => {
        const score = rating(name, wanted);
        if (score > best) [best, words] = [score, i ? this.graph.aliases[row][i - 1] : this.graph.names[row]];
      });
      if (best) found.push({ kind: "entity", row, words, score: best + Math.min(this.graph.degree[row], 99) / 1000 });
    });
    return found.sort((a, b) => b.score - a.score).slice(0, MOST);
  }

  /** Facts whose relation begins with, or whose sentence holds, the words. @param {string} wanted @param {number} most */
  facts(wanted, most) {
    const { graph } = this;
    /** @type {Match[]} */
    const found = [];
    const relations = graph.predicates.map(([, words]) => fold(words).startsWith(wanted));
    for (let f = 0; f < graph.facts && found.length < most; f++) {
      if (relations[graph.predicate[f]]) found.push({ kind: "fact", row: f, words: "", score: 1.5 });
    }
    if (wanted.length < 3) return found;
    this.texts ??= graph.documents.map((document) => fold(document.text));
    const hits = this.texts.map((text) => text.includes(wanted));
    const holds = (/** @type {import("./graph.js").Evidence} */ e) =>
      hits[e.document] && fold(graph.documents[e.document].text.slice(e.from, e.to)).includes(wanted);
    if (!hits.some(Boolean)) return found;
    for (let f = 0; f < graph.facts && found.length < most; f++) {
      if (!relations[graph.predicate[f]] && graph.evidenceOf(f).some(holds)) found.push({ kind: "fact", row: f, words: "", score: 1, quote: true });
    }
    return found;
  }

  /** Names with a word that is a slip or two away. @param {string} wanted @returns {Match[]} */
  nearly(wanted) {
    const slips = wanted.length > 6 ? 2 : wanted.length > 3 ? 1 : 0;
    if (!slips) return [];
    /** @type {Match[]} */
    const found = [];
    this.names.forEach((names, row) => {
      const close = Math.min(...names.flatMap((name) => [name, ...name.split(" ")]).map((word) => slip(word, wanted, slips)));
      if (close <= slips) found.push({ kind: "entity", row, words: this.graph.names[row], score: 0.9 - close / 10 + Math.min(this.graph.degree[row], 99) / 2000 });
    });
    return found;
  }
}

/** @param {string} name @param {string} wanted */
function rating(name, wanted) {
  if (name === wanted) return 5;
  if (name.startsWith(wanted)) return 4;
  const at = name.indexOf(wanted);
  if (at < 0) return 0;
  return /[\s\-('"“]/.test(name[at - 1]) ? 3 : wanted.length > 1 ? 2 : 0;
}

/** Letters to add, drop, change or swap between two words (Damerau–Levenshtein, adjacent swaps), or more than `most`; prefixes of longer words count. @param {string} word @param {string} wanted @param {number} most */
export function slip(word, wanted, most) {
  if (word.length < wanted.length - most) return most + 1;
  const target = word.slice(0, wanted.length + most);
  /** @type {number[]} */ let before = [];
  let last = Array.from({ length: target.length + 1 }, (_, i) => i);
  for (let i = 1; i <= wanted.length; i++) {
    const row = [i];
    for (let j = 1; j <= target.length; j++) {
      const same = wanted[i - 1] === target[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const swapped = i > 1 && j > 1 && wanted[i - 1] === target[j - 2] && wanted[i - 2] === target[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  // What follows the typed part of a longer word is yet to be typed.
  return Math.min(...last.slice(Math.max(0, wanted.length - most)));
}
