// Two rulers: the sizes of all numbers of a format, and the numbers around one as they lie.

/** @import { Layer, Stage } from "../../kit/types.d.ts" */
/** @import { Out } from "../bits.js" */

const SIDE = 30; // room left and right of the rulers
const FAR = 62; // the height of the upper ruler, and of the lower one
const NEAR = 146;

export const RULERS_STYLE = `
.bt-line { stroke: var(--mlw-ink); stroke-width: 1.5; }
.bt-tick { stroke: var(--mlw-ink); stroke-width: 1.5; fill: none; }
.bt-thin { fill: var(--mlw-rule); }
.bt-lens { fill: var(--mlw-rule); fill-opacity: 0.45; }
.bt-here { fill: var(--q-x); stroke: var(--mlw-paper); stroke-width: 1.5; }
.bt-mark { stroke: var(--q-x); stroke-width: 3.5; }
.mlw-svg .bt-soft { fill: var(--mlw-soft); }
.mlw-svg .bt-name { fill: var(--mlw-ink); font-weight: 600; }
`;

/**
 * Returns a function that draws them for the outputs.
 * @param {Stage} stage
 */
export function rulers(stage) {
  const g = stage.root.append("g").attr("aria-hidden", "true");
  const add = (/** @type {string} */ tag, /** @type {string} */ name) =>
    g.append(tag).attr("class", name);
  const text = (/** @type {string} */ name, anchor = "middle") =>
    add("text", name).attr("text-anchor", anchor);
  const thin = add("rect", "bt-thin").attr("height", 18);
  const far = add("path", "bt-line");
  const near = add("path", "bt-line");
  const lens = add("path", "bt-lens");
  const farTicks = add("path", "bt-tick");
  const nearTicks = add("path", "bt-tick");
  const here = add("path", "bt-here");
  const mark = add("path", "bt-mark");
  const names = g.append("g");
  const title = text("bt-soft mlw-halo", "start").text("sizes of all numbers");
  const below = text("bt-soft mlw-halo", "start").text("numbers around yours");
  const [left, right] = [text("bt-soft", "start"), text("bt-soft", "end")];
  const value = text("bt-name");

  return (/** @type {Out} */ out) => {
    const [a, b] = [SIDE, stage.width - SIDE];
    const middle = (a + b) / 2;
    const at = (/** @type {number} */ share) => a + share * (b - a);
    const close = (/** @type {number} */ v) => middle + (v * (b - a)) / 2;
    title.attr("x", 8).attr("y", 18);
    below.attr("x", 8).attr("y", NEAR - 24);
    thin
      .attr("x", a)
      .attr("y", FAR - 9)
      .attr("width", at(out.normal) - a);
    far.attr("d", `M${a} ${FAR}H${b}`);
    near.attr("d", `M${a - 12} ${NEAR}H${b + 12}`);
    farTicks.attr("d", Array.from(out.ticks.values, (t) => `M${at(t)} ${FAR - 6}v12`).join(""));
    const labels = out.tick_names.split("\n");
    names
      .selectAll("text")
      .data(labels)
      .join("text")
      .attr("class", "bt-soft mlw-halo")
      .attr("text-anchor", "middle")
      .attr("x", (_, i) => at(out.ticks.values[i]))
      .attr("y", FAR + 22)
      .text((name) => name);
    const size = out.where >= 0;
    const x = at(Math.max(0, out.where));
    here.attr("display", size ? null : "none").attr("d", `M${x} ${FAR - 2}l-7 -14h14z`);
    const some = out.near.values.length > 0;
    lens
      .attr("display", size && some ? null : "none")
      .attr("d", `M${x} ${FAR + 4}L${a} ${NEAR - 12}H${b}z`);
    nearTicks.attr("d", Array.from(out.near.values, (v) => `M${close(v)} ${NEAR - 9}v18`).join(""));
    mark.attr("display", some ? null : "none").attr("d", `M${middle} ${NEAR - 14}v28`);
    // The names of the outermost two stand below them, pushed in where they would leave the picture.
    const [first, last] = out.ends.split("\n");
    const { values } = out.near;
    left
      .attr("x", some ? Math.max(8, close(values[0]) - SIDE) : 8)
      .attr("y", NEAR + 30)
      .text(first ?? "");
    right
      .attr("x", Math.min(stage.width - 8, close(some ? values[values.length - 1] : 1) + SIDE))
      .attr("y", NEAR + 30)
      .text(last ?? "");
    value
      .attr("x", middle)
      .attr("y", NEAR + 50)
      .text(some ? out.value : "no number lies around it");
    stage.node.setAttribute(
      "aria-label",
      some
        ? `${out.near.values.length} numbers from ${first} to ${last}, yours in the middle`
        : "No number lies around yours",
    );
  };
}
