// Drawing: an SVG that fits, axes, dragging, keys.

import { d3 } from "../vendor/d3.js";

/**
 * An SVG whose units are CSS pixels, so that text stays legible at every width.
 * Returns { node, root (d3 selection), width, height }; width and height follow the container
 * (height keeps the proportion width:height within minHeight) and onFrame redraws on a change.
 */
export function svg(parent, { width = 640, height = 420, minHeight = 280, label, role = "group" }) {
  const root = d3.select(parent).append("svg").attr("class", "mlw-svg");
  root.attr("role", role).attr("aria-label", label);
  const stage = { node: root.node(), root, width, height, ratio: height / width };
  const fit = (available) => {
    if (!(available > 0)) return false; // not laid out yet, or hidden
    const w = Math.round(available);
    const h = Math.round(Math.min(height * 1.15, Math.max(minHeight, w * stage.ratio)));
    const changed = w !== stage.width || h !== stage.height;
    Object.assign(stage, { width: w, height: h });
    root.attr("viewBox", `0 0 ${w} ${h}`).attr("width", "100%").attr("height", h);
    return changed;
  };
  root.attr("viewBox", `0 0 ${width} ${height}`).attr("width", "100%");
  fit(parent.clientWidth);
  const observer = new ResizeObserver(([entry]) => {
    if (!parent.isConnected) observer.disconnect();
    else if (fit(entry.contentRect.width)) {
      parent.dispatchEvent(new CustomEvent("mlw-redraw", { bubbles: true }));
    }
  });
  observer.observe(parent);
  return stage;
}

/**
 * Draw or update axes for scales x and y; call it in every draw.
 * Options: xLabel, yLabel, xTicks, yTicks (counts), xFormat, yFormat, grid (true by default),
 * inside (the numbers stand inside the picture).
 */
export function axes(stage, options) {
  const { x, y, xLabel, yLabel, xTicks, yTicks, xFormat, yFormat, grid = true, inside } = options;
  let g = stage.root.select("g.mlw-axes");
  if (g.empty()) {
    g = stage.root
      .insert("g", ":first-child")
      .attr("class", "mlw-axes")
      .attr("aria-hidden", "true");
    for (const part of ["grid-x", "grid-y", "x", "y"]) g.append("g").attr("class", `mlw-${part}`);
    g.append("text").attr("class", "mlw-axis-label mlw-axis-label-x");
    g.append("text").attr("class", "mlw-axis-label mlw-axis-label-y");
  }
  const [left, right] = x.range();
  const [bottom, top] = y.range();
  const across = xTicks ?? Math.max(2, Math.round((right - left) / 90));
  const up = yTicks ?? Math.max(2, Math.round((bottom - top) / 60));
  // Inside, the numbers stand above the lower edge and right of the left one.
  const axisX = d3
    .axisBottom(x)
    .ticks(across, xFormat)
    .tickSizeOuter(0)
    .tickPadding(inside ? -16 : 6);
  const axisY = d3
    .axisLeft(y)
    .ticks(up, yFormat)
    .tickSizeOuter(0)
    .tickPadding(inside ? -6 : 6);
  g.select(".mlw-x").attr("transform", `translate(0,${bottom})`).call(axisX.tickSize(0));
  g.select(".mlw-y").attr("transform", `translate(${left},0)`).call(axisY.tickSize(0));
  if (inside) g.selectAll(".mlw-y .tick text").attr("text-anchor", "start").attr("dy", "-0.35em");
  if (grid) {
    const bare = () => "";
    axisX.tickSize(top - bottom).tickFormat(bare);
    axisY.tickSize(left - right).tickFormat(bare);
    g.select(".mlw-grid-x").attr("transform", `translate(0,${bottom})`).call(axisX);
    g.select(".mlw-grid-y").attr("transform", `translate(${left},0)`).call(axisY);
  }
  g.select(".mlw-axis-label-x")
    .attr("x", right - (inside ? 6 : 0))
    .attr("y", bottom - (inside ? 24 : 6))
    .attr("text-anchor", "end")
    .text(xLabel ?? "");
  g.select(".mlw-axis-label-y")
    .attr("x", left + 6)
    .attr("y", top + 12)
    .attr("text-anchor", "start")
    .text(yLabel ?? "");
  return g;
}

/**
 * Let mouse, pen and finger drag the elements of a d3 selection (or one element).
 * Handlers get (x, y, datum, event) in the units of the SVG; x and y start at `from(datum)`
 * when given, so that the thing does not jump under the hand.
 */
export function draggable(target, { from, start, move, end }) {
  const selection = target instanceof Element ? d3.select(target) : target;
  const call = (handler) => (event, datum) => handler?.(event.x, event.y, datum, event);
  const behavior = d3
    .drag()
    .container(function () {
      return this.ownerSVGElement ?? this.parentNode;
    })
    .on("start", function (event, datum) {
      this.classList.add("mlw-dragging");
      this.focus?.({ preventScroll: true, focusVisible: false });
      call(start)(event, datum);
    })
    .on("drag", call(move))
    .on("end", function (event, datum) {
      this.classList.remove("mlw-dragging");
      call(end)(event, datum);
    });
  if (from) behavior.subject((_event, datum) => from(datum));
  selection.style("touch-action", "none").call(behavior);
  return selection;
}

/**
 * Keys on the elements of a selection (which need tabindex="0"): arrows call
 * arrow(dx, dy, datum) with steps of 1, or 5 with Shift, up being +1; Delete and Backspace call
 * remove(datum); Enter and Space call press(datum).
 */
export function keys(target, { arrow, remove, press }) {
  const selection = target instanceof Element ? d3.select(target) : target;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  selection.on("keydown.mlw", (event, datum) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? 5 : 1;
    const step = STEPS[event.key];
    const act = step
      ? arrow && (() => arrow(step[0] * by, step[1] * by, datum))
      : ["Delete", "Backspace"].includes(event.key)
        ? remove && (() => remove(datum))
        : ["Enter", " "].includes(event.key) && press && (() => press(datum));
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
    act();
  });
  return selection;
}
