"""What every feature stands on: database, audit trail, jobs, search, people, web."""
