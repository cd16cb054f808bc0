"""Cases: how professionals log, share, react to and find them. Never imports `learning`."""
