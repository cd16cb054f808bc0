"""Organisations, teams, people and what each may do. No case content and no web in here."""
