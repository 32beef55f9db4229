"""What the tests of the site know of the first chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, the theorem's
# name, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-shadow"]': r"\frac",
    '.text a[href="#thm-novikoff"]': "bound",
    '.text a[href$="glossary.html#term-margin"]': "nearest point",
    ".text .bibtex-citation a >> nth=0": "New Navy device",
}
# Equations with a root or a bracket that grows: at least so many, and one root among them.
GROWING = 5
# Its own three widgets, and a check for each of three theorems.
WIDGETS = 6
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("perceptron.playground", "order", "random")]
