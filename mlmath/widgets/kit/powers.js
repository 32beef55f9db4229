// Numbers between the very small and the very large, as a page prints them: 10⁻⁵, not 1e-5.

const RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

/**
 * A number above zero by its first digit: 0.02, 300, 10⁻⁵, 2 · 10⁻⁷.
 * @param {number} value
 */
export function power(value) {
  const [digit, exponent] = value.toExponential(0).split("e").map(Number);
  if (exponent >= -2 && exponent <= 3) return String(Number(value.toPrecision(1)));
  const raised = Array.from(String(Math.abs(exponent)), (figure) => RAISED[Number(figure)]);
  const ten = `10${exponent < 0 ? "\u207b" : ""}${raised.join("")}`;
  return digit === 1 ? ten : `${digit} \u00b7 ${ten}`;
}
