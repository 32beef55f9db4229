// What drawing without a browser takes from linkedom.  `python -m tools.bundle linkedom` turns this
// into linkedom.js.
// @ts-expect-error The package is there while it is bundled, and only then.
export { parseHTML } from "linkedom";
