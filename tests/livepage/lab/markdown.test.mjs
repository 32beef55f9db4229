// The book's MyST as Markdown: each part on a text whose answer was written by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { markdown } from "../../../livepage/lab/share/jupyter/labextensions/mlmath/static/markdown.js";
import {
  numbered,
  spelled,
} from "../../../livepage/lab/share/jupyter/labextensions/mlmath/static/numbers.js";

/** A book in which everything has the number 1.2, and a source is its key. */
const BOOK = {
  number: () => "1.2",
  reference: (/** @type {string} */ label) => ({ name: `the ${label}`, title: "T" }),
  cite: (/** @type {string[]} */ keys, /** @type {boolean} */ bracketed) =>
    bracketed ? `[${keys}]` : `${keys}`,
  sources: () => ["One.", "Two."],
};

/** What becomes of a text, without its empty lines. */
const made = (/** @type {string} */ text) =>
  markdown(text, BOOK)
    .split("\n")
    .filter((line) => line);

test("roles become links and words, and code is left alone", () => {
  const text =
    "See {numref}`fig-a`, {prf:ref}`thm-b`, {eq}`eq-c`; {term}`units <unit>`, {term}`bias`.";
  assert.deepEqual(made(text), [
    "See [the fig-a](#fig-a), [the thm-b](#thm-b), [the eq-c](#eq-c); *units*, *bias*.",
  ]);
  assert.deepEqual(made("{cite:p}`a,b` and {cite:t}`c`"), ["[a,b] and c"]);
  assert.deepEqual(made("`{term}` and `f'{x}'` and `{a}` and `b`"), [
    "`{term}` and `f'{x}'` and `{a}` and `b`",
  ]);
  assert.deepEqual(made("```python\n{term}`bias`\n:::{note}\n```"), [
    "```python",
    "{term}`bias`",
    ":::{note}",
    "```",
  ]);
});

test("an equation with a label gets its number, others get none", () => {
  assert.deepEqual(made("$$\nx\n$$ (eq-a)"), [
    '<div id="eq-a"></div>',
    "$$",
    "x",
    "\\tag{1.2}",
    "$$",
  ]);
  assert.deepEqual(made("$$ x $$ (eq-a)"), made("$$\nx\n$$ (eq-a)"));
  assert.deepEqual(made("$$\nx\n$$"), ["$$", "x", "$$"]);
});

test("a theorem, an exercise and a proof are boxes with their heads", () => {
  assert.deepEqual(made(":::{prf:theorem} Novikoff's *bound*\n:label: thm-a\n\nIt stops.\n:::"), [
    '<div class="mlb mlb-theorem" id="thm-a">',
    '<div class="mlb-title">',
    "Theorem 1.2 (Novikoff's *bound*)",
    "</div>",
    "It stops.",
    "</div>",
  ]);
  assert.match(
    made(":::{exercise} Count\n:label: ex-a\nHow many?\n:::").join(" "),
    /Exercise 1.2 \(Count\)/,
  );
  assert.match(made(":::{prf:conjecture} Odd\n:::").join(" "), /Conjecture 1.2 \(Odd\)/);
  assert.deepEqual(made(":::{prf:proof}\nAs $a$.\n:::")[1], "*Proof.*");
  assert.match(made(":::{prf:proof}\n:class: dropdown\n:::").join(" "), /<summary> Proof <\/sum/);
  assert.match(made(":::{note}\n:::").join(" "), / Note /);
});

test("a solution is closed, with the name and the title of its exercise; what is in it is kept", () => {
  assert.deepEqual(
    made(
      "::::{solution} ex-a\n:class: dropdown\n\n:::{note} N\nA\n:::\n\n```python\nx = 1\n```\n::::",
    ),
    [
      '<details class="mlb mlb-solution">',
      "<summary>",
      "Solution to the ex-a (T)",
      "</summary>",
      '<div class="mlb mlb-note">',
      '<div class="mlb-title">',
      "N",
      "</div>",
      "A",
      "</div>",
      "```python",
      "x = 1",
      "```",
      "</details>",
    ],
  );
});

test("a fold within a cell holds what is up to its end; one over cells marks what belongs to it", () => {
  const start = ":::{admonition} Why\n:class: fold-start\nOne may.\n:::\nInside.";
  assert.deepEqual(made(`${start}\n% fold-end\nOutside.`), [
    '<details class="mlb mlb-fold-start">',
    "<summary>",
    "Why",
    "</summary>",
    "Inside.",
    "</details>",
    '<div class="mlb mlb-belief">',
    "One may.",
    "</div>",
    "Outside.",
  ]);
  assert.deepEqual(made(start).slice(0, 5), [
    '<details class="mlb mlb-over">',
    "<summary>",
    "Why",
    "</summary>",
    "</details>",
  ]);
  assert.deepEqual(made(start).slice(-3), ['<div class="mlb-folded">', "Inside.", "</div>"]);
  assert.deepEqual(made("More.\n% fold-end\nOutside."), [
    '<div class="mlb-folded">',
    "More.",
    "</div>",
    "Outside.",
  ]);
});

test("the list of sources, a margin note and a comment", () => {
  assert.deepEqual(made("```{bibliography}\n:filter: docname in docnames\n```"), ["One.", "Two."]);
  assert.deepEqual(made(":::{margin}\nBy the way.\n:::"), [
    '<div class="mlb mlb-margin">',
    "By the way.",
    "</div>",
  ]);
  assert.deepEqual(made("% a remark\nText."), ["Text."]);
});

test("the glossary says a term and what it means", () => {
  const text = "```{glossary}\nbias\n  The weight of {term}`one`.\n\nepoch\n  One pass.\n```";
  assert.deepEqual(made(text), ["**bias**", "The weight of *one*.", "**epoch**", "One pass."]);
  assert.deepEqual(made("```{tableofcontents}\n```"), []);
});

test("a link finds a heading by the name that the book gives it", () => {
  assert.deepEqual(made("## A question: can it? Yes"), [
    '<div id="a-question-can-it-yes"></div>',
    "## A question: can it? Yes",
  ]);
});

test("each kind is counted by itself, after the number of the chapter", () => {
  const cells = [
    { type: "markdown", source: "$$\na\n$$ (eq-a)\n\n$$\nno label\n$$", metadata: {} },
    {
      type: "code",
      source: "draw()",
      metadata: { mystnb: { figure: { name: "fig-a", caption: "A" } } },
    },
    { type: "code", source: "# $$ (eq-no)", metadata: {} },
    {
      type: "markdown",
      source: ":::{prf:theorem} T\n:label: thm-a\n$$\nb\n$$ (eq-b)\n:::",
      metadata: {},
    },
    {
      type: "markdown",
      source: ":::{exercise} E\n:label: ex-a\n:::\n:::{exercise} F\n:label: ex-b\n:::",
      metadata: {},
    },
  ];
  const names = (/** @type {string} */ path) =>
    [...numbered(cells, path)].map(([label, { name }]) => `${label} ${name}`);
  assert.deepEqual(names("book/chapters/12_last.ipynb"), [
    "eq-a (12.1)",
    "fig-a Fig. 12.1",
    "thm-a Theorem 12.1",
    "eq-b (12.2)",
    "ex-a Exercise 12.1",
    "ex-b Exercise 12.2",
  ]);
  assert.equal(names("toolbox/calculus.ipynb")[3], "eq-b (2)");
  assert.equal(spelled("fig-two-cards"), "Figure “two cards”");
});
