"""What the tests of the site know of the toolbox page on chance and information."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-growth"]': "log",
    '.text a[href$="glossary.html#term-variance"]': "squared distance",
    ".text .bibtex-citation a >> nth=0": "Shannon",
}
# Its own widget, and a check for each of three theorems.
WIDGETS = 4
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("chance.bets", "way", "learn")]
