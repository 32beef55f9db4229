// An SVG that fits its place.

import { d3 } from "../vendor/d3.js";

/** @import { Stage } from "./types.d.ts" */

/**
 * An SVG whose units are CSS pixels, so that text stays legible at every width.
 * Returns { node, root (d3 selection), width, height }; width and height follow the container
 * (height keeps the proportion width:height within minHeight) and onFrame redraws on a change.
 * Its place has that height by the style alone, so that a picture drawn without a browser has it.
 * @param {Element} parent
 * @param {{ width?: number, height?: number, minHeight?: number, label: string, role?: string }} options
 * @returns {Stage}
 */
export function svg(parent, { width = 640, height = 420, minHeight = 280, label, role = "group" }) {
  const root = d3.select(parent).append("svg").attr("class", "mlw-svg");
  root.attr("role", role).attr("aria-label", label);
  const maxHeight = Math.round(height * 1.15);
  root
    .style("width", "100%")
    .style("aspect-ratio", `${width} / ${height}`)
    .style("min-height", `${minHeight}px`)
    .style("max-height", `${maxHeight}px`);
  const stage = {
    node: /** @type {SVGSVGElement} */ (root.node()),
    root,
    width,
    height: Math.max(minHeight, height),
    ratio: height / width,
  };
  const fit = (/** @type {number} */ available) => {
    if (!(available > 0)) return false; // not laid out yet, or hidden
    const w = Math.round(available);
    const h = Math.round(Math.min(maxHeight, Math.max(minHeight, w * stage.ratio)));
    const changed = w !== stage.width || h !== stage.height;
    Object.assign(stage, { width: w, height: h });
    root.attr("viewBox", `0 0 ${w} ${h}`);
    return changed;
  };
  root.attr("viewBox", `0 0 ${width} ${stage.height}`);
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
