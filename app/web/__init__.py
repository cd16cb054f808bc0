"""What each page needs: access, sessions, forms, errors, security headers, Markdown, menus."""
