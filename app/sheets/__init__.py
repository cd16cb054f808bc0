"""Tables in files: reading and writing .csv, .xlsx, .ods and .jsonl.

`files.py` is the way in; the other modules know one format each. A file comes from outside, so
its size, its archive and its cells are limited before and while it is read, and what is written
holds no cell that a spreadsheet would take for a formula. Not here: what the columns mean.
"""
