"""What the tests of the site know of the second chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-shortest"]': r"\cdot",
    '.text a[href$="glossary.html#term-convex-hull"]': "rubber band",
    ".text .bibtex-citation a >> nth=0": "Perceptrons",
}
# Its own three widgets, and a check for each of five theorems.
WIDGETS = 8
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("boolean.fold", "task", "ring")]
