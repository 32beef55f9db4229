// The closing jaws: Novikoff's two inequalities against the update number.

import { axes, frame, make, onFrame, svg, unpack } from "../kit.js";
import { jawsPicture, PICTURE_STYLE, steadyAxes } from "./jaws/picture.js";
import { POINTS_STYLE, smallPoints } from "./jaws/points.js";
import { cursor, READING_STYLE, readout } from "./jaws/reading.js";

/**
 * @import { Render } from "../kit/types.d.ts"
 * @import { Run } from "./jaws/picture.js"
 */

const STYLE = `${PICTURE_STYLE}${READING_STYLE}${POINTS_STYLE}
.mlw-jaws-all { display: grid; }
.mlw-jaws-points { padding-top: 0.5rem; }
.mlw-jaws-plot { position: relative; min-width: 0; }
.mlw-jaws-plot > .mlw-button { position: absolute; right: 14px; }
@container (min-width: 38rem) {
  .mlw-jaws-all { grid-template: "points read" auto "plot plot" auto / 17rem minmax(0, 1fr); align-items: center; }
  .mlw-jaws-plot { grid-area: plot; }
}
.mlw-svg .mlw-jaws-under { fill: var(--mlw-soft); font-size: 13px; }
`;
// What the axes show while there is nothing to draw.
const BLANK = {
  radius: 1,
  reach: 4,
  curve_k: { values: Float32Array.of(0, 4) },
  curve_upper: { values: Float32Array.of(0, 2) },
};

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal }, { local: ["scale"] });
  ui.picture.append(make("style", {}, STYLE));
  const all = make("div", { class: "mlw-jaws-all" });
  const above = make("div", { class: "mlw-jaws-points" });
  const plot = make("div", { class: "mlw-jaws-plot" });
  all.append(above, plot);
  ui.picture.append(all);
  const points = smallPoints(
    above,
    () => model.get("points"),
    (list) => ui.set({ points: list }),
  );
  const stage = svg(plot, {
    width: 700,
    height: 420,
    minHeight: 300,
    label: "Novikoff's two inequalities against the update number",
  });
  const layer = stage.root.append("g").attr("aria-hidden", "true");
  const picture = jawsPicture(layer);
  const under = stage.root
    .append("text")
    .attr("class", "mlw-jaws-under")
    .attr("text-anchor", "middle")
    .attr("aria-hidden", "true")
    .text("update number k");
  const empty = stage.root
    .append("text")
    .attr("class", "mlw-jaws-note")
    .attr("text-anchor", "middle");
  const again = ui.button(plot, { text: "Take the first points again", icon: "restart" }, () => {
    const field = model.get("spec").fields.find(({ name }) => name === "points");
    ui.set({ points: field?.default });
  });
  const show = readout(all);
  const held = steadyAxes();
  /** @type {Run | null} */
  let former = null; // the jaws before the reader moved a point
  ui.control("updates")
    .querySelector("button") // Reset
    ?.addEventListener("click", () => {
      held.reset();
      former = null;
      ask();
    });
  let ask = () => {};
  const pointed = cursor(stage, () => ask());

  ask = onFrame(model, ui.signal, () => {
    ui.offer("seed", model.get("order") === "random");
    points();
    const outputs = unpack(model.get("outputs"));
    if (!outputs.curve_k) return;
    if (outputs.bound) former ??= /** @type {Run} */ (outputs);
    const moved = former && (former.gamma !== outputs.gamma || former.radius !== outputs.radius);
    again.hidden = Boolean(outputs.bound);
    const there = outputs.made > 0;
    // All updates are in the outputs, so the player moves before Python has answered.
    const shown = Math.min(model.get("updates"), outputs.made);
    const out = { ...outputs, shown, former: moved ? former : undefined };
    ui.say(out.sentences.split("\n")[out.shown]);
    layer.attr("display", there ? null : "none");
    empty
      .attr("x", stage.width / 2)
      .attr("y", stage.height / 2)
      .text(there ? "" : "one point of each class, and the jaws appear");
    const s = held.scales(
      there ? out : { ...out, ...BLANK },
      there ? model.get("scale") : "near",
      stage,
    );
    const whole = s.end >= 20000 ? "~s" : s.log ? "," : ",~f";
    axes(stage, {
      x: s.x,
      y: s.y,
      yLabel: "length",
      xFormat: whole,
      yFormat: s.log ? ",~g" : ",~f",
      xTicks: stage.width < 420 ? 4 : 7,
      yTicks: 5,
      grid: false,
    });
    if (there) picture(out, s);
    again.style.top = `${0.4 * s.top + 0.6 * s.bottom + 28}px`; // under what says why
    under.attr("x", (s.left + s.right) / 2).attr("y", stage.height - 6);
    pointed(out, s, show);
  });
  return ui.cleanup;
}

export default { render };
