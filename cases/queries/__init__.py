"""Questions about cases, always within what somebody may read."""
