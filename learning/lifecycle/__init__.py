"""The states of patterns and proposals, one table each. Pure."""
