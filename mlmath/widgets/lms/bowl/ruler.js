// A ruler of step sizes, and on it the bounds that the reader asks for.

import { d3, format, svg } from "../../kit.js";

const NAMES = ["one step", "mean square", "mean"];

/**
 * Returns a function (mu, bounds) that draws it, on a logarithmic scale from 0.01 to 3.  Where the
 * names have no room at their marks they stand in a line of their own.
 * @param {Element} parent
 */
export function ruler(parent) {
  const label = "The step size among the three bounds";
  const stage = svg(parent, { width: 720, height: 78, minHeight: 78, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const line = layer.append("line").style("stroke", "var(--mlw-soft)").style("stroke-width", 2);
  const ticks = layer.append("g");
  const names = layer.append("text").attr("text-anchor", "middle").attr("y", 75);
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
    const narrow = stage.width < 520;
    const numbers = bounds.map((bound) => format(bound, 0.01));
    parts
      .selectAll("text")
      .data((_, i) =>
        narrow ? [`${i + 1}: ${numbers[i]}`] : [`${i + 1}: ${NAMES[i]}`, numbers[i]],
      )
      .join("text")
      .attr("text-anchor", "middle")
      .attr("y", (_, row) => 22 + 15 * row)
      .text((text) => text);
    const words = NAMES.map((name, i) => `${i + 1}: ${name}`).join(", ");
    names.attr("x", stage.width / 2).text(narrow && bounds.length ? words : "");
    now.attr("transform", `translate(${x(mu)},34)`);
    said
      .attr("x", Math.max(30, x(mu)))
      .attr("y", 16)
      .text(`\u03bc = ${format(mu, 0.01)}`);
  };
}
