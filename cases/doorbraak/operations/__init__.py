"""What changes teams, offers, sessions and reviews."""
