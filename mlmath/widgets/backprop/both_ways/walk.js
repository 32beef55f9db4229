// How far the walk through the layers has come.

/**
 * @param {"forward" | "backward"} way
 * @param {number} step
 * @param {number} layers how many layers of edges there are
 */
export function reached(way, step, layers) {
  if (way === "backward") {
    const low = layers - step; // the lowest layer of units that is counted
    return {
      start: -1,
      unit: (/** @type {number} */ layer) => layer >= low,
      edge: (/** @type {number} */ layer) => layer >= low,
      done: (/** @type {number} */ _input) => step === layers,
    };
  }
  // Walk after walk, each through all layers; before the first step, the first is about to begin.
  const start = Math.max(0, Math.ceil(step / layers) - 1);
  const high = step - start * layers;
  return {
    start,
    unit: (/** @type {number} */ layer) => layer <= high,
    edge: (/** @type {number} */ layer) => layer < high,
    done: (/** @type {number} */ input) => (input + 1) * layers <= step,
  };
}
