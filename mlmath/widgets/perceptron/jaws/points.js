// The points of the jaws, small and alive above them, so that cause and effect are in one view.

import { handles } from "../../kit/handles.js";
import { MARK_STYLE, marks } from "../../kit/marks.js";
import { d3, svg } from "../../kit.js";
import { fit, markSize, moving } from "../playground/points.js";

/** @import { Labeled } from "../playground/points.js" */

export const POINTS_STYLE = `${MARK_STYLE}
.mlw-jaws-plane { fill: none; stroke: var(--mlw-rule); }
`;

/**
 * Put the points into an element; returns draw(), for every draw.
 * @param {HTMLElement} parent
 * @param {() => Labeled[]} get
 * @param {(list: Labeled[]) => void} put
 */
export function smallPoints(parent, get, put) {
  const stage = svg(parent, {
    width: 225,
    height: 150,
    minHeight: 150,
    label: "The points to drag",
  });
  const plane = stage.root.append("rect").attr("class", "mlw-jaws-plane").attr("rx", 4);
  const [x, y] = [d3.scaleLinear(), d3.scaleLinear()];
  const hands = handles(stage.root.append("g"), {
    ...moving(get, put),
    x,
    y,
    shape: (g) => g.append("path"),
  });
  return () => {
    const list = get();
    const unit = fit(stage, x, y);
    plane.attr("x", x(-1.5) + 0.5).attr("y", y(1) + 0.5);
    plane.attr("width", 3 * unit - 1).attr("height", 2 * unit - 1);
    marks(hands.draw(list.length).select("path"), (i) => list[i][2], markSize(unit));
  };
}
