// The query box: the shipped questions in English or a query of one's own, answered in the page itself.

import { add, announce, button, el, fill, name, save } from "./dom.js";
import { available, Engine } from "./engine.js";
import { iri } from "./turtle.js";
import { number, text } from "./strings.js";

/**
 * @typedef {import("./engine.js").Answer} Answer @typedef {import("./engine.js").Term} Term @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./evidence.js").Go & {these: (rows: number[]) => void}} Go
 */

const ROWS = 100;

/** @param {Graph} graph @param {import("./state.js").Store} store @param {Go} go */
export function askPanel(graph, store, go) {
  if (!available()) return { element: el("div", {}, el("h2", {}, text.ask), el("p", { class: "notice" }, text.noSparql)), show: () => {} };
  const engine = new Engine(graph.prefixes);
  const known = knownTerms(graph);
  const choice = el("select", { id: "question", onchange: () => choice.value && begin(graph.questions[Number(choice.value)][2]) },
    el("option", { value: "" }, text.chooseQuestion), ...graph.questions.map(([, question], i) => el("option", { value: i }, question)));
  const field = el("textarea", { id: "query", rows: 7, spellcheck: "false", autocapitalize: "off", "aria-label": text.query, onkeydown: (/** @type {KeyboardEvent} */ e) => e.key === "Enter" && (e.ctrlKey || e.metaKey) && begin(field.value) });
  const run = button(text.run, () => begin(field.value), { class: "run", title: text.runKey });
  const stop = button(text.stop, () => engine.stop(text.stopped), { hidden: true });
  const says = el("p", { class: "quiet", role: "status" });
  const result = el("div", { class: "answer" });
  const element = el("div", { class: "ask" }, el("h2", {}, text.ask), el("p", { class: "quiet" }, text.askIntro),
    el("label", { class: "pick" }, text.question, " ", choice), field, el("p", { class: "actions" }, run, stop), says, result);
  let asked = "";

  /** The choice goes into the address, and from there into the field. @param {string} query */
  function begin(query) {
    if (query.trim() === "") return;
    if (query === store.state.query) ask(query);
    else store.set({ query });
  }

  /** @param {string} query */
  async function ask(query) {
    asked = query;
    busy(true);
    const start = performance.now();
    try {
      const answer = await engine.ask(query);
      if (asked !== query) return;
      const took = text.took((performance.now() - start) / 1000);
      fill(result, ...shown(answer, took));
    } catch (error) {
      if (asked !== query) return;
      fill(result, el("p", { class: "notice wrong", role: "alert" }, error instanceof Error ? error.message : String(error)));
      says.textContent = "";
    }
    busy(false);
  }

  /** @param {boolean} on */
  function busy(on) {
    [run.disabled, stop.hidden] = [on, !on];
    if (on) says.textContent = engine.ready ? text.asking : text.starting;
  }

  /** @param {Answer} answer @param {string} took */
  function shown(answer, took) {
    if (answer.kind === "boolean") {
      says.textContent = took;
      return [el("p", { class: "notice" }, answer.value ? text.yes : text.no)];
    }
    const { variables, rows } = answer.kind === "table" ? answer : triples(answer.lines);
    says.textContent = `${text.rows(rows.length)} ${took}`;
    announce(text.rows(rows.length));
    const found = [...new Set(rows.flatMap((row) => Object.values(row)).map((term) => known.entity(term)).filter((row) => row >= 0))];
    return [
      el("p", { class: "actions" },
        found.length > 0 && button(text.showInGraph(found.length), () => go.these(found)),
        answer.kind === "graph" ? button(text.saveTriples, () => save(new Blob([answer.lines], { type: "application/n-triples" }), "answer.nt"))
          : rows.length > 0 && button(text.saveCsv, () => save(new Blob([csv(variables, rows)], { type: "text/csv" }), "answer.csv"))),
      rows.length ? sheet(variables, rows) : el("p", { class: "notice" }, text.noRows),
    ];
  }

  /** @param {string[]} variables @param {Record<string, Term>[]} rows */
  function sheet(variables, rows) {
    const body = el("tbody");
    const more = button("", () => next(), { class: "plain" });
    let there = 0;
    const next = () => {
      add(body, ...rows.slice(there, there + ROWS).map((row) => el("tr", {}, ...variables.map((variable) => el("td", {}, cell(row[variable]))))));
      there = Math.min(there + ROWS, rows.length);
      more.hidden = there === rows.length;
      more.textContent = text.more(rows.length - there);
    };
    next();
    const head = el("tr", {}, ...variables.map((variable) => el("th", { scope: "col" }, variable.replace(/_/g, " "))));
    return el("div", {}, el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": text.answer }, el("table", { "data-rows": number(rows.length) }, el("thead", {}, head), body)), more);
  }

  /** A term as `kg query` shows it; what the graph holds leads there. @param {Term | undefined} term */
  function cell(term) {
    if (!term) return "";
    const words = term.type === "uri" ? shortened(term.value, graph.prefixes) : term.value;
    const [entity, fact, document] = [known.entity(term), known.fact(term), known.document(term)];
    const title = term.type === "uri" ? term.value : undefined;
    if (entity >= 0) return el("button", { type: "button", class: "entity", title, onclick: () => go.entity(entity) }, name(term.type === "uri" ? graph.names[entity] : words));
    if (fact >= 0) return button(words, () => go.fact(fact), { class: "plain", title });
    if (document >= 0) return el("button", { type: "button", class: "plain", title, onclick: () => go.read(document, -1) }, name(words));
    return name(words, { title });
  }

  return {
    element,
    /** @param {string} query of the state */
    show(query) {
      if (query === asked || query === "") return;
      field.value = query;
      choice.value = String(Math.max(-1, graph.questions.findIndex(([, , sparql]) => sparql === query))).replace("-1", "");
      ask(query);
    },
    engine,
  };
}

/** What a term of an answer stands for in the graph; a text counts where it is the name of one thing alone. @param {Graph} graph */
function knownTerms(graph) {
  /** @type {Record<string, Map<string, number>> | null} */ let maps = null;
  const unique = (/** @type {string[]} */ words) => {
    /** @type {Map<string, number>} */ const rows = new Map();
    words.forEach((word, row) => rows.set(word, rows.has(word) ? -1 : row));
    return rows;
  };
  const full = (/** @type {string} */ id) => iri(id, graph.base).slice(1, -1);
  const made = () => (maps ??= {
    entity: unique(graph.ids.map(full)), name: unique(graph.labels), fact: unique(graph.factIds.map(full)),
    document: unique(graph.documents.map(({ id }) => full(`doc:${id}`))), title: unique(graph.documents.map(({ title, id }) => title || id)),
  });
  const look = (/** @type {string} */ kind, /** @type {string | null} */ words) => (/** @type {Term} */ term) =>
    (term.type === "uri" ? made()[kind].get(term.value) : words && term.type === "literal" && !term["xml:lang"] ? made()[words].get(term.value) : -1) ?? -1;
  return { entity: look("entity", "name"), fact: look("fact", null), document: look("document", "title") };
}

/** @param {string} full @param {Record<string, string>} prefixes */
export function shortened(full, prefixes) {
  let [best, space] = ["", ""];
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (full.startsWith(namespace) && namespace.length > space.length) [best, space] = [prefix, namespace];
  }
  const local = full.slice(space.length);
  return best && !/[/#?]/.test(local) ? `${best}:${local}` : full;
}

/** A graph as rows of three. @param {string} lines N-Triples */
function triples(lines) {
  const rows = lines.split("\n").filter(Boolean).map((line) => {
    const [, s, p, o] = /^(\S+) (\S+) (.*) \.$/.exec(line) ?? [];
    return { subject: term(s), predicate: term(p), object: term(o) };
  });
  return { variables: ["subject", "predicate", "object"], rows };
}

/** @param {string} written as in N-Triples @returns {Term} */
function term(written) {
  if (written.startsWith("<")) return { type: "uri", value: written.slice(1, -1) };
  if (written.startsWith("_:")) return { type: "bnode", value: written };
  const end = written.lastIndexOf('"');
  const value = written.slice(1, end).replace(/\\(u[0-9A-F]{4}|U[0-9A-F]{8}|.)/g, (_, code) => /** @type {Record<string, string>} */ ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" })[code[0]] ?? (code.length > 1 ? String.fromCodePoint(parseInt(code.slice(1), 16)) : code));
  return { type: "literal", value };
}

/** As the W3C writes results (https://www.w3.org/TR/sparql11-results-csv-tsv/), save that a text which a spreadsheet would run begins with an apostrophe. @param {string[]} variables @param {Record<string, Term>[]} rows */
export function csv(variables, rows) {
  const quoted = (/** @type {string} */ words) => (/[",\r\n]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words);
  const cell = (/** @type {Term | undefined} */ term) => {
    if (!term) return "";
    if (term.type === "bnode") return `_:${term.value}`;
    return quoted(term.type === "literal" && !term.datatype ? term.value.replace(/^(?=[=+\-@\t\r])/, "'") : term.value);
  };
  return [variables.map(quoted), ...rows.map((row) => variables.map((variable) => cell(row[variable])))].map((row) => row.join(",")).join("\r\n") + "\r\n";
}
