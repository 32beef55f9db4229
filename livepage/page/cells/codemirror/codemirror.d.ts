// The types of codemirror.js are those of what it was bundled from.
export * from "./codemirror-entry.js";
