// Shows what a reference leads to where it stands: a copy of the equation, theorem, figure, source
// or definition, over the text.  By pointer, by keyboard focus, and by a first tap (the second
// goes there).  Without this script a reference is a link.

/** @type {HTMLElement | null} */
const text = document.querySelector(".text");
const KINDS =
  "div.math, .proof, .argument, .exercise, figure, table, div.citation, aside.footnote, dt";
const NOISE = "script, button, .headerlink, .backrefs, .exercise-mark, .mlw, .eqno a";
const OWN = ["id", "name", "for", "tabindex", "aria-labelledby", "aria-describedby"];
const SOON = 150; // ms that a pointer rests before something opens
const LATE = 250; // ms in which it may cross from the reference into the copy

const tip = document.createElement("div");
tip.id = "preview";
tip.popover = "manual";
tip.ariaLabel = "Preview";
const body = document.createElement("div");
const go = document.createElement("a");
go.className = "preview-go";
go.textContent = "Go there";
tip.append(body, go);
const words = document.createElement("p");
words.id = "preview-words";
words.hidden = true;

/** @type {HTMLAnchorElement | null} */
let shown = null; // the reference whose target is shown
/** @type {HTMLAnchorElement | null} */
let wanted = null; // the reference to show when its target has come
let timer = 0;
let pointer = "";
/** @type {Map<string, Promise<Document | void>>} */
const pages = new Map(); // address -> promise of a document, or of undefined

/** @type {(event: Event) => HTMLAnchorElement | null | undefined} */
const reference = (event) =>
  /** @type {Element} */ (event.target).closest?.('.text a.reference.internal[href*="#"]');
const isHere = (/** @type {URL} */ url) => url.pathname === location.pathname;

/** @param {URL} url */
function page(url) {
  if (isHere(url)) return document;
  const address = url.pathname + url.search;
  if (!pages.has(address)) {
    const parsed = fetch(address)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject()))
      .then((source) => new DOMParser().parseFromString(source, "text/html"));
    pages.set(
      address,
      parsed.catch(() => void pages.delete(address)),
    );
  }
  return pages.get(address);
}

/**
 * Return what to show of a target: the nodes, copied; none where there is nothing to show.
 * @param {Element | null | undefined} target
 * @param {URL} url
 */
function copy(target, url) {
  const found = target?.closest(KINDS);
  if (!found) return [];
  const parts = [found];
  // Several terms may share a definition.
  if (found.matches("dt")) {
    let next = found.nextElementSibling;
    while (next?.matches("dt")) next = next.nextElementSibling;
    if (next) parts.push(next);
  }
  const box = document.createElement("div");
  for (const part of parts) {
    const clone = document.importNode(part, true);
    const own = document.createElement("div");
    own.className = part.matches("dt") ? "preview-term" : "";
    own.append(...(part.matches("dt, dd") ? clone.childNodes : [clone]));
    box.append(own);
  }
  for (const noise of box.querySelectorAll(NOISE)) noise.remove();
  for (const element of box.querySelectorAll("*")) {
    for (const name of OWN) element.removeAttribute(name);
    if (element.role === "listitem") element.role = null; // it has left its list
    if (element instanceof HTMLImageElement)
      element.src = new URL(`${element.getAttribute("src")}`, url).href;
  }
  // Links inside lead out of the book or nowhere: a copy is for reading.
  for (const link of box.querySelectorAll("a")) {
    if (link.matches(".external")) link.tabIndex = -1;
    else link.replaceWith(...link.childNodes);
  }
  return [...box.children];
}

/**
 * The copy as one would read it out: a formula by its LaTeX, which the page carries anyway.
 * @param {Element[]} nodes
 */
function spoken(nodes) {
  const box = document.createElement("div");
  box.append(...nodes.map((node) => node.cloneNode(true)));
  for (const formula of box.querySelectorAll(".katex")) {
    const latex = formula.querySelector("annotation")?.textContent ?? "";
    formula.replaceWith(latex.replace(/\\q?|[{}]/g, ""));
  }
  return box.textContent.replace(/\s+/g, " ").trim().slice(0, 400);
}

/**
 * @param {Element} link
 * @param {MouseEvent | null} [at]
 */
function place(link, at) {
  const lines = [...link.getClientRects()]; // two where the line breaks inside
  const line = lines.find((r) => at && r.top <= at.clientY && at.clientY <= r.bottom) ?? lines[0];
  if (!line) return;
  const below = innerHeight - line.bottom > 320 || innerHeight - line.bottom > line.top;
  tip.style.maxHeight = `${(below ? innerHeight - line.bottom : line.top) - 16}px`;
  tip.style.left = `${Math.max(8, Math.min(line.left, document.documentElement.clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = below ? `${line.bottom + 6}px` : "auto";
  tip.style.bottom = below ? "auto" : `${innerHeight - line.top + 6}px`;
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Event} event
 */
async function show(link, event, touched = false) {
  clearTimeout(timer);
  if (shown === link) return;
  wanted = link;
  const url = new URL(link.href);
  const source = await page(url);
  const nodes = copy(source?.getElementById(decodeURIComponent(url.hash.slice(1))), url);
  if (wanted !== link) return;
  hide();
  if (!nodes.length) {
    if (touched) location.href = link.href;
    return;
  }
  link.removeAttribute("title"); // the browser's own would lie over it
  words.textContent = spoken(nodes);
  body.replaceChildren(...nodes);
  go.hidden = !touched;
  go.href = link.href;
  tip.setAttribute("role", touched ? "dialog" : "tooltip");
  link.setAttribute("aria-describedby", words.id);
  tip.showPopover();
  tip.scrollTop = 0;
  place(link, event.type.startsWith("pointer") ? /** @type {PointerEvent} */ (event) : null);
  shown = link;
}

function hide() {
  clearTimeout(timer);
  wanted = null;
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  tip.hidePopover();
  shown = null;
}

function hideLater() {
  clearTimeout(timer);
  wanted = null;
  timer = setTimeout(hide, LATE);
}

if (text && "showPopover" in tip) {
  document.body.append(tip, words);
  text.addEventListener("pointerover", (event) => {
    const link = reference(event);
    if (!link || event.pointerType === "touch") return;
    clearTimeout(timer);
    timer = setTimeout(show, SOON, link, event);
  });
  text.addEventListener("pointerout", (event) => {
    if (reference(event) && event.pointerType !== "touch") hideLater();
  });
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && hideLater());
  text.addEventListener("focusin", (event) => {
    const link = reference(event);
    if (link?.matches(":focus-visible")) show(link, event);
  });
  text.addEventListener("focusout", (event) => {
    if (reference(event) && !tip.contains(/** @type {Element} */ (event.relatedTarget))) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (!tip.contains(/** @type {Element} */ (event.target)) && reference(event) !== shown) hide();
  });
  text.addEventListener("click", (event) => {
    const link = reference(event);
    if (!link) return;
    const first = pointer === "touch" && event.detail && shown !== link;
    if (first) {
      event.preventDefault();
      show(link, event, true);
    } else hide();
  });
  go.addEventListener("click", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  const follow = (/** @type {Event} */ event) => {
    if (!shown || tip.contains(/** @type {Node} */ (event.target))) return;
    const { top, bottom } = shown.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) hide();
    else place(shown);
  };
  addEventListener("scroll", follow, { capture: true, passive: true });
}
