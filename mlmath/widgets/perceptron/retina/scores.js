// The scores that fresh letters and the drawing get, on one line with the threshold at 0.

import { d3, make, signed, svg } from "../../kit.js";

/** @import { Out } from "../retina.js" */

const HIGH = 92;
const BASE = 58; // the axis, from the top

/**
 * The verdict in words: "score +18: read as E".
 * @param {Element} parent
 * @param {(Node | string)[]} captions
 */
export function verdict(parent, captions) {
  const score = make("b", { class: "mlw-steady", "data-widest": "\u2212000" });
  const reading = make("b", { class: "mlw-retina-reading" });
  parent.append(...captions, " = ", score, reading);
  return (/** @type {Out} */ out) => {
    score.textContent = signed(out.score);
    reading.textContent = out.reading ? `read as ${out.reading}` : "not decided";
  };
}

/**
 * One square or circle for each of the fresh letters, a pointer for the drawing.
 * @param {Element} parent
 */
export function scores(parent) {
  const stage = svg(parent, {
    width: 640,
    height: HIGH,
    minHeight: HIGH,
    role: "img",
    label: "Scores",
  });
  const { root } = stage;
  const [sides, tests, axis, needle] = ["g", "g", "g", "g"].map((name) => root.append(name));

  return (/** @type {Out} */ out) => {
    const { test_scores: sums, test_labels: labels, first, second } = out;
    const middle = stage.width / 2;
    const most = sums.values.reduce((a, b) => Math.max(a, Math.abs(b)), Math.abs(out.score)) || 1;
    const x = d3.scaleLinear([-most, most], [16, stage.width - 16]);
    const correct = (/** @type {number} */ i) => sums.values[i] * labels.values[i] > 0;

    sides
      .selectAll("rect")
      .data([0, 1])
      .join("rect")
      .attr("class", (i) => (i ? "mlw-cells-plus" : "mlw-cells-minus"))
      .attr("opacity", 0.09)
      .attr("x", (i) => (i ? middle : 0))
      .attr("y", 0)
      .attr("width", middle)
      .attr("height", BASE);
    sides
      .selectAll("text")
      .data([`\u25a0 reads ${second}`, `reads ${first} \u25cf`])
      .join("text")
      .attr("class", "mlw-retina-text")
      .attr("y", (_, i) => (i ? BASE - 6 : 15))
      .attr("x", (_, i) => (i ? stage.width - 8 : 8))
      .attr("text-anchor", (_, i) => (i ? "end" : "start"))
      .text((text) => text);

    // Circles in the upper lane, squares in the lower one, spread so that few hide another; all of
    // a kind are one path.
    const kinds = { plus: "", minus: "", "plus-wrong": "", "minus-wrong": "" };
    sums.values.forEach((sum, i) => {
      const circle = labels.values[i] > 0;
      const y = (circle ? 5 : 31) + ((i * 7) % 11) * 1.9;
      const d = circle
        ? `M${x(sum) - 3.5} ${y + 3.5}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`
        : `M${x(sum) - 3.5} ${y}h7v7h-7z`;
      kinds[`${circle ? "plus" : "minus"}${correct(i) ? "" : "-wrong"}`] += d;
    });
    tests
      .selectAll("path")
      .data(Object.entries(kinds))
      .join("path")
      .attr("class", ([kind]) => `mlw-retina-test mlw-retina-${kind}`)
      .attr("d", ([, d]) => d);

    axis
      .selectAll("line")
      .data([0])
      .join("line")
      .attr("x1", middle)
      .attr("x2", middle)
      .attr("y1", 0)
      .attr("y2", BASE + 6)
      .attr("stroke", "var(--mlw-ink)")
      .attr("stroke-width", 1.5);
    const at = x(out.score);
    /** @type {[number, string][]} */
    const all = [
      [-most, "start"],
      [0, "middle"],
      [most, "end"],
    ];
    const ends = all.filter(
      ([v]) => Math.abs(x(v) - at) > (v ? 45 : 14), // the needle hides no number
    );
    axis
      .selectAll("text")
      .data(ends)
      .join("text")
      .attr("class", "mlw-retina-soft")
      .attr("x", ([v]) => x(v) + (v ? Math.sign(v) * 14 : 0))
      .attr("y", BASE + 18)
      .attr("text-anchor", ([, anchor]) => anchor)
      .text(([v]) => signed(Math.round(v)));

    needle
      .selectAll("path")
      .data([0])
      .join("path")
      .attr("fill", "var(--q-x)")
      .attr("stroke", "var(--mlw-paper)")
      .attr("stroke-width", 1)
      .attr("d", `M${at} ${BASE - 13}l9 16h-18zM${at - 1.5} ${BASE + 1}h3v14h-3z`);
    needle
      .selectAll("text")
      .data(["your drawing"])
      .join("text")
      .attr("class", "mlw-retina-text")
      .attr("x", Math.min(stage.width - 42, Math.max(42, at)))
      .attr("y", BASE + 30)
      .attr("text-anchor", "middle")
      .attr("font-weight", 600)
      .text((t) => t);
    const said = out.reading ? `read as ${out.reading}` : "not decided";
    stage.node.setAttribute(
      "aria-label",
      `The scores of ${out.tests} fresh letters: ${out.correct} on their own side of zero; ` +
        `your drawing has ${signed(out.score)}, ${said}`,
    );
  };
}
