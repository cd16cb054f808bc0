"""Full-text search over what other packages register as sources, on either of two engines.

`find` is the one way to ask: it parses the words, takes the hits of the index and keeps only what
this person may read according to the database at this moment. The index holds no text and no
rights. Changes reach it through the outbox and one indexer. Not here: who may read what (the
sources say), highlighting, screens and the command line.
"""
