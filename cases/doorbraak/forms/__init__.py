"""The forms of the Doorbraak."""
