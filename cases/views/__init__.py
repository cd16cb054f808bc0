"""The pages of cases. A view loads, checks, acts and answers."""
