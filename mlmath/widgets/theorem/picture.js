// The picture of a theorem: marks in the unit square, as mlmath/theorems/picture.py lists them.

import { d3 } from "../kit.js";

/** @import { Stage } from "../kit/types.d.ts" */
/** @typedef {[kind: string, quantity: string, style: string, text: string, ...at: number[]]} Mark */

export const PICTURE_STYLE = `
.mlt-mark { --c: var(--mlw-ink); fill: none; stroke: var(--c); stroke-width: 2; }
.mlt-area { fill: var(--c); fill-opacity: 0.16; stroke: none; }
.mlt-disc { stroke-width: 1.5; }
.mlt-ring { stroke-width: 2.5; }
.mlt-circle, .mlt-square { fill: var(--c); stroke: var(--mlw-paper); stroke-width: 1; }
.mlt-dashed { stroke-dasharray: 7 5; }
.mlt-faint { opacity: 0.45; stroke-width: 1.25; stroke-dasharray: 2 3; }
.mlw-svg .mlt-text { fill: var(--c); font-size: 14px; font-weight: 600; text-anchor: middle; }
`;

/**
 * The outline of a mark, for x and y from the picture's units to pixels.
 * @param {Mark} mark
 * @param {(a: number) => number} x
 * @param {(b: number) => number} y
 */
function outline([kind, , , , ...at], x, y) {
  const points = at.flatMap((a, i) => (i % 2 ? [] : [[x(a), y(at[i + 1])]]));
  const [[px, py]] = points;
  const round = (/** @type {number} */ rx, ry = rx, [cx, cy] = [px, py]) =>
    `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
  if (kind === "disc") return round(x(at[2]) - x(0), y(0) - y(at[3]));
  if (kind === "circle") return round(5.5);
  if (kind === "ring") return round(11);
  if (kind === "square") return `M${px - 5} ${py - 5}h10v10h-10z`;
  if (kind === "text") return "";
  const line = `M${points.map((point) => point.join(" ")).join("L")}`;
  if (kind !== "arrow") return kind === "area" ? `${line}z` : line;
  const [qx, qy] = points[1];
  const length = Math.hypot(qx - px, qy - py);
  if (length < 9) return line;
  const [ux, uy] = [(9 * (qx - px)) / length, (9 * (qy - py)) / length];
  const barb = (/** @type {number} */ s) =>
    `M${qx} ${qy}l${-ux - s * 0.5 * uy} ${-uy + s * 0.5 * ux}`;
  return line + barb(1) + barb(-1);
}

/**
 * Draw the marks in their order, and their labels above all.
 * @param {Stage} stage
 * @param {Mark[]} marks
 */
export function paint(stage, marks) {
  const size = Math.min(stage.width, stage.height) / 2;
  const x = (/** @type {number} */ a) => stage.width / 2 + a * size;
  const y = (/** @type {number} */ b) => stage.height / 2 - b * size;
  const color = (/** @type {Mark} */ [, quantity]) => (quantity ? `var(--q-${quantity})` : null);
  stage.root
    .selectAll("path")
    .data(marks)
    .join("path")
    .attr("class", ([kind, , style]) => `mlt-mark mlt-${kind} ${style && `mlt-${style}`}`)
    .style("--c", color)
    .attr("d", (mark) => outline(mark, x, y));
  const labels = marks.filter((mark) => mark[3]);
  /** @type {(value: number, reach: number, end: number) => number} */
  const clamp = (value, reach, end) => Math.max(reach, Math.min(end - reach, value));
  stage.root
    .selectAll("text")
    .data(labels)
    .join("text")
    .attr("class", "mlt-mark mlt-text mlw-halo")
    .style("--c", color)
    .text((mark) => mark[3])
    .each(function (mark) {
      const [a, b] = /** @type {number[]} */ (mark.slice(-2));
      const reach = /** @type {SVGTextElement} */ (this).getComputedTextLength() / 2 + 6;
      const away = mark[0] === "text" ? 5 : b < 0 ? 27 : -17; // a label of a mark stands beside it
      d3.select(this)
        .attr("x", clamp(x(a), reach, stage.width))
        .attr("y", clamp(y(b) + away, 16, stage.height - 4));
    });
}
