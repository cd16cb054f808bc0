"""The forms of cases: logging, sharing, reacting, filtering."""
