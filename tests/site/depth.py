"""What the tests of the site know of the fifth chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-depth-forward"]': r"\frac",
    '.text a[href$="glossary.html#term-strength"]': "the mean of its squares",
    ".text .bibtex-citation a >> nth=0": "Understanding the difficulty",
}
# Its own three widgets, and a check for each of five theorems.
WIDGETS = 8
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("depth.meter", "bend", "sigmoid")]
