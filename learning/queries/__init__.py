"""Questions about patterns, proposals and published figures."""
