"""Finding personal data in Dutch texts, and replacing it.

`scan.py` is the one way that every free text passes before another person reads it. The rules
stand beside it by what they find: `numbers.py`, `dates.py`, `codes.py`, `addresses.py`, and for
names `names.py`, from `page.py` (words), `classes.py` (what a word may be), `phrases.py` (words in
a row), `signals.py` (what stands around them) and `spreading.py` (to all fields of a case). Each
walks the text once and looks around over a fixed number of characters, so the time grows with the
length. `words.py` holds the lists.

What is missed remains possible: a finding is a warning to the writer, never a guarantee. What is
done with a finding (asking, replacing, erasing) lives elsewhere.
"""
