"""A story or a playthrough in somebody else's format: songs, graphs, pages."""
