// Readings of the meter and settings of the knobs, in divisions.

import { signed } from "../../kit.js";

/**
 * A number with its sign: whole divisions as they are, else a tenth of one; what is too long for its
 * place in powers of ten.
 * @param {number} value
 */
export function reading(value) {
  const short = Math.round(10 * value) / 10;
  if (Math.abs(short) < 1000) return signed(short, short % 1 ? 0.1 : 1);
  const power = Math.floor(Math.log10(Math.abs(short)));
  return `${signed(Math.trunc(short / 10 ** power))}e${power}`;
}
