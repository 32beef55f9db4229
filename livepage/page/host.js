// Brings a page to life: draws each widget from its snapshot as the reader comes near it, mounts
// the live cells, and starts Python in the background for what the reader does with them.
//
// For what else is on the page: document.livepage holds the engine, mountAll(root), which brings
// the widgets inside an element to life, and unmountAll(root), which lets go of them.  The document
// gets "livepage:python" with { state, progress, why } when Python's state changes.
//
// For tests and benchmarks: <html data-python> is idle | starting | ready | failed; on each widget
// element (".mlw"), data-asked counts what was asked of Python and data-answered what it answered,
// and the property `model` is the model that its view sees.  Performance marks: first picture and
// Python ready, as "livepage:first-picture" and "livepage:python-ready".

import { Engine } from "./engine.js";
import { Model } from "./model.js";
import { near } from "./near.js";

/** @import { Cell } from "./cells/cells.js" */
/** @import { Config, Detail, Link, Snapshot, State, View } from "./types.d.ts" */

const WIDGETS = ".mlw[data-widget]";
const page = document.documentElement;
/** @type {Config} */
const config = JSON.parse(document.getElementById("livepage")?.textContent ?? "");
/** @type {(root: ParentNode) => NodeListOf<HTMLElement>} */
const widgetsIn = (root) => root.querySelectorAll(WIDGETS);
const address = (/** @type {string} */ relative) => new URL(relative, document.baseURI).href;
/** @type {Map<string, Model>} */
const models = new Map(); // id -> model
/** @type {Map<Element, () => void>} */
const ends = new Map(); // element -> what ends its view
/** @type {Map<Element, Element>} */
const stills = new Map(); // element -> what stood there before its view
/** @type {Cell[]} */
let cells = []; // the live cells, in order

/**
 * @param {State} state
 * @param {Detail} detail
 */
function watch(state, { progress = 0, why = "" }) {
  page.dataset.python = state;
  page.style.setProperty("--python-progress", `${progress}`);
  if (state === "ready") performance.mark("livepage:python-ready");
  for (const model of models.values()) model.python(state, why);
  const detail = { state, progress, why };
  document.dispatchEvent(new CustomEvent("livepage:python", { detail }));
}

const engine = new Engine({
  worker: address(config.worker),
  start: {
    pyodide: address(config.pyodide),
    wheel: address(config.wheel),
    bridge: address(config.bridge),
    cells: config.cells && address(config.cells),
    data: Object.entries(config.data ?? {}).map(([place, [path, size]]) => [
      place,
      address(path),
      size,
    ]),
    widgets: [...new Set([...widgetsIn(document)].map((e) => e.dataset.widget ?? ""))],
  },
  watch,
  limit: config.limit, // seconds that a request may take; the engine's own where it is not given
  cells: () => Object.fromEntries(cells.map((cell) => [cell.id, cell.text])),
  update(id, inputs) {
    const model = models.get(id);
    for (const [name, value] of Object.entries(inputs ?? {})) model?.set(name, value);
    model?.save_changes();
  },
});

// ------------------------------------------------------------------------------ the widgets

let first = true;
function drawn() {
  if (first) performance.mark("livepage:first-picture");
  first = false;
}

/**
 * The text comes first: drawing all widgets of a chapter would hold up its first paint.
 * @type {Promise<void>}
 */
const painted = new Promise((resolve) => {
  if (document.hidden) resolve(); // no frame would come
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 500); // nor where the page is hidden just now
});

/**
 * Where a view is: those that the page came with are known to it, with the modules that the head
 * has not asked for already; all others are in a list.
 * @param {string} name
 */
async function viewOf(name) {
  if (config.views[name]) {
    const [view, ...needs] = config.views[name].map(address);
    for (const need of came.has(view) ? [] : needs)
      document.head.append(
        Object.assign(document.createElement("link"), {
          rel: "modulepreload",
          href: current(need),
        }),
      );
    return view;
  }
  const list = new URL(config.more, document.baseURI);
  const answer = await fetch(list);
  if (!answer.ok) throw new Error(`${list}: ${answer.status} ${answer.statusText}`);
  return new URL((await answer.json())[name], list).href;
}

let failures = 0; // of imports; those that failed together count once
/** @type {Map<string, string>} */
const came = new Map(); // address -> the one at which this module has come

/**
 * The address to ask for a module at now.  A browser keeps, by its address, that a module did not
 * come, and so fails all that import it: written with %6c for l, say, the same folder has another
 * address for each of them.
 * @param {string} href
 */
function current(href) {
  const at = href.lastIndexOf("/");
  const folder = [...href.slice(0, at)];
  for (let bits = failures, i = at - 1; bits; bits >>= 1, i--) {
    if (bits & 1) folder[i] = `%${folder[i].charCodeAt(0).toString(16)}`;
  }
  return folder.join("") + href.slice(at);
}

/**
 * Import a module; where that fails, the next import of any that has not come is from elsewhere.
 * @param {string} href
 */
async function imported(href) {
  const before = failures;
  const from = came.get(href) ?? current(href);
  try {
    const module = await import(from);
    came.set(href, from);
    return module;
  } catch (error) {
    // As many addresses as there are ways to write the four letters of "live".
    if (failures === before) failures = (before + 1) % 16;
    throw error;
  }
}

/**
 * Draw a widget in the place of its still picture.
 * @param {HTMLElement} element
 * @param {Model} model
 * @param {AbortController} controller
 */
async function draw(element, model, controller) {
  const { signal } = controller;
  try {
    /** @type {{ default: View | (() => View | Promise<View>) }} */
    const { default: view } = await imported(await viewOf(element.dataset.widget ?? ""));
    const { render } = typeof view === "function" ? await view() : view;
    await painted;
    if (signal.aborted) return;
    const still = element.querySelector(":scope > .mlw-still");
    if (still) stills.set(element, still);
    still?.remove();
    await render({ model, el: element, signal });
    drawn();
  } catch (error) {
    if (signal.aborted) return; // it has left the page
    controller.abort();
    const text = document.createElement("p");
    text.className = "mlw-fallback";
    text.textContent = `${model.get("outputs").summary} (The picture cannot be drawn: ${/** @type {Error} */ (error).message})`;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Try again";
    again.addEventListener("click", () => {
      text.remove();
      const next = new AbortController();
      ends.set(element, () => next.abort());
      draw(element, model, next);
    });
    text.append(" ", again);
    element.append(text);
    reportError(error);
  }
}

/**
 * Bring the widgets inside an element to life, those that are not alive yet: their models at once,
 * their views when the reader is near.  A promise of the pictures that are near already.
 * @param {ParentNode} root
 */
function mountAll(root) {
  const fresh = [...widgetsIn(root)].filter((element) => !element.model);
  /** @type {({ model: Model } & Link)[]} */
  const shared = [];
  const pictures = fresh.map((element) => {
    /** @type {Snapshot} */
    const snapshot = JSON.parse(element.querySelector("script.mlw-snapshot")?.textContent ?? "");
    const model = new Model(element, snapshot, engine);
    model.python(engine.state, ""); // another widget may have started it
    models.set(element.id, model);
    element.model = model;
    for (const link of snapshot.links ?? []) shared.push({ model, ...link });
    const controller = new AbortController();
    ends.set(element, () => controller.abort());
    return near(element, () => draw(element, model, controller), controller.signal);
  });
  for (const { model, field, with: other } of shared) {
    const linked = models.get(other);
    if (linked) model.link(field, linked);
  }
  return Promise.all(pictures);
}

/**
 * Let go of the widgets inside an element, which is about to leave the page.
 * @param {ParentNode} root
 */
function unmountAll(root) {
  for (const element of widgetsIn(root)) {
    ends.get(element)?.();
    ends.delete(element);
    const { model } = element;
    element.model = null;
    // The snapshot and the still picture stay, so that it can be mounted again.
    const kept = element.querySelectorAll(":scope > :is(script, .mlw-still)");
    const still = stills.get(element);
    element.replaceChildren(...kept, ...(still ? [still] : []));
    stills.delete(element);
    if (models.get(element.id) !== model) continue; // another has its name by now
    models.delete(element.id);
    if (model) engine.forget(model);
  }
}

// ------------------------------------------------------------------------- starting Python

// On first intent, or when the page has been idle after load; on intent alone where the reader's
// browser asks to save data.
function wakeOnIntent() {
  const intent = (/** @type {Event} */ { target }) => {
    if (target instanceof Element && target.closest(".mlw, .cell[data-cell]")) wake();
  };
  const events = ["pointerdown", "pointerover", "focusin"];
  const wake = () => {
    for (const name of events) document.removeEventListener(name, intent, true);
    engine.wake();
  };
  for (const name of events)
    document.addEventListener(name, intent, { capture: true, passive: true });
  if (navigator.connection?.saveData) return;
  const idle = () => {
    if ("requestIdleCallback" in window) requestIdleCallback(wake, { timeout: 2000 });
    else setTimeout(wake, 200);
  };
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}

page.dataset.python = "idle";
document.livepage = { engine, mountAll, unmountAll };
const alive = mountAll(document);
const { parts } = config;
if (parts) {
  const load = (/** @type {string} */ name) => imported(address(parts[name]));
  const { mountCells } = await load("cells").catch(() => load("cells"));
  ({ cells } = mountCells({ engine, mountAll, unmountAll, load }));
}
if (!document.hidden) await alive; // in a hidden window, nothing is ever near
if (cells.length || document.querySelector(WIDGETS)) wakeOnIntent();
