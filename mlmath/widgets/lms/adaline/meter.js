// The meter: a needle for the sum, a mark for what is wanted, and the error between them.

import { signed, svg } from "../../kit.js";
import { reading } from "./reading.js";

/** @import { Out } from "../adaline.js" */

const FULL = 120; // divisions at either end of the scale
const WIDE = 62; // degrees from straight up to there

export const METER_STYLE = `
.mlw-ada-scale { fill: none; stroke: var(--mlw-soft); stroke-width: 1.5; }
.mlw-ada-error { fill: none; stroke: var(--q-e); stroke-width: 7; opacity: 0.55; }
.mlw-ada-needle { stroke: var(--q-yhat); stroke-width: 3; stroke-linecap: round; }
.mlw-ada-pivot { fill: var(--q-yhat); }
.mlw-ada-mark { fill: var(--q-y); }
.mlw-svg .mlw-ada-number { font-size: 12px; fill: var(--mlw-soft); text-anchor: middle; }
.mlw-svg .mlw-ada-wanted { fill: var(--q-y); font-size: 12px; font-weight: 600; text-anchor: middle; }
`;

/** @param {Element} parent */
export function meter(parent) {
  const stage = svg(parent, {
    width: 260,
    height: 150,
    minHeight: 130,
    role: "img",
    label: "Meter",
  });
  const { root } = stage;
  const scale = root.append("path").attr("class", "mlw-ada-scale");
  const numbers = root.append("g");
  const error = root.append("path").attr("class", "mlw-ada-error");
  const mark = root.append("path").attr("class", "mlw-ada-mark").attr("d", "M0 0l6-11h-12z");
  const wanted = root.append("text").attr("class", "mlw-ada-wanted mlw-halo").text("wanted");
  const needle = root.append("line").attr("class", "mlw-ada-needle");
  const pivot = root.append("circle").attr("class", "mlw-ada-pivot").attr("r", 6);

  return (/** @type {Out} */ out) => {
    const { width, height } = stage;
    const [cx, cy] = [width / 2, height - 14];
    const r = Math.min(cy - 38, (width / 2 - 16) / Math.sin((WIDE * Math.PI) / 180));
    // The needle stands a little past the end of the scale where the sum is beyond it.
    const degrees = (/** @type {number} */ value) =>
      (WIDE * Math.min(FULL + 8, Math.max(-FULL - 8, value))) / FULL;
    const at = (/** @type {number} */ value, /** @type {number} */ radius) => {
      const angle = (degrees(value) * Math.PI) / 180;
      return [cx + radius * Math.sin(angle), cy - radius * Math.cos(angle)];
    };
    const sweep = (/** @type {number} */ from, /** @type {number} */ to, radius = r) =>
      `M${at(from, radius)}A${radius} ${radius} 0 0 ${to > from ? 1 : 0} ${at(to, radius)}`;
    const ticks = Array.from({ length: 13 }, (_, i) => 20 * i - FULL);
    scale.attr(
      "d",
      sweep(-FULL, FULL) + ticks.map((v) => `M${at(v, r)}L${at(v, r - (v % 60 ? 5 : 9))}`).join(""),
    );
    numbers
      .selectAll("text")
      .data(ticks.filter((v) => v % 60 === 0))
      .join("text")
      .attr("class", "mlw-ada-number")
      .attr("x", (v) => at(v, r - 20)[0])
      .attr("y", (v) => at(v, r - 20)[1] + 4)
      .text((v) => signed(v));
    const near = Math.abs(degrees(out.sum) - degrees(out.wanted)) < 0.3;
    error.attr("d", near ? "" : sweep(out.sum, out.wanted, r + 5));
    mark.attr("transform", `translate(${at(out.wanted, r + 1)}) rotate(${degrees(out.wanted)})`);
    const [wx, wy] = at(out.wanted, r + 24);
    wanted.attr("x", Math.min(width - 28, Math.max(28, wx))).attr("y", wy + 2);
    const [nx, ny] = at(out.sum, r - 2);
    needle.attr("x1", cx).attr("y1", cy).attr("x2", nx).attr("y2", ny);
    pivot.attr("cx", cx).attr("cy", cy);
    stage.node.setAttribute(
      "aria-label",
      `The meter reads ${reading(out.sum)}, wanted is ${signed(out.wanted)}: ` +
        `the error is ${reading(out.error)}`,
    );
  };
}
