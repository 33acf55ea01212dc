"""A story, a playthrough or findings in a format for other programs or for the browser: one module a format."""
