// Reading the four numbers of one update: by pointer, by keyboard, in tiles below the picture.

import { counted, d3, make } from "../../kit.js";

/** @import { Stage } from "../../kit/types.d.ts" */
/** @import { JawsScales, Run } from "./picture.js" */

export const READING_STYLE = `
.mlw-jaws-rule { stroke: var(--mlw-soft); stroke-width: 1; }
.mlw-jaws-hit { fill: transparent; outline: none; touch-action: pan-y; }
.mlw-root .mlw-jaws-hit:focus-visible { outline: none; stroke: var(--mlw-focus); stroke-width: 3; }
.mlw-jaws-read { padding: 0.1rem 0.75rem 0.75rem; }
.mlw-root .mlw-jaws-when { min-height: 1.45em; margin: 0 0 0.35rem; font-size: 0.9375rem; }
.mlw-root .mlw-jaws-chain { display: flex; flex-wrap: wrap; align-items: stretch; gap: 0.35rem;
  margin: 0; padding: 0; list-style: none; }
.mlw-root .mlw-jaws-chain li { display: flex; align-items: center; gap: 0.35rem; margin: 0; padding: 0; }
@container (max-width: 18.5rem) {
  .mlw-root .mlw-jaws-chain { display: grid; grid-template-columns: auto auto; justify-content: start; }
}
.mlw-jaws-tile { display: block; min-width: 3.35rem; padding: 0.25rem 0.35rem 0.3rem;
  border: 1px solid var(--mlw-rule); border-radius: 6px; background: var(--mlw-paper); text-align: center;
  line-height: 1.35; }
.mlw-jaws-tile b { display: block; font-weight: 600; white-space: nowrap; }
.mlw-jaws-tile svg { display: block; width: 2.5rem; height: 6px; margin: 0.1rem auto; }
`;

/**
 * The four numbers of the chain, smallest first: [output, symbol, palette's color].
 * @type {["lower" | "along" | "length" | "upper", string, string][]}
 */
const CHAIN = [
  ["lower", "k\u03b3", "gamma"],
  ["along", "w\u00b7w*", "wstar"],
  ["length", "\u2016w\u2016", "w"],
  ["upper", "R\u221ak", "R"],
];
const three = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const number = (/** @type {number} */ value) =>
  (Math.abs(value) >= 999.5 ? whole : three).format(value).replace(/^-/, "\u2212");

/**
 * The chain of the proof in numbers. Returns show(out, k), which fills it and says it in words.
 * @param {Element} parent
 */
export function readout(parent) {
  const when = make("p", { class: "mlw-jaws-when" });
  const chain = make("ul", { class: "mlw-jaws-chain" });
  const values = new Map();
  for (const [name, symbol, q] of CHAIN) {
    const tile = make("span", { class: "mlw-jaws-tile" }, make("b", { class: `q-${q}` }, symbol));
    const sample = d3.select(tile).append("svg").attr("aria-hidden", "true");
    sample
      .append("line")
      .attr("class", `mlw-curve mlw-jaws-line ${name}`)
      .style("stroke", `var(--q-${q})`)
      .attr("x1", "10%")
      .attr("x2", "90%")
      .attr("y1", 3)
      .attr("y2", 3);
    const value = make("span", { class: "mlw-steady", "data-widest": "00.00" });
    tile.append(value);
    const item = make("li", {}, tile);
    if (values.size < CHAIN.length - 1) item.append(make("span", {}, "\u2264"));
    chain.append(item);
    values.set(name, value);
  }
  parent.append(make("div", { class: "mlw-jaws-read" }, when, chain));

  return (/** @type {Run} */ out, /** @type {number} */ k) => {
    const there = CHAIN.filter(([name]) => out.made && out[name].values.length);
    const texts = new Map(there.map(([name]) => [name, number(out[name].values[k])]));
    for (const [name, value] of values) value.textContent = texts.get(name) ?? "\u2013";
    const point = k ? `, the last for point ${out.updated.values[k - 1] + 1}` : "";
    when.textContent = out.made ? `After ${counted(k, "update")}${point}:` : "";
    const parts = there.map(([name, symbol]) => `${symbol} ${texts.get(name)}`);
    return out.made ? `after ${counted(k, "update")}: ${parts.join(", ")}` : "";
  };
}

/**
 * Where the reader points, by pointer or keyboard; nowhere is the last update that is shown.
 * @param {Stage} stage
 * @param {() => void} redraw
 */
export function cursor(stage, redraw) {
  const rule = stage.root.append("line").attr("class", "mlw-jaws-rule");
  const dots = stage.root.append("g");
  const hit = stage.root
    .append("rect")
    .attr("class", "mlw-jaws-hit")
    .attr("tabindex", 0)
    .attr("role", "slider")
    .attr("aria-label", "Read the numbers of an update")
    .attr("aria-orientation", "horizontal")
    .attr("aria-valuemin", 0);
  /** @type {number | null} */
  let at = null;
  /** @type {{ out: Run, s: JawsScales } | undefined} */
  let now; // as last drawn
  const to = (/** @type {number | null} */ k) => {
    at = k === null || !now ? null : Math.min(now.out.shown, Math.max(0, Math.round(k)));
    redraw();
  };
  hit.on("pointermove pointerdown", (event) => {
    if (now) to(now.s.x.invert(d3.pointer(event, stage.node)[0]));
  });
  hit.on("pointerleave", (event) => event.pointerType === "mouse" && to(null));
  hit.on("blur", () => to(null));
  hit.on("keydown", (event) => {
    const by = event.shiftKey ? 5 : 1;
    /** @type {Record<string, number>} */
    const STEPS = {
      ArrowLeft: -by,
      ArrowDown: -by,
      ArrowRight: by,
      ArrowUp: by,
      PageUp: 10,
      PageDown: -10,
    };
    if (!now || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in STEPS) to((at ?? now.out.shown) + STEPS[event.key]);
    else if (event.key === "Home") to(0);
    else if (event.key === "End") to(now.out.shown);
    else if (event.key === "Escape") to(null);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Jupyter has meanings of its own for these keys
  });

  return (
    /** @type {Run} */ out,
    /** @type {JawsScales} */ s,
    /** @type {(out: Run, k: number) => string} */ show,
  ) => {
    now = { out, s };
    const k = Math.min(at ?? out.shown, out.shown);
    const text = show(out, k);
    hit
      .attr("x", s.left)
      .attr("y", s.top)
      .attr("width", s.right - s.left)
      .attr("height", s.bottom - s.top)
      .attr("aria-valuemax", out.shown)
      .attr("aria-valuenow", k)
      .attr("aria-valuetext", text || "nothing yet");
    const pointed = at !== null && out.made && (!s.log || k > 0) && k <= s.end;
    rule
      .attr("x1", s.x(k))
      .attr("x2", s.x(k))
      .attr("y1", s.top)
      .attr("y2", s.bottom)
      .attr("visibility", pointed ? "visible" : "hidden");
    const marks = CHAIN.filter(([name]) => pointed && out[name].values.length);
    dots
      .selectAll("circle")
      .data(marks)
      .join("circle")
      .attr("r", 5.5)
      .attr("cx", s.x(k))
      .attr("cy", ([name]) => s.y(out[name].values[k]))
      .attr("fill", "var(--mlw-paper)")
      .attr("stroke", ([, , q]) => `var(--q-${q})`)
      .attr("stroke-width", 2.5);
  };
}
