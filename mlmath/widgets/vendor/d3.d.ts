// The types of d3.js are those of what it was bundled from.
export * as d3 from "./d3-entry.js";
