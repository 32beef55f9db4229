// A plot: the box that its axes frame, a linear or logarithmic scale for each, curves in it.

import { d3 } from "../vendor/d3.js";

/** @import { Curve, Layer, Point, Scales, Sides, Stage } from "./types.d.ts" */

/**
 * The box inside a stage that the axes frame, with room for their numbers left and below.
 * @param {Stage} stage
 * @param {Partial<Sides>} [margins]
 */
export function box(stage, { left = 46, right = 14, top = 12, bottom = 44 } = {}) {
  return { left, right: stage.width - right, top, bottom: stage.height - bottom };
}

/**
 * The scales of a plot: scales(box, { x: [0, 40], y: [0.1, 1e4], logX, logY }).  On a logarithmic
 * axis what is not positive is drawn at the edge.  Returns { x, y } and the box's four sides.
 * @param {Sides} inside
 * @param {{ x: Point, y: Point, logX?: boolean, logY?: boolean }} axes
 * @returns {Scales}
 */
export function scales(inside, { x, y, logX = false, logY = false }) {
  /**
   * @param {boolean} log
   * @param {Point} domain
   * @param {Point} range
   */
  const scale = (log, domain, range) =>
    log ? d3.scaleLog(domain, range).clamp(true) : d3.scaleLinear(domain, range);
  return {
    ...inside,
    x: scale(logX, x, [inside.left, inside.right]),
    y: scale(logY, y, [inside.bottom, inside.top]),
  };
}

/**
 * The places of a curve that can be drawn: both numbers finite, and positive where it must be.
 * @param {{ xs: ArrayLike<number>, ys: ArrayLike<number> }} curve
 * @param {{ logX?: boolean, logY?: boolean }} [axes]
 */
export function drawn({ xs, ys }, { logX = false, logY = false } = {}) {
  const good = (/** @type {number} */ value, /** @type {boolean} */ log) =>
    Number.isFinite(value) && (!log || value > 0);
  return Array.from(xs, (_, i) => i).filter((i) => good(xs[i], logX) && good(ys[i], logY));
}

/**
 * Draw or update curves in a layer: curves(layer, [{ name, xs, ys, quantity, style }], scales).
 * `quantity` colors one (a key of palette.py), `style` is a class of the view's own, for what tells
 * it from others without color; a curve with no place that can be drawn has an empty path.
 * @param {Layer} layer
 * @param {Curve[]} list
 * @param {Scales & { logX?: boolean, logY?: boolean }} scales
 */
export function curves(layer, list, { x, y, logX, logY }) {
  const path = (/** @type {Curve} */ curve) => {
    const line = d3.line(
      (/** @type {number} */ i) => x(curve.xs[i]),
      (i) => y(curve.ys[i]),
    );
    return line(drawn(curve, { logX, logY })) ?? "";
  };
  return layer
    .selectAll("path.mlw-curve")
    .data(list, (curve) => curve.name)
    .join("path")
    .attr("class", ({ style = "" }) => `mlw-curve ${style}`)
    .attr("data-curve", ({ name }) => name)
    .style("stroke", ({ quantity }) => (quantity ? `var(--q-${quantity})` : null))
    .attr("d", path);
}
