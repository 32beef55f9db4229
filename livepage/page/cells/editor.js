// The editor of a cell.  It takes the place of the highlighted code, line for line.

import * as cm from "./codemirror/codemirror.js";

const color = (/** @type {string} */ name) => ({ color: `var(--code-${name})` });
const t = cm.tags;
const STYLE = cm.HighlightStyle.define([
  { tag: [t.keyword, t.operatorKeyword, t.bool, t.null], ...color("word") },
  { tag: [t.string, t.special(t.string), t.escape], ...color("text") },
  { tag: t.number, ...color("number") },
  {
    tag: [t.function(t.definition(t.variableName)), t.definition(t.className), t.className, t.meta],
    ...color("name"),
  },
  { tag: t.comment, ...color("remark"), fontStyle: "italic" },
]);

const LOOK = cm.EditorView.theme({
  "&": { color: "var(--ink)", fontSize: ".84rem", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", padding: ".9rem 1.1rem" },
  ".cm-content": { padding: "0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0" },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": {
    backgroundColor: "color-mix(in srgb, var(--focus) 22%, transparent)",
  },
  "&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket": {
    backgroundColor: "transparent",
    textDecoration: "underline wavy var(--accent)",
  },
});

/**
 * Return where in the text of an element the reader has pointed.
 * @param {Element} element
 * @param {MouseEvent} event
 */
export function offset(element, { clientX, clientY }) {
  const caret = document.caretPositionFromPoint?.(clientX, clientY);
  const found = caret ? null : document.caretRangeFromPoint?.(clientX, clientY);
  const node = caret?.offsetNode ?? found?.startContainer;
  if (!node || !element.contains(node)) return 0;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, caret?.offset ?? found?.startOffset ?? 0);
  return range.toString().length;
}

/**
 * Put an editor where `pre` stands; it calls change(text) and run().
 * @param {HTMLElement} pre
 * @param {{ text: string, at: number, label: string, change: (text: string) => void, run: () => void }} options
 */
export function openEditor(pre, { text, at, label, change, run }) {
  const go = () => (run(), true);
  const view = new cm.EditorView({
    doc: text,
    selection: { anchor: Math.min(at, text.length) },
    extensions: [
      cm.keymap.of([
        { key: "Shift-Enter", run: go },
        { key: "Mod-Enter", run: go },
        // Tab indents; Escape, then Tab, goes on to what follows (CodeMirror's own way out).
        cm.indentWithTab,
        ...cm.historyKeymap,
        ...cm.defaultKeymap,
      ]),
      cm.history(),
      cm.pythonLanguage,
      cm.indentUnit.of("    "),
      cm.indentOnInput(),
      cm.bracketMatching(),
      cm.syntaxHighlighting(STYLE),
      cm.EditorState.tabSize.of(4),
      cm.EditorView.contentAttributes.of({
        tabindex: "0", // it is focusable anyway; this says so to whoever looks
        "aria-label": label,
        "aria-description": "Shift+Enter runs it. Tab indents; Escape, then Tab, leaves.",
      }),
      cm.EditorView.updateListener.of((update) => {
        if (update.docChanged) change(update.state.doc.toString());
      }),
      LOOK,
    ],
  });
  pre.before(view.dom);
  pre.hidden = true;
  return {
    focus: () => view.focus(),
    set: (/** @type {string} */ code) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } }),
  };
}
