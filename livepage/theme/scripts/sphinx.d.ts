// What Sphinx's own search (searchtools.js) lets a page change, for `make lint`; no page loads it.

/** A place that was found: its page, its title, "#" and the place on the page or "", and more. */
type Found = [page: string, title: string, anchor: string, ...more: unknown[]];

interface SphinxSearch {
  htmlToText(source: string, anchor?: string): string;
  makeSearchSummary(source: string, keywords: Iterable<string>, anchor?: string): HTMLElement | null;
  _performSearch(...query: unknown[]): Found[];
}

declare var Search: SphinxSearch;
