// Things in a picture that a hand moves: points in the plane, or lines that slide along one axis.
// Each can be dragged by mouse, pen and finger, and moved, chosen and removed by keyboard.

import { draggable, keys } from "./move.js";

/** @import { Chosen, Handles, Layer, Point, Scale } from "./types.d.ts" */

/**
 * Where a thing comes to rest: within its limits, on whole hundredths when the step is 0.02.
 * @param {Point} place
 * @param {{ limits: { x: Point, y: Point }, step: number }} options
 * @returns {Point}
 */
export function rest([px, py], { limits, step }) {
  const digits = 10 ** (String(step).split(".")[1] ?? "").length;
  const within = (/** @type {number} */ value, /** @type {Point} */ [low, high]) =>
    Math.min(high, Math.max(low, value));
  const tidy = (/** @type {number} */ value) => Math.round(value * digits) / digits + 0; // + 0 turns -0 into 0
  return [tidy(within(px, limits.x)), tidy(within(py, limits.y))];
}

/**
 * handles(layer, options) puts n things into a <g> of the picture.  Options:
 *   x, y         the scales, which the view may change between draws
 *   limits       { x: [low, high], y: [low, high] }, where a thing may be
 *   step         what an arrow key moves it by, with Shift five times as far
 *   axis         "x" or "y" for what slides along one axis alone
 *   at(i)        where thing i is, [x, y]
 *   move(i, x, y), and if things may go: remove(i)
 *   label(i)     what it is and where, for a screen reader
 *   shape(g)     draws it into its <g>, whose origin is where it is; once for each.  What slides
 *                along one axis brings its own .mlw-reach, an unseen part wide enough for a finger
 *   wire(g)      further listeners, once for each
 * Returns { draw(n), focus(i), active, rest(x, y) }: draw(n) in every draw; rest says where a thing
 * put there would be.  Tab reaches one of them, Page Up
 * and Page Down go to the others, the arrow keys move it, Delete removes it.
 * @param {Layer} layer
 * @param {{ x: Scale, y: Scale, limits: { x: Point, y: Point }, step: number, axis?: "x" | "y",
 *   at: (i: number) => number[], move: (i: number, x: number, y: number) => void,
 *   remove?: (i: number) => void, label: (i: number) => string, shape: (g: Chosen) => void,
 *   wire?: (g: Chosen) => void }} options
 */
export function handles(layer, options) {
  const { x, y, axis, limits, step, at, move, remove, label, shape, wire } = options;
  let count = 0;
  /** @type {() => Chosen} */
  const all = () => layer.selectAll(".mlw-handle");
  const to = (/** @type {number} */ i, /** @type {number} */ px, /** @type {number} */ py) => {
    const [sx, sy] = at(i);
    move(i, ...rest([axis === "y" ? sx : px, axis === "x" ? sy : py], options));
  };
  // A finger gets the thing that is nearest: where two are close, their reaches meet halfway.
  const reach = (/** @type {Point[]} */ spots, /** @type {number} */ i) => {
    let nearest = 32;
    spots.forEach(([px, py], j) => {
      if (j !== i) nearest = Math.min(nearest, Math.hypot(px - spots[i][0], py - spots[i][1]));
    });
    return Math.max(6, nearest / 2);
  };
  /** @type {Handles} */
  const self = {
    rest: (px, py) => rest([px, py], options),
    active: 0, // the one that Tab reaches
    focus(i = self.active) {
      self.active = Math.max(0, Math.min(i, count - 1));
      all().attr("tabindex", (j) => (j === self.active ? 0 : -1));
      const node = all().nodes()[self.active];
      node?.focus({ preventScroll: true });
      return Boolean(node);
    },
    draw(n) {
      count = n;
      self.active = Math.max(0, Math.min(self.active, n - 1));
      const places = Array.from({ length: n }, (_, i) => i);
      const joined = layer.selectAll(".mlw-handle").data(places).join(make);
      const spots = places.map((i) => /** @type {Point} */ ([x(at(i)[0]), y(at(i)[1])]));
      joined
        .attr("tabindex", (i) => (i === self.active ? 0 : -1))
        .attr("transform", (i) => {
          const [px, py] = spots[i];
          return `translate(${axis === "y" ? 0 : px},${axis === "x" ? 0 : py})`;
        })
        .attr("aria-label", label);
      if (!axis) joined.select(".mlw-reach").attr("r", (i) => reach(spots, i));
      if (axis) joined.attr("aria-valuenow", (i) => at(i)[axis === "x" ? 0 : 1]);
      return joined;
    },
  };

  const make = (/** @type {Chosen} */ enter) => {
    const g = enter
      .append("g")
      .attr("class", "mlw-handle")
      .attr("role", axis ? "slider" : "button");
    if (!axis) g.append("circle").attr("class", "mlw-reach");
    if (axis) {
      const [low, high] = limits[axis];
      g.attr("aria-valuemin", low).attr("aria-valuemax", high);
      g.attr("aria-orientation", axis === "x" ? "horizontal" : "vertical");
    }
    shape(g);
    draggable(g, {
      from: (i) => ({ x: x(at(i)[0]), y: y(at(i)[1]) }),
      start: (_x, _y, i) => {
        self.active = i;
      },
      move: (px, py, i) => to(i, x.invert(px), y.invert(py)),
    });
    keys(g, { arrow: (dx, dy, i) => to(i, at(i)[0] + dx * step, at(i)[1] + dy * step), remove });
    g.on("focus", (/** @type {FocusEvent} */ _event, /** @type {number} */ i) => {
      self.active = i;
    });
    g.on("keydown.turn", (/** @type {KeyboardEvent} */ event, /** @type {number} */ i) => {
      const by = Number(event.key === "PageDown") - Number(event.key === "PageUp");
      if (!by || count < 2) return;
      event.preventDefault();
      self.focus((i + by + count) % count);
    });
    wire?.(g);
    return g;
  };
  return self;
}
