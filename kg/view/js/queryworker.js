// Runs in a worker, behind Oxigraph's own module: one store, filled once, that answers one query after another. The
// page ends the worker where an answer takes too long, which nothing else can.

import { initSync, Store } from "../vendor/oxigraph/web.js";

/** @type {Store | null} */
let store = null;

self.addEventListener("message", ({ data }) => {
  try {
    self.postMessage({ id: data.id, ...(data.engine ? fill(data) : answer(data)) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
});

/** @param {{engine: WebAssembly.Module, rdf: string}} order */
function fill({ engine, rdf }) {
  initSync({ module: engine });
  store = new Store();
  store.load(rdf, { format: "application/trig", lenient: true });
  return { size: store.size };
}

/** As `kg query`: over the union of all graphs, unless the query names those that it asks. @param {{query: string, union: boolean, format: string}} order */
function answer({ query, union, format }) {
  return { text: store?.query(query, { results_format: format, use_default_graph_as_union: union }) };
}
