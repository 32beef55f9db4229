// The plane of the playground: the machine's line, its room, the weight arrow.

/** @import { Chosen, Point, Scale, Stage } from "../../kit/types.d.ts" */
/** @import { Out } from "../playground.js" */

const FAR = 4000; // longer than any picture, in pixels

export const PLANE_STYLE = `
.pg-half-positive { fill: var(--q-positive); opacity: 0.09; }
.pg-half-negative { fill: var(--q-negative); opacity: 0.09; }
.pg-ground { fill: transparent; cursor: crosshair; }
.pg-over { pointer-events: none; }
.pg-before line { stroke: var(--q-w); stroke-width: 1.5; stroke-dasharray: 2 6;
  stroke-linecap: round; opacity: 0.75; }
.pg-border { stroke: var(--q-w); stroke-width: 2.5; }
.pg-band { fill: var(--q-gamma); opacity: 0.2; }
.pg-shaft { stroke: var(--q-w); stroke-width: 3; }
.pg-head { fill: var(--q-w); }
.mlw-svg .pg-name { fill: var(--q-w); font-size: 17px; font-weight: 700; text-anchor: middle; }
.pg-line.pg-stepping { transition: transform 0.18s ease-out; }
.pg-key-cross { fill: none; stroke: var(--q-e); stroke-width: 2.5; stroke-linecap: round; }
.pg-key-band { opacity: 0.45; }
.pg-ring { fill: none; stroke: var(--q-e); stroke-width: 2.5; pointer-events: none; }
`;

/**
 * Build the layers of the plane; `draw(out, k, unit, x, y)` puts them where update k has them.
 * @param {Stage} stage
 */
export function plane(stage) {
  const { root } = stage;
  const id = `pg-clip-${Math.random().toString(36).slice(2)}`;
  const clip = root.append("clipPath").attr("id", id).append("rect").attr("rx", 6);
  const under = root.insert("g", ":first-child").attr("clip-path", `url(#${id})`);
  const halves = under.append("g").attr("class", "pg-line mlw-behind");
  for (const [name, at] of [
    ["pg-half-positive", -FAR],
    ["pg-half-negative", 0],
  ]) {
    halves
      .append("rect")
      .attr("class", name)
      .attr("x", -FAR)
      .attr("width", 2 * FAR)
      .attr("y", at)
      .attr("height", FAR);
  }
  const ground = root.append("rect").attr("class", "pg-ground");
  const over = root.append("g").attr("clip-path", `url(#${id})`).attr("class", "pg-over");
  const before = over.append("g").attr("class", "pg-before mlw-behind");
  before.append("line").attr("x1", -FAR).attr("x2", FAR);
  const top = over.append("g").attr("class", "pg-line mlw-behind");
  const band = top
    .append("rect")
    .attr("class", "pg-band")
    .attr("x", -FAR)
    .attr("width", 2 * FAR);
  top.append("line").attr("class", "pg-border").attr("x1", -FAR).attr("x2", FAR);
  const points = root.append("g").attr("class", "pg-points");
  const ring = root.append("circle").attr("class", "pg-ring").attr("r", 13);
  const above = root.append("g").attr("clip-path", `url(#${id})`).attr("class", "pg-over");
  const arrow = above.append("g").attr("class", "pg-line mlw-behind");
  const shaft = arrow.append("line").attr("class", "pg-shaft");
  const head = arrow.append("path").attr("class", "pg-head").attr("d", "M0 0 5.5 11 0 8.5-5.5 11z");
  const name = arrow
    .append("text")
    .attr("class", "pg-name mlw-halo")
    .attr("dy", "0.32em")
    .text("w");
  // Half planes under, line over the ground that takes the clicks, arrow over the points: as one.
  const line = root.selectAll(".pg-line");
  let shown = { step: -1, angle: 0 };

  /**
   * The line is drawn in a frame of its own: origin at the line's point nearest the center of the
   * picture, first axis along the line, second along the weights.
   * @param {Chosen} group
   * @param {Iterable<number>} weights
   * @param {Scale} x
   * @param {Scale} y
   * @param {number} step
   */
  const place = (group, [w1, w2, b], x, y, step) => {
    const length = Math.hypot(w1, w2);
    group.attr("display", length > 0 ? null : "none");
    if (!length) return;
    const away = Math.min(20, Math.max(-20, -b / length)); // beyond 20 it is far outside
    // Pixels go down where y goes up; keep turning the same way rather than jump by a full turn.
    let angle = Math.atan2(w1, w2);
    if (group === line) {
      angle += 2 * Math.PI * Math.round((shown.angle - angle) / (2 * Math.PI));
      group.classed("pg-stepping", shown.step >= 0 && Math.abs(step - shown.step) === 1);
      shown = { step, angle };
    }
    const [px, py] = [x((away * w1) / length), y((away * w2) / length)];
    group.style("transform", `translate(${px}px, ${py}px) rotate(${angle}rad)`);
  };

  return {
    ground,
    points,
    /** @type {(left: number, top: number, width: number, height: number) => void} */
    frame(left, top, width, height) {
      for (const one of [clip, ground]) {
        one.attr("x", left).attr("y", top).attr("width", width).attr("height", height);
      }
    },
    /** @type {(out: Out, k: number, unit: number, x: Scale, y: Scale) => void} */
    draw(out, k, unit, x, y) {
      const { values } = out.weights;
      place(line, values.subarray(3 * k, 3 * k + 3), x, y, k);
      place(before, k > 0 ? values.subarray(3 * k - 3, 3 * k) : [0, 0, 0], x, y, k);
      const room = out.room.values[k] * unit;
      band.attr("y", -room).attr("height", 2 * room);
      // The arrow has the length of w on a scale that lets the longest one of the run fit.
      let longest = 1;
      for (let j = 0; j <= out.n_updates; j++) {
        longest = Math.max(longest, Math.hypot(values[3 * j], values[3 * j + 1]));
      }
      const tip = (-0.62 * unit * Math.hypot(values[3 * k], values[3 * k + 1])) / longest;
      shaft.attr("y2", Math.min(0, tip + 8));
      head.attr("transform", `translate(0,${tip})`);
      name.attr("transform", `translate(0,${tip - 13}) rotate(${(-shown.angle * 180) / Math.PI})`);
    },
    /** The point that the last update was made for, at a place in pixels, or null. */
    circle(/** @type {Point | null} */ at) {
      ring.attr("display", at ? null : "none");
      if (at) ring.attr("transform", `translate(${at})`);
    },
  };
}

/** What the marks mean, for kit/key.js. */
export const KEY = {
  "point of the last update": '<circle class="pg-ring" cx="12" cy="8" r="6.5"/>',
  mistake: '<path class="pg-key-cross" d="M8 4l8 8M16 4l-8 8"/>',
  "line before": '<g class="pg-before"><line x1="1" x2="24" y1="8" y2="8"/></g>',
  "room of this line": '<rect class="pg-band pg-key-band" y="2" width="24" height="12"/>',
};
