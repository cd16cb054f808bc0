"""What learning hears from cases, and what it tells of their story."""
