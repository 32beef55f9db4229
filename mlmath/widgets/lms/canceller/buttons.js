// What to listen to: a button for each sound, one that stops, and the volume.

import { slider } from "../../kit/controls.js";
import { listen, make, unique, unpack } from "../../kit.js";
import { open, speaker } from "./speaker.js";

/** @import { ChoiceField, Frame } from "../../kit/types.d.ts" */
/** @import { Out } from "../canceller.js" */

const VOLUME = 50; // percent

export const BUTTONS_STYLE = `
.mlw-can-tracks { display: flex; flex-wrap: wrap; gap: 0.375rem; flex: 1 1 100%; }
.mlw-can-volume { flex: 1 1 9rem; max-width: 14rem; }
.mlw-root .mlw-can-mute { flex: 1 1 100%; margin: 0; color: var(--q-e); }
@container (max-width: 26rem) {
  .mlw-can-tracks { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); }
  .mlw-can-tracks .mlw-button { grid-column: span 3; }
  .mlw-can-tracks .mlw-button:nth-child(5) { grid-column: span 2; }
  .mlw-can-volume { grid-column: span 4; }
}
`;

/**
 * Fill the row of tools.  Returns { position() }: the moment that is heard, in seconds, or null.
 * A press sets `listen`, Python answers with the sound, and what it answers is played as it is.
 * @param {Frame} ui
 * @param {() => void} heard called when a sound begins or ends
 */
export function buttons(ui, heard) {
  const { model, signal } = ui;
  /** @type {{ track: string, fresh: boolean } | null} */
  let wanted = null; // fresh: from its start, not from the moment that is heard now
  const output = speaker(open, () => release());
  const row = make("div", { class: "mlw-can-tracks", role: "group", "aria-label": "Listen to" });
  const mute = make("p", { class: "mlw-can-mute", role: "status", hidden: true });
  ui.tools.append(row, mute);

  const play = () => {
    /** @type {Out} */
    const { sounding, sound, rate } = unpack(model.get("outputs"));
    if (wanted?.track !== sounding) return;
    output.play(sound.values, rate, wanted.fresh ? 0 : (output.position() ?? 0));
    wanted.fresh = false;
    heard();
  };
  const press = (/** @type {string} */ track) => {
    if (!output.wake()) {
      mute.textContent = "This browser plays no sound here. The picture shows the same.";
      mute.hidden = false;
      return;
    }
    wanted = { track, fresh: !wanted || wanted.track === track };
    show();
    if (model.get("listen") === track) play();
    else ui.set({ listen: track });
  };
  const release = () => {
    wanted = null;
    output.stop();
    show();
    heard();
    if (model.get("listen") !== "none") ui.set({ listen: "none" });
  };

  const field = /** @type {ChoiceField} */ (
    model.get("spec").fields.find(({ name }) => name === "listen")
  );
  const sounds = Object.entries(field.options).filter(([track]) => track !== "none");
  const tracks = sounds.map(([track, text]) => {
    const node = ui.button(row, { text, icon: "play", pressed: false }, () => press(track));
    return { track, node };
  });
  const stop = ui.button(row, { text: "Stop", icon: "square" }, release);
  const show = () => {
    for (const { track, node } of tracks)
      node.setAttribute("aria-pressed", String(wanted?.track === track));
    stop.disabled = !wanted;
  };
  const volume = slider(
    { label: "Volume", low: 0, high: 100, step: 1, unit: "%" },
    unique("mlw-volume"),
    (percent) => output.volume(percent / 100),
  );
  volume.node.classList.add("mlw-can-volume");
  volume.show(VOLUME);
  output.volume(VOLUME / 100);
  row.append(volume.node);
  show();

  listen(model, "change:outputs", signal, play);
  listen(model, "change:listen", signal, () => {
    if (wanted && model.get("listen") === "none") release();
  });
  listen(model, "change:error", signal, () => {
    if (wanted && model.get("error")) release();
  });
  signal.addEventListener("abort", () => output.close(), { once: true });
  return { position: output.position };
}
