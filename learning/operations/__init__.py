"""What changes patterns, proposals and figures; each notes itself in the audit trail."""
