// Brings the widgets of a page to life: draws each from its snapshot at once, and starts Python in
// the background for what the reader does with it.
//
// For tests and benchmarks: <html data-python> is idle | starting | ready | failed; on each widget
// element (".mlw"), data-asked counts what was asked of Python and data-answered what it answered,
// and the property `model` is the model that its view sees.  Performance marks: first picture and
// Python ready, as "livepage:first-picture" and "livepage:python-ready".

import { Engine } from "./engine.js";
import { Model } from "./model.js";

const page = document.documentElement;
const config = JSON.parse(document.getElementById("livepage").textContent);
const address = (relative) => new URL(relative, document.baseURI).href;
const elements = [...document.querySelectorAll(".mlw[data-widget]")];
const models = new Map(); // id -> model

function watch(state, { progress = 0, why = "" }) {
  page.dataset.python = state;
  page.style.setProperty("--python-progress", progress);
  if (state === "ready") performance.mark("livepage:python-ready");
  for (const model of models.values()) model.python(state, why);
}

const engine = new Engine({
  worker: address(config.worker),
  start: {
    pyodide: address(config.pyodide),
    wheel: address(config.wheel),
    bridge: address(config.bridge),
    widgets: [...new Set(elements.map((element) => element.dataset.widget))],
  },
  watch,
  limit: config.limit, // seconds that a request may take; the engine's own where it is not given
});

// ------------------------------------------------------------------------------ the widgets

let first = true;
function drawn() {
  if (first) performance.mark("livepage:first-picture");
  first = false;
}

async function mount(element) {
  const snapshot = JSON.parse(element.querySelector("script.mlw-snapshot").textContent);
  const model = new Model(element, snapshot, engine);
  model.python(engine.state, ""); // another widget may have started it
  models.set(element.id, model);
  element.model = model;
  const controller = new AbortController();
  try {
    const { default: view } = await import(address(config.views[element.dataset.widget]));
    const { render } = typeof view === "function" ? await view() : view;
    await render({ model, el: element, signal: controller.signal });
    drawn();
  } catch (error) {
    controller.abort();
    const text = document.createElement("p");
    text.className = "mlw-fallback";
    text.textContent = `${snapshot.outputs.summary} (The picture cannot be drawn: ${error.message})`;
    element.append(text);
    reportError(error);
  }
  return { model, links: snapshot.links ?? [] };
}

// ------------------------------------------------------------------------- starting Python

// On first intent, or when the page has been idle after load; on intent alone where the reader's
// browser asks to save data.
function wakeOnIntent() {
  const intent = (event) => {
    if (event.target.closest?.(".mlw")) wake();
  };
  const events = ["pointerdown", "pointerover", "focusin"];
  const wake = () => {
    for (const name of events) document.removeEventListener(name, intent, true);
    engine.wake();
  };
  for (const name of events) document.addEventListener(name, intent, { capture: true, passive: true });
  if (navigator.connection?.saveData) return;
  const idle = () => {
    if (window.requestIdleCallback) requestIdleCallback(wake, { timeout: 2000 });
    else setTimeout(wake, 200);
  };
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}

page.dataset.python = "idle";
const mounted = await Promise.all(elements.map(mount));
for (const { model, links } of mounted) {
  for (const { field, with: other } of links) {
    if (models.has(other)) model.link(field, models.get(other));
  }
}
if (elements.length) wakeOnIntent();
