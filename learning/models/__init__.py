"""The tables of learning: patterns, proposals, published figures and effects."""
