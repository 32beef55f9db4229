// Axes: lines, numbers, names.

import { d3 } from "../vendor/d3.js";

/** @import { Layer, Scale, Stage } from "./types.d.ts" */
/** @typedef {string | ((value: number) => string)} Format */

/**
 * Draw or update axes for scales x and y; call it in every draw.
 * Options: xLabel, yLabel, xTicks, yTicks (counts), xFormat, yFormat (of d3; on a logarithmic scale
 * also a function), grid (true by default), inside (the numbers stand inside the picture).
 * @param {Stage} stage
 * @param {{ x: Scale, y: Scale, xLabel?: string, yLabel?: string, xTicks?: number, yTicks?: number,
 *   xFormat?: Format, yFormat?: Format, grid?: boolean, inside?: boolean }} options
 */
export function axes(stage, options) {
  const { x, y, xLabel, yLabel, xTicks, yTicks, xFormat, yFormat, grid = true, inside } = options;
  /** @type {Layer} */
  let g = stage.root.select("g.mlw-axes");
  if (g.empty()) {
    g = stage.root
      .insert("g", ":first-child")
      .attr("class", "mlw-axes")
      .attr("aria-hidden", "true");
    for (const part of ["grid-x", "grid-y", "x", "y"]) g.append("g").attr("class", `mlw-${part}`);
    g.append("text").attr("class", "mlw-axis-label mlw-axis-label-x");
    g.append("text").attr("class", "mlw-axis-label mlw-axis-label-y");
  }
  const part = (/** @type {string} */ name) => /** @type {Layer} */ (g.select(name));
  const [left, right] = x.range();
  const [bottom, top] = y.range();
  const across = xTicks ?? Math.max(2, Math.round((right - left) / 90));
  const up = yTicks ?? Math.max(2, Math.round((bottom - top) / 60));
  // Inside, the numbers stand above the lower edge and right of the left one.
  const axisX = d3
    .axisBottom(x)
    .ticks(across, xFormat)
    .tickSizeOuter(0)
    .tickPadding(inside ? -16 : 6);
  const axisY = d3
    .axisLeft(y)
    .ticks(up, yFormat)
    .tickSizeOuter(0)
    .tickPadding(inside ? -6 : 6);
  part(".mlw-x").attr("transform", `translate(0,${bottom})`).call(axisX.tickSize(0));
  part(".mlw-y").attr("transform", `translate(${left},0)`).call(axisY.tickSize(0));
  if (inside) g.selectAll(".mlw-y .tick text").attr("text-anchor", "start").attr("dy", "-0.35em");
  if (grid) {
    const bare = () => "";
    axisX.tickSize(top - bottom).tickFormat(bare);
    axisY.tickSize(left - right).tickFormat(bare);
    part(".mlw-grid-x").attr("transform", `translate(0,${bottom})`).call(axisX);
    part(".mlw-grid-y").attr("transform", `translate(${left},0)`).call(axisY);
  }
  g.select(".mlw-axis-label-x")
    .attr("x", right - (inside ? 6 : 0))
    .attr("y", bottom - (inside ? 24 : 6))
    .attr("text-anchor", "end")
    .text(xLabel ?? "");
  g.select(".mlw-axis-label-y")
    .attr("x", left + 6)
    .attr("y", top + 12)
    .attr("text-anchor", "start")
    .text(yLabel ?? "");
  return g;
}
