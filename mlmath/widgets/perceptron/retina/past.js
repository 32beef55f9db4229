// What was: the letter last shown, and the updates counted over the letters.

import { field } from "../../kit/grid.js";
import { box, curves, scales } from "../../kit/plot.js";
import { axes, counted, make, svg } from "../../kit.js";

/** @import { Out } from "../retina.js" */

/**
 * The letter last shown, and whether it was a mistake.
 * @param {Element} parent
 * @param {{ rows: number, columns: number }} shape
 */
export function lastShown(parent, shape) {
  const cells = field(parent, { ...shape, lines: false, role: "img" });
  const title = make("b");
  const verdict = make("span");
  parent.append(make("div", { class: "mlw-retina-said" }, title, verdict));
  return (/** @type {Out} */ out) => {
    const now = out.updates.values.length - 1;
    const wrong = Boolean(out.seen_wrong);
    cells.lit(out.seen.values);
    parent.classList.toggle("wrong", wrong);
    title.textContent = now ? `Shown: ${out.seen_letter}` : "None shown yet";
    verdict.textContent = now ? (wrong ? "\u2717 mistake" : "\u2713 correct") : "";
    const told = wrong ? "a mistake, so an update" : "read correctly";
    cells.root.attr(
      "aria-label",
      now
        ? `Letter ${now} that was shown, a copy of ${out.seen_letter}: ${told}`
        : "No letter was shown yet",
    );
  };
}

/**
 * The updates so far against the letters shown, with a tick for each.
 * @param {Element} parent
 */
export function updatesSoFar(parent) {
  const size = { width: 160, height: 70, minHeight: 80 };
  const stage = svg(parent, { ...size, role: "img", label: "Updates" });
  const { root } = stage;
  const layer = root.append("g");
  const ticks = root.append("path").attr("stroke", "var(--q-e)").attr("stroke-width", 1.5);
  const end = root.append("circle").attr("r", 4).attr("fill", "var(--q-e)");
  const label = root
    .append("text")
    .attr("class", "mlw-retina-text mlw-halo")
    .attr("font-weight", 600);
  return (/** @type {Out} */ out) => {
    const counts = out.updates.values;
    const now = counts.length - 1;
    const made = counts[now];
    const inside = box(stage, { left: 22, right: 14, top: 6, bottom: 20 });
    const most = Math.max(10, 1.25 * made); // so that the curve's name has room above it
    const s = scales(inside, { x: [0, out.last], y: [0, most] });
    axes(stage, { ...s, xTicks: 2, yTicks: 2 });
    // A staircase: up at the letter that led to an update.
    const [xs, ys] = [[0], [0]];
    let marks = "";
    for (let i = 1; i <= now; i++) {
      xs.push(i, i);
      ys.push(counts[i - 1], counts[i]);
      if (counts[i] > counts[i - 1]) marks += `M${s.x(i)} ${s.bottom}v5`;
    }
    curves(layer, [{ name: "updates", xs, ys, quantity: "e" }], s);
    ticks.attr("d", marks);
    end.attr("cx", s.x(now)).attr("cy", s.y(made));
    const late = now > out.last / 2;
    label
      .attr("x", s.x(now) + (late ? -6 : 8))
      .attr("y", Math.max(s.top + 10, s.y(made) - 7))
      .attr("text-anchor", late ? "end" : "start")
      .text(counted(made, "update"));
    stage.node.setAttribute(
      "aria-label",
      `${counted(made, "update")} for ${counted(now, "letter")} shown`,
    );
  };
}
