"""Law articles: recognising Dutch notations, and what they resolve to. Pure; no database."""
