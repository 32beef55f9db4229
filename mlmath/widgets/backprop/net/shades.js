// A field of numbers as areas of few shades: one path a shade, so that a redraw is quick.

export const SHADES = 9;

/**
 * The paths of all shades, lowest first: cells of a row that have one shade are one piece.
 * @param {ArrayLike<number>} values row by row
 * @param {number} columns
 * @param {number} low what gets the lowest shade
 * @param {number} high
 */
export function shades(values, columns, low, high) {
  const paths = Array.from({ length: SHADES }, () => "");
  const shade = (/** @type {number} */ value) =>
    Math.min(SHADES - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * SHADES)));
  for (let begin = 0; begin < values.length; ) {
    const own = shade(values[begin]);
    const edge = begin - (begin % columns) + columns;
    let end = begin + 1;
    while (end < edge && shade(values[end]) === own) end++;
    paths[own] +=
      `M${begin % columns} ${Math.floor(begin / columns)}h${end - begin}v1h${begin - end}z`;
    begin = end;
  }
  return paths;
}
