// The plane of steps and momenta: how fast each pair is, and a cross to drag.

import { handles } from "../../kit/handles.js";
import { box } from "../../kit/plot.js";
import { axes, d3, format, svg } from "../../kit.js";

/** @import { Floats, Ints, Point } from "../../kit/types.d.ts" */

const LONGEST = 0.45; // bowl.py's LONGEST_STEP
const SHADES = [0.85, 0.66, 0.5, 0.36, 0.24, 0.13, 0]; // between bowl.py's LEVELS
const RANGES = ["0.5", "0.7", "0.8", "0.9", "0.95", "1"];

export const PLANE_STYLE = `
.bp-shade { fill: var(--q-wstar); }
.bp-lost { fill: none; stroke: var(--q-e); stroke-opacity: 0.55; }
.bp-bound { stroke: var(--q-e); stroke-width: 1.5; stroke-dasharray: 5 4; }
.bp-mark { fill: none; stroke: var(--mlw-ink); stroke-width: 2; }
.bp-cross { stroke: var(--mlw-paper); stroke-width: 7; fill: none; }
.bp-cross + .bp-cross { stroke: var(--q-w); stroke-width: 3; }
.mlw-svg .bp-name { fill: var(--mlw-soft); }
.mlw-svg .bp-key { font-size: 12px; text-anchor: middle; }
`;

/**
 * plane(parent, { at, move }) adds the plane; at() is [step, momentum], move takes both from the
 * hand.  Returns draw(out).
 * @param {Element} parent
 * @param {{ at: () => Point, move: (pair: Point) => void }} options
 */
export function plane(parent, { at, move }) {
  const stage = svg(parent, {
    width: 330,
    height: 340,
    minHeight: 300,
    label: "How fast each step and momentum is",
  });
  const x = d3.scaleLinear([0, LONGEST], [0, 1]);
  const y = d3.scaleLinear([0, 1], [1, 0]);
  const shades = stage.root.append("g");
  const lost = stage.root.append("path").attr("class", "bp-lost");
  const marks = stage.root.append("path").attr("class", "bp-mark");
  const key = stage.root.append("g");
  const under = stage.root.append("text").attr("class", "bp-name").attr("text-anchor", "end");
  const hands = handles(stage.root.append("g"), {
    x,
    y,
    limits: { x: [0, LONGEST], y: [0, 0.99] },
    step: 0.005,
    at,
    move: (_i, step, momentum) => move([step, momentum]),
    label: () => `step ${format(at()[0], 0.001)}, momentum ${format(at()[1], 0.01)}`,
    shape(g) {
      for (const _layer of [0, 1])
        g.append("path").attr("class", "bp-cross").attr("d", "M-9 0h18M0 -9v18");
    },
  });

  /** @param {{ shades: Ints, plain: Floats, best: Floats }} out */
  return (out) => {
    const s = box(stage, { left: 40, right: 12, top: 12, bottom: 74 });
    x.range([s.left, s.right]);
    y.range([s.bottom, s.top]);
    const [rows, columns] = out.shades.shape;
    const { values } = out.shades;
    const paths = SHADES.map(() => "");
    let ruled = "";
    for (let r = 0; r < rows; r++) {
      const [low, high] = [y(r / rows), y((r + 1) / rows)];
      for (let c = 0; c < columns; ) {
        const shade = values[r * columns + c];
        let end = c + 1;
        while (end < columns && values[r * columns + end] === shade) end++;
        const [from, to] = [x((c * LONGEST) / columns), x((end * LONGEST) / columns)];
        if (shade === SHADES.length - 1) ruled += `M${from} ${(low + high) / 2}H${to}`;
        else paths[shade] += `M${from} ${low}H${to}V${high}H${from}z`;
        c = end;
      }
    }
    shades
      .selectAll("path")
      .data(paths)
      .join("path")
      .attr("class", "bp-shade")
      .attr("opacity", (_d, i) => SHADES[i])
      .attr("d", (d) => d);
    lost.attr("d", ruled);
    axes(stage, { x, y, yLabel: "momentum \u03b2", xTicks: 4, yTicks: 5, grid: false });
    under
      .attr("x", s.right)
      .attr("y", s.bottom + 36)
      .text("step size \u03b7");
    const [px, py] = [x(out.plain.values[0]), y(out.plain.values[1])];
    const [bx, by] = [x(out.best.values[0]), y(out.best.values[1])];
    marks.attr("d", `M${px + 6} ${py}a6 6 0 1 0 0 .01zM${bx - 6} ${by - 6}h12v12h-12z`);
    const wide = (s.right - s.left) / (RANGES.length + 1);
    key
      .selectAll("rect")
      .data(RANGES)
      .join("rect")
      .attr("class", "bp-shade")
      .attr("opacity", (_d, i) => SHADES[i])
      .attr("x", (_d, i) => s.left + i * wide)
      .attr("y", stage.height - 26)
      .attr("width", wide)
      .attr("height", 9);
    key
      .selectAll("text")
      .data(RANGES)
      .join("text")
      .attr("class", "bp-key")
      .attr("x", (_d, i) => s.left + (i + 1) * wide)
      .attr("y", stage.height - 4)
      .text((d) => d);
    hands.draw(1);
  };
}
