"""Who may see and change patterns and proposals."""
