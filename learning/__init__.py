"""Learning from cases: recurring patterns, proposals and their effect. Builds on `cases`."""
