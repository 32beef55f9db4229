// The errors so far: what the meter was off by when each pattern was put on the switches.

import { box, scales } from "../../kit/plot.js";
import { axes, counted, svg } from "../../kit.js";
import { reading } from "./reading.js";

/** @import { Out } from "../adaline.js" */

const KNOBS = 17;

export const ERRORS_STYLE = `
.mlw-ada-stem { fill: none; stroke: var(--q-e); stroke-width: 2; }
.mlw-ada-dot { fill: var(--q-e); }
.mlw-ada-left { fill: var(--mlw-paper); stroke: var(--q-e); stroke-width: 2; }
.mlw-ada-zero { stroke: var(--mlw-soft); stroke-width: 1.5; }
`;

/** @param {Element} parent */
export function errors(parent) {
  const stage = svg(parent, {
    width: 640,
    height: 130,
    minHeight: 120,
    role: "img",
    label: "Errors",
  });
  const { root } = stage;
  const zero = root.append("line").attr("class", "mlw-ada-zero");
  const stems = root.append("path").attr("class", "mlw-ada-stem");
  const dots = root.append("path").attr("class", "mlw-ada-dot");
  const left = root.append("circle").attr("class", "mlw-ada-left").attr("r", 4);

  return (/** @type {Out} */ out) => {
    const { values } = out.errors;
    const most = values.reduce((a, e) => Math.max(a, Math.abs(e)), 66) * 1.1;
    const inside = box(stage, { left: 52, right: 12, top: 8, bottom: 26 });
    const s = scales(inside, { x: [0.25, out.last / KNOBS + 0.75], y: [-most, most] });
    axes(stage, { ...s, yTicks: 3, xLabel: "presentation" });
    zero.attr("x1", s.left).attr("x2", s.right).attr("y1", s.y(0)).attr("y2", s.y(0));
    const at = Array.from(values, (e, k) => [s.x(k + 1), s.y(e)]);
    stems.attr("d", at.map(([x, y]) => `M${x} ${s.y(0)}V${y}`).join(""));
    dots.attr("d", at.map(([x, y]) => `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`).join(""));
    left.attr("cx", s.x(values.length)).attr("cy", s.y(out.error));
    left.attr("display", out.turned < 0 ? "none" : null); // what is left of the last one
    const last = values[values.length - 1];
    stage.node.setAttribute(
      "aria-label",
      `The errors of ${counted(values.length, "presentation")}: the first ${reading(values[0])}, ` +
        `the last ${reading(last)}, of which ${reading(out.error)} is left`,
    );
  };
}
