// Redrawing: when there is something new, and counted.

import { listen } from "./values.js";

/** @import { ViewModel } from "./types.d.ts" */

/** @type {WeakMap<AbortSignal, HTMLElement>} */
const roots = new WeakMap(); // signal -> the root element that frame() made for this render

/**
 * Remember which root belongs to a render, known by its signal.
 * @param {AbortSignal} signal
 * @param {HTMLElement} root
 */
export function belongs(signal, root) {
  roots.set(signal, root);
}

/**
 * Call draw() in the next animation frame after any change of inputs, status or size, once however
 * many changes there were; at once when outputs arrive, which wait for each other already.
 * Counts the pictures drawn from new outputs in data-drawn on the widget's root.
 * @param {ViewModel} model
 * @param {AbortSignal} signal
 * @param {() => void} draw
 */
export function onFrame(model, signal, draw) {
  const root = roots.get(signal);
  let asked = 0;
  /** @type {object | undefined} */
  let drawn; // the outputs last drawn
  const paint = () => {
    cancelAnimationFrame(asked);
    asked = 0;
    if (signal.aborted) return;
    const outputs = model.get("outputs");
    draw();
    if (root && outputs && outputs !== drawn)
      root.dataset.drawn = `${Number(root.dataset.drawn) + 1}`;
    drawn = outputs;
  };
  const ask = () => {
    asked ||= requestAnimationFrame(paint);
  };
  const fields = model.get("spec").fields.map((field) => field.name);
  for (const name of [...fields, "status"]) listen(model, `change:${name}`, signal, ask);
  listen(model, "change:outputs", signal, paint);
  root?.addEventListener("mlw-redraw", ask, { signal });
  signal.addEventListener("abort", () => cancelAnimationFrame(asked), { once: true });
  paint();
  return ask;
}
