// Marks of labeled points: a circle for +1, a square for -1.

/** @import { Chosen } from "./types.d.ts" */

export const MARK_STYLE = `
.mlw-mark { stroke: var(--mlw-paper); }
.mlw-mark.circle { fill: var(--q-positive); }
.mlw-mark.square { fill: var(--q-negative); }
`;

export const markName = (/** @type {number} */ label) => (label > 0 ? "circle" : "square");

/**
 * Make each of these paths a circle or a square; label(i) is 1 or -1.
 * @param {Chosen} paths
 * @param {(i: number) => number} label
 * @param {number} r half the side of a square
 */
export function marks(paths, label, r) {
  const circle = 1.1 * r; // of the square's area, nearly
  paths
    .attr("class", (i) => `mlw-mark ${markName(label(i))}`)
    .attr("stroke-width", 0.2 * r)
    .attr("d", (i) =>
      label(i) > 0
        ? `M0 ${-circle}a${circle} ${circle} 0 1 0 .01 0z`
        : `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
    );
}
