// A ruler of step sizes with marks: which bounds lie below the present one.

import { d3, format, svg } from "../../kit.js";

const NAMES = ["1: one step", "2: mean square", "3: mean"];

/**
 * Returns a function (mu, bounds) that draws it, on a logarithmic scale from 0.01 to 3.
 * @param {Element} parent
 */
export function ruler(parent) {
  const label = "The step size among the three bounds";
  const stage = svg(parent, { width: 720, height: 78, minHeight: 78, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const line = layer.append("line").style("stroke", "var(--mlw-soft)").style("stroke-width", 2);
  const ticks = layer.append("g");
  const now = layer.append("path").style("fill", "var(--q-w)").attr("d", "M0 0l-7-12h14z");
  const said = layer.append("text").attr("text-anchor", "middle");
  return (/** @type {number} */ mu, /** @type {number[]} */ bounds) => {
    const x = d3.scaleLog([0.01, 3], [12, stage.width - 40]).clamp(true);
    line.attr("x1", 12).attr("x2", x.range()[1]).attr("y1", 38).attr("y2", 38);
    const parts = ticks.selectAll("g").data(bounds).join("g");
    parts.attr("transform", (bound) => `translate(${x(bound)},38)`);
    parts
      .selectAll("path")
      .data([0])
      .join("path")
      .attr("d", "M0-8V8")
      .style("stroke", "var(--q-e)")
      .style("stroke-width", 2.5);
    parts
      .selectAll("text")
      .data((bound, i) => [NAMES[i], format(bound, 0.01)].map((text) => ({ text, i })))
      .join("text")
      .attr("text-anchor", "middle")
      .attr("y", (_, row) => 22 + 15 * row)
      .text(({ text, i }, row) => (row ? text : stage.width < 520 ? String(i + 1) : text));
    now.attr("transform", `translate(${x(mu)},34)`);
    said
      .attr("x", Math.max(30, x(mu)))
      .attr("y", 16)
      .text(`\u03bc = ${format(mu, 0.01)}`);
  };
}
