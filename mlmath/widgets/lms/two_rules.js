// Two rules, one stream: each rule's line over the same points, and what each point changed.

import { MARK_STYLE, marks } from "../kit/marks.js";
import { panels } from "../kit/panels.js";
import { axes, d3, frame, make, onFrame, svg, unpack } from "../kit.js";

/** @import { Floats, Ints, Render } from "../kit/types.d.ts" */

/**
 * What two_rules.py computes.
 * @typedef {{ points: Floats, perceptron: Floats, lms: Floats, changes: Floats, wrong: Ints,
 *   presented: number, sentences: string }} Out
 */

const STYLE = `${MARK_STYLE}
.tr-line { stroke: var(--q-w); stroke-width: 2.5; }
.tr-edge { stroke: var(--q-w); stroke-width: 1; stroke-dasharray: 4 4; }
.tr-ring { fill: none; stroke: var(--mlw-ink); stroke-width: 2; }
.tr-bar { fill: var(--q-w); }
.tr-base { stroke: var(--mlw-rule); stroke-width: 1; }
.tr-name { fill: var(--mlw-soft); font-size: 13px; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE));
  const sides = panels(
    ui.picture,
    { perceptron: "The perceptron's rule", lms: "LMS, with the scores ±1 dashed" },
    { narrowest: "15rem" },
  );
  const left = plane(sides.perceptron, "The line of the perceptron's rule over the points");
  const right = plane(sides.lms, "The line of LMS over the points");
  const strip = bars(ui.picture);

  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    if (!out.points) return;
    const k = Math.min(model.get("shown"), out.presented);
    left(out, out.perceptron, k, false);
    right(out, out.lms, k, true);
    strip(out, k);
    ui.say(out.sentences.split("\n")[k]);
    const n = out.presented + 1;
    ui.fact("perceptron: mistakes", String(out.wrong.values[k]), { quantity: "e", widest: "20" });
    ui.fact("LMS: mistakes", String(out.wrong.values[n + k]), { quantity: "e", widest: "20" });
  });
  return ui.cleanup;
}

/**
 * A plane with the points and one rule's line.
 * @param {Element} parent
 * @param {string} label
 */
function plane(parent, label) {
  const stage = svg(parent, { width: 360, height: 260, minHeight: 200, label });
  const x = d3.scaleLinear();
  const y = d3.scaleLinear();
  const lines = stage.root.append("g").attr("aria-hidden", "true");
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const ring = stage.root.append("circle").attr("class", "tr-ring").attr("r", 10);
  /**
   * @param {Out} out
   * @param {Floats} weights
   * @param {number} k
   * @param {boolean} edges
   */
  return (out, weights, k, edges) => {
    const unit = Math.min(stage.width / 3.1, stage.height / 2.1);
    x.domain([-1.55, 1.55]).range([stage.width / 2 - 1.55 * unit, stage.width / 2 + 1.55 * unit]);
    y.domain([-1.05, 1.05]).range([stage.height / 2 + 1.05 * unit, stage.height / 2 - 1.05 * unit]);
    axes(stage, { x, y, xTicks: 4, yTicks: 3, inside: true });
    const [w1, w2, b] = weights.values.subarray(3 * k, 3 * k + 3);
    const levels = w1 || w2 ? (edges ? [0, 1, -1] : [0]) : [];
    const ends = levels.flatMap((level) => {
      const at = across(w1, w2, b - level);
      return at ? [{ level, at }] : [];
    });
    lines
      .selectAll("line")
      .data(ends)
      .join("line")
      .attr("class", ({ level }) => (level ? "tr-edge" : "tr-line"))
      .attr("x1", ({ at }) => x(at[0]))
      .attr("y1", ({ at }) => y(at[1]))
      .attr("x2", ({ at }) => x(at[2]))
      .attr("y2", ({ at }) => y(at[3]));
    const { values } = out.points;
    const list = Array.from({ length: out.points.shape[0] }, (_, i) => i);
    const all = layer.selectAll("path").data(list).join("path");
    marks(all, (i) => values[3 * i + 2], 5);
    all.attr("transform", (i) => `translate(${x(values[3 * i])},${y(values[3 * i + 1])})`);
    const last = (k - 1) % list.length;
    ring.attr("display", k ? null : "none");
    if (k) ring.attr("cx", x(values[3 * last])).attr("cy", y(values[3 * last + 1]));
  };
}

/**
 * The ends, within the plane, of the line w1 x + w2 y + b = 0; null where it does not cross it.
 * @param {number} w1
 * @param {number} w2
 * @param {number} b
 * @returns {[number, number, number, number] | null}
 */
function across(w1, w2, b) {
  /** @type {[number, number][]} */
  const found = [];
  for (const s of [-1.55, 1.55]) if (w2) found.push([s, -(w1 * s + b) / w2]);
  for (const t of [-1.05, 1.05]) if (w1) found.push([-(w2 * t + b) / w1, t]);
  const inside = found.filter(([s, t]) => Math.abs(s) <= 1.5501 && Math.abs(t) <= 1.0501);
  if (inside.length < 2) return null;
  const [first, last] = [inside[0], inside[inside.length - 1]];
  return [...first, ...last];
}

/**
 * What each point shown changed: the perceptron's bars above, those of LMS below, each row on a
 * scale of its own, since LMS makes many small steps.
 * @param {Element} parent
 */
function bars(parent) {
  const label = "How much each point shown changed the weights, by either rule";
  const stage = svg(parent, { width: 720, height: 130, minHeight: 120, label });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const names = stage.root.append("g").attr("aria-hidden", "true");
  /**
   * @param {Out} out
   * @param {number} k
   */
  return (out, k) => {
    const n = out.presented;
    const both = [out.changes.values.subarray(0, n), out.changes.values.subarray(n)];
    const x = d3.scaleLinear([0, n], [4, stage.width - 4]);
    const rows = [stage.height / 2, stage.height - 4];
    const room = stage.height / 2 - 26;
    const made = both.flatMap((row, rule) => {
      const most = Math.max(0.01, ...row); // of all points, so that no bar shrinks later
      return Array.from(row.subarray(0, k), (value, i) => ({
        i,
        rule,
        high: (room * value) / most,
      }));
    });
    layer
      .selectAll("line")
      .data(rows)
      .join("line")
      .attr("class", "tr-base")
      .attr("x1", 4)
      .attr("x2", stage.width - 4)
      .attr("y1", (y) => y)
      .attr("y2", (y) => y);
    layer
      .selectAll("rect")
      .data(made)
      .join("rect")
      .attr("class", "tr-bar")
      .attr("data-rule", ({ rule }) => ["perceptron", "lms"][rule])
      .attr("x", ({ i }) => x(i))
      .attr("width", Math.max(1, (stage.width - 8) / n - 1))
      .attr("y", ({ rule, high }) => rows[rule] - high)
      .attr("height", ({ high }) => high);
    names
      .selectAll("text")
      .data(["change by the perceptron's rule, point by point", "change by LMS, on its own scale"])
      .join("text")
      .attr("class", "tr-name")
      .attr("x", 4)
      .attr("y", (_, i) => rows[i] - room - 6)
      .text((text) => text);
  };
}

export default { render };
