// What is shown, as Turtle: the same IRIs and terms as `kg export` writes, of the visible part alone. Quotes are blank
// nodes here, since their IRIs are hashes that the page doesn't carry.

import { shownFacts } from "./list.js";

const NAMES = {
  kg: "https://w3id.org/prosegraph/ns#", oa: "http://www.w3.org/ns/oa#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#", rel: "https://w3id.org/prosegraph/rel/", schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#", xsd: "http://www.w3.org/2001/XMLSchema#",
};

// As `_UNSAFE` in kg/rdf/terms.py.
const UNSAFE = /[^-.0-9A-Z_a-z~\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{1fffd}\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}]/gu;

/** A compact IRI in full. @param {string} compact @param {string} base */
export function iri(compact, base) {
  const colon = compact.indexOf(":"), prefix = compact.slice(0, colon), local = compact.slice(colon + 1);
  const folder = prefix === "kg" || prefix === "rel" ? NAMES[prefix] : `${base}${prefix}/`;
  return `<${folder}${local === "." || local === ".." ? local.replace(/\./g, "%2E") : local.replace(UNSAFE, percent)}>`;
}

/** @param {string} letter */
function percent(letter) {
  return [...new TextEncoder().encode(letter)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** @param {string} words */
function string(words) {
  return `"${words.replace(/[\u0000-\u001f"\\\u007f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`)}"`;
}

/** @param {string} day */
function date(day) {
  const kind = /^\d{4}$/.test(day) ? "gYear" : /^\d{4}-\d\d$/.test(day) ? "gYearMonth" : /^\d{4}-\d\d-\d\d$/.test(day) ? "date" : "";
  return string(day) + (kind && `^^xsd:${kind}`);
}

/** @param {[string, string]} value */
function literal([words, datatype]) {
  if (datatype === "date") return date(words);
  if (datatype !== "number") return string(words);
  if (/^(0|-?[1-9]\d{0,17})$/.test(words)) return `${string(words)}^^xsd:integer`;
  return string(words) + (/^-?(0|[1-9]\d{0,14})\.\d{0,14}[1-9]$/.test(words) ? "^^xsd:decimal" : "");
}

/** @param {import("./graph.js").Graph} graph @param {import("./scene.js").Scene} scene */
export function turtle(graph, scene) {
  const { base } = graph;
  const facts = shownFacts(scene);
  const prefixes = Object.entries(NAMES).map(([prefix, name]) => `@prefix ${prefix}: <${name}> .`);
  const direct = facts.filter((fact) => graph.statuses[graph.status[fact]] === "asserted").map((fact) => `${triple(graph, fact).join(" ")} .`);
  const entities = graph.names.flatMap((_, i) => (scene.nodes[i] ? [entity(graph, i)] : []));
  const documents = [...new Set(facts.flatMap((fact) => graph.evidenceOf(fact).map((row) => row.document)))].sort((a, b) => a - b);
  return [...prefixes, "", ...entities, ...documents.map((row) => source(graph, row)), ...direct, ...facts.map((fact) => statement(graph, fact, base))].join("\n") + "\n";
}

/** @param {string} subject @param {(string | false)[]} pairs */
function block(subject, pairs) {
  return `${subject} ${pairs.filter(Boolean).join(" ;\n    ")} .\n`;
}

/** @param {import("./graph.js").Graph} graph @param {number} i */
function entity(graph, i) {
  const type = graph.types[graph.type[i]].id;
  return block(iri(graph.ids[i], graph.base), [`a ${iri(`kg:${type}`, "")}`, `rdfs:label ${string(graph.labels[i])}`, ...graph.aliases[i].map((alias) => `skos:altLabel ${string(alias)}`)]);
}

/** @param {import("./graph.js").Graph} graph @param {number} row */
function source(graph, row) {
  const { id, title, published, publisher } = graph.documents[row];
  return block(iri(`doc:${id}`, graph.base), ["a kg:Document", `rdfs:label ${string(title || id)}`, published && `schema:datePublished ${date(published)}`, publisher && `schema:publisher ${string(publisher)}`]);
}

/** @param {import("./graph.js").Graph} graph @param {number} fact */
function triple(graph, fact) {
  const object = graph.object[fact];
  const end = object >= 0 ? iri(graph.ids[object], graph.base) : literal(graph.values.get(fact) ?? ["", ""]);
  return [iri(graph.ids[graph.subject[fact]], graph.base), iri(graph.predicates[graph.predicate[fact]][0], graph.base), end];
}

/** @param {import("./graph.js").Graph} graph @param {number} fact @param {string} base */
function statement(graph, fact, base) {
  const [subject, predicate, object] = triple(graph, fact), [start, end] = graph.times.get(fact) ?? ["", ""];
  const said = graph.said[fact];
  return block(iri(graph.factIds[fact], base), [
    "a kg:Fact, rdf:Statement", `rdf:subject ${subject}`, `rdf:predicate ${predicate}`, `rdf:object ${object}`, `kg:status kg:${graph.statuses[graph.status[fact]]}`,
    `kg:confidence "${Number(graph.confidence[fact].toFixed(4))}"^^xsd:decimal`, `kg:evidenceCount ${graph.count[fact]}`,
    said >= 0 && `kg:saidBy ${iri(graph.ids[said], base)}`, start && `kg:start ${date(start)}`, end && `kg:end ${date(end)}`,
  ]) + graph.evidenceOf(fact).map((row) => evidence(graph, fact, row)).join("");
}

/** @param {import("./graph.js").Graph} graph @param {number} fact @param {import("./graph.js").Evidence} row */
function evidence(graph, fact, { document, start, end, from, to, rule, confidence }) {
  const { id, text } = graph.documents[document];
  const point = (/** @type {number} */ unit) => Array.from(text.slice(0, unit)).length;
  return block("[]", [
    "a kg:Evidence", `kg:supports ${iri(graph.factIds[fact], graph.base)}`, `kg:document ${iri(`doc:${id}`, graph.base)}`, `oa:exact ${string(text.slice(start, end))}`,
    `oa:start ${point(start)}`, `oa:end ${point(end)}`, `kg:sentence ${string(text.slice(from, to))}`, `kg:rule ${string(rule)}`, `kg:confidence "${confidence}"^^xsd:decimal`,
  ]);
}
