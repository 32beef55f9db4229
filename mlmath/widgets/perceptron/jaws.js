// The closing jaws: Novikoff's two inequalities against the update number.

import { axes, frame, make, onFrame, svg, unpack } from "../kit.js";
import { jawsPicture, jawsScales, PICTURE_STYLE } from "./jaws/picture.js";
import { cursor, READING_STYLE, readout } from "./jaws/reading.js";

/** @import { Render } from "../kit/types.d.ts" */

const STYLE = `${PICTURE_STYLE}${READING_STYLE}
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
  const stage = svg(ui.picture, {
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
  const show = readout(ui.picture);
  let ask = () => {};
  const pointed = cursor(stage, () => ask());

  ask = onFrame(model, ui.signal, () => {
    ui.offer("seed", model.get("order") === "random");
    const outputs = unpack(model.get("outputs"));
    if (!outputs.curve_k) return;
    const there = outputs.made > 0;
    // All updates are in the outputs, so the player moves before Python has answered.
    const out = { ...outputs, shown: Math.min(model.get("updates"), outputs.made) };
    ui.say(out.sentences.split("\n")[out.shown]);
    layer.attr("display", there ? null : "none");
    empty
      .attr("x", stage.width / 2)
      .attr("y", stage.height / 2)
      .text(there ? "" : "one point of each class, and the jaws appear");
    const s = jawsScales(
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
    under.attr("x", (s.left + s.right) / 2).attr("y", stage.height - 6);
    pointed(out, s, show);
  });
  return ui.cleanup;
}

export default { render };
