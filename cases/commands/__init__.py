"""The command line of cases: import and export, search, and the scan for personal data."""
