"""What changes cases: logging, sharing, reacting. Operations never commit."""
