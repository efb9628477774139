// Every word of the interface, in one place.

const numbers = new Intl.NumberFormat("en");

/** @param {number} count @param {string} one @param {string} many */
export function count(count, one, many = `${one}s`) {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** @param {number} value */
export function number(value) {
  return numbers.format(value);
}

export const text = {
  about: (/** @type {{entities: number, facts: number, documents: number, from: string, to: string}} */ a) =>
    `${count(a.entities, "entity", "entities")} and ${count(a.facts, "fact")} read from ` +
    `${count(a.documents, "document")}${a.from ? `, published ${a.from === a.to ? a.from : `${a.from} to ${a.to}`}` : ""}.`,
  intro:
    "Every line is a fact that a text states. Choose an entity or a line to see the sentences it was read from, " +
    "with their article and date. Solid lines are stated as fact; broken, dotted and crossed ones are not.",
  empty: "This graph is empty: no facts were read from the documents.",
  nothingShown: "The filters hide everything.",
  failed: "This page's data could not be read",
  shown: (/** @type {number} */ nodes, /** @type {number} */ allNodes, /** @type {number} */ facts, /** @type {number} */ allFacts) =>
    `${number(nodes)} of ${count(allNodes, "entity", "entities")}, ${number(facts)} of ${count(allFacts, "fact")} shown`,
  lines: (/** @type {number} */ most) => `. From afar, the ${number(most)} weightiest lines are drawn; come closer to see all`,
  overview: (/** @type {number} */ groups, /** @type {number} */ nodes, /** @type {number} */ facts, /** @type {number} */ left) =>
    `${count(groups, "community", "communities")} of ${count(nodes, "entity", "entities")} and ${count(facts, "fact")}. ` +
    `${left ? `${count(left, "entity", "entities")} in smaller ones not drawn. ` : ""}Open one, or search. `,
  whole: "Draw every entity",
  openGroup: "Click to open this community.",
  inGroup: (/** @type {string} */ name) => `Only the community around ${name}.`,
  graph: (/** @type {string} */ shown) => `Graph: ${shown}`,
  graphHelp:
    "Arrow keys move the view, plus and minus zoom, 0 shows everything. N and P walk the neighbours of the chosen entity, " +
    "Enter chooses, Shift and an arrow key moves it, F shows only its surroundings, H hides it, Escape goes back to everything.",
  search: "Search names, relations and quotes",
  searchHint: "Search  ( / )",
  noMatch: (/** @type {string} */ query) => `Nothing matches “${query}”.`,
  matches: (/** @type {number} */ found) => `${count(found, "match", "matches")}. Use the arrow keys, Enter to choose.`,
  undo: "Back to the view before", redo: "Forward to the view after",
  theme: "Light or dark",
  help: "Help",
  close: "Close",
  filters: "Filters",
  reset: "Reset filters",
  only: "only",
  onlyOne: (/** @type {string} */ name) => `Show only ${name}`,
  showAll: "Show all",
  legend: "Types",
  predicates: "Relations",
  status: "Status",
  documents: "Documents",
  speakers: "Said by",
  itself: "the article itself",
  confidence: "Confidence, at least",
  bars: (/** @type {string} */ title, /** @type {string} */ from, /** @type {string} */ to) => `${title}: facts from ${from} to ${to}, as bars`,
  events: "When it happens",
  published: "When it was published",
  from: "From",
  to: "To",
  clearDates: "Any date",
  findIn: (/** @type {string} */ facet) => `Find in ${facet.toLowerCase()}`,
  more: (/** @type {number} */ left) => `Show ${number(left)} more`,
  details: "Details",
  list: "List",
  path: "Path",
  source: "Text",
  ask: "Ask",
  askIntro: "Choose a question, or write a query in SPARQL 1.1; it is answered here, nothing leaves this page.",
  noSparql: "This page was written without the query engine, which large graphs are too heavy for. “kg view --sparql” puts it in; “kg query” answers on the command line.",
  question: "Question", chooseQuestion: "Choose a question …", query: "Query in SPARQL", answer: "Answer",
  run: "Run", runKey: "Ctrl + Enter", stop: "Stop", asking: "Asking …", starting: "Starting the query engine …",
  stopped: "Stopped.", superseded: "Another question was asked.",
  tooLong: (/** @type {number} */ seconds) => `No answer within ${count(seconds, "second")}, so it was stopped. Ask for less: name an entity, or add a LIMIT.`,
  refused: (/** @type {string} */ word) => `A query only reads, and only this graph: ${word.toUpperCase()} is refused.`,
  mistakeAt: (/** @type {number} */ line, /** @type {number} */ column, /** @type {string} */ what) =>
    `There is a mistake at or before line ${line}, column ${column}${what ? `: ${what.toLowerCase()}` : ""}.`,
  took: (/** @type {number} */ seconds) => `(${seconds < 0.1 ? "under 0.1" : seconds.toFixed(1)} s)`,
  rows: (/** @type {number} */ rows) => count(rows, "row"),
  noRows: "Nothing in the graph answers this.", yes: "Yes.", no: "No.",
  showInGraph: (/** @type {number} */ found) => `Show ${found === 1 ? "it" : number(found)} in the graph`,
  saveCsv: "Save as CSV", saveTriples: "Save as N-Triples",
  alsoCalled: "Also called",
  links: "The same thing elsewhere",
  noFacts: "No facts about it are shown.",
  hiddenFacts: (/** @type {number} */ hidden) => `${count(hidden, "more fact")} hidden by the filters.`,
  focus: "Show only its surroundings",
  expand: "Expand by one step",
  unfocus: "Show the whole graph",
  hide: "Hide",
  pathFrom: "Path from here",
  hidden: (/** @type {number} */ hidden) => `${count(hidden, "entity", "entities")} hidden by you.`,
  unhide: "Bring back",
  view: "Graph", minimap: "Where the view is", mostConnected: "Most connected", asObject: "(as object)",
  andMore: (/** @type {number} */ facts) => `and ${number(facts)} more`,
  play: "Play", pause: "Pause", playOf: (/** @type {string} */ title) => `Play: ${title.toLowerCase()}`,
  ways: "Ways between them", way: (/** @type {number} */ way, /** @type {number} */ steps) => `Way ${way}: ${count(steps, "step")}`,
  pinned: (/** @type {number} */ pins) => `${count(pins, "entity", "entities")} moved by you.`,
  unpin: "Put back", unpinAll: "Put back",
  contradictory: (/** @type {number} */ facts) => `${count(facts, "fact")} that the texts contradict`,
  grow: "Add its neighbours",
  focused: (/** @type {string} */ name, /** @type {number} */ depth, /** @type {number} */ extra) =>
    `Only what lies within ${count(depth, "step")} of ${name}${extra ? `, and ${count(extra, "entity", "entities")} added` : ""}.`,
  these: (/** @type {number} */ rows) => `Only ${count(rows, "chosen entity", "chosen entities")}.`,
  relations: (/** @type {number} */ facts) => count(facts, "relation"),
  confidenceOf: (/** @type {number} */ value) => `confidence ${value.toFixed(2)}`,
  evidence: (/** @type {number} */ rows) => count(rows, "sentence"),
  saidBy: "Said by",
  rule: (/** @type {string} */ rule) => `Rule: ${rule}`,
  noDate: "no date",
  untitled: "Untitled",
  readIn: "Read in the text",
  by: (/** @type {string} */ author) => `by ${author}`,
  contradicted: (/** @type {string} */ status) => `Also ${status} elsewhere`,
  contradictions: "The texts contradict each other here.",
  statusName: /** @type {Record<string, string>} */ ({
    asserted: "asserted", planned: "planned", negated: "negated", alleged: "alleged", conditional: "conditional",
  }),
  statusMeaning: /** @type {Record<string, string>} */ ({
    asserted: "stated as fact", planned: "intended or scheduled", negated: "denied: said not to be so",
    alleged: "claimed, not confirmed", conditional: "only if something else holds",
  }),
  statusShort: /** @type {Record<string, string>} */ ({
    asserted: "", planned: "planned: ", negated: "not: ", alleged: "alleged: ", conditional: "if: ",
  }),
  subject: "Subject", relation: "Relation", object: "Object", when: "When", sentences: "Sentences",
  page: (/** @type {number} */ page, /** @type {number} */ pages) => `Page ${number(page)} of ${number(pages)}`,
  previous: "Previous", next: "Next",
  start: "From", end: "To", findPath: "Find the path",
  noPath: "No path joins them through what is shown.",
  pathLength: (/** @type {number} */ steps) => `${count(steps, "step")} apart`,
  samePlace: "Choose two different entities.",
  unknownEntity: (/** @type {string} */ name) => `No entity is called “${name}”.`,
  chooseText: "Choose “Read in the text” beside a quote, or a document here.",
  factsIn: (/** @type {number} */ facts) => `${count(facts, "quote")} highlighted.`,
  chosen: (/** @type {string} */ name, /** @type {string} */ type, /** @type {number} */ facts) => `${name}, ${type}, ${count(facts, "fact")} shown.`,
  neighbour: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ of) => `${name}, ${at} of ${of}. Enter chooses it.`,
  cleared: "Nothing chosen.",
  download: "Take away",
  png: "Picture (PNG)", svg: "Drawing (SVG)", csv: "Table (CSV)", turtle: "Turtle (RDF)", print: "Print", copyLink: "Copy link to this view",
  copied: "Link copied.",
  zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Show everything",
  colour: "Colour by", byType: "type", byGroup: "community",
  group: (/** @type {string} */ name) => `around ${name}`,
  keys: [
    ["/", "search"], ["arrow keys", "move the view"], ["+  −", "zoom"], ["0", "show everything"],
    ["N  P", "walk the neighbours"], ["Enter", "choose the neighbour"], ["F", "only its surroundings"],
    ["H", "hide"], ["Shift + arrow keys", "move the chosen entity"], ["Esc", "back out"], ["Ctrl Z", "back to the view before; with Shift, forward"], ["?", "this help"],
  ],
};
