// The cube: the corners of three inputs with their labels, and where the plane cuts it.

import { space } from "../../kit/space.js";
import { svg } from "../../kit.js";
import { bits, cube as corners, cut } from "../shared/cube.js";

/** @import { Floats, Ints } from "../../kit/types.d.ts" */

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

  return {
    stage,
    /** @param {{ labels: Ints, scores: Floats, crossing: Ints, section: Floats }} out */
    draw(out) {
      const scene = corners((i) => {
        const label = out.labels.values[i];
        const correct = label * out.scores.values[i] > 0;
        return {
          quantity: label > 0 ? "positive" : "negative",
          square: label < 0,
          name: `${bits(i).join("")}${correct ? "" : " \u2717"}`,
        };
      });
      const [a, b, c, d] = out.crossing.values;
      if (out.crossing.values.length) {
        scene.edges.push([a, b, { quantity: "gamma" }], [c, d, { quantity: "gamma" }]);
      }
      cut(scene, out.section, "w");
      view.draw(scene);
    },
  };
}
