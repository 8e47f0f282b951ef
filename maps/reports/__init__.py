"""Reports of what the claims of a document came to: a card a claim, for a terminal, Markdown, HTML or a sheet.

figures.py   lengths, positions and ways of measuring, as people read them
wording.py   what reports on claims share: the sentence round a claim, verdicts
columns.py   tables of plain text, safe for a terminal
cards.py     text for a terminal
markdown.py  the same in Markdown
page.py      the same as an HTML page to print or to file
sheet.py     a row a claim, for a spreadsheet
answers.py   places and distances that were asked for by name
"""
