// How much fits: a dot for each network, over what theory says.

import { box, curves, scales } from "../kit/plot.js";
import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What capacity.py computes.
 * @typedef {{ alphas: Floats, overlaps: Floats, theory: Floats, one_step: Floats, limit: number,
 *   reach: number, rule: string, wanted: number, done: boolean }} Out
 */

const KEPT = 0.8 - 1e-6; // outputs are rounded to single precision
const STYLE = `
.cap-theory { stroke: var(--mlw-ink); stroke-width: 2; }
.cap-first { stroke: var(--q-wstar); stroke-dasharray: 6 4; stroke-width: 2; }
.cap-limit { stroke: var(--mlw-ink); stroke-width: 1.5; stroke-dasharray: 2 4; }
.cap-kept { fill: var(--q-positive); fill-opacity: 0.55; }
.cap-lost { fill: var(--q-negative); fill-opacity: 0.55; }
.mlw-svg .cap-name { font-size: 13px; fill: var(--mlw-ink); }
.cap-key { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; font-size: 0.875rem; }
.cap-key svg { width: 2rem; height: 0.7rem; margin-right: 0.3rem; }
`;

const KEY = [
  {
    text: "kept (overlap at least 0.8)",
    d: "M11 5a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    look: "cap-kept",
  },
  { text: "lost", d: "M12 1h8v8h-8z", look: "cap-lost" },
  { text: "mean-field theory", d: "M0 5H32", look: "mlw-curve cap-theory" },
  { text: "first step only", d: "M0 5H32", look: "mlw-curve cap-first" },
];

/** @param {Element} parent */
function key(parent) {
  const list = make("ul", { class: "cap-key" });
  const rows = KEY.map(({ text, d, look }) => {
    const row = make("li", {});
    d3.select(row)
      .append("svg")
      .attr("viewBox", "0 0 32 10")
      .attr("aria-hidden", "true")
      .append("path")
      .attr("class", look)
      .attr("d", d);
    row.append(text);
    list.append(row);
    return row;
  });
  parent.append(list);
  return (/** @type {boolean} */ curves) => {
    for (const row of rows.slice(2)) row.style.visibility = curves ? "" : "hidden";
  };
}

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const label = "How much is left of a memory, against how many are stored";
  const stage = svg(ui.picture, { width: 680, height: 360, minHeight: 280, role: "img", label });
  const legend = key(ui.picture);
  const lines = stage.root.append("g");
  const limit = stage.root.append("line").attr("class", "cap-limit");
  const name = stage.root.append("text").attr("class", "cap-name mlw-halo");
  const dots = stage.root.append("g");

  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.theory) return;
    const inside = box(stage, { left: 40, right: 14, top: 24, bottom: 28 });
    const s = scales(inside, { x: [0, out.reach], y: [-0.4, 1.25] });
    axes(stage, { ...s, xLabel: "memories per neuron, \u03b1", yLabel: "overlap that is left" });
    const hebb = out.rule === "hebb";
    const column = (/** @type {Floats} */ table, /** @type {number} */ j) =>
      table.values.filter((_, i) => i % 2 === j);
    const line = (/** @type {string} */ id, /** @type {Floats} */ table) => ({
      name: id,
      style: `cap-${id}`,
      xs: column(table, 0),
      ys: column(table, 1),
    });
    curves(lines, hebb ? [line("first", out.one_step), line("theory", out.theory)] : [], s);
    legend(hebb);
    const at = s.x(out.limit);
    limit.attr("x1", at).attr("x2", at).attr("y1", s.top).attr("y2", s.bottom);
    name
      .attr("x", at)
      .attr("y", s.top - 8)
      .attr("text-anchor", "middle");
    name.text(hebb ? `\u03b1 = ${out.limit.toFixed(3)}` : `\u03b1 = ${out.limit}`);
    const { values } = out.alphas;
    // Dots of one load stand a little apart, so that equal ones are seen to be many.
    const apart = (/** @type {number} */ i) => (((i * 7) % 11) - 5) * 0.9;
    dots
      .selectAll("path")
      .data(values)
      .join("path")
      .attr("class", (_, i) => (out.overlaps.values[i] >= KEPT ? "cap-kept" : "cap-lost"))
      .attr("d", (_, i) =>
        out.overlaps.values[i] >= KEPT
          ? "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
          : "M-3.5-3.5h7v7h-7z",
      )
      .attr(
        "transform",
        (alpha, i) => `translate(${s.x(alpha) + apart(i)},${s.y(out.overlaps.values[i])})`,
      );
  });
  return ui.cleanup;
}

export default { render };
