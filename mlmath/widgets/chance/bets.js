// Bets: a split of the money among three horses, and what becomes of it race after race.

import { key } from "../kit/key.js";
import { panels } from "../kit/panels.js";
import { format, frame, make, onFrame, signed, unpack } from "../kit.js";
import { MONEY_STYLE, money } from "./bets/money.js";
import { place } from "./bets/shares.js";
import { TRIANGLE_STYLE, triangle } from "./bets/triangle.js";

/** @import { Floats, Ints, Point, Render } from "../kit/types.d.ts" */

/**
 * What bets.py computes.
 * @typedef {{ won: Ints, yours: Floats, knower: Floats, broke: number, beliefs: Floats,
 *   seen: Floats, counts: Ints, rings: Floats, best: number, gap: number, made: number }} Out
 */

const STYLE = `
.bt-key { grid-column: 1 / -1; }
`;

/** @param {Render} render */
function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  ui.picture.append(make("style", {}, STYLE + TRIANGLE_STYLE + MONEY_STYLE));
  const both = panels(ui.picture, { triangle: "", money: "" }, { narrowest: "16rem" });
  const learns = () => model.get("way") === "learn";
  const shown = () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    return Math.min(model.get("races"), out.made);
  };
  const splits = triangle(both.triangle, {
    truth: () => model.get("truth"),
    split() {
      if (!learns()) return place(model.get("belief"));
      const { values } = /** @type {Out} */ (unpack(model.get("outputs"))).beliefs;
      return /** @type {Point} */ ([values[2 * shown()], values[2 * shown() + 1]]);
    },
    // Who takes the disc in hand bets a split again.
    move: (name, shares) =>
      ui.set(name === "truth" ? { truth: shares } : { belief: shares, way: "split" }),
  });
  const plot = money(both.money);
  key(ui.picture, {
    "your split": '<circle cx="12" cy="8" r="6" class="bt-yours"/>',
    "the truth": '<path d="M6 2h12v12h-12z" class="bt-truth"/>',
    "the bookmaker": '<circle cx="12" cy="8" r="5" class="bt-house"/>',
    "wins so far": '<path d="M6 2l12 12m0 -12l-12 12" class="bt-seen"/>',
    "inside, money grows": '<path d="M1 3h22v10h-22z" class="bt-even"/>',
    predicted: '<path d="M0 8h24" stroke="currentColor" class="bm-predicted"/>',
  });
  const take = (/** @type {number[]} */ belief) => ui.set({ belief, way: "split" });
  ui.button(ui.tools, { text: "Bet evenly" }, () => take([0.34, 0.33, 0.33]));
  ui.button(ui.tools, { text: "All on A" }, () => take([1, 0, 0]));
  ui.button(ui.tools, { text: "Bet the truth" }, () => take([...model.get("truth")]));

  onFrame(model, ui.signal, () => {
    const out = /** @type {Out} */ (unpack(model.get("outputs")));
    const n = shown();
    splits(out, n, learns());
    plot(out, n, learns());
    const lost = out.broke > 0 && n >= out.broke;
    const measured = (out.knower.values[n] - out.yours.values[n]) / n;
    const widest = "0.000 bits";
    ui.fact("behind, predicted", learns() ? "less and less" : bits(out.gap), {
      widest: "less and less",
      quantity: "wstar",
    });
    ui.fact("behind, measured", lost ? "all" : n > 0 ? bits(measured) : "\u2013", {
      widest,
      quantity: "w",
    });
    ui.fact(
      "your growth, predicted",
      out.gap < 0 || learns() ? "\u2013" : `${signed(out.best - out.gap, 0.001)} bits`,
      { widest: "+0.000 bits" },
    );
    const wins = out.counts.values.subarray(3 * n, 3 * n + 3);
    ui.fact("wins of A, B, C", Array.from(wins).join(", "), { widest: "000, 000, 000" });
  });
  return ui.cleanup;
}

/**
 * A rate in words; below zero stands for what has no limit.
 * @param {number} rate
 */
function bits(rate) {
  return rate === -1 ? "no limit" : `${format(rate, 0.001)} bits`;
}

export default { render };
