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
const APART = 9; // pixels between marks that have come to one place

export const PLACES_STYLE = `
.fd-square { fill: none; stroke: var(--mlw-rule); }
.fd-moved { transition: transform 0.35s ease-in-out; }
.fd-out { stroke: var(--q-yhat); stroke-width: 2.5; }
`;

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
    const n = out.labels.shape[0];
    const sent = (/** @type {number} */ i) => [...out.hidden.values.subarray(2 * i, 2 * i + 2)];
    const where = Array.from({ length: n }, (_, i) =>
      sent(i)
        .map((v) => v.toFixed(2))
        .join(),
    );
    points
      .selectAll("path")
      .data(where)
      .join("path")
      .attr("class", (_w, i) =>
        out.labels.values[i] > 0 ? "fd-point fd-moved fd-positive" : "fd-point fd-moved",
      )
      .attr("d", (_w, i) => shape(out.labels.values[i]))
      .style("transform", (w, i) => {
        // Those at one place stand in a row beside each other.
        const alike = where.flatMap((other, j) => (other === w ? [j] : []));
        const aside = 2 * APART * (alike.indexOf(i) - (alike.length - 1) / 2);
        const [h1, h2] = sent(i);
        return `translate(${x(h1) + aside}px, ${y(h2)}px)`;
      });
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
    /** @type {Map<string, { place: number[], ones: number, zeros: number }>} */
    const found = new Map();
    for (let i = 0; i < out.labels.shape[0]; i++) {
      const place = [...out.hidden.values.subarray(3 * i, 3 * i + 3)];
      const key = place.map((v) => v.toFixed(2)).join();
      const here = found.get(key) ?? { place, ones: 0, zeros: 0 };
      if (out.labels.values[i] > 0) here.ones++;
      else here.zeros++;
      found.set(key, here);
    }
    for (const { place, ones, zeros } of found.values()) {
      const count = ones + zeros;
      const name = ones && zeros ? `${ones} and ${zeros}` : count > 1 ? `\u00d7${count}` : "";
      const quantity = ones && zeros ? "e" : ones ? "positive" : "negative";
      scene.points.push([...at(place), { quantity, square: !ones, name }]);
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
