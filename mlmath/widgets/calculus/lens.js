// The slope under a lens: the magnified curve, and how far the slopes ahead and behind differ.

import { panels } from "../kit/panels.js";
import { box, scales } from "../kit/plot.js";
import { power } from "../kit/powers.js";
import { axes, d3, format, frame, make, onFrame, svg, unique, unpack } from "../kit.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What lens.py computes.
 * @typedef {{ curve: Floats, ahead: number, behind: number, slope: number, has_slope: boolean,
 *   gap: number, h: number, hs: Floats, differ: Floats }} Out
 */

const LEAST = 1e-12; // of the differences that the plot shows
const MOST = 100;
const STYLE = `
.ln-rim { fill: none; stroke: var(--mlw-ink); stroke-width: 3; }
.ln-ground { fill: var(--mlw-paper); }
.ln-cross { stroke: var(--mlw-rule); }
.ln-curve { fill: none; stroke: var(--q-x); stroke-width: 3; }
.ln-tangent { stroke: var(--mlw-ink); stroke-width: 1.5; stroke-dasharray: 6 5; }
.ln-side { fill: none; stroke: var(--q-grad); stroke-width: 2; }
.ln-point { fill: var(--q-w); stroke: var(--mlw-paper); stroke-width: 1.5; }
.ln-dots { stroke: var(--q-grad); stroke-width: 4; stroke-linecap: round; }
.ln-ring { fill: none; stroke: var(--q-e); stroke-width: 2.5; }
.mlw-svg .ln-name { fill: var(--mlw-soft); text-anchor: middle; }
.mlw-picture .ln-panels { grid-template: "lens plot" auto "turn turn" auto / minmax(0, 1fr) minmax(0, 1fr); }
.ln-panels > [data-panel="lens"] { grid-area: lens; }
.ln-panels > [data-panel="plot"] { grid-area: plot; }
.ln-panels > .mlw-controls { grid-area: turn; margin: 0; padding: 0 0.625rem 0.5rem; }
@container (max-width: 33rem) {
  .mlw-picture .ln-panels { grid-template: "lens" auto "turn" auto "plot" auto / minmax(0, 1fr); }
  .ln-panels .mlw-controls .mlw-field { flex: 1 1 100%; }
}
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const both = panels(ui.picture, { lens: "", plot: "" }, { narrowest: "16rem" });
  // What one turns stands under what it turns; on a phone the plot comes after both.
  both.root.classList.add("ln-panels");
  both.lens.after(ui.controls);
  const lens = svg(both.lens, { width: 330, height: 330, minHeight: 280, label: "The lens" });
  const plot = svg(both.plot, {
    width: 330,
    height: 330,
    minHeight: 280,
    label: "How far the slopes ahead and behind differ, by the size of the lens",
  });
  const id = unique("ln-clip");
  const hole = lens.root.append("clipPath").attr("id", id).append("circle");
  const ground = lens.root.append("circle").attr("class", "ln-ground");
  const inside = lens.root.append("g").attr("clip-path", `url(#${id})`);
  const crosses = inside.append("path").attr("class", "ln-cross");
  const tangent = inside.append("path").attr("class", "ln-tangent");
  const curve = inside.append("path").attr("class", "ln-curve");
  const sides = inside.append("path").attr("class", "ln-side");
  const point = inside.append("circle").attr("class", "ln-point").attr("r", 6);
  const rim = lens.root.append("circle").attr("class", "ln-rim");
  const under = lens.root.append("text").attr("class", "ln-name");
  const line = plot.root.append("path").attr("class", "ln-dots");
  const ring = plot.root.append("circle").attr("class", "ln-ring").attr("r", 8);
  const name = plot.root.append("text").attr("class", "ln-name").text("h, half the lens");

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    const [cx, cy] = [lens.width / 2, (lens.height - 26) / 2];
    const radius = Math.min(cx, cy) - 4;
    for (const circle of [hole, ground, rim]) {
      circle.attr("cx", cx).attr("cy", cy).attr("r", radius);
    }
    const x = (/** @type {number} */ u) => cx + radius * u;
    const y = (/** @type {number} */ v) => cy - radius * Math.max(-3, Math.min(3, v));
    const { values } = out.curve;
    const path = d3.line(
      (/** @type {number} */ i) => x(values[2 * i]),
      (i) => y(values[2 * i + 1]),
    );
    crosses.attr("d", `M${x(-1)} ${cy}H${x(1)}M${cx} ${y(-1)}V${y(1)}`);
    curve.attr("d", path(Array.from({ length: values.length / 2 }, (_, i) => i)));
    tangent
      .attr("d", `M${x(-1)} ${y(-out.slope)}L${x(1)} ${y(out.slope)}`)
      .attr("display", out.has_slope ? null : "none");
    sides.attr("d", `M${cx} ${cy}L${x(1)} ${y(out.ahead)}M${cx} ${cy}L${x(-1)} ${y(-out.behind)}`);
    point.attr("cx", cx).attr("cy", cy);
    under
      .attr("x", cx)
      .attr("y", lens.height - 8)
      .text(`half the lens: h = ${power(out.h)}`);

    const s = scales(box(plot, { left: 52, right: 18, top: 12, bottom: 48 }), {
      x: [1e-16, 1],
      y: [LEAST, MOST],
      logX: true,
      logY: true,
    });
    axes(plot, {
      x: s.x,
      y: s.y,
      xTicks: 4,
      yTicks: 4,
      xFormat: power,
      yFormat: power,
      yLabel: "slopes differ by",
    });
    const differ = out.differ.values;
    let dots = "";
    out.hs.values.forEach((h, i) => {
      // What a stronger lens would show is not told before.
      if (h > 0.99 * out.h && differ[i] > LEAST)
        dots += `M${s.x(h).toFixed(1)} ${s.y(differ[i]).toFixed(1)}h0`;
    });
    line.attr("d", dots);
    const now = Math.max(LEAST, Math.abs(out.ahead - out.behind));
    ring.attr("cx", s.x(out.h)).attr("cy", s.y(now));
    name.attr("x", (s.left + s.right) / 2).attr("y", plot.height - 6);
    ui.fact("slope ahead", format(out.ahead, 0.0001), {
      quantity: "grad",
      widest: "\u221210.0000",
    });
    ui.fact("slope behind", format(out.behind, 0.0001), {
      quantity: "grad",
      widest: "\u221210.0000",
    });
    ui.fact("tangent", out.has_slope ? format(out.slope, 0.0001) : "none", {
      widest: "\u22120.0000",
    });
    ui.fact("largest gap, of h", out.has_slope ? out.gap.toPrecision(2) : "none", {
      widest: "0.00000023",
    });
  });
  return ui.cleanup;
}

export default { render };
