// Signal or noise: eigenvalues as bars, the law of pure noise over them, and a direction found.

import { key } from "../kit/key.js";
import { panels } from "../kit/panels.js";
import { box } from "../kit/plot.js";
import { axes, d3, format, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What signal.py computes.
 * @typedef {{ heights: Floats, top: number, values: Floats, law: Floats, edge: number,
 *   limit: number, angle: number, angle_law: number, threshold: number }} Out
 */

const STYLE = `
.dn-bar { fill: var(--q-x); fill-opacity: 0.35; }
.dn-law { fill: none; stroke: var(--mlw-ink); stroke-width: 2; }
.dn-limit { stroke: var(--mlw-ink); stroke-width: 2; stroke-dasharray: 5 4; fill: none; }
.dn-value { fill: var(--mlw-paper); stroke: var(--q-x); stroke-width: 1.75; }
.dn-first { fill: var(--q-w); }
.dn-rim { fill: none; stroke: var(--mlw-rule); }
.dn-signal { stroke: var(--mlw-ink); stroke-width: 2; fill: none; }
.dn-found { stroke: var(--q-w); stroke-width: 3; fill: none; }
@container (max-width: 26rem) { /* the eigenvalues stand above the slider that moves them */
  [data-widget="dimension.signal"] .mlw-field-range { flex-basis: 100%; }
  [data-widget="dimension.signal"] [data-panel="values"] { order: 1; }
  [data-widget="dimension.signal"] [data-panel="way"] { width: 13rem; justify-self: center; }
}
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const sides = panels(
    ui.picture,
    { values: "The eigenvalues", way: "The direction of the largest" },
    { narrowest: "16rem" },
  );
  const values = histogram(sides.values);
  const way = compass(sides.way);
  key(sides.values, {
    "the largest": '<path class="dn-first" d="M12 2l6 12h-12z"/>',
    "the next four": '<circle class="dn-value" cx="12" cy="8" r="4.5"/>',
    "law of noise": '<path class="dn-law" d="M0 12Q8-4 24 12"/>',
    "law of the largest": '<path class="dn-limit" d="M12 0V16"/>',
  });
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.heights) return;
    const law = model.get("law");
    values(out, law);
    way(out, law);
    ui.fact("largest eigenvalue", format(out.values.values[0], 0.01), { widest: "10.00" });
    ui.fact("off the signal", `${format(out.angle)}\u00b0`, { quantity: "w", widest: "90\u00b0" });
    ui.fact("by the law", law ? `${format(out.angle_law)}\u00b0` : "hidden", { widest: "hidden" });
  });
  return ui.cleanup;
}

/** @param {Element} parent */
function histogram(parent) {
  const label = "How the eigenvalues are spread, with the five largest marked";
  const stage = svg(parent, { width: 420, height: 280, minHeight: 240, label });
  const bars = stage.root.append("g").attr("aria-hidden", "true");
  const law = stage.root.append("path").attr("class", "dn-law").attr("aria-hidden", "true");
  const limit = stage.root.append("path").attr("class", "dn-limit").attr("aria-hidden", "true");
  const marks = stage.root.append("g").attr("aria-hidden", "true");
  /**
   * @param {Out} out
   * @param {boolean} shown
   */
  return (out, shown) => {
    const heights = Array.from(out.heights.values);
    const inside = box(stage, { left: 44, right: 12, top: 10, bottom: 34 });
    const x = d3.scaleLinear([0, out.top], [inside.left, inside.right]);
    const high = 1.15 * Math.max(...heights);
    const y = d3.scaleLinear([0, high], [inside.bottom - 12, inside.top]);
    axes(stage, { x, y, xTicks: 6, yTicks: 3, yFormat: "~g", xLabel: "eigenvalue", grid: false });
    const wide = out.top / heights.length;
    bars
      .selectAll("rect")
      .data(heights)
      .join("rect")
      .attr("class", "dn-bar")
      .attr("x", (_, i) => x(i * wide) + 0.5)
      .attr("width", Math.max(1, x(wide) - x(0) - 1))
      .attr("y", y)
      .attr("height", (h) => y(0) - y(h));
    const points = out.law.values;
    const rows = Array.from({ length: points.length / 2 }, (_, i) => i);
    const line = d3.line(
      (/** @type {number} */ i) => x(points[2 * i]),
      (i) => y(Math.min(high, points[2 * i + 1])),
    );
    law.attr("d", shown ? line(rows) : null);
    limit.attr("d", shown ? `M${x(out.limit)} ${y(0) + 12}V${inside.top}` : null);
    const base = y(0) + 9;
    marks
      .selectAll("path")
      .data(Array.from(out.values.values).reverse())
      .join("path")
      .attr("class", (_, i) => (i === 4 ? "dn-first" : "dn-value"))
      .attr("d", (_, i) =>
        i === 4 ? "M0-9l7 14h-14z" : "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0",
      )
      .attr("transform", (value) => `translate(${x(value)},${base})`);
  };
}

/** @param {Element} parent */
function compass(parent) {
  const label = "The angle between the direction found and that of the signal";
  const stage = svg(parent, { width: 300, height: 280, minHeight: 220, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const rim = layer.append("path").attr("class", "dn-rim");
  const signal = layer.append("path").attr("class", "dn-signal");
  const limit = layer.append("path").attr("class", "dn-limit");
  const found = layer.append("path").attr("class", "dn-found");
  const words = layer.append("text").text("signal").attr("text-anchor", "end");
  const found_words = layer.append("text").text("found");
  /**
   * @param {Out} out
   * @param {boolean} law
   */
  return (out, law) => {
    const r = Math.min(stage.width - 90, stage.height - 50);
    const [cx, cy] = [(stage.width - r) / 2, (stage.height + r) / 2 - 6];
    const tip = (/** @type {number} */ degrees, far = r) => {
      const angle = (degrees * Math.PI) / 180;
      return [cx + far * Math.cos(angle), cy - far * Math.sin(angle)];
    };
    rim.attr("d", `M${cx + r} ${cy}A${r} ${r} 0 0 0 ${cx} ${cy - r}V${cy}z`);
    signal.attr("d", `M${cx} ${cy}H${cx + r}m-9-5l9 5l-9 5`);
    found.attr("d", `M${cx} ${cy}L${tip(out.angle)}`);
    limit.attr("d", law ? `M${cx} ${cy}L${tip(out.angle_law)}` : null);
    words.attr("x", cx + r).attr("y", cy + 20);
    const [x, y] = tip(out.angle, r + 6);
    found_words.attr("x", x).attr("y", Math.max(14, y));
  };
}

export default { render };
