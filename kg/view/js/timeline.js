// Facts over time, as bars that can be brushed; the fields beside them do the same by keyboard.

import { svg } from "./dom.js";
import { number, text } from "./strings.js";

/** @typedef {import("./graph.js").Graph} Graph @typedef {{from: string, count: number}} Bin a year or month, and how many facts fall into it */

const MOST = 48;
const [WIDTH, HEIGHT] = [200, 44];

/** Facts by year, or by month where they lie within a few years. @param {Graph} graph @param {"events" | "published"} which @returns {Bin[]} */
export function bins(graph, which) {
  const days = which === "events" ? eventDays(graph) : publicationDays(graph);
  if (!days.length) return [];
  days.sort();
  const months = days.every((day) => day.length >= 7) && Number(days[days.length - 1].slice(0, 4)) - Number(days[0].slice(0, 4)) < 3;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const day of days) counts.set(day.slice(0, months ? 7 : 4), (counts.get(day.slice(0, months ? 7 : 4)) ?? 0) + 1);
  const every = run([...counts.keys()], months);
  return every.slice(-MOST).map((from) => ({ from, count: counts.get(from) ?? 0 }));
}

/** @param {Graph} graph */
function eventDays(graph) {
  return [...graph.times.values()].map(([start, end]) => start || end).filter((day) => /^\d{4}/.test(day));
}

/** One for each quote. @param {Graph} graph @returns {string[]} */
function publicationDays(graph) {
  return Array.from(graph.evidence.document, (/** @type {number} */ row) => graph.documents[row].published).filter((day) => /^\d{4}/.test(day));
}

/** All years or months from the first to the last, also those without any. @param {string[]} known in order @param {boolean} months */
function run(known, months) {
  const place = (/** @type {string} */ name) => (months ? Number(name.slice(0, 4)) * 12 + Number(name.slice(5, 7)) - 1 : Number(name));
  const first = Math.max(place(known[0]), place(known[known.length - 1]) - MOST + 1);
  return Array.from({ length: place(known[known.length - 1]) - first + 1 }, (_, i) => first + i).map((at) =>
    months ? `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}` : String(at).padStart(4, "0"));
}

/**
 * @param {Bin[]} bars @param {[string, string]} range what is chosen now @param {string} title
 * @param {(range: [string, string]) => void} choose
 */
export function histogram(bars, range, title, choose) {
  const most = Math.max(...bars.map((bar) => bar.count)), step = WIDTH / bars.length;
  const inside = (/** @type {string} */ from) => (!range[0] || from >= range[0].slice(0, from.length)) && (!range[1] || from <= range[1].slice(0, from.length));
  const columns = bars.map(({ from, count }, i) => {
    const high = count ? Math.max(2, (HEIGHT - 4) * Math.sqrt(count / most)) : 0;
    const column = svg("rect", { x: i * step + 0.5, y: HEIGHT - high, width: Math.max(1, step - 1), height: high, class: inside(from) ? "on" : "off" });
    const room = svg("rect", { x: i * step, y: 0, width: step, height: HEIGHT, class: "room" }, svg("title", {}, document.createTextNode(`${from}: ${number(count)}`)));
    return svg("g", {}, column, room);
  });
  const chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "bars", role: "img", "aria-label": text.bars(title, bars[0].from, bars[bars.length - 1].from) }, ...columns);
  brush(chart, bars, columns, choose);
  return chart;
}

/** @param {Element} chart @param {Bin[]} bars @param {Element[]} columns @param {(range: [string, string]) => void} choose */
function brush(chart, bars, columns, choose) {
  let from = -1, to = -1;
  const at = (/** @type {any} */ event) => {
    const box = chart.getBoundingClientRect();
    return Math.max(0, Math.min(bars.length - 1, Math.floor(((event.clientX - box.left) / box.width) * bars.length)));
  };
  const ends = () => [Math.min(from, to), Math.max(from, to)];
  const mark = () => columns.forEach((column, i) => column.firstElementChild?.setAttribute("class", i >= ends()[0] && i <= ends()[1] ? "on" : "off"));
  chart.addEventListener("pointerdown", (event) => {
    from = to = at(event);
    chart.setPointerCapture(/** @type {PointerEvent} */ (event).pointerId);
    mark();
  });
  chart.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    to = at(event);
    mark();
  });
  chart.addEventListener("pointerup", () => {
    if (from < 0) return;
    const [first, last] = ends();
    from = to = -1;
    choose([bars[first].from, bars[last].from]);
  });
}

const PACE = 900;

/** Lets time pass: bar after bar is added, until all are shown. @param {import("./state.js").Store} store */
export function plays(store) {
  let timer = 0;
  const player = {
    /** @type {"events" | "published" | null} */ playing: null,
    /** @param {"events" | "published"} which @param {Bin[]} bars */
    toggle(which, bars) {
      const stop = player.playing === which;
      clearInterval(timer);
      player.playing = stop ? null : which;
      if (stop) return store.tell();
      let at = 0;
      const step = () => {
        const last = at >= bars.length - 1;
        if (last) {
          clearInterval(timer);
          player.playing = null;
        }
        store.amend({ [which]: [bars[0].from, bars[Math.min(at++, bars.length - 1)].from] });
        store.tell();
      };
      store.set({ [which]: [bars[0].from, bars[at++].from] });
      timer = setInterval(step, PACE);
    },
  };
  return player;
}
