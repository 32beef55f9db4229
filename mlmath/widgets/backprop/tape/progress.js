// How far the reader is: which parts have a value, which have handed on their blame.

/**
 * Of a step: `valued`, the parts whose value is known; `back`, how many steps back were made; `now`,
 * the part that the step is about, -1 before the first.
 * @param {ArrayLike<number>} order the operations, as they are computed
 * @param {number} n how many parts there are
 * @param {number} step
 */
export function progress(order, n, step) {
  const m = order.length;
  const operations = new Set(Array.from(order));
  const forward = Math.min(step, m);
  const done = new Set(Array.from(order).slice(0, forward));
  const valued = Array.from({ length: n }, (_, i) => !operations.has(i) || done.has(i));
  const back = Math.max(0, step - m);
  const now = step === 0 ? -1 : back ? order[m - back] : order[forward - 1];
  return { valued, back, now, whole: forward === m };
}

/**
 * A number in few characters: three digits that count, and a real minus sign.
 * @param {number} value
 */
export function brief(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e5 || size < 1e-3 ? value.toExponential(1) : String(+value.toPrecision(3));
  return text.replaceAll("-", "\u2212").replace("e+", "e");
}
