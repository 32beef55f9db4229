"""What the tests of the site know of the sixth chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-hopfield-energy"] >> nth=0': r"\sum",
    '.text a[href$="glossary.html#term-energy"] >> nth=0': "recall goes down in it",
    ".text .bibtex-citation a >> nth=0": "emergent collective",
}
# Its own three widgets, and a check for each of five theorems.
WIDGETS = 8
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("hopfield.recall", "rule", "projection")]
