"""Invented people and cases, played through the operations with a moved clock."""
