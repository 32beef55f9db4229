"""What the tests of the site know of the seventh chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-dimension-root"] >> nth=0': r"\sqrt d",
    '.text a[href$="glossary.html#term-Bayes-error"]': "least error that any rule can have",
    ".text .bibtex-citation a >> nth=0": "Nonparametric",
}
# Its own three widgets, and a check for each of five theorems.
WIDGETS = 8
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("dimension.dial", "quantity", "spread")]
