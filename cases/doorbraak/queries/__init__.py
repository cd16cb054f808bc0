"""Questions about the Doorbraak, always within what somebody may read."""
