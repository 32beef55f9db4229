// What the book takes from D3.  `python -m tools.bundle d3` turns this into d3.js.
export { axisBottom, axisLeft } from "d3-axis";
export { contours } from "d3-contour";
export { drag } from "d3-drag";
export { scaleLinear, scaleLog } from "d3-scale";
export { pointer, select } from "d3-selection";
export { area, line } from "d3-shape";
