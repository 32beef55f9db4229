// The square: its corners with their labels, and a line with two ends to drag.

import { handles } from "../../kit/handles.js";
import { d3, format, signed, svg } from "../../kit.js";

/** @import { Floats, Ints, Point } from "../../kit/types.d.ts" */

const REACH = 0.95; // the picture shows the square and so much around its middle
const EDGE = /** @type {Point} */ ([0.5 - 0.9, 0.5 + 0.9]);
const NUDGE = 0.02;
const APART = 0.06; // the ends of the line keep so far from each other
const FAR = 4000;

export const SQUARE_STYLE = `
.sx-half { opacity: 0.1; }
.sx-border { stroke: var(--q-w); stroke-width: 2.5; }
.sx-diagonal { stroke: var(--mlw-soft); stroke-width: 1.5; stroke-dasharray: 3 4; }
.sx-corner { stroke: var(--mlw-paper); stroke-width: 1.5; fill: var(--q-negative); }
.sx-positive { fill: var(--q-positive); }
.sx-wrong { stroke: var(--q-e); stroke-width: 3; }
.sx-knob { fill: var(--mlw-paper); stroke: var(--q-w); stroke-width: 3; }
.mlw-svg .sx-score { font-size: 14px; text-anchor: middle; font-variant-numeric: tabular-nums; }
`;

/**
 * square(parent, { line, move }) adds the picture; line() gives the two ends, move(ends) takes
 * them.  Returns { stage, draw(out) }.
 * @param {Element} parent
 * @param {{ line: () => Point[], move: (ends: Point[]) => void }} options
 */
export function square(parent, { line, move }) {
  const stage = svg(parent, {
    width: 400,
    height: 400,
    minHeight: 260,
    label: "The four corners, and the line",
  });
  const { root } = stage;
  const x = d3.scaleLinear();
  const y = d3.scaleLinear();
  const halves = root.append("g").attr("class", "mlw-behind");
  for (const [quantity, top] of /** @type {[string, number][]} */ ([
    ["positive", -FAR],
    ["negative", 0],
  ])) {
    halves
      .append("rect")
      .attr("class", "sx-half")
      .style("fill", `var(--q-${quantity})`)
      .attr("x", -FAR)
      .attr("width", 2 * FAR)
      .attr("y", top)
      .attr("height", FAR);
  }
  const border = root.append("line").attr("class", "sx-border").attr("x1", -FAR).attr("x2", FAR);
  const diagonals = root.append("g");
  const corners = root.append("g");
  const knobs = root.append("g");

  const hands = handles(knobs, {
    x,
    y,
    limits: { x: EDGE, y: EDGE },
    step: NUDGE,
    at: (i) => line()[i],
    move(i, px, py) {
      const ends = line().map((end, j) => /** @type {Point} */ (j === i ? [px, py] : end));
      const [[ax, ay], [bx, by]] = ends;
      if (Math.hypot(bx - ax, by - ay) >= APART) move(ends);
    },
    label: (i) => {
      const [px, py] = line()[i];
      return `${i ? "second" : "first"} end of the line at ${format(px, 0.01)}, ${format(py, 0.01)}`;
    },
    shape(g) {
      g.append("circle").attr("class", "sx-knob").attr("r", 8);
    },
  });

  return {
    stage,
    /** @param {{ labels: Ints, scores: Floats, crossing: Ints }} out */
    draw(out) {
      const unit = Math.min(stage.width, stage.height) / 2 / REACH;
      const [cx, cy] = [stage.width / 2, stage.height / 2];
      x.domain([0.5 - 1, 0.5 + 1]).range([cx - unit, cx + unit]);
      y.domain([0.5 - 1, 0.5 + 1]).range([cy + unit, cy - unit]);
      const [[px, py], [qx, qy]] = line();
      const angle = Math.atan2(y(qy) - y(py), x(qx) - x(px));
      const place = `translate(${x(px)},${y(py)}) rotate(${(angle * 180) / Math.PI})`;
      halves.attr("transform", place);
      border.attr("transform", place);
      const at = (/** @type {number} */ i) => [x(i >> 1), y(i & 1)];
      const four = [...out.crossing.values];
      const pairs = four.length ? [four.slice(0, 2), four.slice(2)] : [];
      diagonals
        .selectAll("line")
        .data(pairs)
        .join("line")
        .attr("class", "sx-diagonal")
        .attr("x1", ([i]) => at(i)[0])
        .attr("y1", ([i]) => at(i)[1])
        .attr("x2", ([, j]) => at(j)[0])
        .attr("y2", ([, j]) => at(j)[1]);
      const places = [0, 1, 2, 3];
      const label = (/** @type {number} */ i) => out.labels.values[i];
      const score = (/** @type {number} */ i) => out.scores.values[i];
      corners
        .selectAll("path")
        .data(places)
        .join("path")
        .attr("class", "sx-corner")
        .classed("sx-positive", (i) => label(i) > 0)
        .classed("sx-wrong", (i) => !(label(i) * score(i) > 0))
        .attr("transform", (i) => `translate(${at(i)})`)
        .attr("d", (i) => (label(i) > 0 ? "M0 -10a10 10 0 1 0 .01 0z" : "M-9 -9h18v18h-18z"));
      corners
        .selectAll("text")
        .data(places)
        .join("text")
        .attr("class", "sx-score mlw-halo")
        .attr("x", (i) => at(i)[0])
        .attr("y", (i) => at(i)[1] + (i & 1 ? -18 : 30))
        .text((i) => `(${i >> 1}, ${i & 1}) ${signed(score(i), 0.01)}`);
      hands.draw(2);
    },
  };
}
