"""Dutch words for whoever compares texts: tokens, stop words, stems, parts of compounds.

Pure functions without Flask or database. Searching has its own index elsewhere; what a case
means and how cases are compared lives in `cases.likeness`.
"""
