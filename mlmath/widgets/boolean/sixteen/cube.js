// The cube: the corners of three inputs with their labels, and where the plane cuts it.

import { space } from "../../kit/space.js";
import { svg } from "../../kit.js";

/** @import { Floats, Ints, Scene } from "../../kit/types.d.ts" */

/**
 * cube(parent) adds the picture, to be turned by hand.  Returns { stage, draw(out) }.
 * @param {Element} parent
 */
export function cube(parent) {
  const stage = svg(parent, {
    width: 400,
    height: 400,
    minHeight: 260,
    label: "The cube of three inputs, and the plane",
  });
  const view = space(stage, { label: "The cube of three inputs, and the plane", reach: 1.15 });
  const middle = (/** @type {number} */ value) => value - 0.5;

  return {
    stage,
    /** @param {{ labels: Ints, scores: Floats, crossing: Ints, section: Floats }} out */
    draw(out) {
      /** @type {Scene} */
      const scene = { points: [], edges: [] };
      for (let i = 0; i < 8; i++) {
        const bits = [i >> 2, (i >> 1) & 1, i & 1];
        const label = out.labels.values[i];
        const correct = label * out.scores.values[i] > 0;
        const name = `${bits.join("")}${correct ? "" : " \u2717"}`;
        // The first input leads to the right, the second away, the third up.
        scene.points.push([
          middle(bits[0]),
          middle(bits[2]),
          -middle(bits[1]),
          { quantity: label > 0 ? "positive" : "negative", square: label < 0, name },
        ]);
        for (const step of [1, 2, 4]) if (!(i & step)) scene.edges.push([i, i | step]);
      }
      const [a, b, c, d] = out.crossing.values;
      if (out.crossing.values.length) {
        scene.edges.push([a, b, { quantity: "gamma" }], [c, d, { quantity: "gamma" }]);
      }
      const corners = out.section.shape[0];
      for (let k = 0; k < corners; k++) {
        const [x1, x2, x3] = out.section.values.subarray(3 * k, 3 * k + 3);
        scene.points.push([middle(x1), middle(x3), -middle(x2), { quantity: "w", bare: true }]);
        scene.edges.push([8 + k, 8 + ((k + 1) % corners), { quantity: "w" }]);
      }
      view.draw(scene);
    },
  };
}
