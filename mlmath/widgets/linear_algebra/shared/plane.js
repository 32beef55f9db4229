// A plane of squares around the origin, with arrows in it.

import { d3, svg } from "../../kit.js";
import { named, SIZE } from "./named.js";

/** @import { Layer, Point } from "../../kit/types.d.ts" */

/**
 * An arrow from the origin: its tip in the units of the plane, a class of the view's own, and a name
 * that stands so many pixels beyond the tip.
 * @typedef {{ to: Point, style: string, name?: string, away?: number }} Arrow
 */

export const PLANE_STYLE = `
.la-grid { stroke: var(--mlw-rule); fill: none; }
.la-origin { stroke: var(--mlw-soft); fill: none; }
.la-shaft { fill: none; stroke: var(--la-ink); stroke-width: 3; }
.la-head { fill: var(--la-ink); }
.la-thin .la-shaft { stroke-width: 1.5; }
.la-second .la-shaft { stroke-dasharray: 6 4; }
.mlw-svg .la-name { fill: var(--la-ink); font-size: ${SIZE}px; font-weight: 700; text-anchor: middle; }
.la-knob { fill: var(--mlw-paper); stroke: var(--la-ink); stroke-width: 3; }
.la-x { --la-ink: var(--q-x); }
.la-w { --la-ink: var(--q-w); }
.la-y { --la-ink: var(--q-y); }
.la-axis { --la-ink: var(--mlw-ink); }
`;

/**
 * plane(parent, { reach, label, width, height }) adds the picture; `reach` units show each way on
 * the shorter side.  Returns { root, x, y, fit, arrows, path }: fit() in every draw, before all
 * else; arrows(layer, list) draws arrows; path(places) is the outline through rows of places.
 * @param {Element} parent
 * @param {{ reach: number, label: string, width: number, height: number, minHeight: number }} options
 */
export function plane(parent, { reach, label, width, height, minHeight }) {
  const stage = svg(parent, { width, height, minHeight, label });
  const [x, y] = [d3.scaleLinear(), d3.scaleLinear()];
  const ground = stage.root.append("g").attr("class", "mlw-behind");
  const grid = ground.append("path").attr("class", "la-grid");
  const origin = ground.append("path").attr("class", "la-origin");

  return {
    root: stage.root,
    x,
    y,
    fit() {
      const unit = Math.min(stage.width, stage.height) / 2 / reach;
      const [wide, high] = [stage.width / 2 / unit, stage.height / 2 / unit];
      x.domain([-wide, wide]).range([0, stage.width]);
      y.domain([-high, high]).range([stage.height, 0]);
      const lines = (/** @type {number} */ end) =>
        Array.from({ length: 2 * Math.floor(end) + 1 }, (_, i) => i - Math.floor(end)).filter(
          (at) => at !== 0,
        );
      const up = (/** @type {number} */ at) => `M${x(at)} 0V${stage.height}`;
      const across = (/** @type {number} */ at) => `M0 ${y(at)}H${stage.width}`;
      grid.attr("d", [...lines(wide).map(up), ...lines(high).map(across)].join(""));
      origin.attr("d", up(0) + across(0));
    },
    /** @type {(values: ArrayLike<number>) => string} */
    path(values) {
      const at = (/** @type {number} */ i) => `${x(values[2 * i])} ${y(values[2 * i + 1])}`;
      return `M${Array.from({ length: values.length / 2 }, (_, i) => at(i)).join("L")}z`;
    },
    /** @type {(layer: Layer, list: Arrow[]) => void} */
    arrows(layer, list) {
      const groups = layer
        .selectAll("g.la-arrow")
        .data(list)
        .join((enter) => {
          const g = enter.append("g");
          g.append("path").attr("class", "la-shaft");
          g.append("path").attr("class", "la-head");
          g.append("text").attr("class", "la-name mlw-halo").attr("dy", "0.35em");
          return g;
        })
        .attr("class", ({ style }) => `la-arrow ${style}`);
      groups.each(function ({ to, name = "", away = 20 }) {
        const [ax, ay, bx, by] = [x(0), y(0), x(to[0]), y(to[1])];
        const length = Math.hypot(bx - ax, by - ay);
        const [dx, dy] = length > 0 ? [(bx - ax) / length, (by - ay) / length] : [0, 0];
        const head = Math.min(11, length);
        const [hx, hy] = [bx - head * dx, by - head * dy];
        const g = d3.select(this);
        g.select(".la-shaft").attr("d", `M${ax} ${ay}L${hx} ${hy}`);
        const side = 0.45 * head;
        const left = `${hx - side * dy} ${hy + side * dx}`;
        const right = `${hx + side * dy} ${hy - side * dx}`;
        g.select(".la-head").attr("d", `M${bx} ${by}L${left}L${right}z`);
        const frame = /** @type {Point} */ ([stage.width, stage.height]);
        const spot = named(name, [bx, by], [dx, dy], away, frame);
        g.select("text").attr("x", spot.x).attr("y", spot.y).text(name);
      });
    },
  };
}
