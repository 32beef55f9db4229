// What draw.mjs takes of linkedom, for `make lint`.

/** A document of its own, with the constructors that belong to it. */
export function parseHTML(html: string): {
  document: Document;
  Element: typeof Element;
  CustomEvent: typeof CustomEvent;
  HTMLSelectElement: typeof HTMLSelectElement;
};
