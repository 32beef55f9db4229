"""What the tests of the site know of the second chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, the theorem's
# name, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-certificate"]': r"\mathbf{a}",
    '.text a[href="#thm-parity"]': "order",
    '.text a[href$="glossary.html#term-convex-hull"]': "rubber band",
    ".text .bibtex-citation a >> nth=0": "Perceptrons",
}
# Equations with a root or a bracket that grows: at least so many, and one root among them.
GROWING = 0
# A widget, an input of it and another value, to be answered in the notebook in the browser.
NOTEBOOK = ("boolean.window", "width", 4)
