// The left picture: the points, and the hidden units' lines or thresholds, to be dragged.

import { handles } from "../../kit/handles.js";
import { d3, format, svg } from "../../kit.js";

/** @import { Floats, Handles, Ints, Layer, Point } from "../../kit/types.d.ts" */

const FAR = 4000;
/** What each task's picture shows, both ways, and the field that holds its lines. */
const TASKS = /** @type {Record<string, { field: string, reach: Point, units: number }>} */ ({
  xor: { field: "xor_lines", reach: [-0.5, 1.5], units: 2 },
  ring: { field: "ring_lines", reach: [-1.5, 1.5], units: 3 },
  parity: { field: "thresholds", reach: [-0.5, 3.5], units: 3 },
});
const DASHES = ["none", "9 5", "2 5"]; // a unit's line, told without color

export const INPUTS_STYLE = `
.fd-side { fill: var(--q-w); opacity: 0.08; }
.fd-line { stroke: var(--q-w); stroke-width: 2.5; }
.fd-point { stroke: var(--mlw-paper); stroke-width: 1.5; fill: var(--q-negative); }
.fd-positive { fill: var(--q-positive); }
.fd-knob { fill: var(--mlw-paper); stroke: var(--q-w); stroke-width: 3; }
.mlw-svg .fd-name { fill: var(--q-w); font-weight: 700; text-anchor: middle; }
.mlw-svg .fd-axis { fill: var(--mlw-soft); text-anchor: middle; }
`;

/** @type {(label: number) => string} */
export const shape = (label) =>
  label > 0 ? "M0 -7.5a7.5 7.5 0 1 0 .01 0z" : "M-6.5 -6.5h13v13h-13z";

/**
 * inputs(parent, { get, set }) adds the picture; get(field) and set(values) are the model's.
 * Returns { draw(out) }.
 * @param {Element} parent
 * @param {{ get: (field: string) => any, set: (values: Record<string, any>) => void }} options
 */
export function inputs(parent, { get, set }) {
  const stage = svg(parent, {
    width: 360,
    height: 360,
    minHeight: 260,
    label: "The inputs, and the hidden units",
  });
  const { root } = stage;
  const [x, y] = [d3.scaleLinear(), d3.scaleLinear()];
  const sides = root.append("g").attr("class", "mlw-behind");
  const borders = root.append("g");
  const points = root.append("g");
  const names = root.append("g");

  /**
   * The handles of one task, in a layer of their own.
   * @param {string} task
   * @returns {{ layer: Layer, hands: Handles }}
   */
  const handlesOf = (task) => {
    const { field, reach } = TASKS[task];
    const layer = /** @type {Layer} */ (root.append("g"));
    const line = (/** @type {number} */ i) => get(field)[Math.floor(i / 2)];
    const slides = task === "parity";
    const hands = handles(layer, {
      x,
      y,
      ...(slides ? { axis: "x" } : {}),
      limits: { x: reach, y: reach },
      step: 0.05,
      at: (i) => (slides ? [get(field)[i], 0] : line(i)[i % 2]),
      move(i, px, py) {
        const now = structuredClone(get(field));
        if (slides) now[i] = px;
        else now[Math.floor(i / 2)][i % 2] = [px, py];
        const [[ax, ay], [bx, by]] = slides ? [[0], [1]] : now[Math.floor(i / 2)];
        if (slides || Math.hypot(bx - ax, by - ay) > 0.06) set({ [field]: now });
      },
      label: (i) =>
        slides
          ? `threshold of unit ${i + 1} at ${format(get(field)[i], 0.01)}`
          : `${i % 2 ? "second" : "first"} end of the line of unit ${Math.floor(i / 2) + 1}`,
      shape(g) {
        if (slides) {
          g.append("rect").attr("class", "mlw-reach").attr("x", -14).attr("width", 28);
          g.select("rect")
            .attr("y", -FAR)
            .attr("height", 2 * FAR);
        }
        g.append("circle")
          .attr("class", "fd-knob")
          .attr("r", 7)
          .attr("cy", slides ? 22 : 0);
      },
    });
    return { layer, hands };
  };
  const all = /** @type {Record<string, ReturnType<typeof handlesOf>>} */ (
    Object.fromEntries(Object.keys(TASKS).map((task) => [task, handlesOf(task)]))
  );

  return {
    /**
     * @param {{ task: string, points: Floats, labels: Ints }} out
     */
    draw(out) {
      const { task } = out;
      const { field, reach, units } = TASKS[task];
      const half = Math.min(stage.width, stage.height) / 2;
      const [cx, cy] = [stage.width / 2, stage.height / 2];
      x.domain(reach).range([cx - half, cx + half]);
      y.domain(reach).range([cy + half, cy - half]);
      const slides = task === "parity";
      const lines = /** @type {[Point, Point][]} */ (
        get(field).map((/** @type {any} */ line) =>
          slides
            ? [
                [line, 1],
                [line, 0],
              ]
            : line,
        )
      );
      const place = (/** @type {[Point, Point]} */ [[px, py], [qx, qy]]) => {
        const angle = Math.atan2(y(qy) - y(py), x(qx) - x(px));
        return `translate(${x(px)},${y(py)}) rotate(${(angle * 180) / Math.PI})`;
      };
      sides
        .selectAll("rect")
        .data(lines)
        .join("rect")
        .attr("class", "fd-side")
        .attr("x", -FAR)
        .attr("y", -FAR)
        .attr("width", 2 * FAR)
        .attr("height", FAR)
        .attr("transform", place);
      borders
        .selectAll("line")
        .data(lines)
        .join("line")
        .attr("class", "fd-line")
        .attr("x1", -FAR)
        .attr("x2", FAR)
        .attr("stroke-dasharray", (_line, i) => DASHES[i])
        .attr("transform", place);
      names
        .selectAll("text.fd-name")
        .data(lines)
        .join("text")
        .attr("class", "fd-name mlw-halo")
        .attr("x", ([, [qx]]) => x(qx) + (slides ? 0 : 18))
        .attr("y", ([, [, qy]], i) => (slides ? 20 + 18 * i : y(qy) - 10))
        .text((_line, i) => `h${"\u2081\u2082\u2083"[i]}`);
      const n = out.labels.shape[0];
      const which = Array.from({ length: n }, (_, i) => i);
      points
        .selectAll("path")
        .data(which)
        .join("path")
        .attr("class", (i) => (out.labels.values[i] > 0 ? "fd-point fd-positive" : "fd-point"))
        .attr("d", (i) => shape(out.labels.values[i]))
        .attr("transform", (i) => {
          const [px, py] = out.points.values.subarray(2 * i, 2 * i + 2);
          return `translate(${x(px)},${y(py)})`;
        });
      names
        .selectAll("text.fd-axis")
        .data(slides ? [0, 1, 2, 3] : [])
        .join("text")
        .attr("class", "fd-axis mlw-halo")
        .attr("x", (m) => x(m))
        .attr("y", cy + half - 8)
        .text((m) => (m === 1 ? "1 one" : `${m} ones`));
      for (const [name, { hands }] of Object.entries(all)) {
        hands.draw(name === task ? (slides ? units : 2 * units) : 0);
      }
    },
  };
}
