// The embedded data as a graph: columns of entities and facts, and what hangs on what.

/**
 * @typedef {{id: string, title: string, published: string, publisher: string, author: string, url: string,
 *   source: string, text: string}} Source
 * @typedef {{document: number, start: number, end: number, from: number, to: number, rule: string, confidence: number}} Evidence
 * @typedef {{id: string, shape: string, light: string, dark: string}} Type
 */

/** Read the compressed base64 of an element. @param {string} packed @returns {Promise<any>} */
export async function unpack(packed) {
  return JSON.parse(await inflated(bytes(packed)).text());
}

/** @param {string} packed base64 */
export function bytes(packed) {
  return Uint8Array.from(atob(packed.trim()), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array<ArrayBuffer>} packed by gzip */
export function inflated(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
}

export class Graph {
  /** @param {any} raw */
  constructor(raw) {
    const { entities, facts } = raw;
    this.title = raw.title;
    /** @type {string} */ this.base = raw.base;
    /** @type {Record<string, string>} of the store; none where the page answers no queries */ this.prefixes = raw.prefixes ?? {};
    /** @type {[string, string, string][]} name, question, SPARQL */ this.questions = raw.questions ?? [];
    this.renderer = raw.renderer;
    this.network = raw.network;
    /** @type {Type[]} */ this.types = raw.types;
    /** @type {[string, string][]} */ this.predicates = raw.predicates;
    /** @type {string[]} */ this.statuses = raw.statuses;
    /** @type {Source[]} */ this.documents = raw.documents.map(source);
    this.ids = entities.id;
    /** @type {string[]} */
    this.names = entities.name.map((/** @type {string} */ name, /** @type {number} */ i) => name.trim() || entities.id[i]);
    /** @type {string[]} */ this.labels = entities.name;
    /** @type {string[][]} */ this.aliases = entities.names;
    /** @type {string[][]} */ this.links = entities.links;
    /** @type {number[]} */ this.type = entities.type;
    /** @type {number[]} */ this.degree = entities.degree;
    /** @type {number[]} */ this.group = entities.group;
    /** Of a mark at zoom 1, as `network.size` in Python. */
    this.radius = Float32Array.from(this.degree, (degree) => Math.min(7 + 2.6 * Math.sqrt(degree), 24));
    this.x = Float32Array.from(entities.x);
    this.y = Float32Array.from(entities.y);
    /** @type {string[]} */ this.factIds = facts.id;
    this.subject = Int32Array.from(facts.subject);
    this.object = Int32Array.from(facts.object);
    this.predicate = Int32Array.from(facts.predicate);
    this.status = Uint8Array.from(facts.status);
    this.said = Int32Array.from(facts.said);
    this.confidence = Float64Array.from(facts.confidence);
    /** @type {Map<number, [string, string]>} */ this.values = new Map(facts.values.map(pair));
    /** @type {Map<number, [string, string]>} */ this.times = new Map(facts.times.map(pair));
    this.evidence = absolute(raw.evidence);
    this.count = Int32Array.from(facts.count);
    this.first = running(this.count);
    const hanging = adjacency(this);
    this.hangs = hanging.hangs;
    this.at = hanging.at;
    this.pair = pairs(this);
    /** @type {number[] | undefined} */ this.contrary = undefined;
  }

  get size() { return this.names.length; }

  get facts() { return this.subject.length; }

  /** The facts that an entity is subject or object of, weightiest first. @param {number} node */
  factsOf(node) {
    return this.hangs.subarray(this.at[node], this.at[node + 1]);
  }

  /** The entity at the other end of a fact, or -1. @param {number} fact @param {number} node */
  other(fact, node) {
    return this.subject[fact] === node ? this.object[fact] : this.subject[fact];
  }

  /** @param {number} fact @returns {Evidence[]} */
  evidenceOf(fact) {
    const e = this.evidence;
    return Array.from({ length: this.count[fact] }, (_, i) => this.first[fact] + i).map((row) => ({
      document: e.document[row], start: e.start[row], end: e.end[row], from: e.from[row], to: e.to[row],
      rule: e.rules[e.rule[row]], confidence: e.confidence[row],
    }));
  }

  /** The words of a predicate. @param {number} fact */
  words(fact) {
    return this.predicates[this.predicate[fact]][1];
  }

  /** The object in words. @param {number} fact */
  objectName(fact) {
    return this.object[fact] >= 0 ? this.names[this.object[fact]] : (this.values.get(fact) ?? [""])[0];
  }

  /** When a fact holds, in ISO, or "". @param {number} fact */
  when(fact) {
    const [start, end] = this.times.get(fact) ?? ["", ""];
    if (start === end) return start;
    return start && end ? `${start} to ${end}` : start ? `since ${start}` : `by ${end}`;
  }

  /** The facts that another denies, or that deny another. @returns {number[]} */
  get contradicted() {
    const negated = this.statuses.indexOf("negated");
    this.contrary ??= [...this.status.keys()].filter((fact) => this.status[fact] === negated).flatMap((fact) => {
      const others = this.contradictions(fact);
      return others.length ? [fact, ...others] : [];
    });
    return this.contrary;
  }

  /** The other facts that assert what this one denies, or deny what it asserts. @param {number} fact */
  contradictions(fact) {
    const opposite = { asserted: "negated", negated: "asserted" }[this.statuses[this.status[fact]]];
    if (!opposite) return [];
    return Array.from(this.factsOf(this.subject[fact])).filter(
      (other) =>
        this.statuses[this.status[other]] === opposite && this.subject[other] === this.subject[fact] &&
        this.predicate[other] === this.predicate[fact] && this.object[other] === this.object[fact] &&
        this.objectName(other) === this.objectName(fact),
    );
  }
}

/** Offsets come relative to the sentence. @param {any} evidence */
function absolute({ rules, rule, document, sentence, start, end, length, confidence }) {
  const from = Int32Array.from(sentence);
  const past = (/** @type {number[]} */ column) => Int32Array.from(column, (offset, row) => offset + from[row]);
  return { rules, rule, document, confidence, from, start: past(start), end: past(end), to: past(length) };
}

/** @param {string[]} row @returns {Source} */
function source([id, title, published, publisher, author, url, from, text]) {
  return { id, title, published, publisher, author, url, source: from, text };
}

/** @param {[number, string, string]} row @returns {[number, [string, string]]} */
function pair([row, first, second]) {
  return [row, [first, second]];
}

/** @param {Int32Array} counts */
function running(counts) {
  const first = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) first[i + 1] = first[i] + counts[i];
  return first;
}

/** Facts by entity, as one array and where each entity's part begins. @param {Graph} graph */
function adjacency(graph) {
  const { subject, object } = graph;
  const counts = new Int32Array(graph.size);
  const ends = (/** @type {number} */ f) => object[f] >= 0 && object[f] !== subject[f];
  for (let f = 0; f < subject.length; f++) {
    counts[subject[f]]++;
    if (ends(f)) counts[object[f]]++;
  }
  const at = running(counts);
  const next = at.slice();
  const hangs = new Int32Array(at[graph.size]);
  for (let f = 0; f < subject.length; f++) {
    hangs[next[subject[f]]++] = f;
    if (ends(f)) hangs[next[object[f]]++] = f;
  }
  return { hangs, at };
}

/** A number for each unordered pair of entities that facts join; -1 for facts with a value. @param {Graph} graph */
function pairs(graph) {
  const { subject, object, size } = graph;
  const numbers = new Map();
  const pair = new Int32Array(subject.length).fill(-1);
  for (let f = 0; f < subject.length; f++) {
    if (object[f] < 0) continue;
    const key = Math.min(subject[f], object[f]) * size + Math.max(subject[f], object[f]);
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    pair[f] = number;
  }
  return pair;
}
