"""What the tests of the site know of the fourth chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-backprop-blame"]': r"\sum",
    '.text a[href$="glossary.html#term-blame"]': "how fast the end",
    ".text .bibtex-citation a >> nth=0": "Gradient theory",
}
# Its own three widgets, one of them twice, and a check for each of three theorems.
WIDGETS = 7
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("backprop.both_ways", "way", "backward")]
