// The page: reads the data, lays out its parts, and keeps what is drawn and said in step with what is chosen.

import { announce, el, fill } from "./dom.js";
import { Graph, unpack } from "./graph.js";
import { Store } from "./state.js";
import { text } from "./strings.js";
import { App } from "./app.js";

async function run() {
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  try {
    const raw = await unpack(/** @type {HTMLElement} */ (document.getElementById("data")).textContent ?? "");
    const graph = new Graph(raw);
    const page = new App(app, graph, new Store(graph));
    /** @type {any} */ (window).kg = page;
    document.documentElement.dataset.ready = "yes";
  } catch (error) {
    fill(app, el("p", { class: "notice", role: "alert" }, `${text.failed}: ${error}`));
    announce(text.failed);
    throw error;
  }
}

run();
