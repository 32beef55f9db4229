// The energy after each step, up to now in full and from there on faint.

import { box, scales } from "../../kit/plot.js";
import { axes, d3, format, svg } from "../../kit.js";

/** @import { Out } from "../recall.js" */

/** @param {Element} parent */
export function energies(parent) {
  const stage = svg(parent, {
    width: 380,
    height: 250,
    minHeight: 190,
    role: "img",
    label: "The energy",
  });
  const later = stage.root.append("path").attr("class", "mlw-hop-line mlw-hop-later");
  const line = stage.root.append("path").attr("class", "mlw-hop-line");
  const now = stage.root.append("circle").attr("class", "mlw-hop-now").attr("r", 5);

  return (/** @type {Out} */ out, /** @type {number} */ k) => {
    const { values } = out.energies;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = Math.max(1, 0.12 * (high - low));
    const inside = box(stage, { left: 44, right: 14, top: 10, bottom: 28 });
    const s = scales(inside, { x: [0, Math.max(1, out.last)], y: [low - room, high + room] });
    axes(stage, { ...s, xLabel: "steps", yLabel: "energy E", xTicks: 4, xFormat: "d" });
    const path = d3.line(
      (/** @type {number} */ i) => s.x(i),
      (i) => s.y(values[i]),
    );
    const steps = Array.from(values, (_, i) => i);
    later.attr("d", path(steps));
    line.attr("d", path(steps.slice(0, k + 1)));
    now.attr("cx", s.x(k)).attr("cy", s.y(values[k]));
    stage.node.setAttribute(
      "aria-label",
      `The energy after each of ${out.last} steps, from ${format(values[0], 0.1)} to ` +
        `${format(values[out.last], 0.1)}; now, after ${k}, it is ${format(values[k], 0.1)}`,
    );
  };
}
