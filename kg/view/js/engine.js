// Oxigraph in a worker: unpacked and started at the first query, ended when a query takes too long or is stopped.

import { bytes, inflated } from "./graph.js";
import { text } from "./strings.js";

/** @typedef {{kind: "table", variables: string[], rows: Record<string, Term>[]} | {kind: "boolean", value: boolean} | {kind: "graph", lines: string}} Answer */
/** @typedef {{type: "uri" | "literal" | "bnode", value: string, datatype?: string, "xml:lang"?: string}} Term as in SPARQL's JSON */

const SECONDS = 30;

const EMBEDDED = ["engine", "worker", "rdf"];

/** Does this page hold what it takes? */
export function available() {
  return EMBEDDED.every((id) => document.getElementById(id));
}

export class Engine {
  /** @param {Record<string, string>} prefixes that a query needs not declare */
  constructor(prefixes) {
    this.prefixes = Object.entries(prefixes).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}> `).join("");
    this.asked = 0;
    /** @type {Promise<{module: WebAssembly.Module, worker: string, rdf: string}> | null} */ this.parts = null;
    /** @type {Promise<Worker> | null} */ this.worker = null;
    this.ready = false;
    /** @type {((error: Error) => void) | null} */ this.stopped = null;
  }

  /** Answer a query; fails with a message for the reader. @param {string} query @returns {Promise<Answer>} */
  async ask(query) {
    this.stop(text.superseded);
    const stopped = new Promise((_, fail) => (this.stopped = fail));
    const limit = setTimeout(() => this.stop(text.tooLong(SECONDS)), SECONDS * 1000);
    try {
      return await Promise.race([this.answer(query), /** @type {Promise<never>} */ (stopped)]);
    } catch (error) {
      if (!this.ready) this.worker = null;
      throw error;
    } finally {
      clearTimeout(limit);
      this.stopped = null;
    }
  }

  /** End what runs. @param {string} why */
  stop(why) {
    if (!this.stopped) return;
    this.worker?.then((worker) => worker.terminate(), () => {});
    this.worker = null;
    this.ready = false;
    this.stopped(new Error(why));
  }

  /** @param {string} query @returns {Promise<Answer>} */
  async answer(query) {
    const { form, union, refused } = shape(query);
    if (refused) throw new Error(text.refused(refused));
    const worker = await (this.worker ??= this.start());
    const isGraph = form === "CONSTRUCT" || form === "DESCRIBE";
    const { text: found } = await this.order(worker, { query: `${this.prefixes}\n${query}`, union, format: isGraph ? "application/n-triples" : "application/sparql-results+json" });
    if (isGraph) return { kind: "graph", lines: found };
    const { head, results, boolean } = JSON.parse(found);
    return boolean === undefined ? { kind: "table", variables: head.vars, rows: results.bindings } : { kind: "boolean", value: boolean };
  }

  async start() {
    const { module, worker: code, rdf } = await (this.parts ??= unpacked());
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = new Worker(address);
    await this.order(worker, { engine: module, rdf });
    URL.revokeObjectURL(address);
    this.ready = true;
    return worker;
  }

  /** @param {Worker} worker @param {any} order @returns {Promise<any>} */
  order(worker, order) {
    const id = ++this.asked;
    return new Promise((done, fail) => {
      worker.onerror = (event) => fail(new Error(event.message));
      const listener = (/** @type {MessageEvent} */ { data }) => {
        if (data.id !== id) return;
        worker.removeEventListener("message", listener);
        if (data.error) fail(new Error(readable(data.error)));
        else done(data);
      };
      worker.addEventListener("message", listener);
      worker.postMessage({ ...order, id });
    });
  }
}

async function unpacked() {
  const part = (/** @type {string} */ id) => document.getElementById(id)?.textContent ?? "";
  const [module, worker, rdf] = await Promise.all([
    inflated(bytes(part("engine"))).arrayBuffer().then((code) => WebAssembly.compile(code)),
    inflated(bytes(part("worker"))).text(), inflated(bytes(part("rdf"))).text(),
  ]);
  return { module, worker, rdf };
}

/** The form of a query, whether it leaves open which graphs it asks, and the word for which it is refused. @param {string} query */
export function shape(query) {
  const bare = query.replace(/"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\\\s]*>|#.*/g, " ");
  const word = (/** @type {string} */ words) => new RegExp(`(?<![\\w:?$-])(${words})(?![\\w:-])`, "i");
  const form = word("SELECT|ASK|CONSTRUCT|DESCRIBE").exec(bare)?.[0].toUpperCase() ?? "";
  const refused = word("SERVICE").exec(bare)?.[0] ?? (form ? "" : word("INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH").exec(bare)?.[0] ?? "");
  return { form, union: !word("FROM").test(bare), refused };
}

/** Where the mistake is (our prefixes take the first line), and what the parser can say of it in words. @param {string} error */
function readable(error) {
  const [, line, column, expected] = /error at (\d+):(\d+): expected (?:one of )?([^]*)/.exec(error) ?? [];
  if (!line) return error;
  return text.mistakeAt(Number(line) - 1, Number(column), /(?<!\w)[A-Z][A-Za-z]*(?: [A-Za-z]+)+/.exec(expected)?.[0] ?? "");
}
