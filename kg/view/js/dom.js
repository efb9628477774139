// Elements out of text: the only place that makes them. Nothing here, or anywhere, reads a string as markup.

/** @typedef {string | number | Node | null | undefined | false} Child */

/**
 * Make an element. Properties beginning with "on" are listeners, others attributes; false and null leave them out.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...(Child | Child[])} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  add(element, ...children);
  return element;
}

/** @param {Node} element @param {...(Child | Child[])} children */
export function add(element, ...children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** @param {Element} element @param {...(Child | Child[])} children */
export function fill(element, ...children) {
  element.replaceChildren();
  add(element, ...children);
}

/** @param {string} tag @param {Record<string, any>} attributes @param {...Node} children */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * A link, if the address is on the web; otherwise its text alone, so that `javascript:` stays text.
 * @param {string} address @param {string} words @returns {Node}
 */
export function link(address, words) {
  return isWeb(address)
    ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, name(words))
    : name(words);
}

/** @param {string} address */
export function isWeb(address) {
  if (!/^https?:\/\//i.test(address)) return false;
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** Names may hold marks that turn the direction of what follows; isolating them keeps that inside.
 * @param {string} words @param {Record<string, any>} [attributes] */
export function name(words, attributes = {}) {
  return el("bdi", attributes, words);
}

/** @param {string} words @param {() => void} action @param {Record<string, any>} [attributes] */
export function button(words, action, attributes = {}) {
  return el("button", { type: "button", onclick: action, ...attributes }, words);
}

/** @type {HTMLElement | null} */
let region = null;

/** Say it to screen readers. @param {string} words */
export function announce(words) {
  region ??= document.body.appendChild(el("div", { class: "unseen", "aria-live": "polite", id: "announcer" }));
  fill(/** @type {HTMLElement} */ (region), words);
}

/** @param {Blob} blob @param {string} file */
export function save(blob, file) {
  const address = URL.createObjectURL(blob);
  const anchor = el("a", { href: address, download: file });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
