// The tape: an expression to type, its graph with values and blame, and four columns of derivatives.

import { frame, make, onFrame, svg, unpack } from "../kit.js";
import { columns } from "./tape/columns.js";
import { expression } from "./tape/expression.js";
import { graph } from "./tape/graph.js";

/** @import { Floats, Ints, Render } from "../kit/types.d.ts" */

/**
 * What tape.py computes.
 * @typedef {{ error: string, place: number, used: string, signs: string, spots: Floats,
 *   routes: Floats, values: Floats, order: Ints, edges: Ints, local: Floats, spoiled: number, blame: Floats,
 *   table: string, digits: Ints, notices: Ints, steps: number, sentences: string }} Out
 */

const STYLE = `
.tp-line { display: flex; flex-wrap: wrap; gap: 0.25rem 0.625rem; align-items: center; width: 100%; }
.mlw-root .tp-text { flex: 1 1 14rem; min-width: 0; min-height: 40px; padding: 0 0.625rem;
  border: 1px solid var(--mlw-rule); border-radius: 8px; background: var(--mlw-paper);
  color: var(--mlw-ink); font: 500 1rem/1.4 var(--font-mono, ui-monospace, monospace); }
.mlw-root .tp-text[aria-invalid="true"] { border-color: var(--q-e); }
.mlw-root .tp-wrong { flex: 1 1 100%; min-height: 2.9em; font-size: 0.875rem; }
.tp-wrong code { padding: 0; background: none; white-space: pre-wrap; }
.tp-wrong mark { background: var(--q-e); color: var(--mlw-paper); }
.tp-edge path { fill: none; stroke: var(--mlw-soft); stroke-width: 1.5; }
.tp-edge.tp-now path { stroke: var(--q-e); stroke-width: 3; }
.tp-slope { cursor: pointer; }
.tp-ground { fill: var(--mlw-paper); stroke: none; }
.tp-slope text { fill: var(--q-grad); font-size: 12px; }
.tp-slope[aria-pressed="true"] .tp-ground { fill: var(--q-e); }
.tp-slope[aria-pressed="true"] text { fill: var(--mlw-paper); }
.mlw-root .tp-slope:focus-visible { outline: 3px solid var(--mlw-focus); outline-offset: 1px; }
.tp-part rect { fill: var(--mlw-raised); stroke: var(--mlw-ink); stroke-width: 1.5; }
.tp-part.tp-variable rect { stroke: var(--q-x); stroke-width: 2.5; }
.tp-part.tp-now rect { stroke: var(--q-e); stroke-width: 3.5; }
.tp-part .tp-value { fill: var(--q-yhat); font-weight: 600; }
.tp-part .tp-blame { fill: var(--q-e); font-weight: 600; }
.mlw-root .tp-columns { width: 100%; margin: 0.625rem 0 0; border-collapse: collapse;
  font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.mlw-root .tp-columns :is(th, td) { padding: 0.1875rem 0.375rem; border: 0; text-align: start;
  background: none; color: var(--mlw-ink); }
.mlw-root .tp-columns th { color: var(--mlw-soft); font-weight: 400; }
.tp-columns .tp-other { color: var(--mlw-soft); text-decoration: underline dotted; }
.tp-columns .tp-notices { color: var(--q-e); font-weight: 600; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const typed = expression(ui.tools, {
    get: () => model.get("expression"),
    set: (text) => ui.set({ expression: text, spoiled: -1, step: 0 }),
    signal: ui.signal,
  });
  const stage = svg(ui.picture, { height: 400, minHeight: 420, label: "The graph" });
  const picture = graph(stage, {
    spoil: (edge) => ui.set({ spoiled: edge === model.get("spoiled") ? -1 : edge }),
  });
  const table = columns(ui.picture);

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    if (out.sentences === undefined) return;
    const step = Math.min(model.get("step"), out.steps);
    typed.draw(out.error, out.place);
    picture(out, step);
    table(out, step, stage.width);
    for (const name of ["x", "y", "z"]) ui.offer(name, out.used.includes(name));
    ui.say(out.sentences.split("\n")[step] ?? out.error);
  });
  return ui.cleanup;
}

export default { render };
