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
    return this.fitting((name, i) => rating(name, wanted, i === 0));
  }

  /** Names with a slip or two in them. @param {string} wanted */
  nearly(wanted) {
    const slips = wanted.length > 6 ? 2 : wanted.length > 3 ? 1 : 0;
    return slips ? this.fitting((name) => nearness(name, wanted, slips)) : [];
  }

  /** Entities by the best of their names; of equals the more connected come first, as the rows do. @param {(name: string, i: number) => number} rate @returns {Match[]} */
  fitting(rate) {
    /** @type {Match[]} */
    const found = [];
    this.names.forEach((names, row) => {
      let best = 0, words = "";
      names.forEach((name, i) => {
        const score = rate(name, i);
        if (score > best) [best, words] = [score, i ? this.graph.aliases[row][i - 1] : this.graph.names[row]];
      });
      if (best) found.push({ kind: "entity", row, words, score: best });
    });
    return found.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, MOST);
  }

  /** Facts whose relation begins with, or whose sentence holds, the words. @param {string} wanted @param {number} most */
  facts(wanted, most) {
    const { graph } = this;
    /** @type {Match[]} */
    const found = [];
    const relations = graph.predicates.map(([, words]) => fold(words).startsWith(wanted));
    for (let f = 0; f < graph.facts && found.length < most; f++) {
      if (relations[graph.predicate[f]]) found.push({ kind: "fact", row: f, words: "", score: 2 });
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
}

// The order of `Fit` in kg/find.py; tests/ranking.toml holds for both.
const FIT = { name: 10, otherName: 9, beginning: 8, word: 7, inside: 6, slip: 5, slipInBeginning: 4, slipInWord: 3 };

/** @param {string} name @param {string} wanted @param {boolean} best is it the best known name? */
function rating(name, wanted, best) {
  if (name === wanted) return best ? FIT.name : FIT.otherName;
  if (name.startsWith(wanted)) return FIT.beginning;
  let inside = false;
  for (let at = name.indexOf(wanted); at >= 0; at = name.indexOf(wanted, at + 1)) {
    if (/[\s\-('"“]/.test(name[at - 1])) return FIT.word;
    inside = true;
  }
  return inside && wanted.length > 1 ? FIT.inside : 0;
}

/** @param {string} name @param {string} wanted @param {number} most */
function nearness(name, wanted, most) {
  const whole = slip(name, wanted, most, true);
  if (whole <= most) return FIT.slip - whole / 10;
  const begun = slip(name, wanted, most, false);
  if (begun <= most) return FIT.slipInBeginning - begun / 10;
  const inside = Math.min(most + 1, ...[...name.matchAll(/ /g)].map(({ index }) => slip(name.slice(index + 1), wanted, most, false)));
  return inside <= most ? FIT.slipInWord - inside / 10 : 0;
}

/** Letters to add, drop, change or swap between two words (optimal string alignment), or more than `most`; unless the `whole` word is meant, what follows the typed part is yet to be typed. @param {string} word @param {string} wanted @param {number} most @param {boolean} whole */
export function slip(word, wanted, most, whole) {
  if (word.length < wanted.length - most || (whole && word.length > wanted.length + most)) return most + 1;
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
  if (whole) return last[target.length];
  return Math.min(...last.slice(Math.max(0, wanted.length - most)));
}
