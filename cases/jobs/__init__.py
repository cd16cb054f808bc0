"""Work on cases that nobody waits for: nightly cleaning, and files that are brought in."""
