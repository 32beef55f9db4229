// The depth meter: thirty layers in a row, and how strong a signal is in each, forward and back.

import { field } from "../kit/grid.js";
import { panels } from "../kit/panels.js";
import { box, curves, drawn, scales } from "../kit/plot.js";
import { axes, format, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Render } from "../kit/types.d.ts" */

/**
 * What meter.py computes.
 * @typedef {{ forward: Floats, backward: Floats, forward_law: Floats, backward_law: Floats,
 *   strip: Floats, alike: number, forward_ok: number, backward_ok: number,
 *   forward_end: string, backward_end: string }} Out
 */

const STYLE = `
.dm-strip .mlw-cells { display: block; width: 100%; border: 1px solid var(--mlw-rule); border-radius: 3px; }
.dm-ends { display: flex; justify-content: space-between; font-size: 0.875rem; margin: 0; }
.dm-law { stroke: var(--mlw-ink); stroke-dasharray: 6 4; stroke-width: 2; }
.dm-disc { stroke: var(--mlw-paper); stroke-width: 1; }
.dm-band { fill: var(--mlw-soft); opacity: 0.14; }
.dm-note { font-size: 13px; fill: var(--mlw-ink); }
`;
const PRESETS = [
  { text: "Old: 1/3", scale: 0.33 },
  { text: "Glorot: 1", scale: 1 },
  { text: "He: 2", scale: 2 },
];
const BAND = 1000; // a signal that arrives within this factor survives
const LOWEST = [1e-4, 1e-12, 1e-38]; // where an axis may begin, by what there is to show
const HIGHEST = [1e4, 1e12, 1e38];

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  for (const { text, scale } of PRESETS) ui.button(ui.tools, { text }, () => ui.set({ scale }));
  const top = panels(ui.picture, { strip: "What twelve units of each layer say to one input" });
  top.strip.classList.add("dm-strip");
  const place = make("div", {});
  top.strip.append(place);
  const ends = make("p", { class: "dm-ends", "aria-hidden": "true" });
  ends.append(make("span", {}, "input"), make("span", {}, "layer 30"));
  const cells = field(place, {
    rows: 12,
    columns: 31,
    role: "img",
    "aria-label": "Outputs of twelve units in each of thirty layers, the input at the left",
  });
  top.strip.append(ends);
  const sides = panels(
    ui.picture,
    { forward: "Forward: strength of the signal", backward: "Back: strength of the blame" },
    { narrowest: "17rem" },
  );
  const forward = plot(sides.forward, "x", "Strength of the signal in each layer", "end");
  const backward = plot(sides.backward, "e", "Strength of the blame in each layer", "start");
  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.strip) return;
    cells.signed(out.strip.values, 1);
    forward(out.forward, out.forward_law, out.forward_end);
    backward(out.backward, out.backward_law, out.backward_end);
    const word = (/** @type {number} */ ok) => (ok ? "survives" : "lost");
    ui.fact("forward", word(out.forward_ok), { quantity: "x", widest: "survives" });
    ui.fact("back", word(out.backward_ok), { quantity: "e", widest: "survives" });
    ui.fact("cosine of two inputs at the end", format(out.alike, 0.01), { widest: "\u22120.00" });
  });
  return ui.cleanup;
}

/**
 * Measured strengths as discs, the prediction dashed, on a logarithmic axis.
 * @param {Element} parent
 * @param {string} quantity
 * @param {string} label
 * @param {"start" | "end"} arrival - the side where it arrives
 */
function plot(parent, quantity, label, arrival) {
  const stage = svg(parent, { width: 360, height: 250, minHeight: 210, label });
  const band = stage.root.append("rect").attr("class", "dm-band").attr("aria-hidden", "true");
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const discs = stage.root.append("g").attr("aria-hidden", "true");
  const note = stage.root.append("text").attr("class", "dm-note").attr("text-anchor", "middle");
  const beyond = stage.root.append("text").attr("class", "dm-note").attr("text-anchor", arrival);
  /**
   * @param {Floats} measured
   * @param {Floats} law
   * @param {string} end - how strong it arrives, where that is too small to be drawn
   */
  return (measured, law, end) => {
    const values = Array.from(measured.values).filter(Number.isFinite);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const low = LOWEST.find((edge) => edge < least) ?? LOWEST[2];
    const high = HIGHEST.find((edge) => edge > most) ?? HIGHEST[2];
    const inside = box(stage, { left: 54, right: 16, top: 10, bottom: 28 });
    const s = { ...scales(inside, { x: [0, 30], y: [low, high], logY: true }), logY: true };
    axes(stage, {
      x: s.x,
      y: s.y,
      xLabel: "layer",
      xTicks: 4,
      yTicks: 5,
      yFormat: "~g",
      grid: false,
    });
    band
      .attr("x", s.left)
      .attr("width", s.right - s.left)
      .attr("y", s.y(BAND))
      .attr("height", s.y(1 / BAND) - s.y(BAND));
    const at = Array.from({ length: 31 }, (_, i) => i);
    curves(layer, [{ name: "law", style: "dm-law", xs: at, ys: law.values }], s);
    const shown = drawn({ xs: at, ys: measured.values }, { logY: true });
    discs
      .selectAll("circle")
      .data(shown)
      .join("circle")
      .attr("class", "dm-disc")
      .attr("r", 4)
      .style("fill", `var(--q-${quantity})`)
      .attr("cx", (/** @type {number} */ i) => s.x(i))
      .attr("cy", (/** @type {number} */ i) => s.y(measured.values[i]));
    note
      .attr("x", (s.left + s.right) / 2)
      .attr("y", s.bottom - 8)
      .text(law.values.some(Number.isFinite) ? "" : "no prediction: see the text");
    beyond
      .attr("x", arrival === "start" ? s.left + 6 : s.right - 6)
      .attr("y", s.bottom - 8)
      .text(end && `\u2193 ${end}`);
  };
}

export default { render };
