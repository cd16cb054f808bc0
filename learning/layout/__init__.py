"""A picture in which near is alike: places of cases, areas of patterns, room for names.

Pure functions: likeness and numbers in, places and lines out. No Flask, no database; what is shown
of a case and to whom is not decided here.
"""
