"""What the tests of the site know of the page Python for this book."""

# A reference: words of its target.
PREVIEWS = {'.text a[href$="glossary.html#term-broadcasting"]': "again and again"}
WIDGETS = 1
