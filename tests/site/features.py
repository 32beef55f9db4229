"""What the tests of the site know of the page The geometry of features."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-enough"]': r"\ln",
    '.text a[href$="glossary.html#term-hub"]': "nearest",
    ".text .bibtex-citation a >> nth=0": "manifolds, and topology",
}
# Its own widget, and a check for each of two theorems.
WIDGETS = 3
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("features.straightening", "shape", "rings")]
