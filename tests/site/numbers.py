"""What the tests of the site know of the toolbox page on numbers."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-rounding"]': "delta",
    '.text a[href$="glossary.html#term-unit-roundoff"]': "largest share",
    ".text .bibtex-citation a >> nth=0": "Quinn",
}
# Its own two widgets, and a check for each of three theorems.
WIDGETS = 5
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("numbers.bits", "format", "toy")]
