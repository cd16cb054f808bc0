"""Finding recurring patterns among cases: graph, groups, explanation and identity.

Pure functions: texts and arrays in, groups out. No Flask, no database, nothing is stored here;
deciding about a pattern is the work of `learning.operations`.
"""
