"""The pages of the Doorbraak. A view loads, checks, acts and answers."""
