// The query page: Yasgui in the place of the plain form, which does without scripts.

const plain = document.getElementById("query");
const place = document.getElementById("yasgui");
document.documentElement.classList.add("scripted");

// The other completers ask a site on the web, or declare prefixes that mean something else here.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];

const yasgui = new Yasgui(place, {
  persistenceId: null,
  populateFromUrl: false,
  autofocus: false,
  requestConfig: { endpoint: new URL("/sparql", location.href).href, method: "POST" },
});
const tab = yasgui.getTab();
const editor = tab.getYasqe();
tab.setQuery(plain.value);
// Values as a person writes them: numbers and dates without their datatype, and whole.
tab.getYasr().config.plugins.table.dynamicConfig = { compact: true, isEllipsed: false, pageSize: 50 };
place.setAttribute("role", "group");
place.setAttribute("aria-label", "Query editor and answer; Control and Enter asks");
editor.getInputField().setAttribute("aria-label", "SPARQL query");
// Tab leaves the editor, as it leaves any field: nobody is caught in it.
editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false });

tab.getShareableLink = () => `${location.origin}/?query=${encodeURIComponent(editor.getValue())}`;

/** Names what Yasgui leaves without a name, as often as it draws anew. */
function name() {
  for (const field of place.querySelectorAll("select.tableSizer")) field.setAttribute("aria-label", "Rows on a page");
  for (const cell of place.querySelectorAll("th:first-child .dt-column-title:empty")) cell.textContent = "#";
  for (const region of place.querySelectorAll(".CodeMirror-scroll")) {
    region.tabIndex = 0;
    region.setAttribute("role", "group");
    region.setAttribute("aria-label", "The query, to be scrolled");
  }
}
name();
new MutationObserver(name).observe(place, { childList: true, subtree: true });

const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
place.after(said);
yasgui.on("query", () => { said.textContent = "Asking"; });
yasgui.on("queryResponse", () => { said.textContent = "Answered"; });

// What has a page here is shown here.
place.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='http']");
  if (!link || link.origin === location.origin || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  location.href = `/resource?iri=${encodeURIComponent(link.getAttribute("href"))}`;
}, true);

if (place.dataset.run) tab.query();
