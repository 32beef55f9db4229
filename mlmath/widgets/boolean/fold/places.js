// The right picture: where the hidden units send the points, in the plane or in space.

import { space } from "../../kit/space.js";
import { d3, svg } from "../../kit.js";
import { at, cube, cut } from "../shared/cube.js";
import { shape } from "./inputs.js";

/** @import { Floats, Ints } from "../../kit/types.d.ts" */

/**
 * @typedef {{ labels: Ints, hidden: Floats, unit: Floats, section: Floats }} Sent
 */

const FAR = 4000;
const APART = 10; // pixels: a circle and a square that have come to one place stand so far aside

export const PLACES_STYLE = `
.fd-square { fill: none; stroke: var(--mlw-rule); }
.fd-moved { transition: transform 0.35s ease-in-out; }
.fd-both { fill: none; stroke: var(--q-e); stroke-width: 2.5; }
.mlw-svg .fd-times { text-anchor: middle; }
.fd-out { stroke: var(--q-yhat); stroke-width: 2.5; }
`;

/** Where a point is sent. */
const sent = (/** @type {Sent} */ { hidden }, /** @type {number} */ i) => [
  ...hidden.values.subarray(hidden.shape[1] * i, hidden.shape[1] * (i + 1)),
];

/**
 * For each point the place that it shares with all that are sent there, to two decimals: where the
 * first of them is, and how many are circles and squares.
 * @param {Sent} out
 */
function shared(out) {
  /** @type {Map<string, { first: number[], ones: number, zeros: number }>} */
  const found = new Map();
  return Array.from(out.labels.values, (label, i) => {
    const first = sent(out, i);
    const key = first.map((v) => v.toFixed(2)).join();
    const here = found.get(key) ?? { first, ones: 0, zeros: 0 };
    found.set(key, here);
    if (label > 0) here.ones++;
    else here.zeros++;
    return here;
  });
}

/**
 * places(parent) adds the picture.  Returns { draw(out) }.
 * @param {Element} parent
 */
export function places(parent) {
  const label = "Where the hidden units send the points";
  const flat = svg(parent, { width: 360, height: 360, minHeight: 260, label });
  const solid = svg(parent, { width: 360, height: 360, minHeight: 260, label });
  const view = space(solid, { label, reach: 1.15 });
  const [x, y] = [d3.scaleLinear(), d3.scaleLinear()];
  const square = flat.root.append("path").attr("class", "fd-square");
  const border = flat.root.append("line").attr("class", "fd-out").attr("x1", -FAR).attr("x2", FAR);
  const points = flat.root.append("g");
  const names = flat.root.append("g");
  const marks = flat.root.append("g");

  /** @param {Sent} out */
  function drawFlat(out) {
    const half = Math.min(flat.width, flat.height) / 2;
    const [cx, cy] = [flat.width / 2, flat.height / 2];
    x.domain([-0.25, 1.25]).range([cx - half, cx + half]);
    y.domain([-0.25, 1.25]).range([cy + half, cy - half]);
    square.attr("d", `M${x(0)} ${y(0)}H${x(1)}V${y(1)}H${x(0)}z`);
    const [v1, v2, b] = out.unit.values;
    border.attr("display", out.unit.shape[0] ? null : "none");
    if (out.unit.shape[0]) {
      const away = -b / (v1 * v1 + v2 * v2);
      const angle = (Math.atan2(v1, v2) * 180) / Math.PI; // along the line; pixels go down
      border.attr("transform", `translate(${x(away * v1)},${y(away * v2)}) rotate(${angle})`);
    }
    const held = shared(out);
    const positive = (/** @type {number} */ i) => out.labels.values[i] > 0;
    points
      .selectAll("path")
      .data(held)
      .join("path")
      .attr("class", (_here, i) =>
        positive(i) ? "fd-point fd-moved fd-positive" : "fd-point fd-moved",
      )
      .attr("d", (_here, i) => shape(out.labels.values[i]))
      .style("transform", ({ ones, zeros }, i) => {
        const place = sent(out, i);
        const aside = ones && zeros ? (positive(i) ? -APART : APART) : 0;
        return `translate(${x(place[0]) + aside}px, ${y(place[1])}px)`;
      });
    const places = [...new Set(held)];
    marks
      .selectAll("rect")
      .data(places.filter(({ ones, zeros }) => ones && zeros))
      .join("rect")
      .attr("class", "fd-both")
      .attr("x", ({ first: [h1] }) => x(h1) - 2 * APART - 3)
      .attr("y", ({ first: [, h2] }) => y(h2) - APART - 4)
      .attr("width", 4 * APART + 6)
      .attr("height", 2 * APART + 8)
      .attr("rx", APART + 4);
    marks
      .selectAll("text")
      .data(places.filter(({ ones, zeros }) => Math.max(ones, zeros) > 1))
      .join("text")
      .attr("class", "fd-times mlw-halo")
      .attr("x", ({ first: [h1] }) => x(h1))
      .attr("y", ({ first: [, h2] }) => y(h2) - 18)
      .text(({ ones, zeros }) =>
        ones && zeros ? `${ones} and ${zeros}` : `\u00d7${ones + zeros}`,
      );
    names
      .selectAll("text")
      .data([
        ["h\u2081", x(0.5), y(0) + 24],
        ["h\u2082", x(0) - 20, y(0.5)],
      ])
      .join("text")
      .attr("class", "fd-name mlw-halo")
      .attr("x", ([, px]) => px)
      .attr("y", ([, , py]) => py)
      .text(([name]) => name);
  }

  /** @param {Sent} out */
  function drawSolid(out) {
    const scene = cube(() => ({ bare: true }));
    for (const { first, ones, zeros } of new Set(shared(out))) {
      const count = ones + zeros;
      const name = ones && zeros ? `${ones} and ${zeros}` : count > 1 ? `\u00d7${count}` : "";
      const quantity = ones && zeros ? "e" : ones ? "positive" : "negative";
      scene.points.push([...at(first), { quantity, square: !ones, name }]);
    }
    cut(scene, out.section, "yhat");
    view.draw(scene);
  }

  return {
    /** @param {Sent} out */
    draw(out) {
      const two = out.hidden.shape[1] === 2;
      flat.node.style.display = two ? "" : "none";
      solid.node.style.display = two ? "none" : "";
      if (two) drawFlat(out);
      else drawSolid(out);
    },
  };
}
