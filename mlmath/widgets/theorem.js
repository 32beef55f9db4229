// The view that all theorems share: an instance as a picture, both sides, every premise and step.

import { bars } from "./kit/bars.js";
import { seedNumber } from "./kit/controls.js";
import { panels } from "./kit/panels.js";
import { button, frame, listen, make, onFrame, unique, unpack } from "./kit.js";
import { PICTURE_STYLE, picture } from "./theorem/picture.js";

/** @import { ChoiceField, Ints, NumberField, Render } from "./kit/types.d.ts" */

/**
 * What theorem.py computes.
 * @typedef {{ claim: string, left: number, right: number, left_name: string, right_name: string,
 *   left_text: string, right_text: string, relation: string, holds: boolean, whole: number,
 *   held: Ints, steps: string, steps_held: Ints, note: string, marks: string, scales: string,
 *   caption: string }} Out
 */

const STYLE = `${PICTURE_STYLE}
.mlt-body { padding: 0.75rem; }
.mlt-body .mlw-svg { max-width: 22rem; margin: auto; }
.mlt-side { display: flex; flex-direction: column; gap: 0.625rem; }
.mlw-root .mlt-claim { color: var(--mlw-soft); font-size: 0.875rem; }
.mlw-root .mlt-relation { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline;
  font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.mlt-relation span { font-size: 0.9375rem; }
.mlt-fails { color: var(--q-e); }
.mlw-root .mlt-list { margin: 0; padding: 0; list-style: none; }
.mlw-root .mlt-list li { display: flex; gap: 0.5rem; align-items: center; margin: 0; padding: 0.1875rem 0; }
.mlt-list li > span { flex: 1; }
.mlt-list [data-held="0"] > span { color: var(--q-e); font-weight: 600; }
.mlt-breaker { width: 5.5rem; }
.mlw-root .mlt-steps { font-size: 0.8125rem; color: var(--mlw-soft); }
.mlt-steps [data-step="0"] { color: var(--q-e); font-weight: 600; }
.mlw-root .mlt-words { margin-top: 0.625rem; }
.mlw-root .mlt-took { min-height: 1.45em; } /* its line stays */
.mlw-root .mlt-words p { color: var(--mlw-soft); font-size: 0.8125rem; }
.mlt-seed { display: flex; flex: 1 1 0; flex-wrap: wrap; gap: 0.125rem 0.5rem; align-items: center;
  min-width: 11.5rem; color: var(--mlw-soft); font-size: 0.875rem; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  /** @type {{ seed: NumberField, drop: ChoiceField }} */
  const fields = /** @type {any} */ (
    Object.fromEntries(model.get("spec").fields.map((field) => [field.name, field]))
  );
  const premises = Object.keys(fields.drop.options).filter((name) => name);

  // How long an answer takes: from the wish to the outputs, where Python did not have to start first.
  let since = 0;
  let took = "";
  const ask = (/** @type {object} */ values) => {
    since = ["ready", "busy"].includes(model.get("status") ?? "ready") ? performance.now() : 0;
    ui.set(values);
  };
  listen(model, "change:outputs", ui.signal, () => {
    took = since
      ? `Drawn and checked in ${Math.max(1, Math.round(performance.now() - since))} ms.`
      : "";
    since = 0;
  });

  const id = unique("mlt-seed");
  const seed = seedNumber(fields.seed, id, (value) => ask({ seed: value }));
  seed.show(model.get("seed"));
  ui.button(ui.tools, { text: "Verify", icon: "restart", kind: "play" }, () =>
    ask({ seed: seed.next(), drop: "" }),
  );
  const label = make("label", { for: id }, fields.seed.label);
  const hint = make("span", { id: `${id}-hint` }, "(Verify takes the next)");
  seed.input.setAttribute("aria-describedby", hint.id);
  ui.tools.append(make("div", { class: "mlt-seed" }, label, seed.input, hint));

  ui.picture.append(make("style", {}, STYLE));
  const body = make("div", { class: "mlt-body mlw-behind" });
  ui.picture.append(body);
  const { plane, facts } = panels(body, { plane: "", facts: "" }, { narrowest: "16rem" });
  plane.classList.add("mlt-plane");
  const side = make("div", { class: "mlt-side" });
  facts.append(side);
  const claim = make("p", { class: "mlt-claim" });
  const numbers = make("span", { style: "font-size: inherit" });
  const verdict = make("span", { "data-verdict": "" });
  const relation = make("p", { class: "mlt-relation" }, numbers, verdict);
  side.append(claim, relation);
  const sides = bars(side);
  const list = make("ul", { class: "mlt-list", "aria-label": "Premises" });
  const rows = premises.map((premise) => {
    const mark = make("span");
    const row = make("li", {}, mark);
    const breaker = button(row, { text: "Break it", kind: "breaker" }, () =>
      ask(model.get("drop") === premise ? { seed: seed.next() } : { drop: premise }),
    );
    breaker.classList.add("mlt-breaker"); // as wide with its other word
    list.append(row);
    return { premise, row, mark, breaker };
  });
  const proof = make("ul", { class: "mlt-list mlt-steps", "aria-label": "Steps of the proof" });
  // What grows and shrinks stands last, so that no button moves under the hand.
  const words = make("div", { class: "mlt-words" });
  const [note, time, caption] = ["note", "took", "caption"].map((name) =>
    make("p", { class: `mlt-${name}` }),
  );
  words.append(note, time, caption);
  side.append(list, proof);
  body.append(words);
  const draw = picture(plane);

  onFrame(model, ui.signal, () => {
    /** @type {Out} */
    const out = unpack(model.get("outputs"));
    seed.show(model.get("seed"));
    draw(out);
    caption.textContent = out.caption;
    claim.textContent = out.claim;
    numbers.textContent = `${out.left_text} ${out.relation} ${out.right_text}`;
    verdict.textContent = out.holds ? "\u2713 holds" : "\u2717 fails";
    relation.classList.toggle("mlt-fails", !out.holds);
    const bar = (/** @type {"left" | "right"} */ which) => ({
      name: out[`${which}_name`],
      text: out[`${which}_text`],
      value: out[which],
      hatched: which === "right",
      quantity: which === "left" && !out.holds ? "e" : "",
    });
    sides([bar("left"), bar("right")], out.whole);
    note.textContent = out.note;
    time.textContent = took;
    const steps = out.steps ? out.steps.split("\n") : [];
    proof.replaceChildren(
      ...steps.map((step, i) => {
        const held = out.steps_held.values[i];
        return make("li", { "data-step": held }, `${held ? "\u2713" : "\u2717"} ${step}`);
      }),
    );
    rows.forEach(({ premise, row, mark, breaker }, i) => {
      const held = out.held.values[i];
      const again = model.get("drop") === premise;
      breaker.children[0].textContent = again ? "Again" : "Break it";
      breaker.setAttribute(
        "aria-label",
        `${again ? "Again without" : "Break it: drop"} \u201c${premise}\u201d`,
      );
      row.dataset.held = `${held}`;
      if (held) mark.replaceChildren(`\u2713 ${premise}`);
      else
        mark.replaceChildren(
          "\u2717 ",
          make("span", { class: "mlw-hidden" }, "dropped: "),
          make("s", {}, premise),
        );
    });
  });
  return ui.cleanup;
}

export default { render };
