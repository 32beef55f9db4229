// The knobs: each a dial that is turned by dragging it sideways, or by keys.

import { make } from "../../kit.js";
import { reading } from "./reading.js";

export const FAR = 30; // divisions that a hand can turn a knob to, either way
const REACH = 150; // degrees that it stands at then, from straight up
const PULL = 5; // pixels of a drag for one division

export const KNOBS_STYLE = `
.mlw-ada-knobs { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0.125rem 0; }
.mlw-ada-knob { display: grid; justify-items: center; padding: 2px 0; border-radius: 8px;
  cursor: ew-resize; touch-action: pan-y; user-select: none; -webkit-user-select: none;
  font-size: 0.75rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.mlw-ada-knob svg { display: block; width: 2.5rem; max-width: 100%; pointer-events: none; }
.mlw-ada-knob circle { fill: var(--mlw-raised); stroke: var(--mlw-soft); stroke-width: 1.5; }
.mlw-ada-knob line { stroke: var(--q-w); stroke-width: 3.5; stroke-linecap: round; }
.mlw-ada-track { fill: none; stroke: var(--mlw-rule); stroke-width: 3; }
.mlw-ada-arc { fill: none; stroke: var(--q-w); stroke-width: 3; }
.mlw-ada-knob.last { background: var(--mlw-raised); box-shadow: inset 0 0 0 2px var(--mlw-ink); }
.mlw-root .mlw-ada-knob:focus-visible { outline: 3px solid var(--mlw-focus); outline-offset: 0; }
.mlw-ada-bias { grid-column: 1 / -1; display: flex; align-items: center; justify-content: center;
  gap: 0.5rem; }
`;

const point = (/** @type {number} */ degrees, r = 17) => {
  const angle = (degrees * Math.PI) / 180;
  return `${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`;
};
const arc = (/** @type {number} */ from, /** @type {number} */ to) =>
  `M${point(from)}A17 17 0 ${Math.abs(to - from) > 180 ? 1 : 0} ${to > from ? 1 : 0} ${point(to)}`;
const within = (/** @type {number} */ value) => Math.min(FAR, Math.max(-FAR, value));

/**
 * Where a key leads a knob, or undefined for other keys; whole divisions, and not further than a hand
 * can turn it.
 * @param {{ key: string, shiftKey?: boolean }} event
 * @param {number} value
 */
export function keyed({ key, shiftKey = false }, value) {
  const by = shiftKey ? 5 : 1;
  /** @type {Record<string, number>} */
  const to = { Home: -FAR, End: FAR, Delete: 0 };
  const way = { ArrowRight: by, ArrowUp: by, ArrowLeft: -by, ArrowDown: -by }[key];
  if (way) return within(Math.round(value) + way);
  return to[key];
}

/**
 * knobs(parent, { n, columns }, turn) adds n dials, the last one the bias; turn(i, value) is told
 * what a hand did.  Returns { draw(values, last) }, where `last` is the knob to be marked, or -1.
 * @param {Element} parent
 * @param {{ n: number, columns: number }} shape
 * @param {(i: number, value: number) => void} turn
 */
export function knobs(parent, { n, columns }, turn) {
  const root = make("div", { class: "mlw-ada-knobs", role: "group", "aria-label": "Knobs" });
  parent.append(root);
  const values = new Array(n).fill(0);
  const bias = n - 1;
  const name = (/** @type {number} */ i) =>
    i === bias ? "Bias" : `Knob in row ${Math.floor(i / columns) + 1}, column ${(i % columns) + 1}`;

  const all = values.map((_, i) => {
    const node = make("div", {
      class: `mlw-ada-knob${i === bias ? " mlw-ada-bias" : ""}`,
      role: "slider",
      tabindex: i ? -1 : 0,
      "aria-label": name(i),
      "aria-valuemin": -FAR,
      "aria-valuemax": FAR,
    });
    node.innerHTML =
      `<svg viewBox="-20 -20 40 37" aria-hidden="true"><path class="mlw-ada-track" ` +
      `d="${arc(-REACH, REACH)}"/><path class="mlw-ada-arc"/><circle r="12"/><line y1="-4" y2="-11"/></svg>`;
    const says = make("span");
    node.append(...(i === bias ? [make("span", {}, "bias"), says] : [says]));
    root.append(node);
    const [swept, hand] = [".mlw-ada-arc", "line"].map(
      (one) => /** @type {Element} */ (node.querySelector(one)),
    );
    wire(node, i);
    return { node, says, swept, hand };
  });

  const set = (/** @type {number} */ i, /** @type {number} */ value) => {
    if (value === values[i]) return;
    values[i] = value;
    show(i);
    turn(i, value);
  };
  const focus = (/** @type {number} */ i) => {
    for (const [j, { node }] of all.entries()) node.setAttribute("tabindex", i === j ? "0" : "-1");
    all[i].node.focus({ preventScroll: true });
  };

  /**
   * @param {HTMLElement} node
   * @param {number} i
   */
  function wire(node, i) {
    /** @type {{ x: number, y: number, value: number } | null} */
    let held = null; // where the hand took hold, and what the knob was set to
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      focus(i);
      node.setPointerCapture?.(event.pointerId);
      held = { x: event.clientX, y: event.clientY, value: Math.round(values[i]) };
    });
    node.addEventListener("pointermove", (event) => {
      if (!held) return;
      // A finger that moves up or down scrolls the page; a mouse may turn the knob that way too.
      const up = event.pointerType === "mouse" ? held.y - event.clientY : 0;
      const pulled = Math.round((event.clientX - held.x + up) / PULL);
      if (pulled || values[i] !== held.value) set(i, within(held.value + pulled));
    });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      node.addEventListener(end, () => {
        held = null;
      });
    }
    node.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { PageDown: 1, PageUp: n - 1 }[event.key];
      const to = keyed(event, values[i]);
      if (step) focus((i + step) % n);
      else if (to !== undefined) set(i, to);
      else return;
      event.preventDefault();
      event.stopPropagation(); // Jupyter has meanings of its own for these keys
    });
  }

  /** @param {number} i */
  function show(i) {
    const { node, says, swept, hand } = all[i];
    const angle = (REACH * within(values[i])) / FAR;
    says.textContent = reading(values[i]);
    swept.setAttribute("d", Math.abs(angle) < 1 ? "" : arc(0, angle));
    hand.setAttribute("transform", `rotate(${angle.toFixed(1)})`);
    node.setAttribute("aria-valuenow", String(within(values[i])));
    node.setAttribute("aria-valuetext", reading(values[i]));
  }

  return {
    /** @type {(next: ArrayLike<number>, last: number) => void} */
    draw(next, last) {
      all.forEach(({ node }, i) => {
        values[i] = next[i];
        node.classList.toggle("last", i === last);
        show(i);
      });
    },
  };
}
