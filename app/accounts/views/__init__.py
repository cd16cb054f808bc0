"""The pages: signing in and one's account, the administrator's, the privacy officer's."""
