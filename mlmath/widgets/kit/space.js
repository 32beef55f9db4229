// A view into space that a hand turns: points and edges, seen from far away (orthographic).

import { IDENTITY, seen, turned } from "./rotation.js";
import { turnable } from "./turnable.js";

/** @import { Rotation, Scene, Stage } from "./types.d.ts" */

const START = turned(IDENTITY, 0.6, -0.35);

/**
 * space(stage, { label, reach }) makes the whole of a stage (kit's svg) a view into space; a sphere
 * of radius `reach` around the origin fits it.  Returns { draw, home, turn }:
 *   draw({ points: [[x, y, z, { quantity, name, square, bare }], ...], edges: [[i, j, { quantity, style }],
 *          ...] }) draws these, far things first and fainter; an edge goes from point to point, and what is bare
 *          has no mark
 *   turn(right, up) turns it by so many radians; home() back to how it was.
 * By hand: drag; by keyboard: the arrow keys (with Shift five times as far), and Home.
 * @param {Stage} stage
 * @param {{ label: string, reach?: number }} options
 */
export function space(stage, { label, reach = 1.2 }) {
  const { root } = stage;
  const ground = root.append("rect").attr("class", "mlw-space-ground");
  const things = root.append("g").attr("aria-hidden", "true");
  /** @type {Rotation} */
  let matrix = START;
  /** @type {Scene} */
  let scene = { points: [], edges: [] };

  const paint = () => {
    const scale = Math.min(stage.width, stage.height) / 2 / reach;
    const places = scene.points.map((point) => seen(matrix, point));
    const x = (/** @type {number} */ i) => stage.width / 2 + scale * places[i][0];
    const y = (/** @type {number} */ i) => stage.height / 2 - scale * places[i][1];
    const edges = scene.edges.map(([i, j, look = {}], n) => ({
      key: `edge ${n}`,
      depth: (places[i][2] + places[j][2]) / 2,
      look,
      kind: `edge ${look.style ?? ""}`,
      d: `M${x(i)} ${y(i)}L${x(j)} ${y(j)}`,
    }));
    const points = scene.points.map(([, , , look = {}], i) => ({
      key: `point ${i}`,
      depth: places[i][2],
      look,
      kind: "point",
      d: mark(x(i), y(i), 5.5 + (1.5 * places[i][2]) / reach, look.square),
    }));
    const marked = points.filter(({ look }) => !look.bare);
    const all = [...edges, ...marked].sort((a, b) => a.depth - b.depth);
    things
      .selectAll("path")
      .data(all, ({ key }) => key)
      .join("path")
      .order()
      .attr("class", ({ kind }) => `mlw-space-${kind}`)
      .attr("d", ({ d }) => d)
      .attr("opacity", ({ depth }) => 0.7 + (0.3 * depth) / reach)
      .style("--thing", ({ look }) => (look.quantity ? `var(--q-${look.quantity})` : null));
    const named = scene.points.flatMap(([, , , look], i) => (look?.name ? [{ i, ...look }] : []));
    things
      .selectAll("text")
      .data(named)
      .join("text")
      .raise()
      .attr("class", "mlw-halo")
      .attr("text-anchor", "middle")
      .attr("x", ({ i }) => x(i))
      .attr("y", ({ i }) => y(i) - 11)
      .text(({ name }) => name ?? "");
    ground.attr("width", stage.width).attr("height", stage.height);
  };
  const turn = (/** @type {number} */ right, /** @type {number} */ up) => {
    matrix = turned(matrix, right, up);
    paint();
  };
  const home = () => {
    matrix = START;
    paint();
  };

  root.attr("tabindex", 0).attr("role", "application").classed("mlw-space", true);
  root
    .attr("aria-roledescription", "view into space")
    .attr("aria-label", `${label}: arrow keys turn it`);
  turnable(stage, { turn, home });
  return {
    turn,
    home,
    draw(/** @type {Scene} */ next) {
      scene = next;
      paint();
    },
  };
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {boolean} [square]
 */
function mark(x, y, r, square) {
  if (square) return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}
