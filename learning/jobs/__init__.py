"""Work of learning that outlasts a request or returns each day."""
