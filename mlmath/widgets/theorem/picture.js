// The picture of a theorem: marks as mlmath/theorems/picture.py lists them, between axes or without.

import { box, scales } from "../kit/plot.js";
import { axes, d3, make, svg } from "../kit.js";

/** @import { Chosen, Point, Stage } from "../kit/types.d.ts" */
/** @typedef {[kind: string, quantity: string, style: string, text: string, ...at: number[]]} Mark */
/** @typedef {[label: string, low: number, high: number, log: boolean]} Axis */
/** @typedef {[label: string, low: string, high: string, quantity: string]} Key */

export const PICTURE_STYLE = `
.mlt-mark { --c: var(--mlw-ink); fill: none; stroke: var(--c); stroke-width: 2; }
.mlt-area { fill: var(--c); fill-opacity: 0.16; stroke: none; }
.mlt-boxes { fill: var(--c); stroke: none; shape-rendering: crispEdges; }
.mlt-disc { stroke-width: 1.5; }
.mlt-ring { stroke-width: 2.5; }
.mlt-circle, .mlt-square { fill: var(--c); stroke: var(--mlw-paper); stroke-width: 1; }
.mlt-dashed { stroke-dasharray: 7 5; }
.mlt-faint { opacity: 0.45; stroke-width: 1.25; stroke-dasharray: 2 3; }
.mlw-svg .mlt-text { fill: var(--c); font-size: 14px; font-weight: 600; text-anchor: middle; }
.mlw-svg .mlt-axis { fill: var(--mlw-soft); font-size: 13px; }
.mlw-root .mlt-key { display: flex; justify-content: center; gap: 0.5rem; color: var(--mlw-soft); font-size: 0.8125rem; }
.mlt-key span { display: flex; border: 1px solid var(--mlw-rule); }
.mlt-key i { width: 0.875rem; background: var(--c); }
`;
const STRONGEST = 7; // shade of a heat map; SHADES in mlmath/theorems/picture.py
// How d3 writes numbers: 0.001, 20,000, 1e+7.  Between equal steps "g" would make 1e+1 of a 10.
const number = (/** @type {Axis} */ [, , , log]) => (log ? ",~g" : ",~r");

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
  if (kind === "boxes")
    return points
      .map(([a, b], i) => (i % 2 ? `H${a}V${b}H${points[i - 1][0]}z` : `M${a} ${b}`))
      .join("");
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
 * The frame's sides in pixels: all of the stage, or what the axes leave of it.
 * @param {Stage} stage
 * @param {{ x?: Axis, y?: Axis }} axes
 */
function sides(stage, { x: across, y: up }) {
  const { width, height } = stage;
  const under = stage.root.selectAll("text.mlt-axis").data(across && up ? [across, up] : []);
  if (!across || !up) {
    under.exit().remove();
    stage.root.select("g.mlw-axes").remove();
    const half = Math.min(width, height) / 2;
    return [width / 2 - half, width / 2 + half, height / 2 - half, height / 2 + half];
  }
  const plot = scales(box(stage, { left: 52, right: 18, top: 30, bottom: 52 }), {
    x: /** @type {Point} */ (across.slice(1, 3)),
    y: /** @type {Point} */ (up.slice(1, 3)),
    logX: across[3],
    logY: up[3],
  });
  axes(stage, { ...plot, xTicks: 4, yTicks: 4, xFormat: number(across), yFormat: number(up) });
  const { left, right, top, bottom } = plot;
  under
    .join("text")
    .attr("class", "mlt-axis")
    .text(([label]) => label)
    .attr("x", (_, i) => (i ? 8 : (left + right) / 2))
    .attr("y", (_, i) => (i ? 14 : height - 8))
    .attr("text-anchor", (_, i) => (i ? "start" : "middle"));
  return [left, right, top, bottom];
}

/**
 * Draw the marks of mlmath/theorems/picture.py, in their order, and their labels above all.
 * @param {Stage} stage
 * @param {Mark[]} marks
 * @param {{ x?: Axis, y?: Axis }} both
 */
function paint(stage, marks, both) {
  const [left, right, top, bottom] = sides(stage, both);
  const x = (/** @type {number} */ a) => left + ((1 + a) * (right - left)) / 2;
  const y = (/** @type {number} */ b) => bottom - ((1 + b) * (bottom - top)) / 2;
  const color = (/** @type {Mark} */ [, quantity]) => (quantity ? `var(--q-${quantity})` : null);
  // An SVG within the SVG cuts off what lies beyond the axes, and a little more.
  /** @type {Chosen} */
  const layer = stage.root.selectAll("svg").data([both]).join("svg");
  const [from, to] = [left - 8, top - 8];
  layer
    .attr("overflow", both.x ? "hidden" : "visible")
    .attr("x", from)
    .attr("y", to)
    .attr("width", right + 8 - from)
    .attr("height", bottom + 8 - to)
    .selectAll("path")
    .data(marks)
    .join("path")
    .attr("class", ([kind, , style]) => `mlt-mark mlt-${kind} ${style && `mlt-${style}`}`)
    .attr("transform", `translate(${-from},${-to})`)
    .style("--c", color)
    .style("fill-opacity", ([kind, , shade]) =>
      kind === "boxes" ? Number(shade) / STRONGEST : null,
    )
    .attr("d", (mark) => outline(mark, x, y));
  const labels = marks.filter((mark) => mark[3]);
  const [first, last, highest, lowest] = both.x
    ? [left, right, top + 12, bottom - 6]
    : [0, stage.width, 16, stage.height - 4];
  /** @type {(value: number, low: number, high: number) => number} */
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  stage.root
    .selectAll("text.mlt-text")
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
        .attr("x", clamp(x(a), first + reach, last - reach))
        .attr("y", clamp(y(b) + away, highest, lowest));
    });
}

/**
 * What the shades mean: the label, and the values of the lowest and the highest, as texts.
 * @param {HTMLElement} node
 * @param {Key} [key]
 */
function explain(node, key) {
  node.hidden = !key;
  if (!key) return;
  const [label, low, high, quantity] = key;
  const steps = Array.from({ length: STRONGEST + 1 }, (_, i) =>
    make("i", { style: `opacity: ${i / STRONGEST}` }),
  );
  node.style.setProperty("--c", quantity ? `var(--q-${quantity})` : "var(--mlw-ink)");
  node.replaceChildren(`${label}: ${low}`, make("span", {}, ...steps), high);
}

/**
 * A picture within `plane`: the returned function draws the outputs that describe one.
 * @param {HTMLElement} plane
 * @returns {(out: { marks: string, scales: string, caption: string }) => void}
 */
export function picture(plane) {
  const stage = svg(plane, { width: 352, height: 352, minHeight: 240, role: "img", label: " " });
  const key = make("p", { class: "mlt-key" });
  plane.append(key);
  return ({ marks, scales: described, caption }) => {
    const { key: shades, ...both } = JSON.parse(described);
    paint(stage, JSON.parse(marks), both);
    explain(key, shades);
    stage.root.attr("aria-label", caption);
  };
}
