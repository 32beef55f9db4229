// The dial: a cloud as its center sees it, and what is measured against the dimension.

import { key } from "../kit/key.js";
import { panels } from "../kit/panels.js";
import { box, curves, scales } from "../kit/plot.js";
import { power } from "../kit/powers.js";
import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";
import { choose } from "./shared/choose.js";

/** @import { Floats, Ints, Layer, Render, Scales } from "../kit/types.d.ts" */

/**
 * What dial.py computes.
 * @typedef {{ dims: Ints, measured: Floats, control: Floats, laws: Floats, band: Floats,
 *   low: number, high: number, log: boolean, points: Floats, single: Floats }} Out
 */

const STYLE = `
.dd-point { fill: var(--q-x); fill-opacity: 0.6; }
.dd-single { fill: none; stroke: var(--q-e); stroke-width: 1.5; }
.dd-ring { fill: none; stroke: var(--mlw-rule); }
.dd-arrow { stroke: var(--mlw-ink); stroke-width: 1.5; fill: none; }
.dd-law { stroke: var(--mlw-ink); stroke-width: 1.5; }
.dd-other { stroke: var(--mlw-ink); stroke-width: 1.5; stroke-dasharray: 6 4; }
.dd-band { fill: var(--q-x); opacity: 0.15; stroke: none; }
.dd-now { fill: none; stroke: var(--mlw-ink); stroke-width: 2; }
@container (max-width: 34rem) { /* one above the other: the cloud stands by its slider */
  [data-widget="dimension.dial"] [data-panel="cloud"] { order: 1; }
}
@container (max-width: 26rem) {
  [data-widget="dimension.dial"] .mlw-field-range { flex-basis: 100%; }
}
`;
const REACH = 2.2; // how far the picture of the cloud goes, in typical distances
const DOT = 4;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  choose(ui, "dial");
  const sides = panels(
    ui.picture,
    { cloud: "What the center sees", curve: "What is measured" },
    { narrowest: "17rem" },
  );
  const cloud = fromCenter(sides.cloud);
  const curve = againstDimension(sides.curve);
  const disc = `<circle class="dd-point" cx="12" cy="8" r="${DOT}"/>`;
  const square = '<path class="dd-single" d="M8 4h8v8h-8z"/>';
  const line = (/** @type {string} */ style) => `<path class="${style}" fill="none" d="M0 8H24"/>`;
  key(sides.cloud, { "independent coordinates": disc, "control: one repeated": square });
  key(sides.curve, { law: line("dd-law"), "law of the control": line("dd-other") });
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.points) return;
    cloud(out);
    curve(out, model.get("dial"), model.get("law"));
  });
  return ui.cleanup;
}

/**
 * Points by distance and angle in a half plane, and under it the control on a line.
 * @param {Element} parent
 */
function fromCenter(parent) {
  const label = "The points by their distance from the center and their angle to the first point";
  const stage = svg(parent, { width: 360, height: 270, minHeight: 240, label });
  const root = stage.root.append("g").attr("aria-hidden", "true");
  const rings = root.append("g");
  const arrow = root.append("path").attr("class", "dd-arrow");
  const name = root.append("text").text("first point");
  const dots = root.append("g");
  const singles = root.append("g");
  const words = root.append("text").text("control");
  /** @param {Out} out */
  return (out) => {
    const unit = Math.min((stage.width / 2 - 12) / REACH, (stage.height - 70) / REACH);
    const [cx, cy] = [stage.width / 2, 14 + unit * REACH];
    const place = (/** @type {number} */ far, /** @type {number} */ angle) => {
      const r = unit * Math.min(far, REACH);
      return [cx + r * Math.cos(angle), cy - r * Math.sin(angle)];
    };
    rings
      .selectAll("path")
      .data([1, 2])
      .join("path")
      .attr("class", "dd-ring")
      .attr(
        "d",
        (r) => `M${cx - r * unit} ${cy}A${r * unit} ${r * unit} 0 0 1 ${cx + r * unit} ${cy}`,
      );
    const tip = cx + REACH * unit;
    arrow.attr("d", `M${cx} ${cy}H${tip}m-8-5l8 5l-8 5`);
    name
      .attr("x", tip)
      .attr("y", cy - 8)
      .attr("text-anchor", "end");
    const { values } = out.points;
    const places = Array.from({ length: values.length / 2 }, (_, i) =>
      place(values[2 * i], values[2 * i + 1]),
    );
    dots
      .selectAll("circle")
      .data(places)
      .join("circle")
      .attr("class", "dd-point")
      .attr("r", DOT)
      .attr("cx", ([x]) => x)
      .attr("cy", ([, y]) => y);
    const low = cy + 26;
    singles
      .selectAll("path")
      .data(Array.from(out.single.values))
      .join("path")
      .attr("class", "dd-single")
      .attr("d", "M-4-4h8v8h-8z")
      .attr("transform", (t) => {
        const x = cx + unit * Math.max(-REACH, Math.min(REACH, t));
        return `translate(${x},${low})`;
      });
    words.attr("x", 6).attr("y", low + 24);
  };
}

/**
 * The quantity against the dimension, measured as far as the dial has been turned.
 * @param {Element} parent
 */
function againstDimension(parent) {
  const label = "The measured quantity against the number of dimensions";
  const stage = svg(parent, { width: 360, height: 270, minHeight: 240, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const band = layer.append("path").attr("class", "dd-band");
  const lines = layer.append("g");
  const marks = layer.append("g");
  const now = layer.append("circle").attr("class", "dd-now").attr("r", 8);
  /**
   * @param {Out} out
   * @param {number} dial
   * @param {boolean} law
   */
  return (out, dial, law) => {
    const dims = out.dims.values;
    const inside = box(stage, { left: 54, right: 16, top: 10, bottom: 30 });
    const s = {
      ...scales(inside, { x: [0.8, 14000], y: [out.low, out.high], logX: true, logY: out.log }),
      logX: true,
      logY: out.log,
    };
    const yFormat = out.log ? power : "~g";
    axes(stage, { x: s.x, y: s.y, xTicks: 4, yTicks: 4, xFormat: power, yFormat, xLabel: "d" });
    const at = (/** @type {number} */ column) =>
      Array.from(dims, (_, i) => out.laws.values[2 * i + column]);
    const both = law
      ? [
          { name: "law", style: "dd-law", xs: dims, ys: at(0) },
          { name: "other", style: "dd-other", xs: dims, ys: at(1) },
        ]
      : [];
    curves(/** @type {Layer} */ (lines), both, s);
    band.attr("d", law ? area(out, s) : null);
    const seen = Array.from({ length: dial + 1 }, (_, i) => i);
    marks
      .selectAll("circle")
      .data(seen)
      .join("circle")
      .attr("class", "dd-point")
      .attr("r", DOT)
      .attr("cx", (i) => s.x(dims[i]))
      .attr("cy", (i) => s.y(out.measured.values[i]));
    marks
      .selectAll("path")
      .data(seen)
      .join("path")
      .attr("class", "dd-single")
      .attr("d", "M-4-4h8v8h-8z")
      .attr("transform", (i) => `translate(${s.x(dims[i])},${s.y(out.control.values[i])})`);
    now.attr("cx", s.x(dims[dial])).attr("cy", s.y(out.measured.values[dial]));
  };
}

/**
 * The band in which nine of ten clouds lie.
 * @param {Out} out
 * @param {Scales} s
 */
function area(out, s) {
  const { values } = out.band;
  const rows = Array.from({ length: values.length / 2 }, (_, i) => i);
  return d3.line(
    (/** @type {[number, number]} */ [x]) => x,
    ([, y]) => y,
  )([
    ...rows.map(
      (i) => /** @type {[number, number]} */ ([s.x(out.dims.values[i]), s.y(values[2 * i])]),
    ),
    ...rows
      .reverse()
      .map(
        (i) => /** @type {[number, number]} */ ([s.x(out.dims.values[i]), s.y(values[2 * i + 1])]),
      ),
  ]);
}

export default { render };
