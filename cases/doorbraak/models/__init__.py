"""The tables of the Doorbraak: teams, offers, sessions, and what a review leaves behind."""
